"""The measure `coverage_overview`: what the imports show of each network, in words."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.sql import one_of, text
from kithkin.model.tables import Column

#: How each kind is called in a list, in the order of the list.
PLURALS: Final = {
    "follow": "follows",
    "friend": "friends",
    "connection": "connections",
    "message": "messages",
    "reply": "replies",
    "comment": "comments",
    "mention": "mentions",
    "like": "likes",
    "reaction": "reactions",
    "repost": "reposts",
    "quote": "quotes",
}
#: The same as rows: kind, word, place in the list.
PLACES: Final = ", ".join(
    f"({text(kind)}, {text(word)}, {place})" for place, (kind, word) in enumerate(PLURALS.items())
)
MONTH_SECONDS: Final = 30 * 86_400
FOLLOWS: Final = ("follow", "friend", "connection")


def listed(condition: str) -> str:
    """Return the aggregate that lists, in words, the kinds for which the condition holds in some row."""
    return f"coalesce(string_agg(word, ', ' order by place) filter (where {condition}), '')"


@measure(
    grain=("network",),
    columns=(
        Column("state", "text", "full (every kind both ways), half (some of it) or none"),
        Column("covered_from", "instant", "the earliest beginning of what is shown; null = from the beginning", "UTC"),
        Column("covered_until", "instant", "the latest end of what is shown", "UTC"),
        Column(
            "acts_until", "instant", "the same of what happened, where lists of follows reach a month further", "UTC"
        ),
        Column("shown_in", "text", "kinds shown completely towards the ego"),
        Column("shown_out", "text", "kinds shown completely from the ego"),
        Column("counted_in", "text", "kinds of which only totals are known"),
        Column("missing_in", "text", "kinds towards the ego that are not shown completely"),
        Column("missing_out", "text", "kinds from the ego that are not shown completely"),
        Column("says", "text", "all of it in one line"),
        Column("remedy", "text", "what would close a gap, as a phrase that follows 'import'"),
        Column("remedy_in", "text", "the same, of the gaps towards the ego alone"),
    ),
    source="ours: a summary of the table coverage",
)
def coverage_overview(coverage: str, network_kinds: str) -> str:
    """Return what the imports show of each network: which kinds, in which direction, from when to when.

    A kind and direction is shown if some import shows it completely, counted if only totals are known, and
    missing otherwise; acts only of the kinds that the network has. Where one kind of act is shown from the beginning, a
    kind that is shown for a later span alone, such as by a recording of some days, is not shown completely.

    Parameters
    ----------
    coverage : network, table_name, kind, direction, covered_from, covered_until, completeness, identity, remedy
    network_kinds : network, kind

    Returns
    -------
    One row per network: state, covered_from, covered_until, acts_until in UTC, lists of kinds in words, says, remedy, remedy_in.

    Notes
    -----
    Absent for a network of which no import says anything. Lists are empty texts, never null; covered_until is null where
    nothing is shown, acts_until where it ends with the lists or nothing that happened is shown; a remedy is null where
    none is known. It looks over all time: whether a kind is shown in a window is said by `covered_channels`.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(coverage_overview, show="state shown_in shown_out missing_in", coverage='''
    ...     network ego_account_id table_name   kind    direction covered_until completeness identity
    ...     mail    mail:me@a.b    messages     message out       2024-12-31    all          id
    ...     mail    mail:me@a.b    messages     message in        2024-12-31    none         none
    ... ''')
    [('half', '', 'messages', 'messages')]
    """
    return f"""
    with listed as (
        select distinct network from {network_kinds}
    ),
    spoken as (
        select * from {coverage}
        where table_name in ('follows', 'interactions', 'messages')
    ),
    directed as (
        select network, table_name, kind, direction, covered_from, covered_until, completeness, identity, remedy
        from spoken where direction <> 'among'
        union all
        select s.network, s.table_name, s.kind, d.direction, s.covered_from, s.covered_until, s.completeness,
               s.identity, s.remedy
        from spoken as s
        cross join (select 'in' as direction union all select 'out') as d
        where s.direction = 'among'
    ),
    needed as (
        select network, kind from {network_kinds}
        union
        select s.network, s.kind
        from spoken as s
        left join listed as l on l.network = s.network
        where l.network is null or s.kind in {one_of(FOLLOWS)}
    ),
    begun as (
        select distinct network from spoken
        where completeness = 'all' and covered_from is null and table_name <> 'follows'
    ),
    channels as (
        select n.network, n.kind, d.direction
        from needed as n
        cross join (select 'in' as direction union all select 'out') as d
        join (select distinct network from {coverage}) as c on c.network = n.network
    ),
    known as (
        select c.network, c.kind, c.direction,
               coalesce(bool_or(d.completeness = 'all' and d.is_long), false) as is_shown,
               coalesce(bool_or(d.identity = 'count'), false) as is_counted,
               coalesce(bool_or(d.completeness in ('some', 'all') and d.identity <> 'count'), false) as is_partial,
               max(case when d.completeness <> 'all' then d.remedy end) as remedy
        from channels as c
        left join (
            select d.*, b.network is null or d.covered_from is null or d.table_name = 'follows' as is_long
            from directed as d
            left join begun as b on b.network = d.network
        ) as d on d.network = c.network and d.kind = c.kind and d.direction = c.direction
        group by c.network, c.kind, c.direction
    ),
    spans as (
        select network, max(covered_until) as covered_until,
               max(case when table_name <> 'follows' then covered_until end) as acts_until,
               case when max(case when covered_from is null then 1 else 0 end) = 0 then min(covered_from) end
               as covered_from
        from spoken
        where completeness = 'all'
        group by network
    ),
    named as (
        select k.*, p.word, p.place
        from known as k
        left join (values {PLACES}) as p(kind, word, place) on p.kind = k.kind
    ),
    words as (
        select network, bool_and(is_shown) as is_full, bool_or(is_shown or is_partial) as is_half,
               {listed("direction = 'in' and is_shown")} as shown_in,
               {listed("direction = 'out' and is_shown")} as shown_out,
               {listed("direction = 'in' and is_counted and not is_shown")} as counted_in,
               {listed("direction = 'in' and not is_shown and not is_counted")} as missing_in,
               {listed("direction = 'out' and not is_shown")} as missing_out,
               {listed("direction = 'in' and is_partial and not is_shown")} as partial_in,
               {listed("direction = 'out' and is_partial and not is_shown")} as partial_out,
               {listed("direction = 'in' and not is_shown and not is_counted and not is_partial")} as unseen_in,
               {listed("direction = 'out' and not is_shown and not is_partial")} as unseen_out,
               max(case when not is_shown then remedy end) as remedy,
               max(case when direction = 'in' and not is_shown then remedy end) as remedy_in
        from named
        group by network
    )
    select w.network, case when is_full then 'full' when is_half then 'half' else 'none' end as state,
           s.covered_from, s.covered_until,
           case when date_diff('second', s.acts_until, s.covered_until) > {MONTH_SECONDS} then s.acts_until end as acts_until,
           shown_in, shown_out, counted_in, missing_in, missing_out,
           substr(
               case when shown_in <> '' then '; towards you: ' || shown_in else '' end
               || case when shown_out <> '' then '; from you: ' || shown_out else '' end
               || case when counted_in <> '' then '; only counted: ' || counted_in else '' end
               || case when partial_in <> '' then '; only some towards you: ' || partial_in else '' end
               || case when partial_out <> '' then '; only some from you: ' || partial_out else '' end
               || case when unseen_in <> '' then '; not shown towards you: ' || unseen_in else '' end
               || case when unseen_out <> '' then '; not shown from you: ' || unseen_out else '' end, 3
           ) as says,
           w.remedy, w.remedy_in
    from words as w
    left join spans as s on s.network = w.network
    """
