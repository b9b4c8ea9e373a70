"""The measure `decision_follow_up`: what is still to be done by hand after a decision to end or pause."""

from __future__ import annotations

from typing import Final

from kithkin.measures._follow_lists import held
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column

#: Per network: how a profile's address begins before a handle, and before a permanent id (empty: no such address), how
#: a tie is ended there, how it is paused.
NETWORKS: Final = {
    "x": ("https://x.com/", "https://x.com/i/user/", "Following, then Unfollow", "the three dots, then Mute"),
    "instagram": ("https://www.instagram.com/", "", "Following, then Unfollow", "Following, then Mute"),
    "threads": ("https://www.threads.net/@", "", "Following, then Unfollow", "the three dots, then Mute"),
    "facebook": ("https://www.facebook.com/", "", "Friends, then Unfriend", "Friends, then Take a break"),
    "linkedin": (
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/in/",
        "More, then Remove connection",
        "More, then Unfollow (you stay connected)",
    ),
    "bluesky": (
        "https://bsky.app/profile/",
        "https://bsky.app/profile/",
        "Following, then Unfollow",
        "the three dots, then Mute account",
    ),
    "mastodon": ("", "", "Following, then Unfollow", "the three dots, then Mute"),
}


@measure(
    grain=("person_id", "account_id", "direction"),
    columns=(
        Column("network", "text", "where the tie is"),
        Column("decision", "text", "end or pause"),
        Column("decided_at", "instant", "when it was decided", "UTC"),
        Column("tie", "text", "follow, friend or connection"),
        Column("url", "text", "address of the profile; null where none can be made"),
        Column("steps", "text", "what to do there, by hand"),
        Column("is_done", "boolean", "whether an import shows that the tie has ended or a mute or block was set"),
    ),
    source="ours: ties that stand, joined to decisions",
)
def decision_follow_up(decisions: str, follows: str, list_checks: str, accounts: str, marks: str) -> str:
    """Return, for each person whom the user decided to end or pause, the ties that stand and what to do about them.

    A tie of the user's own making (follow, friendship, connection) to an account of that person; done where the newest
    list no longer shows it, where it has an end, or where a mute, block or restriction is set on them on that network.

    Parameters
    ----------
    decisions : person_id, kind, decision, decided_at, is_current
    follows : follower_id, followed_id, follower_account_id, followed_account_id, network, kind, is_current
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at
    accounts : account_account_id, handle, url
    marks : marker_id, marked_id, network, kind

    Returns
    -------
    One row per person, account and direction (`out` = the user follows; `both` = friends or connected): steps, is_done.

    Notes
    -----
    Absent where no tie to that person was ever seen, and for other decisions. is_done is false as long as no import shows
    it, and a list that was cut short shows nothing of it: what was done yesterday shows in tomorrow's export. Never null
    but for url. Kithkin does nothing itself.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(decision_follow_up, show="person_id direction is_done",
    ...     decisions=[{"person_id": "x:ann", "kind": "decision", "decision": "end", "is_current": True}],
    ...     follows=[{"follower_id": "self", "followed_id": "x:ann"}])
    [('x:ann', 'out', False)]
    """
    rows = ", ".join(f"({', '.join(text(part) for part in (network, *parts))})" for network, parts in NETWORKS.items())
    return f"""
    with decided as (
        select person_id, max(decision) as decision, max(decided_at) as decided_at from {decisions}
        where kind = 'decision' and is_current and decision in ('end', 'pause') group by person_id
    ),
    ties as (
        select followed_id as person_id, followed_account_id as account_id, network, kind, 'out' as direction, is_current
        from {follows} where follower_id = 'self' and kind = 'follow'
        union all
        select follower_id, follower_account_id, network, kind, 'both', is_current
        from {follows} where followed_id = 'self' and kind in ('friend', 'connection')
    ),
    doubted as (
        select followed_account_id as account_id, kind, 'out' as direction
        from ({held(follows, list_checks, "out")}) as h where follower_id = 'self' and kind = 'follow'
        union
        select follower_account_id, kind, 'both'
        from ({held(follows, list_checks)}) as h where followed_id = 'self' and kind <> 'follow'
    ),
    marked as (
        select distinct marked_id, network from {marks}
        where marker_id = 'self' and kind in ('block', 'mute', 'restrict', 'hide')
    ),
    facts as (
        select account_account_id as account_id, max(handle) as handle, max(url) as url
        from {accounts} group by account_account_id
    ),
    known as (
        select network, profile, by_id, ending, pausing from (values {rows}) as v(network, profile, by_id, ending, pausing)
    ),
    keyed as (
        select account_id, network, handle, url, substr(account_id, length(network) + 2) as own_key
        from (select distinct t.account_id, t.network, f.handle, f.url from ties as t
              left join facts as f on f.account_id = t.account_id) as named
    ),
    addressed as (
        select n.account_id,
               case when k.profile <> '' and n.handle <> '' then k.profile || n.handle
                    when k.profile <> '' and n.own_key like '@%' then k.profile || substr(n.own_key, 2)
                    when k.by_id <> '' and n.own_key not like 'name:%' then k.by_id || n.own_key
                    when coalesce(k.profile, '') = '' then n.url end as url
        from keyed as n left join known as k on k.network = n.network
    )
    select t.person_id, t.account_id, t.direction, max(t.network) as network, max(d.decision) as decision,
           max(d.decided_at) as decided_at, max(t.kind) as tie,
           max(w.url) as url,
           max(case when d.decision = 'end' then 'Open the profile: ' || coalesce(k.ending, 'end the tie there')
                    else 'Open the profile: ' || coalesce(k.pausing, 'mute it there') end) as steps,
           bool_or(m.marked_id is not null
               or (t.is_current is false and u.account_id is null and d.decision = 'end')) as is_done
    from decided as d
    join ties as t on t.person_id = d.person_id
    left join doubted as u on u.account_id = t.account_id and u.kind = t.kind and u.direction = t.direction
    left join known as k on k.network = t.network
    left join addressed as w on w.account_id = t.account_id
    left join marked as m on m.marked_id = t.person_id and m.network = t.network
    group by t.person_id, t.account_id, t.direction
    """
