"""The measure `network_reciprocity`: how many ties of a whole network run both ways, and how many would by chance."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("tie",),
    columns=(
        Column(
            "tie_count", "integer", "ordered pairs of people with a tie from one to the other", "ties", bounds=(1, None)
        ),
        Column("mutual_count", "integer", "of them, those with one back", "ties", bounds=(0, None)),
        Column("reciprocity", "double", "share of ties that run both ways", bounds=(0, 1)),
        Column(
            "beyond_chance", "double", "the same against ties thrown at random; null = all are tied", bounds=(-1, 1)
        ),
    ),
    source="Garlaschelli & Loffredo (2004), equations 1 and 3",
)
def network_reciprocity(follows: str, reaction_edges: str) -> str:
    """Return for follows and for reactions which share of the ties runs both ways.

    r = mutual / ties over ordered pairs of people; beyond chance = (r - a) / (1 - a) with a = ties / (n x (n - 1)), the
    share of all pairs that is tied, and n the people with any such tie.

    Parameters
    ----------
    follows : follower_id, followed_id, kind, is_current
    reaction_edges : account_id, reactor_id

    Returns
    -------
    One row per sort of tie (follows, reactions): tie_count, mutual_count, reciprocity (0 to 1), beyond_chance (-1 to 1).

    Notes
    -----
    Absent where no such tie is shown. beyond_chance is null where everybody is tied with everybody; below zero where
    fewer answer than chance would make. Zero: no tie is mutual. Friendships and connections run both ways by definition.
    In one person's export it says little: the ties of others are not in it.

    References
    ----------
    Garlaschelli, D. & Loffredo, M. I. (2004). Patterns of link reciprocity in directed networks. PRL 93, 268701.

    Examples
    --------
    Of three reactions two answer each other; at random half of the six possible ties would be there:

    >>> answer(network_reciprocity, show="tie tie_count mutual_count reciprocity beyond_chance", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ...     x:bob    x:ann     like
    ...     x:ann    x:cat     like
    ... ''')
    [('reactions', 3, 2, 0.6667, 0.3333)]
    """
    return f"""
    with ties as (
        select 'follows' as tie, least(follower_id, followed_id) as one_id, greatest(follower_id, followed_id) as other_id,
               bool_or(follower_id < followed_id or kind in ('friend', 'connection')) as has_first,
               bool_or(follower_id > followed_id or kind in ('friend', 'connection')) as has_second
        from {follows} where is_current is not false
        group by least(follower_id, followed_id), greatest(follower_id, followed_id)
        union all
        select 'reactions', least(reactor_id, account_id), greatest(reactor_id, account_id),
               bool_or(reactor_id < account_id), bool_or(reactor_id > account_id)
        from {reaction_edges}
        group by least(reactor_id, account_id), greatest(reactor_id, account_id)
    ),
    people as (
        select tie, count(*) as people_count
        from (select tie, one_id from ties union select tie, other_id from ties) as ends
        group by tie
    ),
    counts as (
        select tie, count(*) filter (where has_first) + count(*) filter (where has_second) as tie_count,
               2 * count(*) filter (where has_first and has_second) as mutual_count
        from ties
        group by tie
    ),
    shares as (
        select c.tie, c.tie_count, c.mutual_count, c.mutual_count * 1e0 / nullif(c.tie_count, 0) as reciprocity,
               c.tie_count * 1e0 / nullif(p.people_count * 1e0 * (p.people_count - 1), 0) as density
        from counts as c
        join people as p on p.tie = c.tie
    )
    select tie, tie_count, mutual_count, reciprocity,
           (reciprocity - density) / nullif(case when density < 1 then 1 - density end, 0) as beyond_chance
    from shares
    """
