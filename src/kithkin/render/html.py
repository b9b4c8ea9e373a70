"""A page as HTML: fragments by block, and the document around them. The report and the web draw the same.

Every expression of the templates is escaped by Jinja2 and cleaned first (`finalize`), so that no name can
leave its element or turn the direction of what follows. What a door adds (links, sorting, forms) stands in
a `Door`; the report adds nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kithkin.model.page import (
    Answer,
    Block,
    Cases,
    Chart,
    Coverage,
    Drawn,
    Figure,
    Ladder,
    Layer,
    Notes,
    Person,
    Show,
    Table,
)
from kithkin.render import cells, charts, commands, figures, judged, rings, sparkline, svg, words
from kithkin.render.steps import Step, steps

#: Tables in a document stop here and say so.
ROWS: Final = 100
#: How many people of a layer are drawn as chips.
CHIPS: Final = 24


def _nothing(*_: Any) -> None:
    """Return nothing: a door that does not link."""


def _no_markup(*_: Any) -> Markup:
    """Return no markup: a door that adds nothing."""
    return Markup()


@dataclass(frozen=True, slots=True)
class Door:
    """What a door adds to a page: addresses (None = no link), sorting, forms.

    Attributes
    ----------
    person, layer, measure, page : the address of a person, of a layer's people, of a measure's query, of a page.
    sort : the address that sorts a table by a column.
    above, below : what stands over and under a table or list of cases: a filter, paging.
    decide : the form with which a user decides on a case.
    answer : the form with which a user says that a verdict on some words or on an account, by its id, is wrong.
    span : which rows of a table are shown, in words; empty where the rows speak for themselves.
    outside : the address behind which a link made by others stands.
    command : what this door has in place of a terminal's command; None = the command is shown.
    choose : the address that a cell leads to which names one of the page's own choices.
    controls, beside : what stands under a page's answer, and at the side of the first blocks that follow.
    rows : how many rows of a table are drawn. `is_open` : whether definitions stand open, as on paper.
    """

    person: Callable[[Person], str | None] = _nothing
    layer: Callable[[Layer], str | None] = _nothing
    measure: Callable[[str], str | None] = _nothing
    page: Callable[[str], str | None] = _nothing
    sort: Callable[[Table, Show], str | None] = _nothing
    above: Callable[[Block], Markup] = _no_markup
    below: Callable[[Block], Markup] = _no_markup
    decide: Callable[[Cases, judged.Case], Markup] = _no_markup
    answer: Callable[[Cases, str], Markup] = _no_markup
    span: Callable[[Block], str | None] = _nothing
    outside: Callable[[str], str | None] = _nothing
    command: Callable[[str], Markup | None] = _nothing
    choose: Callable[[Show, Any], str | None] = _nothing
    controls: Callable[[Drawn], Markup] = _no_markup
    beside: Callable[[Drawn], Markup] = _no_markup
    rows: int = ROWS
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the list of questions; `waiting` counts what waits for the user, `key` is the letter that goes there."""

    label: str
    href: str
    is_current: bool = False
    waiting: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A heading in the list of questions with its entries."""

    title: str
    items: Sequence[NavItem]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stand together: several figures in a row, or a ladder with figures beside it."""

    blocks: list[Block]
    beside: list[Block] = field(default_factory=list)


def fragment(drawn: Drawn, door: Door | None = None, *, level: int = 1, prefix: str = "page") -> Markup:
    """Return a page without the document around it.

    Its question is a heading of `level`; below the first level the document says what holds of all pages.
    """
    head = [block for block in drawn.blocks if isinstance(block, Answer | Coverage)]
    body = [block for block in drawn.blocks if not isinstance(block, Answer | Coverage)]
    template = environment().get_template("page.html")
    return Markup(
        template.render(
            drawn=drawn, door=door or Door(), level=level, id=f"{prefix}-t", head=head,
            groups=_groups(body, is_wide=level == 1), notices=_notices(drawn) if level == 1 else [],
        )
    )  # fmt: skip


def _groups(blocks: Sequence[Block], *, is_wide: bool) -> list[Group]:
    """Return blocks in groups: figures that follow each other in one, beside a ladder where there is room."""
    groups: list[Group] = []
    for block in blocks:
        last = groups[-1] if groups else None
        if isinstance(block, Figure) and last and is_wide and isinstance(last.blocks[0], Ladder):
            last.beside.append(block)
        elif isinstance(block, Figure) and last and isinstance(last.blocks[0], Figure):
            last.blocks.append(block)
        else:
            groups.append(Group([block]))
    return groups


def _notices(drawn: Drawn) -> list[str]:
    """Return what must be said of a page as a whole."""
    said = [figures.as_of(drawn.as_of)] if drawn.as_of else []
    said += ["Made up: these people and figures do not exist."] if drawn.is_made_up else []
    return said + (["Names and words of others are hidden."] if drawn.is_hidden else [])


def document(
    title: str,
    body: Markup,
    nav: Sequence[NavGroup] | None = None,
    *,
    style: str = "",
    static: str = "static",
    home: str = "/",
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    head: Markup | None = None,
    side: Markup | None = None,
    foot: Markup | None = None,
) -> str:
    """Return a whole document.

    With `style` it stands alone: the style sheet inside, allowed by its hash, and nothing else. Without, it
    links the files under `static`; `nav` puts the list of questions at its side, with `side` below it; `foot`
    stands behind everything.
    """
    template = environment().get_template("document.html")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return template.render(
        title=title, body=body, nav=nav, style=Markup(style), style_hash=digest, static=static,
        home=home, styles=styles, scripts=scripts, head=head or Markup(), side=side or Markup(),
        foot=foot or Markup(), hatches=svg.hatches(),
    )  # fmt: skip


@cache
def environment() -> Environment:
    """Return the templates with all that they may call; nothing undefined passes in silence."""
    loader = PackageLoader("kithkin.render")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_finalize,
    )  # fmt: skip
    made.filters.update(_FILTERS)
    made.globals.update(_GLOBALS)
    return made


def _finalize(value: Any) -> Any:
    """Return what an expression puts out: others' words cleaned, nothing for None."""
    if value is None:
        return ""
    return words.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _bold_figures(said: str) -> Markup:
    """Return bounds with their figures set off."""
    return Markup(re.sub(r"(\d(?:[\d,.]*\d)?)", r"<b>\1</b>", str(escape(said))))


def told(text: str, door: Door) -> Markup:
    """Return words of a page with each command in them as the door's own way to the same, else as a command."""
    return Markup("").join(
        _typed(stretch.text, door) if stretch.is_typed else escape(stretch.text)
        for stretch in commands.stretches(words.clean(text))
    )


def _typed(command: str, door: Door) -> Markup:
    """Return what a door has in place of a command, else the command; what is none stands as it is."""
    if not commands.parts(command):
        return Markup("<code>{}</code>").format(command)
    return door.command(command) or Markup('<code class="command">{}</code>').format(command)


def _capitalise(said: str) -> str:
    """Return words with a capital, the rest as it is."""
    return said[:1].upper() + said[1:]


def _boxes(band: str) -> Markup:
    """Return the boxes of a band."""
    return svg.boxes(judged.BOXES.get(band, 0), is_dashed=band not in judged.BOXES or band == "cannot_tell")


def _people(layer: Layer) -> list[Person]:
    """Return the people of a layer that are drawn."""
    return charts.people(cells.listed(layer.people).items[:CHIPS]) if layer.people is not None else []


def _moment(value: Any) -> str:
    """Return a date or instant for machines, empty for anything else."""
    if isinstance(value, datetime):
        return figures.iso(value)
    return value.isoformat() if isinstance(value, date) else ""


def _order(table: Table, show: Show) -> str:
    """Return how a table is sorted by a column, empty where it is not."""
    first = table.sort.split(",")[0].strip()
    if first.removeprefix("-") != show.column:
        return ""
    return "descending" if first.startswith("-") else "ascending"


def _strata_key(layers: Sequence[Step]) -> list[tuple[str, str]]:
    """Return the swatches that a ladder needs: class and words."""
    bars = [step for step in layers if not step.is_last]
    said = [
        ("sure", "at least: the data shows it", any(step.solid for step in bars)),
        ("maybe", "at most: the data cannot rule it out", any(step.hatched for step in bars)),
        ("gap", "not known: nothing in the data shows it", any(step.is_open for step in bars)),
        ("rest", "falls away here", any(not step.is_open for step in bars)),
    ]
    return [(kind, words_of) for kind, words_of, is_used in said if is_used]


_KINDS: Final[Mapping[type[Block], str]] = {
    Answer: "answer", Coverage: "coverage", Figure: "figure", Ladder: "ladder",
    Chart: "chart", Table: "table", Cases: "cases", Notes: "notes",
}  # fmt: skip

_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "name": words.name_of, "where": words.where_of, "handle": words.handle_of, "initials": words.initials,
    "network": words.network_name,
    "band": lambda name: cells.BANDS.get(name, name), "main": figures.main, "beside": figures.beside,
    "number": figures.number, "bold_figures": _bold_figures, "capitalise": _capitalise,
}  # fmt: skip

_GLOBALS: Final[Mapping[str, Any]] = {
    "pieces": words.pieces, "told": told, "typed": _typed,
    "based": judged.based, "mark_words": judged.MARK_WORDS, "judged": judged.judged,
    "dot": svg.dot, "boxes": _boxes, "interval": svg.interval, "wedge": svg.wedge, "stratum_bar": svg.stratum_bar,
    "steps": steps, "strata_key": _strata_key,
    "people": _people, "people_of": charts.people, "draw": charts.draw, "key": charts.key,
    "marks": charts.marks, "rings_of": rings.rings_of, "ring_key": rings.key,
    "columns_of": cells.columns_of, "stops": cells.stops,
    "sparkline": sparkline.picture, "is_number": cells.is_number, "cell_text": cells.text, "moment": _moment, "order_of": _order,
    "is_person": lambda value: isinstance(value, Person), "is_shown": figures.is_shown,
    "kind_of_block": lambda block: _KINDS[type(block)],
}  # fmt: skip


@cache
def style_sheet() -> str:
    """Return the style sheets of the report with the fonts inside, so that one file is enough."""
    folder = files("kithkin.render") / "static"
    css = (folder / "kithkin.css").read_text(encoding="utf-8") + (folder / "report.css").read_text(encoding="utf-8")
    for name in ("sans", "voice", "mono"):
        data = b64encode((folder / f"{name}.woff2").read_bytes()).decode()
        css = css.replace(f'url("{name}.woff2")', f'url("data:font/woff2;base64,{data}")')
    return css
