"""Names: those that the user gives to topics, kept with marks of the texts that the topics hold today; and of communities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn

from kithkin.measures._topic_names import anchor
from kithkin.model.errors import Misuse, NotFound
from kithkin.model.names import closest, meant
from kithkin.workspace.rows import LazyRows

if TYPE_CHECKING:
    from kithkin.workspace.journal import Entry
    from kithkin.workspace.plan import Plan
    from kithkin.workspace.workspace import Workspace

#: Texts by which a topic is known again, the nearest to it.
MARKS: Final = 60
#: Topics that an error names.
NAMED: Final = 8
#: Communities among which a name is looked for, the largest of them.
MOST_COMMUNITIES: Final = 10_000


def name_topics(workspace: Workspace, topics: Sequence[str], name: str, *, of: str = "", **settings: Any) -> Entry:
    """Call these topics by one name from now on, as they are met in the community `of`; several become one."""
    if not name.strip():
        raise Misuse("A topic needs a name.", 'Write it in quotes: kithkin topic rename "old name" "new name"')
    held: dict[tuple[str, str], dict[str, float]] = {}
    for row in workspace.rows("topics", **{"chosen_community.of": of, **settings}).to_pylist():
        marks = held.setdefault((row["community_id"], row["topic"]), {})
        marks[anchor(row["table_name"], row["row_id"])] = row["nearness"]
    known = sorted({topic for _, topic in held})
    named = {meant(topic, known) or _missing(topic, known) for topic in topics}
    marked = [
        {"community_id": community, "was": topic, "anchors": sorted(marks, key=lambda m: (-marks[m], m))[:MARKS]}
        for (community, topic), marks in sorted(held.items())
        if topic in named
    ]
    return workspace.say("topic_name", body={"name": name.strip(), "topics": marked})


def _missing(topic: str, known: Sequence[str]) -> NoReturn:
    near = closest(topic, known)
    said = f"Close to it: {'; '.join(near)}. " if near else ""
    raise NotFound(f"There is no topic {topic}.", said + _choice(known))


def community_meant(plan: Plan, words: str) -> str:
    """Return the community that these words name, as `communities` writes it; the words themselves where there is none.

    Case, accents and blanks do not matter, and of a place any part between commas will do.
    """
    names: set[str] = {"all"}
    for row in LazyRows("communities", plan).top(MOST_COMMUNITIES, "-people_count"):
        parts = row["name"].split(", ") if row["kind"] == "place" else []
        names |= {
            row["choice"],
            row["name"],
            f"{row['kind']}:{row['name']}",
            *parts,
            *(f"place:{part}" for part in parts),
        }
    return meant(words, names) or words


def _choice(known: Sequence[str]) -> str:
    if not known:
        return "Nothing that was imported has topics there: it takes eight conversations."
    more = f", and {len(known) - NAMED} more; see: kithkin community" if len(known) > NAMED else ""
    return f"Topics: {'; '.join(known[:NAMED])}{more}."
