"""Whether the seven points of a profile accuse real people: on any table of labelled accounts.

The points are those of the measures `profile_points` and `fake_follower`: the same SQL is run on the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kithkin.measures._fake_points import FACTS, digit_count, facts_known, points, state
from kithkin.model.errors import Misuse
from kithkin.validity.labelled import LINE, labelled, meant, table

if TYPE_CHECKING:
    from kithkin.validity import Question

#: How labelled tables call the facts; whatever else they hold is not looked at.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "is_fake": ("is_fake", "fake", "label", "is_bot"),
    "follower_count": ("followers", "follower_count", "followers_count", "#followers", "user_follower_count"),
    "following_count": ("following", "following_count", "friends_count", "#follows", "user_following_count"),
    "post_count": ("posts", "post_count", "statuses_count", "#posts", "user_media_count"),
    "has_picture": ("has_profile_picture", "has_picture", "profile_pic", "profile pic", "user_has_profil_pic"),
    "handle": ("handle", "username", "user_name", "screen_name"),
}
#: No network counts more than this; a greater number is none, and could not be multiplied by the points.
MOST: Final = 10**15
_TYPES: Final = {"has_picture": "boolean", "handle": "varchar"}


def task(question: Question) -> Mapping[str, Any]:
    """Return how often real people and others are named, for the table that was given."""
    if question.file is None:
        raise Misuse(
            "Which labelled accounts?", "Name a CSV file with a column is_fake and any of: " + ", ".join(FACTS)
        )
    return figures(read(question.file))


def read(path: Path) -> list[dict[str, Any]]:
    """Return the labelled accounts of a CSV file; a fact whose column is absent or empty is None."""
    names, rows = table(path)
    found = {fact: next((n for n in usual if n in names), None) for fact, usual in NAMES.items()}
    if found["is_fake"] is None:
        raise Misuse(f"{path.name} has no column is_fake.", "One column must say which accounts are fake.")
    said = [{LINE: row[LINE]} | {fact: row.get(name or "", "") for fact, name in found.items()} for row in rows]
    known = labelled([row | {"label": row["is_fake"]} for row in said], path.name)
    return [{fact: _fact(fact, row["label"] if fact == "is_fake" else row[fact]) for fact in found} for row in known]


def _fact(fact: str, cell: str | None) -> Any:
    """Return a cell as the fact it is; None where it says nothing."""
    said = (cell or "").strip()
    if fact in ("is_fake", "has_picture"):
        return meant(said)
    if fact == "handle":
        return said or None
    try:
        count = int(float(said.replace(",", "")))
    except (ValueError, OverflowError):
        return None
    return count if abs(count) <= MOST else None


def figures(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the figures for labelled accounts: of the real ones the share accused, of the others the share found.

    Examples
    --------
    >>> bought = {"follower_count": 2, "following_count": 900, "post_count": 0, "has_picture": False, "handle": "a"}
    >>> real = {"follower_count": 200, "following_count": 300, "post_count": 9, "has_picture": True, "handle": "b"}
    >>> figures([bought | {"is_fake": True}, real | {"is_fake": False}])["named"]
    {'false_accusation_rate': 0.0, 'recall': 1.0}
    """
    states = judged(rows)
    real = [s for s, row in zip(states, rows, strict=True) if not row["is_fake"]]
    fake = [s for s, row in zip(states, rows, strict=True) if row["is_fake"]]
    known = [fact for fact in FACTS if any(row.get(fact) is not None for row in rows)]
    mean = sum(row.get(fact) is not None for row in rows for fact in FACTS) / max(1, len(rows))
    return {
        "n": len(rows),
        "real": len(real),
        "fake": len(fake),
        "named": _rates(real, fake, ("named",)),
        "named_or_worth_a_look": _rates(real, fake, ("named", "worth_a_look")),
        "cannot_say": sum(s == "cannot_say" for s in states) / max(1, len(states)),
        "facts_known": round(mean, 4) if mean % 1 else int(mean),
        "facts": known,
        "facts_of": len(FACTS),
    }


def _rates(real: Sequence[str], fake: Sequence[str], wanted: tuple[str, ...]) -> dict[str, float | None]:
    accused, found = (sum(s in wanted for s in group) / len(group) if group else None for group in (real, fake))
    return {"false_accusation_rate": accused, "recall": found}


def judged(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the state of each account, by the SQL of the measures."""
    import duckdb

    columns = ", ".join(f"cast(a.{fact} as {_TYPES.get(fact, 'bigint')}) as {fact}" for fact in FACTS)
    connection = duckdb.connect(":memory:")
    types = ", ".join(f"{fact} {_TYPES.get(fact, 'bigint')}" for fact in FACTS)
    connection.execute(f"create table a (place bigint, {types})")
    if rows:
        import pyarrow as pa

        listed = pa.table({"place": list(range(len(rows))), **{f: [row.get(f) for row in rows] for f in FACTS}})
        connection.register("given", listed)
        connection.execute(f"insert into a select place, {', '.join(FACTS)} from given")
    found = connection.execute(
        f"with facts as (select place, {columns} from a), counted as (select *, {digit_count('handle')} as digit_count, "
        f"{facts_known()} as fact_count from facts), added as (select *, {points()} as point_count from counted) "
        f"select {state()} from added order by place"
    ).fetchall()
    return [row[0] for row in found]
