"""The measure `following_breakdown`: how big a following is, layer by layer."""

from __future__ import annotations

from typing import Annotated, Final

from kithkin.model.measure import Passing, measure
from kithkin.model.tables import Column

#: The layers from the outermost to the innermost: columns of `standing`.
LAYERS: Final = ("audience", "alive", "reacted", "two_way", "lately", "inner_circle")


@measure(
    grain=("ego_id", "layer"),
    columns=(
        Column("layer_position", "integer", "1 = audience to 6 = inner_circle", bounds=(1, 6)),
        Column("people_at_least", "integer", "people shown to be in the layer", "people", bounds=(0, None)),
        Column("people_at_most", "integer", "people not shown to be outside of it", "people", bounds=(0, None)),
        Column("is_shown", "boolean", "false where the data can neither show nor rule out anybody"),
    ),
    source="ours: counts of a three-valued condition, with both bounds",
)
def following_breakdown(standing: Annotated[str, Passing()]) -> str:
    """Return how many people of an ego's audience are in each layer, at least and at most.

    people_at_least = people for whom the layer's condition is true; people_at_most = people for whom it is
    not false.

    Parameters
    ----------
    standing : ego_id, alter_id, audience, alive, reacted, two_way, lately, inner_circle

    Returns
    -------
    Six rows per ego, one per layer: layer_position (1 to 6), both bounds (0 or more), is_shown.

    Notes
    -----
    Absent for an ego without an audience. Never null. Zero at most: measured as nobody. is_shown is false
    where the bounds say nothing (nobody at least, the whole audience at most). The bounds speak of
    accounts that are known and of what exports could show; people who may be one person are not merged.

    References
    ----------
    Ours. Manski, C. F. (2003). Partial Identification of Probability Distributions, chapter 1, for bounds
    instead of a guess about what is missing.

    Examples
    --------
    >>> answer(following_breakdown, show="layer people_at_least people_at_most is_shown", as_of="2024-12-31",
    ...     identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       self
    ...     x:bob       self
    ... ''', messages='''
    ...     sender_id recipient_id sent_at
    ...     x:ann     self         2024-03-01
    ... ''')[:4]
    [('alive', 1, 2, True), ('audience', 2, 2, True), ('inner_circle', 0, 2, False), ('lately', 0, 2, False)]
    """
    bounds = ", ".join(
        f"count(*) filter (where {layer}) as {layer}_at_least, "
        f"count(*) filter (where {layer} is not false) as {layer}_at_most"
        for layer in LAYERS
    )
    chosen = {
        end: " ".join(f"when layer_position = {place} then {layer}_{end}" for place, layer in enumerate(LAYERS, 1))
        for end in ("at_least", "at_most")
    }
    names = ", ".join(f"('{layer}', cast({place} as bigint))" for place, layer in enumerate(LAYERS, 1))
    # The answer is put in order by ego and layer: egos in order before they become six rows each save half of that.
    return f"""
    with sizes as (
        select ego_id, count(*) as audience_count, {bounds}
        from {standing}
        group by ego_id
    ),
    layered as (
        select s.ego_id, l.layer, l.layer_position, s.audience_count,
               case {chosen["at_least"]} end as people_at_least,
               case {chosen["at_most"]} end as people_at_most
        from (select * from sizes order by ego_id) as s
        cross join (values {names}) as l(layer, layer_position)
    )
    select ego_id, layer, layer_position, people_at_least, people_at_most,
           layer = 'audience' or people_at_least > 0 or people_at_most < audience_count as is_shown
    from layered
    """
