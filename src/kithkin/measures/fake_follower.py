"""The measure `fake_follower`: whether a follower's profile looks like those that are sold."""

from __future__ import annotations

from kithkin.measures._fake_points import MEASURED_ON, PRECISION, state
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column

#: What the user says of a profile that is wrongly taken for a bought one.
IS_REAL = "is real"


@measure(
    grain=("ego_id", "alter_account_id"),
    columns=(
        Column("judgement_id", "text", "what evidence rows refer to"),
        Column("alter_id", "text", "the person behind the account"),
        Column("network", "text", "network"),
        Column("state", "text", "named, worth_a_look, cannot_say or no_sign"),
        Column("band", "text", "likely, possible, cannot_tell or none"),
        Column("point_count", "integer", "points, of seven", bounds=(0, 7)),
        Column("fact_count", "integer", "facts known, of five", bounds=(0, 5)),
        Column("says", "text", "the finding in words"),
        Column("missing", "text", "the fact without which nobody can tell"),
        Column("judged_id", "text", "the account whose profile is judged"),
        Column(
            "precision_measured", "double", "the least share of the accused that was bought", "share", bounds=(0, 1)
        ),
        Column("precision_high", "double", "the greatest such share", "share", bounds=(0, 1)),
        Column("measured_on", "text", "on which data, and for which share of bought followers"),
    ),
    source="ours: unit weights, after Dawes (1979); cuts of 5 and 3 of 7",
)
def fake_follower(profile_points: str, audience: str, labels: str) -> str:
    """Return for each account that follows an ego in which of four states its profile is.

    named = 5 points of 7 or more; worth_a_look = 3 or 4; cannot_say = 1 or 2, or fewer than four facts known; no_sign = 0.

    Parameters
    ----------
    profile_points : ego_id, alter_account_id, alter_id, network, fact_count, point_count
    audience : ego_id, alter_id
    labels : entry_id, number, account_id, judgement, label

    Returns
    -------
    One row per ego and account of its audience. The band is likely for named, possible for worth_a_look.

    Notes
    -----
    Absent for accounts without a tie that may stand. What the user calls real is no_sign, whatever its points. Five points
    always come from two kinds of sign or more (proportion, activity, appearance). It never says that an account is fake:
    silent readers look alike, and accounts run by hand to look real fool people too, who told 41 in 100 of the best made.
    How often real people were named is in `false_accusations`. A share of fakes among followers is not given: it was off
    by a factor of 2.5 both ways.

    References
    ----------
    Dawes, R. M. (1979). The robust beauty of improper linear models in decision making. American Psychologist
    34(7), 571-582.

    Examples
    --------
    >>> answer(fake_follower, show="alter_account_id state band missing", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:bot       self
    ...     x:who       self
    ... ''', accounts='''
    ...     account_id handle  follower_count following_count post_count has_picture
    ...     x:bot      a774213 2              900             0          false
    ... ''')
    [('x:bot', 'named', 'likely', None), ('x:who', 'cannot_say', 'cannot_tell', 'its followers, following, posts and picture')]
    """
    low, high = (
        "case " + " ".join(f"when state = '{name}' then {span[end]}e0" for name, span in PRECISION.items()) + " end"
        for end in (0, 1)
    )
    return f"""
    with answered as (
        select account_id as answered_id, arg_max(label, struct_pack(place := number, tie := entry_id)) as answer
        from {labels} where judgement = 'fake_follower' and account_id is not null
        group by account_id
    ),
    judged as (
        select p.*, coalesce(w.answer = {text(IS_REAL)}, false) as is_real,
               case when w.answer = {text(IS_REAL)} then 'no_sign' else {state()} end as state
        from {profile_points} as p
        join {audience} as a on a.ego_id = p.ego_id and a.alter_id = p.alter_id
        left join answered as w on w.answered_id = p.alter_account_id
    )
    select alter_id, ego_id, alter_account_id, concat('fake:', ego_id, ':', alter_account_id) as judgement_id, network, state,
           case when state = 'named' then 'likely' when state = 'worth_a_look' then 'possible'
                when state = 'no_sign' then 'none' else 'cannot_tell' end as band,
           point_count, fact_count,
           case when state = 'named' then 'Looks bought, and here is why.'
                when state = 'worth_a_look' then 'Worth a look, no more.'
                when is_real then 'You said that it {IS_REAL}.'
                when state = 'no_sign' then 'No sign.'
                when point_count > 0 and fact_count >= 4 then 'One or two points say nothing either way.'
                else 'Too little is known.' end as says,
           case when fact_count < 4 then 'its followers, following, posts and picture' end as missing,
           alter_account_id as judged_id, {low} as precision_measured, {high} as precision_high,
           case when state in ('named', 'worth_a_look') then {text(MEASURED_ON)} end as measured_on
    from judged
    """
