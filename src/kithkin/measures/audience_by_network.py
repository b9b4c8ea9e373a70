"""The measure `audience_by_network`: on which network, and by which tie, people are in an audience."""

from __future__ import annotations

from kithkin.measures._follow_lists import held
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "network", "kind"),
    columns=(
        Column("people_at_least", "integer", "people whose tie stands", "people", bounds=(0, None)),
        Column("people_at_most", "integer", "people whose tie is not known to have ended", "people", bounds=(0, None)),
    ),
    source="Wasserman & Faust (1994), section 4.3: in-degree, by relation",
)
def audience_by_network(egos: str, follows: str, list_checks: str) -> str:
    """Return how many people are in an ego's audience on each network, by kind of tie.

    The in-degree of the ego in each relation: follows towards it, friendships and connections either way.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, network, kind, ended_at, is_current, observed_at
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at

    Returns
    -------
    One row per ego, network and kind: people_at_least, people_at_most (0 or more).

    Notes
    -----
    Absent where no such tie is known to stand. Never null. A person on two networks counts once on each, so
    the rows do not sum to the audience.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 4.3.

    Examples
    --------
    >>> answer(audience_by_network, show="network kind people_at_least", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id network  kind   is_current
    ...     x:ann       self        x        follow true
    ...     x:bob       self        x        follow true
    ...     self        facebook:e  facebook friend true
    ... ''')
    [('facebook', 'friend', 1), ('x', 'follow', 2)]
    """
    return f"""
    with ties as (
        select followed_id as ego_id, follower_id as alter_id, network, kind, is_current from {follows}
        union
        select follower_id, followed_id, network, kind, is_current from {follows} where kind <> 'follow'
        union
        select followed_id, follower_id, network, kind, null from ({held(follows, list_checks)}) as h
    )
    select e.ego_id, t.network, t.kind,
           count(distinct case when t.is_current then t.alter_id end) as people_at_least,
           count(distinct t.alter_id) as people_at_most
    from ties t
    join {egos} e on e.ego_id = t.ego_id
    where t.is_current is not false
    group by e.ego_id, t.network, t.kind
    """
