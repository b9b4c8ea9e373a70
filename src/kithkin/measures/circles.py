"""The measure `circles`: one line on each tie that has a strength: how likely, how often, whether it fades."""

from __future__ import annotations

from typing import Final

from kithkin.measures.layers import RATES
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: From this chance of standing on the other side of a line a person is called borderline.
BORDERLINE: Final = 0.2


@measure(
    grain=("ego_id", "layer_position", "alter_id"),
    columns=(
        Column("layer", "text", "more than weekly, about weekly, about monthly or rarer"),
        Column("days_per_month", "double", "days with contact in 30 shown days", "days", bounds=(0, 30)),
        Column("borderline", "text", "may be further in, may be further out, or empty"),
        Column(
            "borderline_probability", "double", "the binomial chance of it; null where not borderline", bounds=(0, 1)
        ),
        Column("word", "text", "dialogue in the next 30 days: likely, possible or unlikely"),
        Column("probability", "double", "the same as a number; null below five past positives", bounds=(0, 1)),
        Column("silent_days", "double", "since the last act in either direction", "days", bounds=(0, None)),
        Column("trend", "text", "fading where quiet for longer than usual; else empty"),
        Column("decayed_7_part", "double", "what recent contact adds", "logits"),
        Column("contact_days_part", "double", "what days with contact add", "logits"),
        Column("contact_share_part", "double", "what the share of contact adds", "logits"),
        Column("alter_silent_days_part", "double", "what their silence adds", "logits"),
        Column("channels", "text", "the channels it speaks of"),
    ),
    source="ours: `layers`, `tie_strength` and `fading` side by side",
)
def circles(dialogue_strength: str, layers: str, fading: str, dialogue_features: str) -> str:
    """Return each tie with its circle, its strength in a word or a number, and whether it fades.

    A join of four measures; a person is borderline from a binomial chance of .2 of standing on the other side of a
    line: the further in, where both sides are that likely.

    Parameters
    ----------
    dialogue_strength : ego_id, alter_id, two_way_probability, word, shows_percentage, parts, channels
    layers : ego_id, alter_id, layer, layer_position, days_per_month, inner_probability, outer_probability
    fading : ego_id, alter_id
    dialogue_features : ego_id, alter_id, silent_days

    Returns
    -------
    One row per ego, layer_position (1 = innermost, to 4) and alter.

    Notes
    -----
    Absent for people with whom nothing passed on a channel of which both directions are shown. probability is
    null below five past positives of the ego, whose level is then not its own; borderline_probability is null for who
    is not borderline. The rest is never null.

    References
    ----------
    As `layers`, `tie_strength` and `fading`.

    Examples
    --------
    >>> answer(circles, show="alter_id layer word probability trend", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     self        mail:bo@a.b  2024-12-17
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''')
    [('mail:bo@a.b', 'rarer', 'unlikely', None, '')]
    """
    inner = f"l.inner_probability >= {BORDERLINE}e0 and l.layer_position > 1"
    outer = f"l.outer_probability >= {BORDERLINE}e0 and l.layer_position < {len(RATES)}"
    return f"""
    select l.ego_id, l.layer_position, l.alter_id, l.layer, l.days_per_month,
           case when {inner} then 'may be further in' when {outer} then 'may be further out' else '' end as borderline,
           case when {inner} then l.inner_probability when {outer} then l.outer_probability end as borderline_probability,
           s.word, case when s.shows_percentage then s.two_way_probability end as probability, t.silent_days,
           case when f.alter_id is not null then 'fading' else '' end as trend,
           s.decayed_7_part, s.contact_days_part, s.contact_share_part, s.alter_silent_days_part, s.channels
    from {layers} as l
    join {dialogue_strength} as s on s.ego_id = l.ego_id and s.alter_id = l.alter_id
    join {dialogue_features} as t on t.ego_id = l.ego_id and t.alter_id = l.alter_id
    left join {fading} as f on f.ego_id = l.ego_id and f.alter_id = l.alter_id
    """
