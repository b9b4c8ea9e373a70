"""The measure `turned_to`: who came to the ego unasked, and with what."""

from __future__ import annotations

from kithkin.measures._acts import DIALOGUE, EXCHANGE_DAYS, acts
from kithkin.measures._addressed import addressed
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("alter_id", "ego_id", "row_id"),
    columns=(
        Column("table_name", "text", "messages or posts"),
        Column("network", "text", "where"),
        Column("kind", "text", "introduction, recommendation, enquiry, request or question"),
        Column("happened_at", "instant", "when they came", "UTC"),
        Column("text", "text", "their words"),
        Column("cue", "text", "the words that ask"),
        Column("span_from", "integer", "where they begin", "characters", bounds=(0, None)),
        Column("span_to", "integer", "where they end", "characters", bounds=(0, None)),
        Column("is_answered", "boolean", "whether the ego wrote to them within 30 days"),
        Column("is_doubtful", "boolean", "whether other signs say that a robot may have written it"),
        Column("later_count", "integer", "acts of dialogue between the two since", "acts", bounds=(0, None)),
    ),
    source="ours: the opening of an exchange (Eckmann et al. 2004) with a cue of asking",
)
def turned_to(
    egos: str, interactions: str, messages: str, posts: str, texts: str, question: str, turning: str, pitch_lag: str,
    automated_message: str,
) -> str:  # fmt: skip
    """Return who turned to an ego unasked: with a question, a request, an introduction, a recommendation, an enquiry.

    A message, reply or mention to the ego that holds a cue, where the ego had written nothing to that person in the
    7 days before, and where it does not answer a question of the ego's. Who made the ego an offer, and likely messages of
    robots, are left out: selling is no trust.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at, post_id, target_post_id
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    posts : post_id, author_id (named by the texts)
    texts : text_id, table_name, row_id, network, text
    question : text_id, is_question, span_from, span_to
    turning : text_id, wants, wants_from, wants_to
    pitch_lag : ego_id, alter_id (who made an offer is left out)
    automated_message : message_id, band (likely: left out; possible: doubtful)

    Returns
    -------
    One row per alter, ego and text: kind, when, the words and which counted, whether the ego wrote back, what followed.

    Notes
    -----
    Absent where others' words are not held, as for replies in an X archive, and where the instant is not known. Never
    null. later_count is zero where nothing followed. A pitch that is not seen as one asks too: see the words.

    References
    ----------
    Eckmann, J.-P., Moses, E. & Sergi, D. (2004). Entropy of dialogues creates coherent structures in e-mail traffic.
    PNAS 101(40), for the limits of an exchange.

    Examples
    --------
    >>> answer(turned_to, show="alter_id kind cue is_answered",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-01-01", "text": "How do you press it?"},
    ...     {"sender_id": "self", "recipient_id": "x:ann", "sent_at": "2024-01-02", "text": "Overnight."},
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-01-03", "text": "With which boards?"},
    ... ])
    [('x:ann', 'question', 'How do you press it?', True)]
    """
    return f"""
    with asked as (
        select a.ego_id, a.alter_id, a.table_name, a.row_id, a.network, a.text, a.happened_at, a.target_post_id,
               coalesce(w.wants, 'question') as kind,
               case when q.is_question then q.span_from else w.wants_from end as span_from,
               case when q.is_question then q.span_to else w.wants_to end as span_to
        from ({addressed(egos, interactions, messages, texts)}
        ) as a
        left join {question} as q on q.text_id = a.text_id
        left join {turning} as w on w.text_id = a.text_id
        where (q.is_question or w.wants is not null) and a.happened_at is not null
    ),
    asked_by_ego as (
        select t.row_id, t.author_id from {texts} as t join {question} as q on q.text_id = t.text_id
        join {posts} as p on p.post_id = t.row_id
        where t.table_name = 'posts' and q.is_question
    ),
    robots as (select message_id, band from {automated_message} where band in ('likely', 'possible')),
    spoken as (
        select ego_id, alter_id, direction, happened_at
        from ({acts(interactions, messages, egos)}
        ) as act
        where kind in {DIALOGUE} and happened_at is not null
    ),
    around as (
        select a.ego_id, a.alter_id, a.row_id,
               count(*) filter (where s.direction = 'out' and s.happened_at < a.happened_at
                   and date_diff('second', s.happened_at, a.happened_at) <= {EXCHANGE_DAYS * 86400}) as before_count,
               count(*) filter (where s.direction = 'out' and s.happened_at > a.happened_at
                   and date_diff('second', a.happened_at, s.happened_at) <= {30 * 86400}) as answer_count,
               count(*) filter (where s.happened_at > a.happened_at) as later_count
        from asked as a join spoken as s on s.ego_id = a.ego_id and s.alter_id = a.alter_id
        group by a.ego_id, a.alter_id, a.row_id
    )
    select a.alter_id, a.ego_id, a.row_id, a.table_name, a.network, a.kind, a.happened_at, a.text,
           substr(a.text, a.span_from + 1, a.span_to - a.span_from) as cue, a.span_from, a.span_to,
           coalesce(r.answer_count, 0) > 0 as is_answered, x.band is not null as is_doubtful,
           coalesce(r.later_count, 0) as later_count
    from asked as a
    left join around as r on r.ego_id = a.ego_id and r.alter_id = a.alter_id and r.row_id = a.row_id
    left join asked_by_ego as b on b.row_id = a.target_post_id and b.author_id = a.ego_id
    anti join {pitch_lag} as o on o.ego_id = a.ego_id and o.alter_id = a.alter_id
    left join robots as x on x.message_id = a.row_id
    where coalesce(r.before_count, 0) = 0 and b.row_id is null and coalesce(x.band, '') <> 'likely'
    """
