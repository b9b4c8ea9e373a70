"""What can be looked at: every page and its JSON, the query and the rows behind every number."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING, Any, Final

import msgspec
from markupsafe import Markup
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from kithkin.model.errors import Misuse, NotFound
from kithkin.model.page import Drawn, Listed, PageSpec, Person, Show
from kithkin.model.tables import TABLES
from kithkin.render import html, json, words
from kithkin.web import asked as asking
from kithkin.web.doors import Made, measure_href, names, person_href, template
from kithkin.web.frame import form_token, shown, site_of
from kithkin.web.notices import notice
from kithkin.workspace import plugins
from kithkin.workspace.drawing import Drawer, Names, View

if TYPE_CHECKING:
    import pyarrow as pa
    from starlette.requests import Request


#: Rows of a table or measure that are shown with its query.
QUERY_ROWS: Final = 100
_KINDS: Final = {
    "text": "text",
    "instant": "instant",
    "date": "date",
    "boolean": "yes_no",
    "double": "number",
    "integer": "count",
}
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}


def home(request: Request) -> Response:
    """The first page: the first question, or how to begin where nothing was imported."""
    site = site_of(request)
    if site.shown.imports():
        return RedirectResponse(f"/{plugins.pages()[0].name}", 303)
    return shown(
        request,
        "Start",
        template("start.html", site=site, token=form_token(request), job=site.job),
        "import",
        scripts=("drop.js",),
    )


def page(request: Request) -> Response:
    """One page of the list, drawn; where counting takes long, a page that says so and looks again."""
    spec = _spec(request.path_params["name"])
    site = site_of(request)
    asked = _asked(request, spec)
    if asking.missing(spec, asked):
        body = template("wanted.html", spec=spec, fields=asking.missing(spec, asked), label=asking.label)
        return shown(request, spec.summary.split(": ")[0], body, spec.name)
    drawing = site.draw(spec, asked)
    try:
        drawn = drawing.result(site.patience)
    except NotYet:
        if drawing.done():
            raise
        return _counting(request, spec)
    made = Made(site, spec, asked, drawn, form_token(request))
    body = notice(request, site) + html.fragment(drawn, made.door)
    return shown(request, drawn.question, body, spec.name)


def _counting(request: Request, spec: PageSpec) -> HTMLResponse:
    """Return the page for an answer that is still being counted."""
    again = Markup('<noscript><meta http-equiv="refresh" content="3"></noscript>')
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    body = template("counting.html", address=address, title=spec.summary.split(": ")[0])
    return shown(request, "Counting", body, spec.name, head=again)


def page_data(request: Request) -> Response:
    """One page as JSON."""
    spec = _spec(request.path_params["name"])
    asked = _asked(request, spec)
    lacking = asking.missing(spec, asked)
    if lacking:
        raise Misuse(f"The page {spec.name} needs {lacking[0].name}.", f"Add ?{lacking[0].name}=… to the address.")
    drawing: Future[Drawn] = site_of(request).draw(spec, asked)
    return _json(json.as_data(drawing.result()))


def schema(_: Request) -> Response:
    """The JSON Schema that every page's JSON follows."""
    return _json(json.schema())


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value, enc_hook=str), media_type="application/json")


def _spec(name: str) -> PageSpec:
    found = next((spec for spec in plugins.pages() if spec.name == name), None)
    if found is None:
        raise NotFound(f"There is no page {words.line(name)[:60]}.", "The list at the side names all there are.")
    return found


def _asked(request: Request, spec: PageSpec) -> asking.Asked:
    given = dict(request.query_params)
    return asking.asked_of(spec, f"/{spec.name}", given, is_hidden=site_of(request).is_hidden(request.cookies))


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
    site = site_of(request)
    is_hidden = site.is_hidden(request.cookies)
    measure = next((m for m in plugins.measures() if m.name == name), None)
    with site.shown.plan(site.as_of) as plan:
        text = (
            (plan.query(name) if measure.form == "query" else measure.source_code())
            if measure
            else f"select * from {name}"
        )
        found = plan.engine.arrow(f"select * from ({site.shown.rows_query(plan, name, site.as_of)}) limit {QUERY_ROWS}")
        total = plan.engine.rows(
            f"select count(*) as n from ({site.shown.rows_query(plan, name, site.as_of)}) counted"
        )[0]["n"]
        columns = plan.columns(name)
        listed = Drawer(Names(plan, is_hidden), View()).listed(
            Listed(name, tuple(found.to_pylist()), total), QUERY_ROWS
        )
    shows = [Show(n, n, _kind(found.schema.field(n).type)) for n in found.column_names]
    door = html.Door(person=lambda p: None if is_hidden else person_href(p), rows=QUERY_ROWS)
    body = template(
        "query.html", name=name, measure=measure, text=text, rows=listed, shows=shows, columns=columns, door=door,
        meaning=_article(measure, name), inputs=[(i.name, measure_href(i.name)) for i in measure.inputs] if measure else [],
    )  # fmt: skip
    return shown(request, name, body, "query")


def _article(measure: Any, name: str) -> str:
    """Return what a table or measure means, in its own words."""
    import inspect

    if measure is not None:
        return (inspect.getdoc(measure.function) or "").strip()
    return TABLES[name].meaning if name in TABLES else ""


def _kind(arrow: Any) -> Any:
    """Return how a column of this type is shown."""
    said = str(arrow)
    if said.startswith("timestamp"):
        return "instant"
    known = {"bool": "yes_no", "double": "number", "date32[day]": "date"}
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
    with site.shown.plan(site.as_of) as plan:
        found = plan.engine.arrow(site.shown.rows_query(plan, name, site.as_of))
        if site.is_hidden(request.cookies):
            found = _without_names(found, plan)
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return StreamingResponse(_chunks(found, form), media_type=TYPES[form], headers=headers)


def _without_names(table: pa.Table, plan: Any) -> pa.Table:
    """Return rows with running numbers in place of people, and without words."""
    import pyarrow as pa

    items = tuple(table.to_pylist())
    listed = Drawer(Names(plan, hide=True), View()).listed(Listed("", items, len(items)), max(len(items), 1))
    told = [{k: v.id if isinstance(v, Person) else v for k, v in row.items()} for row in listed.items]
    return pa.Table.from_pylist(told, schema=table.schema)


def _chunks(table: pa.Table, form: str) -> Any:
    """Yield rows in a form, so many at a time that a large table is never a large text."""
    from kithkin.render import rows as written

    if form == "parquet":
        yield written.as_parquet(table)
    else:
        yield from written.csv_lines(table) if form == "csv" else written.json_lines(table)


def leave(request: Request) -> Response:
    """The page before a link that others made."""
    to = request.query_params.get("to", "")
    url = words.line(to)
    if len(url) > 2000 or url != to or not url.lower().startswith(("https://", "http://")):
        raise Misuse("That is not an address of the web.", "Nothing was opened.")
    host = url.split("/")[2]
    return shown(request, "Leaving Kithkin", template("leave.html", url=url, host=host))


def problem_data(error: Any, status: int) -> JSONResponse:
    """Return an error as JSON."""
    return JSONResponse({"error": error.what, "way_on": error.way_on}, status)
