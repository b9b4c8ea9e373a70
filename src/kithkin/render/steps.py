"""A ladder as steps: what each layer shows of the one above, as shares of a bar.

The bar of a layer stands for its people (at most, or at least where no limit is known); its solid part is
what the data shows of the next layer, its hatched part what the data cannot rule out. A layer of which
nothing is known is dashed and has no figure; so is one whose bounds are nought and everybody above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kithkin.model.page import Ladder, Layer, Value
from kithkin.render import figures

State = Literal["exact", "bounded", "open", "unknown"]


@dataclass(frozen=True, slots=True)
class Step:
    """One layer with its bar: `solid` and `hatched` are shares (0 to 1) of the bar that the next layer takes.

    `is_open` says that the next layer has no upper limit or is not known, so the rest of the bar is dashed.
    `wedge` is the share of the bar above that this layer enlarges, None where that is not known.
    `remedy` says what would show the layer, once where several layers need the same.
    """

    layer: Layer
    state: State
    solid: float
    hatched: float
    is_open: bool
    is_last: bool
    wedge: float | None
    remedy: str

    @property
    def figure(self) -> str:
        """The large figure: what the data shows at least; empty for a dashed layer."""
        return "" if self.state == "unknown" else figures.main(self.layer.value)

    @property
    def beside(self) -> str:
        """The bounds in words."""
        if self.state == "unknown":
            return figures.NOT_SHOWN
        return figures.beside(self.layer.value) or "exact"


def steps(ladder: Ladder) -> tuple[Step, ...]:
    """Return the layers of a ladder with their bars."""
    states = []
    above: float | None = None
    for layer in ladder.layers:
        state = _state(layer.value, above)
        states.append(state)
        above = _scale(layer.value) if state != "unknown" else None
    return tuple(_step(ladder.layers, states, k) for k in range(len(states)))


def _state(value: Value, above: float | None) -> State:
    """Return how much is known of a layer, `above` being the most people of the layer above it."""
    least, most = figures.known(value.at_least), figures.known(value.at_most)
    if not figures.is_shown(value) or (not least and most is not None and most == above and most > 0):
        return "unknown"
    if most is None:
        return "open"
    return "exact" if least == most else "bounded"


def _scale(value: Value) -> float:
    """Return how many people the whole bar of a layer stands for."""
    most = figures.known(value.at_most)
    return most if most is not None else figures.known(value.at_least) or 0


def _step(layers: tuple[Layer, ...], states: list[State], k: int) -> Step:
    """Return the step of the layer at place `k`."""
    is_last = k == len(layers) - 1
    solid, hatched = (0.0, 0.0) if is_last else _parts(layers[k], states[k], layers[k + 1], states[k + 1])
    is_open = not is_last and ("unknown" in (states[k], states[k + 1]) or states[k + 1] == "open")
    wedge = sum(_parts(layers[k - 1], states[k - 1], layers[k], states[k])) if k else None
    if "unknown" in (states[k], states[k - 1]):
        wedge = None
    said = {layer.remedy for layer in layers[:k]}
    remedy = layers[k].remedy if layers[k].remedy not in said else ""
    return Step(layers[k], states[k], solid, hatched, is_open, is_last, wedge, remedy)


def _parts(layer: Layer, state: State, below: Layer, below_state: State) -> tuple[float, float]:
    """Return the solid and the hatched share of a layer's bar."""
    whole = _scale(layer.value)
    if "unknown" in (state, below_state) or whole <= 0:
        return 0.0, 0.0
    least = min(1.0, (figures.known(below.value.at_least) or 0) / whole)
    most = figures.known(below.value.at_most)
    return least, 0.0 if most is None else max(0.0, min(1.0, most / whole) - least)
