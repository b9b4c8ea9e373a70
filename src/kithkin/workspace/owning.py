"""Whose import is it? Where a source cannot tell, the user is asked, with the likeliest account ready to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kithkin.model.ids import network_of
from kithkin.model.sql import text
from kithkin.model.tables import TABLES
from kithkin.workspace.journal import Entry
from kithkin.workspace.store import Manifest, Store

_SMALL: Final[dict[str, str | bool | int | float | list[str]]] = {"memory_limit": "60MB", "threads": 1}
#: Tables whose rows have two ends: without an own account none of them is about the user.
_ENDS: Final = ("messages", "interactions", "follows", "requests")
#: The user is looked for among so many accounts that stand in most rows: whom each of a million met fills the memory.
_LOOKED_AT: Final = 100


def unowned(store: Store, manifests: Sequence[Manifest], said: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Return the imports in which no account is known to be the user's, each with the likeliest accounts.

    An account that another import or the user calls own settles it for its network. Likeliest is who
    has to do with most others.
    """
    own = {account for entry in said if entry.kind == "me" for account in entry.accounts}
    own |= set(_selves(store, store.manifests()))
    known = {network_of(account) for account in own}
    found = {}
    for manifest in manifests:
        if _is_known(store, manifest, known):
            continue
        ranked = _busiest(store, manifest)
        if ranked and not known & {network_of(account) for account in ranked}:
            found[manifest.import_id] = ranked
    return found


def _selves(store: Store, manifests: Sequence[Manifest]) -> list[str]:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    accounts: list[str] = []
    for path in store.files_of("accounts", list(manifests)):
        with pq.ParquetFile(path) as file:
            for some in file.iter_batches(columns=["account_id", "is_self"]):  # all at once they could fill the memory
                accounts += some.filter(pc.fill_null(some["is_self"], False))["account_id"].to_pylist()
    return accounts


def _is_known(store: Store, manifest: Manifest, known: set[str]) -> bool:
    """Return whether the user's own account is known on every network of an import."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    networks: set[str] = set()
    for path in [path for name in _ENDS for path in store.files_of(name, [manifest])]:
        with pq.ParquetFile(path, read_dictionary=["network"]) as file:
            for some in file.iter_batches(columns=["network"]):
                networks.update(pc.unique(some["network"]).to_pylist())
    return networks <= known


def _busiest(store: Store, manifest: Manifest) -> tuple[str, ...]:
    """Return the three accounts that have to do with most others in an import; empty where nobody has to do with any."""
    import duckdb

    from kithkin.engines.duckdb import SETTINGS, name

    parts = [
        f"select {name(one)} as one, {name(other)} as other from read_parquet({text(str(path))})"
        for table in _ENDS
        for path in store.files_of(table, [manifest])
        for one, other in (TABLES[table].ends or ("", ""), (TABLES[table].ends or ("", ""))[::-1])
    ]
    if not parts:
        return ()
    with duckdb.connect(":memory:", config=SETTINGS | _SMALL | {"temp_directory": str(store.temporary)}) as db:
        db.execute("set enable_progress_bar = false")
        rows = db.execute(
            f"""
            with pairs as (
                select one, other from ({" union all ".join(parts)}) where one is not null and other is not null
            ),
            busy as (select hash(one) as mark from pairs group by mark order by count(*) desc, mark limit {_LOOKED_AT})
            select one from pairs where hash(one) in (select mark from busy)
            group by one order by count(distinct hash(other)) desc, one limit 3
            """
        ).fetchall()
    return tuple(one for (one,) in rows)
