"""What the web adds to a page: links, sorting, paging, forms. No meaning: every figure is the page's own."""

from __future__ import annotations

from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup, escape

from kithkin.model.measure import AS_OF
from kithkin.model.page import Answer, Block, Cases, Drawn, Layer, PageSpec, Person, Show, Table
from kithkin.model.tables import TABLES
from kithkin.render import commands, html, judged
from kithkin.web import ways
from kithkin.web.asked import ROWS, Asked, label
from kithkin.web.site import Site
from kithkin.workspace import plugins, views

#: What each decision does, in words.
DECISIONS: Final = {
    "advisor": ("Advisor", "Appears in the digest that you open yourself"),
    "keep": ("Keep", "Stays as it is"),
    "pause": ("Pause", "Out of your lists for 90 days"),
    "end": ("End", "On your list of accounts to unfollow yourself"),
    "ignore": ("Ignore", "Not shown again unless something new happens"),
}


#: A page whose lists have fewer rows than this needs no search.
SEARCHED: Final = 10


@cache
def environment() -> Environment:
    """Return the templates of this door, which may use those of the pages.

    `exact` escapes an id and keeps every character of it, for a form gives it back.
    """
    loader = ChoiceLoader([PackageLoader("kithkin.web"), PackageLoader("kithkin.render")])
    made = html.environment().overlay(loader=loader)
    made.filters = made.filters | {"exact": lambda value: Markup(escape(value)), "saying": saying, "coded": coded}
    return made


def template(name: str, /, **values: Any) -> Markup:
    """Return a template of this door, filled."""
    return Markup(environment().get_template(name).render(**values))


def coded(text: str) -> Markup:
    """Return words with what would be typed in them set as such, or as the way that the web has to it."""
    return html.told(text, html.Door(command=lambda command: ways.place((commands.parts(command) or [""])[0])))


def saying(summary: str) -> str:
    """Return what a measure gives, from the first line of its article: without the word that begins all of them."""
    rest = summary.removeprefix("Return").lstrip(", ")
    return rest[:1].upper() + rest[1:]


def person_href(person: Person) -> str:
    """Return the address of a person's page."""
    return f"/person?{urlencode({'person': person.id})}"


def outside(url: str) -> str | None:
    """Return the address of the page behind which a link made by others stands; None for what is no web address."""
    return f"/leave?{urlencode({'to': url})}" if url.lower().startswith(("https://", "http://")) else None


@cache
def names() -> frozenset[str]:
    """Return the tables and measures that have a query of their own."""
    return frozenset({measure.name for measure in plugins.measures()} | set(TABLES) | set(views.SHELL))


def measure_href(name: str) -> str | None:
    """Return the address of a measure's query."""
    return f"/query/{quote(name)}" if name in names() else None


class Made:
    """The door of one drawn page: knows which of its lists is which."""

    def __init__(self, site: Site, spec: PageSpec, asked: Asked, drawn: Drawn, form_token: str) -> None:
        self.site, self.spec, self.asked, self.drawn = site, spec, asked, drawn
        self.form_token = form_token
        self._lists = [block for block in drawn.blocks if isinstance(block, Table | Cases)]

    @property
    def door(self) -> html.Door:
        """What the templates ask."""
        return html.Door(
            person=self._person, layer=self._layer, measure=measure_href, page=_page, sort=self._sort, below=self._below,
            decide=self._decide, answer=self._answer, span=self._span, outside=outside, command=self._command,
            choose=self._choose, controls=self._controls, beside=self._beside, rows=ROWS,
        )  # fmt: skip

    @property
    def may_say(self) -> bool:
        """Whether anything can be decided here."""
        return not (self.site.read_only or self.drawn.is_hidden)

    def _person(self, person: Person) -> str | None:
        return None if self.drawn.is_hidden else person_href(person)

    def _layer(self, layer: Layer) -> str | None:
        """Return the page with the people of a layer, where it can list them."""
        is_listed = layer.people is not None and any(setting.name == "layer" for setting in self.spec.settings)
        return self.asked.address(layer=layer.name, page="", sort="") if is_listed else None

    def _choose(self, show: Show, value: Any) -> str | None:
        """Return the page with a choice of its own: a code in a column named as one of its settings, or `choice` for `of`."""
        name = "of" if show.column == "choice" else show.column.removesuffix("_id")
        is_choice = show.kind == "code" and any(setting.name == name for setting in self.spec.settings)
        return self.asked.address(**{name: value, "page": "", "sort": ""}) if is_choice else None

    def _command(self, command: str) -> Markup | None:
        """Return the web's own way to what a command does: a button, the buttons under each case, a link, or none."""
        verb, *rest = commands.parts(command) or [""]
        done = ways.deed(verb, rest)
        if done and self.may_say:
            return template("deed.html", deed=done, token=self.form_token, back=self.asked.address())
        cases = [block for block in self._lists if isinstance(block, Cases)]
        offered = {name for block in cases for name in block.decisions}
        offered |= {"decide"} if offered else set()
        offered |= {"label"} if any(block.answers for block in cases) else set()
        if self.may_say and verb in offered:
            return Markup("<b>{}</b>").format(ways.BUTTONS.get(verb, verb))
        if verb == self.spec.name:
            return Markup("<b>Find</b>" if "--q" in rest else "<b>Settings</b>")
        return ways.place(verb)

    def _number(self, block: Block) -> int | None:
        return next((number for number, one in enumerate(self._lists) if one is block), None)

    def _sort(self, table: Table, show: Show) -> str | None:
        number = self._number(table)
        if number is None:
            return None
        is_up = table.sort.split(",")[0].strip() == show.column
        falls_first = show.kind in ("count", "number", "share", "instant", "date", "bounds", "seconds", "days")
        is_down = table.sort.split(",")[0].strip() == f"-{show.column}"
        down = is_up or (falls_first and not is_down)
        return self.asked.address(sort=f"-{show.column}" if down else show.column, t=number, page="")

    def _span(self, block: Block) -> str | None:
        rows = getattr(block, "rows", None)
        if rows is None or not rows.items or len(rows.items) >= rows.total:
            return None
        first = self._offset(block)
        return f"{first + 1:,} to {first + len(rows.items):,} of {rows.total:,}."

    def _offset(self, block: Block) -> int:
        return (self.asked.number - 1) * ROWS if self._number(block) == self.asked.table else 0

    def _below(self, block: Block) -> Markup:
        rows: Any = getattr(block, "rows", None)
        number = self._number(block)
        pages = -(-rows.total // ROWS)
        at = self._offset(block) // ROWS + 1
        links = [
            (words, self.asked.address(page=to if to > 1 else "", t=number))
            for words, to in (("Previous", min(at - 1, pages)), ("Next", at + 1)) if 1 <= to <= pages and to != at
        ]  # fmt: skip
        title = getattr(block, "title", "")
        return template(
            "below.html",
            links=links,
            at=at,
            pages=pages,
            title=title,
            total=rows.total,
            name=rows.name if rows.name in names() else "",
        )

    def _decide(self, cases: Cases, case: judged.Case) -> Markup:
        if not (self.may_say and cases.decisions and case.person):
            return Markup()
        choices = [(name, *DECISIONS[name]) for name in cases.decisions if name in DECISIONS and name != "end"]
        return template(
            "decide.html", choices=choices, person=case.person, token=self.form_token, back=self.asked.address(),
            end=f"{person_href(case.person)}#decision" if "end" in cases.decisions else "",
            may_dismiss="dismiss" in cases.decisions,
        )  # fmt: skip

    def _answer(self, cases: Cases, judged_id: str) -> Markup:
        if not (self.may_say and cases.answers and judged_id):
            return Markup()
        return template(
            "wrong.html", answers=cases.answers, row=judged_id, token=self.form_token, back=self.asked.address()
        )

    def _controls(self, drawn: Drawn) -> Markup:
        fields = [
            (setting, label(setting.name), self.asked.given.get(setting.name, ""))
            for setting in self.spec.settings if setting.name != AS_OF
        ]  # fmt: skip
        is_set = any(value for setting, _, value in fields if not setting.required) or "as_of" in self.asked.given
        count = sum(block.rows.count() for block in self._lists)
        names_search = any("--q" in block.says for block in self._lists if isinstance(block, Table))
        is_searched = (
            names_search
            or bool(self.asked.q)
            or (count > SEARCHED and not any(setting.required for setting, _, _ in fields))
        )
        has_decision = self.spec.name == "person" and bool(self._beside(drawn))
        return template(
            "controls.html", fields=fields, asked=self.asked, has_lists=bool(self._lists), is_set=is_set,
            as_of=self.asked.given.get("as_of", ""), name=self.spec.name, is_searched=is_searched, jump=has_decision,
        )  # fmt: skip

    def _beside(self, drawn: Drawn) -> Markup:
        if self.spec.name == "digest":
            return self._read(drawn)
        person = subject(drawn) if self.spec.name == "person" else None
        if person is None or not self.may_say or person.id == "self":
            return Markup()
        accounts = [
            str(getattr(row["account_id"], "id", row["account_id"]))
            for block in self._lists if block.rows.name == "identities" for row in block.rows.top(ROWS)
        ]  # fmt: skip
        return template(
            "person_forms.html", person=person, choices=[(name, *said) for name, said in DECISIONS.items()],
            token=self.form_token, back=self.asked.address(), accounts=accounts,
        )  # fmt: skip

    def _read(self, drawn: Drawn) -> Markup:
        """Return the button that marks the digest as read, and the way back to what was read before."""
        has_any = not self.asked.settings.get("folder") and any(block.rows.count() for block in self._lists)
        until = drawn.as_of.isoformat() if drawn.as_of and has_any and self.may_say else ""
        return template(
            "read.html", deed=ways.Deed("/read", {"until": until}, "Mark as read") if until else None,
            all=self.asked.address(since="all") if self.asked.settings.get("since") == "last" else "",
            token=self.form_token, back="/digest",
        )  # fmt: skip


def subject(drawn: Drawn) -> Person | None:
    """Return the person whom a page's answer is about."""
    parts = [part for block in drawn.blocks if isinstance(block, Answer) for part in block.parts.values()]
    return next((part for part in parts if isinstance(part, Person)), None)


def _page(name: str) -> str | None:
    return f"/{name}" if any(spec.name == name for spec in plugins.pages()) else None
