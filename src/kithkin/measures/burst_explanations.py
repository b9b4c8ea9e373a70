"""The measure `burst_explanations`: each burst explained, unexplained, or of the look of a bought one."""

from __future__ import annotations

from kithkin.model.dates import MONTHS
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "network", "basis", "burst_number"),
    columns=(
        Column("judgement_id", "text", "what evidence rows refer to"),
        Column("first_on", "date", "first day"),
        Column("last_on", "date", "last day"),
        Column("started_on", "date", "first day on which 5 % of the excess had come"),
        Column("arrived_count", "integer", "followers who came in it", "people", bounds=(1, None)),
        Column("excess", "double", "more than usual", "people", bounds=(0, None)),
        Column("excess_low", "double", "at least so many more", "people", bounds=(0, None)),
        Column("excess_high", "double", "at most so many more", "people", bounds=(0, None)),
        Column("verdict", "text", "explained, unexplained or looks bought"),
        Column("band", "text", "of looking bought: likely, possible (one sign) or none"),
        Column("cause_count", "integer", "causes seen", bounds=(0, None)),
        Column("sign_count", "integer", "signs of buying, of four", bounds=(0, 4)),
        Column("known_sign_count", "integer", "of the four signs, those that the data can show", bounds=(0, 4)),
        Column("says", "text", "the verdict in words"),
        Column("missing", "text", "the facts without which nobody can tell"),
    ),
    source="ours",
)
def burst_explanations(follow_bursts: str, burst_causes: str, burst_signs: str) -> str:
    """Return the verdict on each burst: explained before accused.

    explained: a strong cause; else looks bought: two of the four signs; else explained: a weak cause; else unexplained.

    Parameters
    ----------
    follow_bursts : ego_id, network, basis, burst_number, first_on, last_on, started_on, arrived_count, excess
    burst_causes : ego_id, network, basis, burst_number, cause, is_strong, says
    burst_signs : ego_id, network, basis, burst_number, sign, is_sign, says

    Returns
    -------
    One row per burst.

    Notes
    -----
    Absent where there is no burst. `unexplained` is the ordinary case of an export that names nobody who reacts: it is no
    accusation. The burst itself is never a sign. Who bought a block for an ego, the data does not show.

    References
    ----------
    Ours.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> days = [date(2024, 1, 1) + timedelta(days=n) for n in range(90)]
    >>> people = [day for day in days for n in range(60 if day == date(2024, 2, 10) else 1)]
    >>> answer(burst_explanations, show="started_on arrived_count verdict known_sign_count", as_of="2024-03-31",
    ... identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows=[{"follower_id": f"x:{n}", "followed_id": "self", "followed_at": day.isoformat()}
    ...               for n, day in enumerate(people)])
    [(datetime.date(2024, 2, 10), 60, 'unexplained', 0)]
    """
    key = "ego_id, network, basis, burst_number"
    return f"""
    with causes as (
        select {key}, count(*) as cause_count, bool_or(is_strong) as has_strong,
               string_agg(says, ' ' order by cause, cause_id) filter (where is_strong) as strong_says,
               min(says) as some_says
        from {burst_causes} group by {key}
    ),
    signs as (
        select {key}, count(*) filter (where is_sign) as sign_count,
               count(*) filter (where is_sign is not null) as known_sign_count,
               string_agg(says, ' ' order by sign) filter (where is_sign) as sign_says
        from {burst_signs} group by {key}
    ),
    judged as (
        select b.*, coalesce(c.cause_count, 0) as cause_count, coalesce(s.sign_count, 0) as sign_count,
               coalesce(s.known_sign_count, 0) as known_sign_count, c.strong_says, c.some_says, s.sign_says,
               case when c.has_strong then 'explained' when s.sign_count >= 2 then 'looks bought'
                    when c.cause_count > 0 then 'explained' else 'unexplained' end as verdict
        from {follow_bursts} as b
        left join causes as c on c.ego_id = b.ego_id and c.network = b.network and c.basis = b.basis
            and c.burst_number = b.burst_number
        left join signs as s on s.ego_id = b.ego_id and s.network = b.network and s.basis = b.basis
            and s.burst_number = b.burst_number
    )
    select ego_id, network, basis, burst_number,
           concat('burst:', ego_id, ':', network, ':', basis, ':',
                  cast(cast(round(burst_number) as bigint) as text)) as judgement_id,
           first_on, last_on, started_on, arrived_count, excess, excess_low, excess_high, verdict,
           case when verdict = 'looks bought' then 'likely' when verdict = 'unexplained' and sign_count = 1 then 'possible'
                when verdict = 'unexplained' and known_sign_count < 2 then 'cannot_tell' else 'none' end as band,
           cause_count, sign_count, known_sign_count,
           concat({_day("started_on")}, ': ',
                  cast(cast(round(arrived_count) as bigint) as text), ' came, ', verdict, '. ',
                  case when verdict = 'looks bought' then sign_says
                       when verdict = 'explained' then coalesce(strong_says, some_says)
                       when sign_count > 0 then concat('No cause is seen. One sign alone: ', sign_says)
                       else 'No cause is seen, and no sign of buying.' end) as says,
           case when verdict = 'unexplained' and sign_count = 0 and known_sign_count < 2
                then 'who reacts to you, when the accounts were made, and what their profiles say' end as missing
    from judged
    """


def _day(date: str) -> str:
    """Return a date in words, as pages write one: 10 February 2024."""
    months = " ".join(f"when {number} then {text(name)}" for number, name in enumerate(MONTHS, 1))
    parts = (f"cast(cast(extract({part} from {date}) as bigint) as text)" for part in ("day", "year"))
    return f", ' ', case extract(month from {date}) {months} end, ' ', ".join(parts)
