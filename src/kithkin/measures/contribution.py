"""The measure `contribution`: what an ego gave its community, as far as the data show."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("answer_count", "integer", "replies to others' questions", "replies", bounds=(0, None)),
        Column("people_answered", "integer", "different people who had asked", "people", bounds=(0, None)),
        Column("thanks_count", "integer", "texts to the ego with words of thanks", "texts", bounds=(0, None)),
        Column("people_thanking", "integer", "different people who thanked", "people", bounds=(0, None)),
        Column("thread_count", "integer", "threads the ego began", "threads", bounds=(0, None)),
        Column("carried_on_count", "integer", "of them, those in which somebody else wrote; null = replies are not shown",
               "threads", bounds=(0, None)),
    ),
    source="ours: counts of answers, thanks and threads carried on",
)  # fmt: skip
def contribution(egos: str, posts: str, interactions: str, answers_in_threads: str, thanks_received: str) -> str:
    """Return what an ego gave: questions of others answered, thanks received, threads of its own that went on.

    Plain counts, each with its rows in `answers_in_threads` and `thanks_received`.

    Parameters
    ----------
    egos : ego_id
    posts : post_id, author_id, kind, thread_id, reply_to_post_id
    interactions : actor_id, target_id, kind, target_post_id
    answers_in_threads : helper_id, asked_id, answer_count
    thanks_received : alter_id, ego_id, row_id

    Returns
    -------
    One row per ego that wrote a post or was thanked: counts (0 or more).

    Notes
    -----
    Absent for an ego without posts and without thanks. carried_on_count is null where nobody's reply to the ego is
    shown at all. Zero: the data hold none, which on an archive of one side says little. It measures no quality.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(contribution, show="answer_count thread_count carried_on_count",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue holds?", "thread_id": "m:1"},
    ...     {"post_id": "m:2", "author_id": "self", "text": "Paste.", "thread_id": "m:1", "reply_to_post_id": "m:1"},
    ...     {"post_id": "m:3", "author_id": "self", "text": "A press.", "thread_id": "m:3"},
    ...     {"post_id": "m:4", "author_id": "m:bob", "text": "Nice.", "thread_id": "m:3", "reply_to_post_id": "m:3"},
    ... ])
    [(1, 1, 1)]
    """
    return f"""
    with answers as (
        select helper_id as ego_id, cast(sum(answer_count) as bigint) as answer_count,
               count(distinct asked_id) as people_answered
        from {answers_in_threads} group by helper_id
    ),
    thanks as (
        select ego_id, count(*) as thanks_count, count(distinct alter_id) as people_thanking
        from {thanks_received} group by ego_id
    ),
    begun as (
        select e.ego_id, p.post_id, p.thread_id
        from {posts} as p join {egos} as e on e.ego_id = p.author_id
        where p.reply_to_post_id is null and coalesce(p.kind, 'post') in ('post', 'quote')
          and coalesce(p.thread_id, p.post_id) = p.post_id
    ),
    went_on as (
        select b.ego_id, b.post_id from begun as b
        join {posts} as r on r.thread_id = b.thread_id where r.author_id <> b.ego_id
        union
        select b.ego_id, b.post_id from begun as b
        join {posts} as r on r.reply_to_post_id = b.post_id where r.author_id <> b.ego_id
        union
        select b.ego_id, b.post_id from begun as b
        join {interactions} as i on i.target_post_id = b.post_id
        where i.kind in ('reply', 'comment', 'quote') and i.actor_id <> b.ego_id
    ),
    is_shown as (
        select e.ego_id from {egos} as e join {interactions} as i on i.target_id = e.ego_id where i.kind in ('reply', 'comment')
        union
        select ego_id from went_on
    ),
    threads as (
        select b.ego_id, count(*) as thread_count, count(w.post_id) as carried_on_count
        from begun as b left join went_on as w on w.ego_id = b.ego_id and w.post_id = b.post_id
        group by b.ego_id
    ),
    wrote as (select distinct author_id from {posts})
    select e.ego_id, coalesce(a.answer_count, 0) as answer_count, coalesce(a.people_answered, 0) as people_answered,
           coalesce(k.thanks_count, 0) as thanks_count, coalesce(k.people_thanking, 0) as people_thanking,
           coalesce(t.thread_count, 0) as thread_count,
           case when s.ego_id is not null then coalesce(t.carried_on_count, 0) end as carried_on_count
    from {egos} as e
    left join answers as a on a.ego_id = e.ego_id
    left join thanks as k on k.ego_id = e.ego_id
    left join threads as t on t.ego_id = e.ego_id
    left join is_shown as s on s.ego_id = e.ego_id
    left join wrote as w on w.author_id = e.ego_id
    where w.author_id is not null or k.ego_id is not null
    """
