"""What is behind every number: its meaning, its query with the settings as fields, its rows to look at and to take away."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.responses import Response, StreamingResponse

from kithkin.model.errors import NotFound
from kithkin.model.measure import AS_OF, Measure
from kithkin.model.page import Kind, Listed, Person, Show
from kithkin.model.tables import TABLES
from kithkin.render import html, words
from kithkin.web import asked as asking
from kithkin.web.doors import measure_href, names, person_href, template
from kithkin.web.frame import shown, site_of
from kithkin.workspace import plugins
from kithkin.workspace.drawing import Drawer, Names, View

if TYPE_CHECKING:
    import pyarrow as pa
    from starlette.requests import Request

    from kithkin.workspace.plan import Plan

#: Rows of a table or measure that are shown with its query.
QUERY_ROWS: Final = 100
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}


def queries(request: Request) -> Response:
    """Every table and measure, with what it means."""
    groups = [
        ("Measures", [(m.name, m.summary) for m in plugins.measures()]),
        ("Tables", [(t.name, t.meaning) for t in TABLES.values()]),
    ]
    return shown(request, "Every table and measure", template("queries.html", groups=groups), "query")


def query(request: Request) -> Response:
    """What is behind a number: its meaning, its query, its first rows, and all of them to take away."""
    name = _known(request.path_params["name"])
    measure = _measure(name)
    site, chosen = site_of(request), _chosen(request, measure)
    is_hidden = site.is_hidden(request.cookies)
    with asking.counted_with(chosen), site.shown.plan(site.as_of, chosen) as plan:
        text = _text(plan, name, measure)
        relation = site.shown.rows_query(plan, name, site.as_of)
        found = plan.engine.arrow(f"select * from ({relation}) limit {QUERY_ROWS}")
        total = plan.engine.rows(f"select count(*) as n from ({relation}) counted")[0]["n"]
        columns = plan.columns(name)
        listed = Drawer(Names(plan, is_hidden), View()).listed(
            Listed(name, tuple(found.to_pylist()), total), QUERY_ROWS
        )
    shows = [Show(n, n, _kind(found.schema.field(n).type)) for n in found.column_names]
    door = html.Door(person=lambda p: None if is_hidden else person_href(p), rows=QUERY_ROWS)
    body = template(
        "query.html", name=name, measure=measure, text=text, rows=listed, shows=shows, columns=columns, door=door,
        meaning=_article(measure, name), inputs=[(i.name, measure_href(i.name)) for i in measure.inputs] if measure else [],
        fields=[(s, f"{name}.{s.name}", asking.label(s.name), chosen.get(f"{name}.{s.name}")) for s in _settings(measure)],
        taken=f"?{urlencode(chosen)}" if chosen else "",
    )  # fmt: skip
    return shown(request, name, body, "query")


def _text(plan: Plan, name: str, measure: Measure | None) -> str:
    """Return the query of a table or measure, or the code of a kernel."""
    if measure is None:
        return f"select * from {name}"
    return plan.query(name) if measure.form == "query" else measure.source_code()


def _settings(measure: Measure | None) -> list[Any]:
    """Return the settings of a measure that stand in its query."""
    return [setting for setting in measure.settings if setting.name != AS_OF] if measure else []


def _chosen(request: Request, measure: Measure | None) -> dict[str, Any]:
    """Return the settings that an address chooses, under `measure.setting`, in their types."""
    chosen = {}
    for setting in _settings(measure):
        name = f"{measure.name}.{setting.name}" if measure else ""
        if value := asking.plain(request.query_params.get(name, "")):
            chosen[name] = asking.typed(setting, value)
    return chosen


def _measure(name: str) -> Measure | None:
    """Return the measure of that name; None for a table."""
    return next((measure for measure in plugins.measures() if measure.name == name), None)


def _article(measure: Measure | None, name: str) -> str:
    """Return what a table or measure means, in its own words."""
    if measure is not None:
        return (inspect.getdoc(measure.function) or "").strip()
    return TABLES[name].meaning if name in TABLES else ""


def _kind(arrow: Any) -> Kind:
    """Return how a column of this type is shown."""
    said = str(arrow)
    if said.startswith("timestamp"):
        return "instant"
    known: dict[str, Kind] = {"bool": "yes_no", "double": "number", "date32[day]": "date"}
    return known.get(said, "count" if said.startswith(("int", "uint")) else "text")


def _known(name: str) -> str:
    if name not in names():
        raise NotFound(
            f"There is no table or measure {words.line(name)[:60]}.", "See the list of every table and measure."
        )
    return name


def rows(request: Request) -> Response:
    """All rows of a table or measure, as a file to keep."""
    name, form = _known(request.path_params["name"]), request.path_params["form"]
    if form not in TYPES:
        raise NotFound(f"Rows are not given as {words.line(form)[:20]}.", f"Use one of: {', '.join(TYPES)}.")
    site = site_of(request)
    chosen = _chosen(request, _measure(name))
    with asking.counted_with(chosen), site.shown.plan(site.as_of, chosen) as plan:
        found = plan.engine.arrow(site.shown.rows_query(plan, name, site.as_of))
        if site.is_hidden(request.cookies):
            found = _without_names(found, plan)
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return StreamingResponse(_chunks(found, form), media_type=TYPES[form], headers=headers)


def _without_names(table: pa.Table, plan: Plan) -> pa.Table:
    """Return rows with running numbers in place of people, and without words."""
    import pyarrow as pa

    items = tuple(table.to_pylist())
    listed = Drawer(Names(plan, hide=True), View()).listed(Listed("", items, len(items)), max(len(items), 1))
    told = [{k: v.id if isinstance(v, Person) else v for k, v in row.items()} for row in listed.items]
    return pa.Table.from_pylist(told, schema=table.schema)


def _chunks(table: pa.Table, form: str) -> Iterator[str | bytes]:
    """Yield rows in a form, so many at a time that a large table is never a large text."""
    from kithkin.render import rows as written

    if form == "parquet":
        yield written.as_parquet(table)
    else:
        yield from written.csv_lines(table) if form == "csv" else written.json_lines(table)
