"""The measure `finished_windows`: what the model of tie strength would have foretold of two past windows, and what came."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._dialogue import dialogue
from kithkin.measures._features import FEATURES, features, features_from
from kithkin.measures._tie_model import CONTACT, STEPS_A_LOGIT, TWO_WAY, fitted_for
from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column

KEYS = ("ego_id", "window_number")


@measure(
    grain=("ego_id", "window_number", "outcome", "logit_step"),
    columns=(
        Column("pair_count", "integer", "people known at the beginning of the window", "people", bounds=(1, None)),
        Column("positive_count", "integer", "those of whom it came true in the window", "people", bounds=(0, None)),
    ),
    source="ours: the model of `tie_strength` at two earlier instants, and what came of it",
)
def finished_windows(
    egos: str, interactions: str, messages: str, two_way_channels: str, *, as_of: datetime, days: int = 30
) -> str:
    """Return what the model would have foretold of the last two finished windows, grouped, and how often it came true.

    Window 1 are the last `days` days, window 2 those before. Everybody with whom an ego had been in dialogue before a
    window has the features of `dialogue_features` as they were when it began; the model's logit of them, rounded to a
    fiftieth, says what it would have foretold. `two_way` came true if both wrote in the window, `contact` if they
    wrote to the ego. It is by such windows that the model is set to an ego's level.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    two_way_channels : ego_id, network, kind, covered_from, judged_from
    days : length of a window; the coefficients are those fitted for 30 or for 7 days, whichever is nearer

    Returns
    -------
    One row per ego, window (1 = the last), outcome (`contact`, `two_way`) and step (logit = step / 50): two counts.

    Notes
    -----
    Absent for an ego and window where nothing had passed before it on a channel that was two-way when it began and is
    still. Never null. Zero: nothing came that way on a channel of which both directions are shown. What was imported
    later but happened before is taken as known.

    References
    ----------
    As `dialogue_features`.

    Examples
    --------
    Ann wrote again in December, Bob did not, and Cy was not known before:

    >>> answer(finished_windows, as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-11-24
    ...     mail:an@a.b self         2024-12-24
    ...     mail:bo@a.b self         2024-11-17
    ...     mail:cy@a.b self         2024-12-24
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''', show="window_number outcome logit_step pair_count positive_count")
    [(1, 'contact', -90, 1, 0), (1, 'contact', -72, 1, 1), (1, 'two_way', -202, 1, 0), (1, 'two_way', -187, 1, 0)]
    """
    fitted = fitted_for(days)
    # What happens at the instant when a window begins belongs to it, as what happens at `as_of` is yet to come.
    windows = ", ".join(
        f"(cast({number} as bigint), {days_before(as_of, number * days)}, {days_before(as_of, (number - 1) * days)})"
        for number in (1, 2)
    )
    seen = f"""(
            select ego_id, window_number, alter_id, age_days,
                   case when age_days >= 0 then weight else 0e0 end as weight, case when age_days >= 0 then is_out end as is_out,
                   age_days < 0 and is_out as has_out, age_days < 0 and not is_out as has_in
            from (
                select a.ego_id, w.window_number, a.alter_id, a.is_out, a.weight,
                       case when a.happened_at < w.began_at then a.age_days - {days} * w.window_number else -1e0 end as age_days
                from acts as a
                cross join (values {windows}) as w(window_number, began_at, ended_at)
                where coalesce(a.judged_from <= w.began_at, true) and a.happened_at < w.ended_at
            ) as aged
        )"""
    came = ", bool_or(a.has_out) as has_out, bool_or(a.has_in) as has_in"
    known = features(seen, two_way_channels, as_of, keys=KEYS, days_ago=f"{days} * l.window_number", of_pair=came)
    return f"""
    with acts as (
        select ego_id, alter_id, is_out, happened_at, age_days, weight, judged_from
        from ({dialogue(egos, interactions, messages, two_way_channels, as_of, ", c.judged_from")}
        ) as act
    ),{known},
    known as (
        select p.ego_id, p.window_number, p.has_in, p.has_out, {FEATURES}
        {features_from(KEYS)}
    ),
    foretold as (
        select ego_id, window_number, 'two_way' as outcome, has_in and has_out as has_come,
               {TWO_WAY[fitted].sql()} as logit
        from known
        union all
        select ego_id, window_number, 'contact', has_in, {CONTACT[fitted].sql()} from known
    )
    select ego_id, window_number, outcome, cast(round(logit * {STEPS_A_LOGIT}) as bigint) as logit_step,
           count(*) as pair_count, count(case when has_come then 1 end) as positive_count
    from foretold
    group by ego_id, window_number, outcome, cast(round(logit * {STEPS_A_LOGIT}) as bigint)
    """
