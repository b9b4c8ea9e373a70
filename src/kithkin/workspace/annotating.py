"""Running an annotator over texts, in batches, into a file of the cache."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kithkin.engines.publishing import published
from kithkin.model.annotator import Annotator

if TYPE_CHECKING:
    import pyarrow as pa

BATCH: Final = 20_000


def annotate(annotator: Annotator, texts: pa.Table, path: Path) -> None:
    """Write `text_id` and the annotator's columns, one row per text, whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from kithkin.workspace.writing import ARROW

    kinds = [(column.name, ARROW[column.type]) for column in annotator.columns]
    schema = pa.schema([("text_id", pa.string()), *kinds])
    with published(path) as part, pq.ParquetWriter(part, schema, compression="zstd") as file:
        for batch in texts.to_batches(max_chunksize=BATCH):
            found = annotator.annotate(batch.column("text").to_pylist())
            columns = [batch.column("text_id"), *(pa.array(found[name], kind) for name, kind in kinds)]
            file.write_table(pa.Table.from_arrays(columns, schema=schema))
