"""Lists of follows: those of `follower_creation` as arrays, and who is missing from a list that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_TYPES: Final = {"text": "string", "integer": "int64", "double": "float64", "boolean": "bool_", "date": "date32"}


@dataclass(frozen=True, slots=True)
class FollowList:
    """One list, newest follow first: its key, the rows of the table, when each account was made (nan = unknown)."""

    key: dict[str, str]
    rows: Any
    made: Any
    listed: float | None


def lists(follower_creation: Any) -> Iterator[FollowList]:
    """Yield each list of which not every follow bears its time, in the order of its key."""
    import numpy as np

    if not follower_creation.num_rows:
        return
    key = ("ego_id", "direction", "ego_account_id")
    table = follower_creation.sort_by([(name, "ascending") for name in (*key, "list_place")])
    codes = [table[name].combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False) for name in key]
    changes = np.any([np.diff(code) != 0 for code in codes], axis=0)
    starts = [0, *(1 + np.flatnonzero(changes)).tolist()]
    made, listed = (seconds(table[name]) for name in ("created_at", "listed_at"))
    for start, stop in zip(starts, [*starts[1:], table.num_rows], strict=True):
        part = table.slice(start, stop - start)
        if part["followed_at"].null_count == 0:
            continue
        first = {name: part[name][0].as_py() for name in (*key, "network")}
        known = listed[start:stop][~np.isnan(listed[start:stop])]
        yield FollowList(first, part, made[start:stop], float(known.max()) if len(known) else None)


def held(follows: str, list_checks: str, direction: str = "in") -> str:
    """Return the query for the ties that a list refused by `list_checks` no longer shows: they may stand still.

    Of the lists of that direction: `in` = of followers, friends and connections, `out` = of whom an ego follows.
    Who was missing from the list before as well is not among them: two lists agree.
    """
    end = "followed" if direction == "in" else "follower"
    return f"""
        select f.follower_id, f.followed_id, f.follower_account_id, f.followed_account_id, f.network, f.kind, f.followed_at
        from {follows} as f
        join {list_checks} as c on c.ego_id = f.{end}_id and c.ego_account_id = f.{end}_account_id and c.kind = f.kind
        where c.direction = '{direction}' and c.is_accepted is false and f.is_current is false and f.ended_at_latest is null
          and coalesce(f.observed_at >= c.previous_at, true)
    """


def unsure(list_checks: str) -> str:
    """Return the query for the lists in which a missing name says nothing: ego_account_id, direction, kind.

    Such as `list_checks` refuses, and such as a newer list continues that holds a part only.
    """
    return f"""
        select ego_account_id, direction, kind from {list_checks} where is_accepted is false or part_at is not null"""


def whole(egos: str, identities: str, coverage: str, covered_spans: str, list_checks: str, *, until: str = "") -> str:
    """Return the query for whether a name that is missing from an ego's lists on a network stands outside of its audience.

    Columns: ego_id, network, is_whole. Every list that the exports have for the network must be complete for each of the
    ego's accounts, up to the instant `until` where one is given; none may be `unsure`. Networks without lists are no rows.
    """
    reaches = f"and s.covered_until >= {until}" if until else ""
    return f"""
        select e.ego_id, l.network, bool_and(coalesce(s.is_there, false) and u.kind is null) as is_whole
        from {egos} as e
        join {identities} as i on i.person_id = e.ego_id
        join (
            select distinct network, kind from {coverage} where table_name = 'follows' and direction in ('in', 'among')
        ) as l on l.network = split_part(i.account_id, ':', 1)
        left join (
            select distinct s.network, s.kind, s.ego_account_id, true as is_there from {covered_spans} as s
            where s.table_name = 'follows' and s.direction = 'in' {reaches}
        ) as s on s.network = l.network and s.kind = l.kind and (s.ego_account_id = '' or s.ego_account_id = i.account_id)
        left join (select * from ({unsure(list_checks)}) as u where direction = 'in') as u
          on u.ego_account_id = i.account_id and u.kind = l.kind
        group by e.ego_id, l.network"""


def seconds(column: Any) -> Any:
    """Return a column of instants as seconds since 1970, nan where unknown."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    micros = pc.cast(pc.cast(column, pa.timestamp("us")), pa.int64())
    return np.asarray(pc.cast(micros, pa.float64()).to_numpy(), dtype=float) / 1e6


def instants(values: Any) -> Any:
    """Return seconds since 1970 as a column of instants, null where nan."""
    import numpy as np
    import pyarrow as pa

    missing = np.isnan(values)
    micros = np.round(np.where(missing, 0, values) * 1e6).astype("int64")
    return pa.array(micros, mask=missing).cast(pa.timestamp("us"))


def schema(measure: Any) -> Any:
    """Return the Arrow schema of a measure: its grain as text unless declared otherwise, then its columns."""
    import pyarrow as pa

    types = {name: getattr(pa, kind)() for name, kind in _TYPES.items()} | {"instant": pa.timestamp("us")}
    grain = [(name, pa.int64() if name.endswith("_number") else pa.string()) for name in measure.grain]
    return pa.schema([*grain, *((column.name, types[column.type]) for column in measure.columns)])
