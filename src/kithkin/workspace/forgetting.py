"""Forgetting a person: their rows leave every import, and so does what was kept of the exports they stand in.

What was kept of an export is raw; it cannot be cut to size without trusting it again, so it goes whole and that
import can no longer be rebuilt. The texts of others are not searched for the person's name.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from kithkin.model.tables import TABLES
from kithkin.workspace.store import Manifest, Store, sync_all

#: Columns that name accounts beside those that stand for persons.
ALSO = ("from_id", "to_id", "ego_account_id")


def forget_accounts(store: Store, accounts: Sequence[str]) -> dict[str, int]:
    """Delete every row that names one of these accounts; return how many rows went per table."""
    gone: dict[str, int] = {}
    for manifest in store.manifests():
        staged = store.stage()
        folder = store.path_of(manifest.import_id)
        rows = dict(manifest.rows)
        shutil.copytree(folder / manifest.rows_folder, staged / "rows")
        for name in manifest.rows:
            count = _without(staged / "rows" / f"{name}.parquet", name, accounts)
            if count:
                gone[name] = gone.get(name, 0) + count
                rows[name] -= count
        if rows != manifest.rows:
            _publish(store, staged, manifest, rows)
        shutil.rmtree(staged, ignore_errors=True)
    return gone


def _publish(store: Store, staged: Path, manifest: Manifest, rows: dict[str, int]) -> None:
    sync_all(staged)
    name = "rows" if manifest.rows_folder != "rows" else "rows-again"
    left = {table: count for table, count in rows.items() if count}
    new = msgspec.structs.replace(manifest, rows=left, is_packed=False, used=(), rows_folder=name)
    store.replace_rows(staged / "rows", new)
    shutil.rmtree(store.path_of(manifest.import_id) / "used", ignore_errors=True)


def _without(path: Path, table: str, accounts: Sequence[str]) -> int:
    """Rewrite a file without the rows that name these accounts; return how many went."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    columns = [c.name for c in TABLES[table].columns if c.person or c.name in ALSO]
    if not columns:
        return 0
    rows = pq.read_table(path)
    names = pa.array(list(accounts), pa.string())
    hit = None
    for column in columns:
        found = pc.fill_null(pc.is_in(rows[column], value_set=names), False)
        hit = found if hit is None else pc.or_(hit, found)
    kept = rows.filter(pc.invert(hit))
    if len(kept) < len(rows):
        pq.write_table(kept, path, compression="zstd")
    return len(rows) - len(kept)
