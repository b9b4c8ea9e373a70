"""The measure `answered`: whom an ego answered in public, how often and how fast."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("reply_count", "integer", "replies and comments of the ego to them", "acts", bounds=(1, None)),
        Column("timed_count", "integer", "those whose time is known", "acts", bounds=(0, None)),
        Column("median_seconds", "double", "median time of these to the answer", "seconds", bounds=(0, None)),
        Column("last_at", "instant", "the last reply whose instant is known", "UTC"),
    ),
    source="Eckmann, Moses & Sergi (2004), section 'Dialogues'",
)
def answered(egos: str, interactions: str, answers: str) -> str:
    """Return whom an ego answered with public replies and comments, how often, and how fast.

    A count of the ego's replies and comments, with the median of their latency.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, actor_id, target_id, kind, happened_at
    answers : ego_id, alter_id, direction, act_id, kind, latency_seconds

    Returns
    -------
    One row per ego and alter: reply_count (1 or more), timed_count, median_seconds (0 or more), last_at in UTC.

    Notes
    -----
    Absent for people to whom no reply is known. median_seconds is null where the parent's time is never known,
    last_at where no instant is. Messages are not in it: see `response_latency`.

    References
    ----------
    As `response_latency`.

    Examples
    --------
    >>> answer(answered, show="alter_id reply_count timed_count median_seconds", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at      target_posted_at
    ...     self     x:ann     reply 2024-01-01T10:01 2024-01-01T10:00
    ...     self     x:ann     reply 2024-01-02T10:02 -
    ...     x:bob    self      reply 2024-01-02T10:02 -
    ... ''')
    [('x:ann', 2, 1, 60.0)]
    """
    return f"""
    with replies as (
        select i.actor_id as ego_id, i.target_id as alter_id, i.interaction_id as act_id, i.happened_at
        from {interactions} as i
        join {egos} as e on e.ego_id = i.actor_id
        where i.kind in ('reply', 'comment') and i.target_id is not null
    ),
    counted as (
        select ego_id, alter_id, count(*) as reply_count, max(happened_at) as last_at
        from replies
        group by ego_id, alter_id
    ),
    timed as (
        select r.ego_id, r.alter_id, r.act_id, cast(a.latency_seconds as double) as latency_seconds
        from replies as r
        join {answers} as a on a.ego_id = r.ego_id and a.alter_id = r.alter_id and a.act_id = r.act_id
        where a.direction = 'out' and a.kind <> 'message' and a.latency_seconds is not null
    ),
    ranked as (
        select *, count(*) over (partition by ego_id, alter_id) as timed_count,
               row_number() over (partition by ego_id, alter_id order by latency_seconds, act_id) as place
        from timed
    ),
    medians as (
        select ego_id, alter_id, max(timed_count) as timed_count,
               avg(case when 2 * place between timed_count and timed_count + 2 then latency_seconds end) as median_seconds
        from ranked
        group by ego_id, alter_id
    )
    select c.ego_id, c.alter_id, c.reply_count, coalesce(m.timed_count, 0) as timed_count, m.median_seconds, c.last_at
    from counted as c
    left join medians as m on m.ego_id = c.ego_id and m.alter_id = c.alter_id
    """
