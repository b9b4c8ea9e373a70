"""The measure `effective_following`: how many known people will turn to an ego in the next 30 days."""

from __future__ import annotations

from typing import Any, Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: How far counts spread beyond chance, by how many finished windows set the level: none, one, two.
OVER_DISPERSION: Final = (1.0, 0.6, 0.3)
LEVELS: Final = {"low_95": 0.025, "low_80": 0.1, "high_80": 0.9, "high_95": 0.975}


@measure(
    grain=("ego_id",),
    columns=(
        Column("estimate", "double", "known people who will write, reply or mention", "people", bounds=(0, None)),
        Column("low_80", "double", "lower end of the 80 % interval", "people", bounds=(0, None)),
        Column("high_80", "double", "upper end of the 80 % interval", "people", bounds=(0, None)),
        Column("low_95", "double", "lower end of the 95 % interval", "people", bounds=(0, None)),
        Column("high_95", "double", "upper end of the 95 % interval", "people", bounds=(0, None)),
        Column("known_count", "integer", "people ever in contact on these channels", "people", bounds=(0, None)),
        Column("audience_at_least", "integer", "people whose audience tie stands", "people", bounds=(0, None)),
        Column("audience_at_most", "integer", "and those whose tie may have ended", "people", bounds=(0, None)),
        Column("last_count", "integer", "of those known 30 days ago, who wrote since", "people", bounds=(0, None)),
        Column("newcomer_count", "integer", "who wrote in these 30 days, not known before", "people", bounds=(0, None)),
        Column("past_window_count", "integer", "finished windows that set the level", bounds=(0, 2)),
        Column("is_averaged", "boolean", "whether the estimate is the mean of the model's and last_count"),
        Column("channels", "text", "the channels it speaks of"),
    ),
    source="ours: a sum of recalibrated probabilities; interval: negative binomial (Hilbe 2011, section 8.2)",
    by=("ego_id",),
)
def effective_following(
    egos: Any,
    dialogue_strength: Any,
    finished_windows: Any,
    recent_dialogue: Any,
    two_way_channels: Any,
    audience: Any,
    tie_level: Any,
) -> Any:
    """Return how many people known to an ego are expected to write to, reply to or mention it in the next 30 days.

    The sum of contact_probability over the people of `dialogue_strength`; where only one finished window set its level,
    the mean of that sum and last_count. The interval is that of a negative binomial count with this mean m and
    variance sum of p (1 - p) + (phi^2 + d^2) m^2; phi = .3 with two finished windows, .6 with one, 1 with none, and d
    the drift of the level between the two, which may go on.

    Parameters
    ----------
    egos : ego_id
    dialogue_strength : ego_id, contact_probability, past_window_count
    finished_windows : ego_id, window_number, outcome, positive_count
    recent_dialogue : ego_id, in_count of the last 30 days
    two_way_channels : ego_id, network, kind
    audience : ego_id, alter_id, is_standing
    tie_level : outcome, level_drift

    Returns
    -------
    One row per ego: the estimate with an 80 and a 95 % interval, the counts beside it, the channels it speaks of.

    Notes
    -----
    Absent for nobody who is an ego. The estimate, its intervals and all counts of contact are null, and channels
    too, where no channel shows both directions. The audience is null where no tie to the ego was ever seen. Zero:
    nobody is known on these channels. Newcomers are not foretold: no data of an ego say who will come, so their
    last number stands on a line of its own. Where a network empties, it promises too much.

    References
    ----------
    Hilbe, J. M. (2011). Negative Binomial Regression, section 8.2 (the second form, NB2).

    Examples
    --------
    >>> answer(effective_following, show="estimate low_80 high_80 last_count newcomer_count audience_at_least channels",
    ...     as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-11-24
    ...     self        mail:an@a.b  2024-12-24
    ...     mail:an@a.b self         2024-12-25
    ...     mail:bo@a.b self         2024-12-24
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''')
    [(1.0459, 0.0, 2.0, 1, 1, None, 'mail message')]
    """
    import numpy as np
    import pyarrow as pa

    from kithkin.measures._arrays import numbered, sums
    from kithkin.measures._intervals import negative_binomial

    (ego, of_known, of_recent, of_past, of_channel, of_audience), names = numbered(
        *(t["ego_id"] for t in (egos, dialogue_strength, recent_dialogue, finished_windows, two_way_channels, audience))
    )
    size = len(names)

    p = np.asarray(dialogue_strength["contact_probability"].to_numpy())
    windows = np.zeros(size, dtype=np.int64)
    windows[of_known] = dialogue_strength["past_window_count"].to_numpy()
    wrote = np.bincount(of_recent[recent_dialogue["in_count"].to_numpy() > 0], minlength=size)
    last = np.bincount(of_past, _contacts(finished_windows), size).astype(np.int64)
    expected = sums(of_known, p, size)
    averaged = (windows == 1) & (expected > 0)
    mean = np.where(averaged, (expected + last) / 2, expected)
    over = np.array(OVER_DISPERSION)[windows] ** 2 + _drift(tie_level) ** 2
    spread = sums(of_known, p * (1 - p), size) + over * mean**2
    quantiles = negative_binomial(mean, spread, tuple(LEVELS.values()))

    channels = _named(two_way_channels, of_channel, size)
    is_shown = np.array([name is not None for name in channels], dtype=bool)[ego]
    stands = audience["is_standing"].fill_null(False).to_numpy().astype(bool)
    ties = np.bincount(of_audience, minlength=size)

    def column(values: Any, shown: Any = is_shown) -> Any:
        return pa.array(values[ego], mask=~shown)

    return pa.table(
        {
            "ego_id": egos["ego_id"],
            "estimate": column(mean),
            **{name: column(q) for name, q in zip(LEVELS, quantiles, strict=True)},
            "known_count": column(np.bincount(of_known, minlength=size).astype(np.int64)),
            "audience_at_least": column(np.bincount(of_audience[stands], minlength=size), ties[ego] > 0),
            "audience_at_most": column(ties, ties[ego] > 0),
            "last_count": column(last),
            "newcomer_count": column(wrote - last),
            "past_window_count": column(windows),
            "is_averaged": column(averaged),
            "channels": pa.array([channels[at] for at in ego.tolist()], pa.string()),
        }
    )


def _drift(tie_level: Any) -> float:
    """Return how far the level of contact moved between the two finished windows; 0 where that is not known."""
    drifts = dict(zip(tie_level["outcome"].to_pylist(), tie_level["level_drift"].to_pylist(), strict=True))
    return drifts.get("contact") or 0.0


def _contacts(finished_windows: Any) -> Any:
    """Return of each row how many people wrote in the last window; 0 for rows about anything else."""
    last = finished_windows["window_number"].to_numpy() == 1
    is_contact = finished_windows["outcome"].to_numpy(zero_copy_only=False) == "contact"
    return finished_windows["positive_count"].to_numpy() * (last & is_contact)


def _named(channels: Any, egos: Any, size: int) -> list[str | None]:
    """Return for each ego its channels in words, in alphabetical order; None where it has none."""
    found: list[set[str]] = [set() for _ in range(size)]
    words = [f"{n} {k}" for n, k in zip(channels["network"].to_pylist(), channels["kind"].to_pylist(), strict=True)]
    for ego, word in zip(egos.tolist(), words, strict=True):
        found[ego].add(word)
    return [", ".join(sorted(words)) or None for words in found]
