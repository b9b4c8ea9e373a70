"""The measure `ending_steps`: what ending would mean, by hand, with accounts that may be completely commercial."""

from __future__ import annotations

from kithkin.measures._follow_lists import held
from kithkin.measures.decision_follow_up import NETWORKS
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column


@measure(
    grain=("person_id", "account_id"),
    columns=(
        Column("network", "text", "where the tie is"),
        Column("tie", "text", "follow, friend or connection of the user's; null where there is none to end"),
        Column("url", "text", "address of the profile; null where none can be made"),
        Column("steps", "text", "what to do there, by hand"),
    ),
    source="ours; the steps of decision_follow_up",
)
def ending_steps(commercial_share: str, follows: str, list_checks: str, accounts: str) -> str:
    """Return for each account that may be completely commercial what ending it would mean on its network.

    Where the user follows them, or is friends or connected: how that tie is ended there. Where no tie of the user's
    is seen: that there is nothing to unfollow, and that a mute or block there keeps them away.

    Parameters
    ----------
    commercial_share : account_id, band
    follows : follower_id, followed_id, follower_account_id, followed_account_id, kind, is_current
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at
    accounts : account_account_id, account_id, network, handle, url

    Returns
    -------
    One row per person whose band is likely or possible, and account of theirs.

    Notes
    -----
    Absent for the user, for the other bands, and for a person of whom no account is described. tie and url are null
    where none is known. It is a draft: nothing is done, and nothing is recorded before the user decides.

    References
    ----------
    Ours.

    Examples
    --------
    >>> texts = [f"Buy our new collection of {n} pieces now, {n} % off: https://shop.example/{n}" for n in range(20, 40)]
    >>> answer(ending_steps, show="account_id tie steps", identities=[{"account_id": "x:me", "person_id": "self"}],
    ...     accounts=[{"account_id": "x:ann", "network": "x", "handle": "ann"}],
    ...     follows=[{"follower_id": "self", "followed_id": "x:ann", "network": "x"}],
    ...     messages=[{"sender_id": "x:ann", "recipient_id": "self", "text": text} for text in texts])
    [('x:ann', 'follow', 'Open the profile: Following, then Unfollow')]
    """
    shown = [(name, profile, by_id, ending) for name, (profile, by_id, ending, _) in NETWORKS.items()]
    rows = ", ".join(f"({', '.join(map(text, each))})" for each in shown)
    return f"""
    with selling as (
        select account_id as person_id from {commercial_share} where band in ('likely', 'possible') and account_id <> 'self'
    ),
    ties as (
        select followed_account_id as account_id, kind from {follows}
        where follower_id = 'self' and kind = 'follow' and coalesce(is_current, true)
        union all
        select follower_account_id, kind from {follows}
        where followed_id = 'self' and kind in ('friend', 'connection') and coalesce(is_current, true)
        union all
        select followed_account_id, kind from {follows}
        where follower_id = 'self' and kind in ('friend', 'connection') and coalesce(is_current, true)
        union all
        select follower_account_id, kind from ({held(follows, list_checks)}) as h
        where followed_id = 'self' and kind in ('friend', 'connection')
        union all
        select followed_account_id, kind from ({held(follows, list_checks, "out")}) as h where follower_id = 'self'
    ),
    tied as (select account_id, max(kind) as tie from ties group by account_id),
    facts as (
        select a.account_id as person_id, a.account_account_id as account_id, max(a.network) as network,
               max(a.handle) as handle, max(a.url) as url
        from {accounts} as a
        join selling as s on s.person_id = a.account_id
        group by a.account_id, a.account_account_id
    ),
    keyed as (select *, substr(account_id, length(network) + 2) as own_key from facts),
    known as (select network, profile, by_id, ending from (values {rows}) as v(network, profile, by_id, ending))
    select f.person_id, f.account_id, f.network, t.tie,
           case when k.profile <> '' and f.handle <> '' then k.profile || f.handle
                when k.by_id <> '' and f.own_key not like 'name:%' and f.own_key not like '@%' then k.by_id || f.own_key
                else f.url end as url,
           case when t.tie is not null then 'Open the profile: ' || coalesce(k.ending, 'end the tie there')
                when f.network = 'mail' then 'Open their last mail: Unsubscribe, or mark it as junk'
                else 'No tie of yours is seen; a mute or block on their profile keeps them away' end as steps
    from keyed as f
    left join tied as t on t.account_id = f.account_id
    left join known as k on k.network = f.network
    """
