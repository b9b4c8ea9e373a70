"""SVG by hand: elements with escaped attributes, and the small marks that pages are sprinkled with.

Only classes and geometry are written, never colours or `style`: the style sheet decides, light and dark.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from kithkin.model.page import Value
from kithkin.render import figures

#: The width of a chart on a phone; on anything wider it is drawn at `WIDE`.
NARROW, WIDE = 356, 860
_LETTER = 7.4


def tag(element: str, *children: str, **attributes: Any) -> Markup:
    """Return an element; `text_anchor` is written `text-anchor`, `class_` is `class`, numbers with one decimal."""
    written = "".join(f' {_name(name)}="{escape(_plain(value))}"' for name, value in attributes.items())
    inner = Markup("").join(children)
    return Markup(f"<{element}{written}>{inner}</{element}>")


def _name(name: str) -> str:
    """Return an attribute's name as SVG has it."""
    return name if name in ("viewBox", "preserveAspectRatio") else name.rstrip("_").replace("_", "-")


def _plain(value: Any) -> str:
    """Return an attribute's value; geometry needs no more than a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def chart(kind: str, width: float, height: float, label: str, *parts: str) -> Markup:
    """Return a chart at its natural size; `label` says what it shows and where its figures stand in words."""
    return tag(
        "svg", *parts, class_=f"chart {kind}", viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=round(width), height=round(height), role="img", aria_label=label,
    )  # fmt: skip


def both(draw: Callable[[int], Markup], wide: int = WIDE) -> Markup:
    """Return a chart drawn twice, so that its text keeps its size on a phone; the style sheet shows one."""
    return tag("div", draw(wide), class_="wide") + tag("div", draw(NARROW), class_="narrow")


def text(words: str, x: float, y: float, anchor: str = "start", class_: str = "") -> Markup:
    """Return a line of text."""
    more = {"class_": class_} if class_ else {}
    return tag("text", escape(words), x=float(x), y=float(y), text_anchor=anchor, **more)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """Return a straight line."""
    return tag("line", class_=class_, x1=float(x1), x2=float(x2), y1=float(y1), y2=float(y2))


def rect(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    """Return a rectangle."""
    size = {"width": max(0.0, float(width)), "height": max(0.0, float(height))}
    return tag("rect", class_=class_, x=float(x), y=float(y), **size)


def circle(x: float, y: float, radius: float, class_: str) -> Markup:
    """Return a circle."""
    return tag("circle", class_=class_, cx=float(x), cy=float(y), r=float(radius))


def fit(words: str, width: float) -> str:
    """Return words cut to about `width` pixels of chart text, with an ellipsis where something is gone."""
    room = max(2, int(width / _LETTER))
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def length(words: str) -> float:
    """Return about how many pixels chart text takes."""
    return len(words) * _LETTER


def hatches() -> Markup:
    """Return the shared patterns; put once at the top of a document."""
    patterns = Markup("").join(
        tag(
            "pattern", tag("rect", width=6, height=6), tag("path", d="M1 0V6"), id=name, width=6, height=6,
            patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
        )
        for name in ("hatch", "hatch-odd", "hatch-ask")
    )  # fmt: skip
    return tag("svg", tag("defs", patterns), width=0, height=0, aria_hidden="true", focusable="false", class_="unseen")


def stratum_bar(solid: float, hatched: float, *, is_open: bool, note: str = "") -> Markup:
    """Return the bar of one layer: solid at least, hatched at most, dashed where nothing can be ruled out."""
    low, more = 100 * solid, 100 * hatched
    parts = [] if is_open else [tag("rect", class_="rest", width="100%", height="100%")]
    if low:
        parts.append(tag("rect", class_="sure", width=f"{low:.2f}%", height="100%"))
    if more:
        parts.append(tag("rect", class_="maybe", x=f"{low:.2f}%", width=f"{more:.2f}%", height="100%"))
    if is_open:
        parts.append(tag("rect", class_="gap", x=f"{low + more:.2f}%", width=f"{100 - low - more:.2f}%", height="100%"))
    if note:
        parts.append(tag("text", escape(note), x="100%", dx=-10, y=21, text_anchor="end"))
    return tag("svg", *parts, class_="bar", aria_hidden="true", overflow="visible")


def wedge(share: float) -> Markup:
    """Return the pale wedge that enlarges a share of the bar above to full width."""
    points = f"0,0 {100 * share:.2f},0 100,100 0,100"
    return tag(
        "svg", tag("polygon", points=points), class_="wedge", viewBox="0 0 100 100",
        preserveAspectRatio="none", aria_hidden="true",
    )  # fmt: skip


def interval(value: Value) -> Markup:
    """Return bounds or an interval on an axis from nought: hatched between its ends, a dot at an estimate."""
    low, high = (value.at_least, value.at_most) if value.estimate is None else (value.low, value.high)
    first, last = figures.known(low), figures.known(high)
    if first is None or last is None or last <= first:
        return Markup()
    is_share = value.unit.startswith(figures.SHARE_UNITS)
    top = 1.0 if is_share else _round_up(last * 1.2)

    def x(amount: float) -> float:
        return 4 + 292 * amount / top

    parts = [
        line(4, 28, 296, 28, "axis"), line(4, 22, 4, 34, "axis"), line(296, 22, 296, 34, "axis"),
        rect(x(first), 18, x(last) - x(first), 20, "range"),
    ]  # fmt: skip
    if value.estimate is None:
        parts.append(rect(4, 18, x(first) - 4, 20, "sure"))
    else:
        parts.append(circle(x(value.estimate), 28, 7, "mid"))
    parts += _ends(x(first), x(last), *(figures.amount(end, value.unit) for end in (first, last, top)))
    return tag("svg", *parts, class_="interval", viewBox="0 0 300 64", aria_hidden="true")


def _ends(first: float, last: float, low: str, high: str, top: str) -> list[Markup]:
    """Return the figures under an interval's ends and under the axis' ends, none upon another."""
    if last - first < 50:
        middle = [text(f"{low} – {high}", max(60, min(240, (first + last) / 2)), 58, "middle")]
    else:
        middle = [text(low, max(first, 30), 58, "middle"), text(high, min(last, 280), 58, "middle")]
    edges = [text("0", 4, 58)] if first > 60 else []
    edges += [text(top, 296, 58, "end")] if last < 230 else []
    return middle + edges


def _round_up(amount: float) -> float:
    """Return the next round number: 1, 1.5, 2, 3, 4, 5, 6, 8 or 9 times a power of ten."""
    size = 1.0
    while size * 10 < amount:
        size *= 10
    return next(size * n for n in (1, 1.5, 2, 3, 4, 5, 6, 8, 9, 10) if size * n >= amount)


def boxes(filled: int, *, is_dashed: bool) -> Markup:
    """Return the two boxes of an evidence band, one for each kind of sign; dashed where nobody can tell."""
    kinds = ["none" if is_dashed else "on" if k < filled else "off" for k in range(2)]
    parts = [rect(k * 18 + 1, 1, 14, 10, kind) for k, kind in enumerate(kinds)]
    return tag("svg", *parts, viewBox="0 0 36 12", aria_hidden="true")


def dot(mark: str) -> Markup:
    """Return the small mark for read (full), partly read (half) and not there (struck ring)."""
    rim = circle(6, 6, 5, "rim")
    inner = {
        "full": [circle(6, 6, 5.25, "full")],
        "half": [rim, tag("path", class_="full", d="M6 1a5 5 0 0 0 0 10z")],
        "none": [rim, tag("path", class_="no", d="M2.6 9.4L9.4 2.6")],
    }[mark]
    return tag("svg", *inner, class_="dot", viewBox="0 0 12 12", aria_hidden="true")
