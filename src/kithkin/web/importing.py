"""The page on which exports are added: three ways in, what is being read, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from msgspec.structs import replace
from starlette.responses import HTMLResponse, Response

from kithkin.model.page import Answer, Coverage
from kithkin.render import html
from kithkin.web import asked as asking
from kithkin.web.doors import Made, template
from kithkin.web.frame import form_token, shown, site_of
from kithkin.workspace import plugins

if TYPE_CHECKING:
    from starlette.requests import Request

    from kithkin.web.jobs import Job
    from kithkin.web.site import Site
    from kithkin.workspace.listing import Tally

_AGAIN = Markup('<noscript><meta http-equiv="refresh" content="2"></noscript>')

#: Lines of the table of what was read; the rest is summed up.
_FILES = 40


def importing(request: Request) -> Response:
    """The import page."""
    site = site_of(request)
    job = site.job
    is_running = job is not None and not job.is_over
    sources = sorted((s.title, s.how_to_get, s.name) for s in plugins.sources())
    is_told = not is_running and site.example is None and bool(site.own.imports())
    body = template(
        "import.html",
        site=site,
        token=form_token(request),
        job=job,
        is_running=is_running,
        sources=sources,
        results=_results(site, job) if job and not is_running else [],
        count=len(site.own.imports()),
        narrowing=_narrowing(site) if is_told else "",
        coverage=_coverage(request, site) if is_told else "",
    )
    return shown(request, "Add an export", body, "import", head=_AGAIN if is_running else None, scripts=("drop.js",))


def _narrowing(site: Site) -> Markup:
    """Return what would narrow the answers: what the sources say that they lack."""
    return template("narrowing.html", remedies=sorted({str(row["remedy"]) for row in _remedies(site)}))


def _coverage(request: Request, site: Site) -> Markup:
    """Return in short what the imports can show; the page of that name has each statement."""
    spec = next((s for s in plugins.pages() if s.name == "coverage"), None)
    if spec is None:
        return Markup()
    asked = asking.asked_of(spec, "/coverage", {}, is_hidden=site.is_hidden(request.cookies))
    drawn = site.draw(spec, asked).result()
    short = replace(drawn, blocks=tuple(block for block in drawn.blocks if isinstance(block, Answer | Coverage)))
    return html.fragment(
        short, html.Door(page=Made(site, spec, asked, drawn, "").door.page), level=2, prefix="coverage"
    )


def _remedies(site: Site) -> list[dict[str, Any]]:
    with site.own.plan(site.as_of) as plan:
        return plan.engine.rows(
            f"select distinct remedy from {plan.relation('coverage')} where remedy is not null and completeness <> 'all'"
        )


def progress(request: Request) -> Response:
    """What is being read now, as a part of the import page; when it is over, the whole page again."""
    job = site_of(request).job
    if job is None or job.is_over:
        return HTMLResponse("", headers={"hx-redirect": "/import"})
    return HTMLResponse(template("progress.html", job=job, token=form_token(request)))


def spoken(request: Request) -> Response:
    """What is being read now, in one sentence for those who listen; asked for at most every five seconds."""
    job = site_of(request).job
    return HTMLResponse(template("spoken.html", job=job))


def _results(site: Site, job: Job) -> list[dict[str, Any]]:
    """Return what became of each import, by file as far as it was not forgotten since."""
    held = {manifest.import_id: manifest for manifest in site.own.imports()}
    found = []
    for one in job.taken:
        manifest = held.get(one.manifest.import_id)
        files: list[Tally] = []
        more = left = left_records = 0
        for tally in site.own.store.tallies(manifest) if manifest else ():  # there may be very many
            if not (tally.used or tally.problems):
                left, left_records = left + 1, left_records + tally.records
            elif len(files) < _FILES:
                files.append(tally)
            else:
                more += 1
        totals = [one.manifest.total(outcome) for outcome in ("records", "used", "not_used", "problems")]
        counts = {"files": files, "more": more, "left": left, "left_records": left_records, "totals": totals}
        found.append({"manifest": one.manifest, "was_there": one.was_there, **counts})
    return found
