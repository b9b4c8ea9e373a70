"""The measure `tie_level`: how much more or less dialogue there is here than on the networks of the model."""

from __future__ import annotations

from typing import Final

from kithkin.measures._tie_model import NETWORK_SD, STEPS_A_LOGIT
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Shifts are tried in the steps of logits, up to 4 to either side.
FARTHEST: Final = 4


@measure(
    grain=("outcome",),
    columns=(
        Column("level_shift", "double", "what to add to every logit", "logits", bounds=(-FARTHEST, FARTHEST)),
        Column("pair_count", "integer", "pairs in the finished windows", "pairs", bounds=(1, None)),
        Column("positive_count", "integer", "those for which it happened", "pairs", bounds=(0, None)),
        Column(
            "level_drift", "double", "how far the two windows lie apart beyond chance", "logarithms", bounds=(0, None)
        ),
    ),
    source="ours: recalibration in the large (Steyerberg et al. 2004), with a normal prior",
)
def tie_level(finished_windows: str) -> str:
    """Return by how much the level of tie strength is to be shifted for all egos, judged by their recent past.

    The s that maximises sum of log likelihood(model logit + s) - s^2 / (2 x 1.5^2) over all pairs of all egos in
    the last two finished windows, with what happened in each. The drift d says how steady the level is:
    d^2 = (ln(o1 / e1) - ln(o2 / e2))^2 - 1 / o1 - 1 / o2, at least 0, with o_w one more than what happened in a
    window and e_w one more than the model alone foretold.

    Parameters
    ----------
    finished_windows : window_number, outcome, logit_step, pair_count, positive_count

    Returns
    -------
    One row per outcome (`contact`, `two_way`): level_shift in logits (-4 to 4, in steps of .02), pair_count,
    positive_count, level_drift.

    Notes
    -----
    Absent where there is no finished window. level_drift is null where there is only one. Zero: as much dialogue
    as on the networks of the model; a steady level. For one person's own export it is that person's level. It
    says nothing of what is to come.

    References
    ----------
    Steyerberg, E. W. et al. (2004). Validation and updating of predictive logistic regression models. Statistics
    in Medicine 23, section 2.2 (re-calibration in the large).

    Examples
    --------
    Of two people known on 1 December one was talked with since; that is more than other networks would suggest:

    >>> answer(tie_level, show="outcome level_shift pair_count positive_count", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-11-24
    ...     self        mail:an@a.b  2024-12-24
    ...     mail:an@a.b self         2024-12-25
    ...     mail:bo@a.b self         2024-11-24
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''')
    [('contact', 0.74, 2, 1), ('two_way', 1.72, 2, 1)]
    """
    tried = ", ".join(f"({step})" for step in range(-FARTHEST * STEPS_A_LOGIT, FARTHEST * STEPS_A_LOGIT + 1))
    return f"""
    with grouped as (
        select outcome, window_number, logit_step as step, cast(sum(pair_count) as bigint) as pair_count,
               cast(sum(positive_count) as bigint) as positive_count
        from {finished_windows}
        group by outcome, window_number, logit_step
    ),
    tried as (
        select g.outcome, t.shift, cast(sum(g.pair_count) as bigint) as pair_count,
               cast(sum(g.positive_count) as bigint) as positive_count,
               cast(round(1e9 * (
                   sum((g.step + t.shift) / {STEPS_A_LOGIT}e0 * g.positive_count
                       - ln(1 + exp((g.step + t.shift) / {STEPS_A_LOGIT}e0)) * g.pair_count)
                   - t.shift * t.shift / {2 * (NETWORK_SD * STEPS_A_LOGIT) ** 2}e0
               )) as bigint) as likelihood
        from grouped as g
        cross join (values {tried}) as t(shift)
        group by g.outcome, t.shift
    ),
    windows as (
        select outcome, window_number, 1 + cast(sum(positive_count) as bigint) as seen,
               1 + cast(sum(cast(round(1e6 * pair_count / nullif(1 + exp(-step / {STEPS_A_LOGIT}e0), 0)) as bigint))
                        as bigint) / 1e6 as foretold
        from grouped
        group by outcome, window_number
    ),
    drifts as (
        select one.outcome, pow(ln(greatest(one.seen / nullif(one.foretold, 0), 1e-9))
                   - ln(greatest(other.seen / nullif(other.foretold, 0), 1e-9)), 2)
               - 1e0 / nullif(one.seen, 0) - 1e0 / nullif(other.seen, 0) as surplus
        from windows as one
        join windows as other on other.outcome = one.outcome and other.window_number = 2
        where one.window_number = 1
    ),
    best as (
        select outcome,
               arg_max(shift, struct_pack(likelihood := likelihood, nearness := -abs(shift), shift := shift)) as shift,
               max(pair_count) as pair_count, max(positive_count) as positive_count
        from tried
        group by outcome
    )
    select b.outcome, b.shift / {STEPS_A_LOGIT}e0 as level_shift, b.pair_count, b.positive_count,
           case when d.surplus is not null then sqrt(greatest(d.surplus, 0e0)) end as level_drift
    from best as b
    left join drifts as d on d.outcome = b.outcome
    """
