"""The measure `burst_members`: everybody whose coming is dated, inside a burst or outside, with what tells blocks apart."""

from __future__ import annotations

from kithkin.measures._acts import acts, followed
from kithkin.measures._fake_points import FEWEST_FACTS
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "ego_account_id", "alter_account_id", "kind"),
    columns=(
        Column("alter_id", "text", "the person"),
        Column("network", "text", "network"),
        Column("basis", "text", "read or inferred: how the day is known"),
        Column("burst_number", "integer", "the burst they came in; null = none", bounds=(1, None)),
        Column("arrived_at", "instant", "when they came", "UTC"),
        Column("created_at", "instant", "when the account was made, where known", "UTC"),
        Column("point_count", "integer", "points of the profile, where four facts are known", bounds=(0, 7)),
        Column("has_acted", "boolean", "whether anything came from them to the ego since they came"),
        Column("acted_around", "boolean", "whether something did within two days of the burst"),
        Column("was_followed_first", "boolean", "whether the ego followed them in the 30 days before"),
        Column("is_standing", "boolean", "whether they still follow; null = the lists cannot tell"),
        Column("left_at", "instant", "when they left, where known", "UTC"),
    ),
    source="ours",
)
def burst_members(
    egos: str,
    follower_arrivals: str,
    follow_bursts: str,
    profile_points: str,
    accounts: str,
    follows: str,
    interactions: str,
    messages: str,
) -> str:
    """Return each follower whose day of coming is known, the burst they came in, and the facts that tell blocks apart.

    Parameters
    ----------
    egos : ego_id
    follower_arrivals : ego_id, ego_account_id, alter_account_id, kind, alter_id, network, arrived_at, basis
    follow_bursts : ego_id, network, basis, burst_number, first_on, last_on
    profile_points : ego_id, alter_account_id, fact_count, point_count
    accounts : account_id, created_at
    follows : follower_id, followed_id, followed_at
    interactions : actor_id, target_id, kind, happened_at
    messages : sender_id, recipient_id, sent_at

    Returns
    -------
    One row per ego, its account, the other account and the kind of tie.

    Notes
    -----
    Absent for followers whose coming is not dated. has_acted is false where no row shows an act: whether an export
    names who reacts at all is for `burst_signs` to weigh. was_followed_first needs the time of both follows.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(burst_members, show="alter_id burst_number has_acted was_followed_first", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:ann       self        2024-01-10
    ...     self        x:ann       2024-01-09
    ... ''', interactions='''
    ...     actor_id target_id kind happened_at
    ...     x:ann    self      like 2024-01-11
    ... ''')
    [('x:ann', None, True, True)]
    """
    # Acts are read a second time for the days about the bursts alone, which takes little: most parts of a file are passed over.
    return f"""
    with followed as ({followed(follows, egos)}
    ),
    dated as (
        select a.*, b.burst_number, cast(b.first_on as timestamp) as first_at, cast(b.last_on as timestamp) as last_at
        from {follower_arrivals} as a
        left join {follow_bursts} as b on b.ego_id = a.ego_id and b.network = a.network and b.basis = a.basis
            and cast(a.arrived_at as date) >= b.first_on and cast(a.arrived_at as date) <= b.last_on
        where a.arrived_at is not null
    ),
    acted as (
        select ego_id, alter_id, max(happened_at) as last_at
        from ({acts(interactions, messages, egos)}
        ) as act
        where direction = 'in' and happened_at is not null group by ego_id, alter_id
    ),
    around as (
        select distinct d.ego_id, d.alter_id, d.first_at, d.last_at
        from dated as d
        join ({acts(interactions, messages, egos)}
        ) as c on c.ego_id = d.ego_id and c.alter_id = d.alter_id and c.direction = 'in'
            and c.happened_at >= d.first_at - interval 2 day and c.happened_at < d.last_at + interval 3 day
    )
    select d.ego_id, d.ego_account_id, d.alter_account_id, d.kind, d.alter_id, d.network, d.basis, d.burst_number,
           d.arrived_at, m.created_at, case when p.fact_count >= {FEWEST_FACTS} then p.point_count end as point_count,
           coalesce(a.last_at >= d.arrived_at - interval 2 day, false) as has_acted, n.alter_id is not null as acted_around,
           coalesce(f.followed_at < d.arrived_at and f.followed_at >= d.arrived_at - interval 30 day, false)
           as was_followed_first,
           d.is_standing, d.left_at
    from dated as d
    left join {accounts} as m on m.account_account_id = d.alter_account_id
    left join followed as f on f.ego_id = d.ego_id and f.alter_id = d.alter_id
    left join {profile_points} as p on p.ego_id = d.ego_id and p.alter_account_id = d.alter_account_id
    left join acted as a on a.ego_id = d.ego_id and a.alter_id = d.alter_id
    left join around as n on n.ego_id = d.ego_id and n.alter_id = d.alter_id and n.first_at = d.first_at
        and n.last_at = d.last_at
    """
