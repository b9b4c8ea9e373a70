"""Running an annotator over texts, in batches, into a file of the cache."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kithkin.engines.publishing import published
from kithkin.model.annotator import Annotator

if TYPE_CHECKING:
    import pyarrow as pa

BATCH: Final = 20_000


def annotate(annotator: Annotator, texts: pa.Table, path: Path, last: Path | None = None) -> None:
    """Write `text_id` and the annotator's columns, one row per text, whole or not at all.

    `last` is what was written before, of texts some of which may be the same: those are not read again. The new file
    takes its place where it holds as many.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from kithkin.workspace.writing import ARROW

    kinds = [(column.name, ARROW[column.type]) for column in annotator.columns]
    schema = pa.schema([("text_id", pa.string()), *kinds])
    known = pq.read_table(last) if last and last.exists() else schema.empty_table()
    new = texts.filter(pc.invert(pc.is_in(texts["text_id"], value_set=known["text_id"])))
    with published(path) as part, pq.ParquetWriter(part, schema, compression="zstd") as file:
        file.write_table(known.filter(pc.is_in(known["text_id"], value_set=texts["text_id"])))
        for batch in new.to_batches(max_chunksize=BATCH):
            found = annotator.annotate(batch.column("text").to_pylist())
            columns = [batch.column("text_id"), *(pa.array(found[name], kind) for name, kind in kinds)]
            file.write_table(pa.Table.from_arrays(columns, schema=schema))
    if last and texts.num_rows >= known.num_rows:
        with contextlib.suppress(OSError), published(last) as part:  # where that cannot be, all are read again
            shutil.copyfile(path, part)
