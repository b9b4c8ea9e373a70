"""The measure `layers`: circles of decreasing contact, by fixed rates."""

from __future__ import annotations

from typing import Any, Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: The layers from the innermost: from how many days with contact a month of 30 days on.
RATES: Final = {"more than weekly": 8.6, "about weekly": 4.3, "about monthly": 1.5, "rarer": 0.0}


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("layer", "text", "more than weekly, about weekly, about monthly or rarer"),
        Column("layer_position", "integer", "1 = the innermost", bounds=(1, len(RATES))),
        Column("contact_days_90", "integer", "days with contact of the last 90", "days", bounds=(0, 90)),
        Column("days_per_month", "double", "days with contact in 30 shown days", "days", bounds=(0, 30)),
        Column("inner_probability", "double", "that chance alone puts them further in", bounds=(0, 1)),
        Column("outer_probability", "double", "that chance alone puts them further out", bounds=(0, 1)),
    ),
    source="ours; after Dunbar & Spoors (1995), with fixed rates in place of found groups",
    by=("ego_id",),
)
def layers(dialogue_features: Any) -> Any:
    """Return in which circle around an ego each person stands, by how often there is contact.

    The rate is 30 x contact_days_90 / window_days: from 8.6 days a month "more than weekly", from 4.3 "about
    weekly", from 1.5 "about monthly", else "rarer". With k = contact_days_90 of n = window_days, the chances are
    those of a binomial variable (n, k / n) to reach the next line inwards, or to miss the line that was reached.

    Parameters
    ----------
    dialogue_features : ego_id, alter_id, contact_days_90, window_days

    Returns
    -------
    One row per ego and alter with contact on a two-way channel: layer, its position, the rate, two chances.

    Notes
    -----
    Absent for people with whom nothing passed on a channel of which both directions are shown. Never null. A
    person who had no day of contact in the window is in the outermost circle. Rates lie where a calendar puts
    them: the layers are a reading aid. That each holds three times the one within (Dunbar) is not claimed: the
    ratio comes out of data without any layers.

    References
    ----------
    Dunbar, R. I. M. & Spoors, M. (1995). Social networks, support cliques, and kinship. Human Nature 6(3). Of six
    ways to draw the lines, fixed rates moved the fewest people when weeks were drawn again at random.

    Examples
    --------
    One day of contact in 90 is rarer than monthly; chance alone would make it five or more once in 300 times:

    >>> answer(layers, show="alter_id layer days_per_month inner_probability outer_probability", as_of="2024-12-31",
    ...     identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-24
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''')
    [('mail:an@a.b', 'rarer', 0.3333, 0.0034, 0.0)]
    """
    import numpy as np
    import pyarrow as pa

    k, n = (np.asarray(dialogue_features[name].to_numpy()).astype(int) for name in ("contact_days_90", "window_days"))
    k = np.minimum(k, n)
    names = np.array(list(RATES), dtype=object)
    # The days that a rate asks for in a window of n, one line per row.
    lines = np.ceil(np.outer(n, list(RATES.values())) / 30 - 1e-9).astype(int)
    position = (k[:, None] >= lines).argmax(axis=1)
    reached = lines[np.arange(len(k)), position]
    further = np.where(position > 0, lines[np.arange(len(k)), np.maximum(position - 1, 0)], n + 1)
    return pa.table(
        {
            "ego_id": dialogue_features["ego_id"],
            "alter_id": dialogue_features["alter_id"],
            "layer": pa.array(names[position], pa.string()),
            "layer_position": pa.array(position.astype(np.int64) + 1),
            "contact_days_90": pa.array(k.astype(np.int64)),
            "days_per_month": pa.array(30.0 * k / n),
            "inner_probability": pa.array(1.0 - _below(k, n, further)),
            "outer_probability": pa.array(_below(k, n, reached)),
        }
    )


def _below(k: Any, n: Any, line: Any) -> Any:
    """Return the chance that a binomial variable (n, k / n) lies below each line, from a table of all (k, n) met."""
    import numpy as np

    most = int(n.max(initial=1))
    codes, place = np.unique((k * (most + 2) + n) * (most + 2) + line, return_inverse=True)
    shapes = np.stack([codes // (most + 2) ** 2, codes // (most + 2) % (most + 2), codes % (most + 2)], axis=1)
    factorials = np.append(0.0, np.cumsum(np.log(np.arange(1, most + 1))))
    chances = np.empty(len(shapes))
    for at, (days, size, below) in enumerate(shapes.tolist()):
        p, j = days / size, np.arange(min(below, size + 1))
        if days in (0, size):
            chances[at] = float(below > days)
            continue
        logs = factorials[size] - factorials[j] - factorials[size - j] + j * np.log(p) + (size - j) * np.log(1 - p)
        chances[at] = min(float(np.exp(logs).sum()), 1.0)
    return chances[place.reshape(-1)]
