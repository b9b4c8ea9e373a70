"""Whose import is it? Where a source cannot tell, the user is asked, with the likeliest account ready to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kithkin.model.ids import network_of
from kithkin.model.tables import TABLES
from kithkin.workspace.journal import Entry
from kithkin.workspace.store import Manifest, Store

#: Tables whose rows have two ends: without an own account none of them is about the user.
_ENDS: Final = ("messages", "interactions", "follows", "requests")


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
        ranked = _busiest(store, manifest)
        if ranked and not known & {network_of(account) for account in ranked}:
            found[manifest.import_id] = ranked
    return found


def _selves(store: Store, manifests: Sequence[Manifest]) -> list[str]:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    accounts: list[str] = []
    for path in store.files_of("accounts", list(manifests)):
        table = pq.read_table(path, columns=["account_id", "is_self"])
        accounts += table.filter(pc.fill_null(table["is_self"], False))["account_id"].to_pylist()
    return accounts


def _busiest(store: Store, manifest: Manifest) -> tuple[str, ...]:
    """Return the three accounts that have to do with most others in an import; empty where nobody has to do with any."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pairs = []
    for name in _ENDS:
        ends = list(TABLES[name].ends or ())
        for path in store.files_of(name, [manifest]):
            table = pq.read_table(path, columns=ends).drop_null()
            one, other = (table[end].combine_chunks() for end in ends)
            pairs += [pa.table({"one": a, "other": b}) for a, b in ((one, other), (other, one))]
    if not pairs:
        return ()
    met = (
        pa.concat_tables(pairs).group_by(["one", "other"]).aggregate([]).group_by("one").aggregate([("other", "count")])
    )
    ranked = met.sort_by([("other_count", "descending"), ("one", "ascending")])
    return tuple(ranked["one"].slice(0, 3).to_pylist())
