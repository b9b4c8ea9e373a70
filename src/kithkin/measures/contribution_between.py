"""The measure `contribution_between`: what two people gave each other."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.sql import one_of
from kithkin.model.tables import Column

#: Acts that speak of somebody before others: naming them, carrying their words on, vouching for them.
SPEAKING: Final = one_of(("mention", "repost", "quote", "endorse", "recommend"))


@measure(
    grain=("ego_id", "alter_id", "contribution"),
    columns=(
        Column("given_count", "integer", "from the ego to them; null = none is shown", bounds=(1, None)),
        Column("received_count", "integer", "from them to the ego; null = none is shown", bounds=(1, None)),
        Column("last_at", "instant", "the last whose instant is known", "UTC"),
    ),
    source="ours: counts; answers after Zhang, Ackerman & Adamic (2007), section 3",
)
def contribution_between(egos: str, answers_in_threads: str, thanks_received: str, exchanges: str) -> str:
    """Return what an ego and an alter gave each other: answers to questions, thanks, mentions, words carried on.

    Plain counts: answers to the other's questions, texts with words of thanks, and acts of the kinds mention, repost,
    quote, endorse and recommend.

    Parameters
    ----------
    egos : ego_id
    answers_in_threads : helper_id, asked_id, answer_count, last_at
    thanks_received : ego_id, alter_id, row_id, happened_at
    exchanges : ego_id, alter_id, kind, direction, act_count, last_at

    Returns
    -------
    One row per ego, alter and contribution (answer, thanks, or a kind of act): given_count, received_count, last_at.

    Notes
    -----
    Absent where neither side is shown to have given any. A count is null, never zero, where no row shows one: many
    exports hold one side only. Thanks that the ego gave are not known. last_at is null where no instant is known. It
    measures no quality, and not all that people give each other leaves a row.

    References
    ----------
    Zhang, J., Ackerman, M. S. & Adamic, L. (2007). Expertise networks in online communities. WWW 2007, section 3.

    Examples
    --------
    >>> answer(contribution_between, show="alter_id contribution given_count received_count",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue holds?"},
    ...     {"post_id": "m:2", "author_id": "self", "text": "Paste.", "reply_to_post_id": "m:1"},
    ... ], messages=[
    ...     {"sender_id": "m:ann", "recipient_id": "self", "sent_at": "2024-01-01", "text": "Thank you, it holds!"},
    ... ])
    [('m:ann', 'answer', 1, None), ('m:ann', 'thanks', None, 1)]
    """
    return f"""
    with given as (
        select helper_id as ego_id, asked_id as alter_id, 'answer' as contribution, 'out' as direction,
               answer_count as act_count, last_at
        from {answers_in_threads}
        union all
        select asked_id, helper_id, 'answer', 'in', answer_count, last_at from {answers_in_threads}
        union all
        select ego_id, alter_id, 'thanks', 'in', 1, happened_at from {thanks_received}
        union all
        select ego_id, alter_id, kind, direction, act_count, last_at from {exchanges} where kind in {SPEAKING}
    )
    select g.ego_id, g.alter_id, g.contribution,
           cast(sum(case when g.direction = 'out' then g.act_count end) as bigint) as given_count,
           cast(sum(case when g.direction = 'in' then g.act_count end) as bigint) as received_count,
           max(g.last_at) as last_at
    from given as g
    join {egos} as e on e.ego_id = g.ego_id
    group by g.ego_id, g.alter_id, g.contribution
    """
