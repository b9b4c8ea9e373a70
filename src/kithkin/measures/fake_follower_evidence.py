"""The measure `fake_follower_evidence`: the facts behind `fake_follower`, one by one, and what speaks against it."""

from __future__ import annotations

from kithkin.measures._acts import acts
from kithkin.measures._fake_points import POINTS
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("judgement_id", "sign"),
    columns=(
        Column("ego_id", "text", "the ego"),
        Column("alter_id", "text", "the person"),
        Column("kind", "text", "proportion, activity, appearance, or contact"),
        Column("says", "text", "the fact in words"),
        Column("last_at", "instant", "when, where it is an event", "UTC"),
        Column("is_against", "boolean", "true where it speaks against the judgement"),
    ),
    source="ours",
)
def fake_follower_evidence(fake_follower: str, profile_points: str, egos: str, interactions: str, messages: str) -> str:
    """Return the points that an account got, in words, and the contact that speaks against them.

    Parameters
    ----------
    fake_follower : judgement_id, ego_id, alter_account_id, alter_id, state
    profile_points : ego_id, alter_account_id and the facts
    egos : ego_id
    interactions : network, actor_id, target_id, kind, happened_at
    messages : network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence

    Returns
    -------
    One row per judgement and sign.

    Notes
    -----
    Absent for accounts of the states no_sign and cannot_say. last_at is null for facts of a profile.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(fake_follower_evidence, show="sign is_against says", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:bot       self
    ... ''', accounts='''
    ...     account_id handle follower_count following_count post_count has_picture
    ...     x:bot      bot    12             900             2          true
    ... ''')[:2]
    [('fewer than 20 followers', False, '12 followers'),
     ('follows five times as many', False, 'follows 900 and is followed by 12')]
    """
    found = "\n        union all\n        ".join(
        f"select ego_id, alter_account_id, '{point.sign}' as sign, '{point.kind}' as kind, {point.says} as says "
        f"from {profile_points} where {point.condition}"
        for point in POINTS
    )
    return f"""
    with points as (
        {found}
    ),
    accused as (
        select judgement_id, ego_id, alter_account_id, alter_id from {fake_follower} where state in ('named', 'worth_a_look')
    ),
    came as (
        select act.* from ({acts(interactions, messages, egos)}
        ) as act
        semi join accused as a on a.ego_id = act.ego_id and a.alter_id = act.alter_id
        where direction = 'in'
    )
    select a.judgement_id, p.sign, a.ego_id, a.alter_id, p.kind, p.says, cast(null as timestamp) as last_at,
           false as is_against
    from accused as a
    join points as p on p.ego_id = a.ego_id and p.alter_account_id = a.alter_account_id
    union all
    select a.judgement_id, concat(x.kind, ' to you'), a.ego_id, a.alter_id, 'contact',
           concat('passed to you: ', cast(count(*) as text), ' of the kind ', x.kind),
           max(x.happened_at), true
    from accused as a
    join came as x on x.ego_id = a.ego_id and x.alter_id = a.alter_id
    group by a.judgement_id, a.ego_id, a.alter_id, x.kind
    """
