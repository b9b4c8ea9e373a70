"""The measure `chosen_community`: who is meant by "my community", and where they write."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column

#: The choice of everybody whose words are held.
EVERYBODY: Final = "all"


@measure(
    grain=("community_id", "person_id"),
    columns=(Column("is_self", "boolean", "whether it is the user"),),
    source="ours",
)
def chosen_community(community_people: str, *, of: str = "") -> str:
    """Return the people of the community that was chosen, with each forum in which they write.

    `of` is ties, all, a forum, a list or a place, by its name, or as list:NAME, place:NAME where a name means several. A
    place means its part before or between commas too. Not chosen: the ties where words of any of them are held, else all.

    Parameters
    ----------
    community_people : kind, name, person_id
    of : the choice

    Returns
    -------
    One row per forum and person; community_id is empty for somebody of the community whose words are not held.

    Notes
    -----
    Absent for everybody else, and altogether where nothing bears the name. Never null. The user belongs to every choice, in
    every forum where they write (of a forum: in that forum).

    References
    ----------
    Ours.

    Examples
    --------
    >>> people = dict(identities=[{"account_id": "m:me", "person_id": "self"}],
    ...     follows=[{"follower_id": "self", "followed_id": "m:ann"}], posts=[
    ...     {"post_id": f"m:{who}", "author_id": f"m:{who}", "text": "Which glue?"} for who in ("ann", "bob")])
    >>> answer(chosen_community, show="community_id person_id", **people)
    [('m', 'm:ann')]
    >>> answer(chosen_community, show="community_id person_id", of="all", **people)
    [('m', 'm:ann'), ('m', 'm:bob')]
    """
    named = text(of)
    meant = f"(name = {named} or kind || ':' || name = {named} or ({_is_place(of)}))"
    if of == EVERYBODY:
        meant = "kind = 'forum'"
    elif not of:
        meant = "kind = case when (select count(*) from heard) > 0 then 'ties' else 'forum' end"
    return f"""
    with wrote as (select name as community_id, person_id from {community_people} where kind = 'forum'),
    heard as (
        select w.person_id from wrote as w
        join {community_people} as t on t.kind = 'ties' and t.person_id = w.person_id
    ),
    meant as (select kind, name, person_id from {community_people} where {meant}),
    people as (
        select person_id from meant where kind <> 'forum'
        union
        select w.person_id from wrote as w join meant as m on m.kind <> 'forum' where w.person_id = 'self'
    ),
    pairs as (
        select coalesce(w.community_id, '') as community_id, p.person_id
        from people as p left join wrote as w on w.person_id = p.person_id
        union
        select name, person_id from meant where kind = 'forum'
    )
    select community_id, person_id, person_id = 'self' as is_self from pairs
    """


def _is_place(of: str) -> str:
    """Return the condition that a place holds these words between its commas."""
    words = text(f", {of.removeprefix('place:')},")
    return f"kind = 'place' and contains(', ' || name || ',', {words})"
