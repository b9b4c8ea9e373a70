"""Names that the user gives to topics: kept in the journal with marks of the texts that the topics hold today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kithkin.measures._topic_names import anchor
from kithkin.model.errors import Misuse, NotFound

if TYPE_CHECKING:
    from kithkin.workspace.journal import Entry
    from kithkin.workspace.workspace import Workspace

#: Texts by which a topic is known again, the nearest to it.
MARKS: Final = 60
#: Topics that an error names.
NAMED: Final = 8


def name_topics(workspace: Workspace, topics: Sequence[str], name: str, *, of: str = "", **settings: Any) -> Entry:
    """Call these topics by one name from now on, as they are met in the community `of`; several become one."""
    if not name.strip():
        raise Misuse("A topic needs a name.", 'Write it in quotes: kithkin topic rename "old name" "new name"')
    held: dict[tuple[str, str], dict[str, float]] = {}
    for row in workspace.rows("topics", **{"chosen_community.of": of, **settings}).to_pylist():
        marks = held.setdefault((row["community_id"], row["topic"]), {})
        marks[anchor(row["table_name"], row["row_id"])] = row["nearness"]
    known = sorted({topic for _, topic in held})
    for topic in topics:
        if topic not in known:
            raise NotFound(f"There is no topic {topic}.", _choice(known))
    meant = [
        {"community_id": community, "was": topic, "anchors": sorted(marks, key=lambda m: (-marks[m], m))[:MARKS]}
        for (community, topic), marks in sorted(held.items())
        if topic in topics
    ]
    return workspace.say("topic_name", body={"name": name.strip(), "topics": meant})


def _choice(known: Sequence[str]) -> str:
    if not known:
        return "Nothing that was imported has topics there: it takes eight conversations."
    more = f", and {len(known) - NAMED} more; see: kithkin community" if len(known) > NAMED else ""
    return f"Topics: {'; '.join(known[:NAMED])}{more}."
