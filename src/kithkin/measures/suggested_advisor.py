"""The measure `suggested_advisor`: who might be worth choosing to hear from."""

from __future__ import annotations

from kithkin.measures._ties import ties
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("place_in_list", "ego_id"),
    columns=(
        Column("alter_id", "text", "who is suggested"),
        Column("judgement_id", "text", "names the suggestion"),
        Column("answer_count", "integer", "replies of theirs to questions of the ego", "replies", bounds=(0, None)),
        Column("turn_count", "integer", "turns of conversation with the ego", "turns", bounds=(0, None)),
        Column(
            "circle_count", "integer", "people of the ego's inner circle they talk with", "people", bounds=(0, None)
        ),
        Column("score", "double", "what these weigh together; it orders, no more", bounds=(0, None)),
        Column("says", "text", "the reasons in words"),
    ),
    source="ours: answers, turns, ties to the inner circle; never a size",
)
def suggested_advisor(
    egos: str, answers_in_threads: str, tie_overview: str, standing: str, interactions: str, messages: str, follows: str,
    list_checks: str, decisions: str, *, at_most: int = 20,
) -> str:  # fmt: skip
    """Return people whom an ego might choose as advisors, with reasons: answers to it, turns with it, its circle's ties.

    Score = 2 x answers to the ego's questions + ln(1 + turns) + people of the inner circle they talk with. At least
    one answer, or 4 turns.

    Parameters
    ----------
    egos : ego_id
    answers_in_threads : helper_id, asked_id, answer_count
    tie_overview : ego_id, alter_id, turn_count
    standing : ego_id, alter_id, inner_circle
    interactions : actor_id, target_id, kind
    messages : sender_id, recipient_id, recipient_count, bulk_evidence
    follows : follower_id, followed_id, kind, is_current
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at
    decisions : person_id, kind, is_current (who was decided about or dismissed is left out)
    at_most : length of the list

    Returns
    -------
    One row per place in the list (from 1) and ego: who, counts (0 or more), score, reasons in words.

    Notes
    -----
    Absent without an answer or 4 turns, and for people already decided about. Never null. Zero: none is shown. That
    they are right in what they say is not measured; nor is any following counted.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(suggested_advisor, show="alter_id answer_count says",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": "m:1", "author_id": "self", "text": "Which glue holds?"},
    ...     {"post_id": "m:2", "author_id": "m:bob", "text": "Paste.", "reply_to_post_id": "m:1"}],
    ...     interactions=[{"actor_id": "m:bob", "target_id": "self", "kind": "reply"}])
    [('m:bob', 1, 'Replied to questions of yours: 1.')]
    """
    return f"""
    with near as (
        select distinct alter_id as person_id from {standing} where inner_circle
    ),
    ties as ({ties(interactions, messages, follows, list_checks, "near")}
    ),
    answers as (
        select asked_id as ego_id, helper_id as alter_id, cast(sum(answer_count) as bigint) as answer_count
        from {answers_in_threads} group by asked_id, helper_id
    ),
    circle as (
        select s.ego_id, t.contact_id as alter_id, count(*) as circle_count
        from {standing} as s join ties as t on t.person_id = s.alter_id
        where s.inner_circle and t.contact_id <> s.ego_id
        group by s.ego_id, t.contact_id
    ),
    scored as (
        select o.ego_id, o.alter_id, coalesce(a.answer_count, 0) as answer_count, o.turn_count,
               coalesce(c.circle_count, 0) as circle_count,
               2e0 * coalesce(a.answer_count, 0) + ln(greatest(1 + o.turn_count, 1)) + coalesce(c.circle_count, 0) as score
        from {tie_overview} as o
        join {egos} as e on e.ego_id = o.ego_id
        left join answers as a on a.ego_id = o.ego_id and a.alter_id = o.alter_id
        left join circle as c on c.ego_id = o.ego_id and c.alter_id = o.alter_id
        anti join {decisions} as d on d.person_id = o.alter_id and d.is_current and d.kind <> 'note'
        where coalesce(a.answer_count, 0) > 0 or o.turn_count >= 4
    ),
    placed as (
        select *, row_number() over (partition by ego_id order by round(score * 1000000) desc, alter_id) as place_in_list
        from scored
    )
    select alter_id, place_in_list, ego_id,
           'advice-' || cast(cast(round(place_in_list) as bigint) as varchar) as judgement_id,
           answer_count, turn_count, circle_count, score,
           case when answer_count > 0
                then 'Replied to questions of yours: ' || cast(cast(round(answer_count) as bigint) as varchar) || '.' else '' end
           || case when turn_count >= 4
                then ' Turns between you: ' || cast(cast(round(turn_count) as bigint) as varchar) || '.' else '' end
           || case when circle_count > 0
                then ' People of your inner circle they talk with: '
                     || cast(cast(round(circle_count) as bigint) as varchar) || '.' else '' end as says
    from placed where place_in_list <= {at_most}
    """
