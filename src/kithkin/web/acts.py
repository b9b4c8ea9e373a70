"""What can be done: decide, undo, note, say who is who, import, look at the example, take reports and backups away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, RedirectResponse, Response

from kithkin.model.errors import Misuse, NotFound, Refused
from kithkin.model.source import Options
from kithkin.web import uploads
from kithkin.web.asked import plain
from kithkin.web.frame import form_token, site_of
from kithkin.web.jobs import Job
from kithkin.workspace.instants import instant_of
from kithkin.workspace.reading import mark_read

if TYPE_CHECKING:
    from starlette.requests import Request

    from kithkin.web.site import Site
    from kithkin.workspace.journal import Entry

    Said = Mapping[str, str]
    Act = Callable[[Site, Said], Entry]

#: Bytes of a form without files.
LONGEST: int = 64 * 1024

WAY_ON: Final = "Give the path as your file manager shows it."


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form; raise where it is too long or does not carry this browser's token."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise uploads.TooLarge("That form is too long.", "Shorten what you wrote.")
    said = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50))
    if said.get("form") != form_token(request):
        raise Refused(
            "This form is no longer good, so nothing was changed.", "Go back, load the page again, and repeat."
        )
    return said


def back_to(said: Mapping[str, str], more: Mapping[str, str] | None = None) -> RedirectResponse:
    """Return the way back to the page of a form; never to another server."""
    back = said.get("back", "/")
    is_own = re.fullmatch(r"/(?![/\\])[^\s\\]{0,2000}", back) and not re.search(r"[\x00-\x1f\x7f]", back)
    path, _, query = (back if is_own else "/").partition("?")
    kept = [(k, v) for k, v in parse_qsl(query, max_num_fields=100) if k not in ("said", "undone")]
    kept += list((more or {}).items())
    return RedirectResponse(f"{path}?{urlencode(kept)}" if kept else path, 303)


def saying(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of an act that writes to the journal: it answers with the page and a notice."""

    async def endpoint(request: Request) -> Response:
        said = await form_of(request)
        entry = await run_in_threadpool(act, site_of(request), said)
        return back_to(said, {"undone" if act is undo else "said": entry.id})

    return endpoint


def decide(site: Site, said: Said) -> Entry:
    """Record a decision about a person."""
    return site.shown.decide(_wanted(said, "person"), said.get("decision", ""), because=_because(said))


def note(site: Site, said: Said) -> Entry:
    """Record a note about a person."""
    text = _because(said)
    if not text:
        raise Misuse("A note needs its words.", "Write them, then record it.")
    accounts = site.shown.accounts_of(site.shown.person(_wanted(said, "person")))
    return site.shown.say("note", accounts=accounts, because=text)


def dismiss(site: Site, said: Said) -> Entry:
    """Record that a suggested person is not wanted."""
    accounts = site.shown.accounts_of(site.shown.person(_wanted(said, "person")))
    return site.shown.say("dismissed", accounts=accounts, because=_because(said))


def label(site: Site, said: Said) -> Entry:
    """Record what the user says of words or of an account: whether they sell, that a person wrote them, that it is real."""
    from kithkin.workspace.labelling import label_judged

    return label_judged(site.shown, _wanted(said, "row"), said.get("answer", ""))


def read(site: Site, said: Said) -> Entry:
    """Mark the digest as read up to the instant for which it was shown."""
    return mark_read(site.shown, instant_of(_wanted(said, "until")))


def undo(site: Site, said: Said) -> Entry:
    """Undo one entry."""
    return site.shown.undo(_wanted(said, "entry"))


def merge(site: Site, said: Said) -> Entry:
    """Say that two are one person."""
    return site.shown.merge(_wanted(said, "left"), _wanted(said, "right"), because=_because(said))


def unmerge(site: Site, said: Said) -> Entry:
    """Say that two accounts are two people."""
    return site.shown.unmerge(_wanted(said, "left"), _wanted(said, "right"), because=_because(said))


def me(site: Site, said: Said) -> Entry:
    """Say that an account is, or is not, the user's own."""
    return site.shown.me(_wanted(said, "account"), mine=said.get("mine", "yes") == "yes")


def _wanted(said: Said, name: str) -> str:
    value = plain(said.get(name, ""))
    if not value:
        what = "person" if name in ("left", "right") else name
        raise Misuse(f"The form does not say which {what}.", "Fill it in, then send it again.")
    return value


def _because(said: Said) -> str:
    return " ".join(said.get("because", "").replace("\0", "").split())[:2000]


async def hide(request: Request) -> Response:
    """Hide names and words of others in this browser, or show them again."""
    said = await form_of(request)
    answer = back_to(said)
    is_on = said.get("hide") == "yes"
    value = "1; Max-Age=2592000" if is_on else "; Max-Age=0"
    answer.headers["set-cookie"] = f"kithkin-hide={value}; Path=/; HttpOnly; SameSite=Strict"
    return answer


async def example(request: Request) -> Response:
    """Look at the made-up person, or back at one's own data."""
    said = await form_of(request)
    site = site_of(request)
    if said.get("look") == "yes":
        await run_in_threadpool(site.look_at_example)
    else:
        site.leave_example()
    return RedirectResponse("/", 303)


async def import_paths(request: Request) -> Response:
    """Import what lies at paths of this computer's disk."""
    said = await form_of(request)
    lines = [line.strip().strip("'\"") for line in said.get("path", "").splitlines()]
    paths = [_path(line) for line in lines if line]
    if not paths:
        raise Misuse("The form names no file.", "Give the path of an export, or of the folder it lies in.")
    for path in paths:
        if not await run_in_threadpool(_can_be_read, path):
            raise NotFound(f"There is no file and no folder at {plain(str(path))}.", WAY_ON)
    site = site_of(request)
    site.begin(lambda: Job(site.own, paths, _options(said)))
    return RedirectResponse("/import", 303)


def _path(line: str) -> Path:
    """Return the path that a line means; a home that nobody has is no path."""
    try:
        return Path(line.replace("\0", "")).expanduser().absolute()
    except RuntimeError:
        raise NotFound(f"There is no file and no folder at {plain(line)}.", WAY_ON) from None


def _can_be_read(path: Path) -> bool:
    """Return whether something with an end is there: devices and pipes have none."""
    try:
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):
        return False


async def import_files(request: Request) -> Response:
    """Import uploaded files, which are written to disk as they come and deleted after reading."""
    site = site_of(request)
    folder = await run_in_threadpool(uploads.folder_for, site.own)
    token = form_token(request)
    try:
        upload = await uploads.receive(request, folder, lambda said: said == token, site.upload_limit)
        if not upload.files:
            raise Misuse("The form names no file.", "Choose an export, or the folder it lies in.")
        job = Job(site.own, upload.paths, _options(upload.fields), uploaded=folder)
        if site.begin(lambda: job) is not job:
            raise Refused(
                "Another import is running, so these files were not read.", "Wait until it is done, then repeat."
            )
    except BaseException:
        await run_in_threadpool(shutil.rmtree, folder, True)
        raise
    return RedirectResponse("/import", 303)


async def stop(request: Request) -> Response:
    """Stop the running import and keep nothing of it."""
    await form_of(request)
    job = site_of(request).job
    if job:
        job.stop()
        await run_in_threadpool(job.wait, 5)
    return RedirectResponse("/import", 303)


def _options(said: Mapping[str, str]) -> Options:
    form = said.get("as", "")
    if form not in ("", "follows", "interactions"):
        raise Misuse("A table is read as follows or as interactions.", "Choose one of the two.")
    mine = tuple(plain(one) for one in said.get("me", "").split(",") if one.strip())
    return Options(form or None, plain(said.get("network", "")) or None, mine)


def report(request: Request) -> Response:
    """Every page in one file, to keep or to show."""
    from kithkin.report import report as document
    from kithkin.workspace import plugins
    from kithkin.workspace.drawing import View

    site = site_of(request)
    hide_names = site.is_hidden(request.cookies) or request.query_params.get("hide") == "yes"
    with site.shown.plan(site.as_of) as plan:
        drawn = [
            site.shown.page_of(plan, spec.name, hide_names=hide_names, view=View(limit=100))
            for spec in plugins.pages()
            if not any(setting.required for setting in spec.settings)
        ]
    headers = {"content-disposition": 'attachment; filename="kithkin-report.html"'}
    return Response(document(drawn), media_type="text/html; charset=utf-8", headers=headers)


async def backup(request: Request) -> Response:
    """The workspace in one file."""
    import tempfile

    from kithkin.workspace.backup import back_up

    await form_of(request)
    site = site_of(request)
    folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=site.own.store.folder))
    target = folder / "kithkin-backup.zip"
    try:
        await run_in_threadpool(back_up, site.own.store, target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    clear = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(target, media_type="application/zip", filename=target.name, background=clear)
