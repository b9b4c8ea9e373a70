"""LinkedIn's own export, basic or complete: CSV files, read by their column names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Record, Row, Seen, Yielded
from kithkin.sources import _linkedin_rows as rows
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._csv import Line, Shape, Wanted, look, needs, read_csv
from kithkin.sources._linkedin_people import People
from kithkin.sources._linkedin_rows import Context, Owner, UnreadableError

_TITLE: Final = re.compile(r"(basic|complete)_linkedindataexport_(\d{2})-(\d{2})-(\d{4})", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"[_ -]\d+$")
#: What an empty data set holds instead of a table.
_EMPTY: Final = re.compile(rb"\s*(no [a-z ]{1,60}(found|available)\.?)?\s*", re.IGNORECASE)


class _File(msgspec.Struct, frozen=True):
    """One kind of file: the columns it must have, what a line becomes, what it covers."""

    wanted: Wanted
    read: Callable[[Context, Line], list[Row]] | None
    covers: tuple[tuple[str, str, str, str], ...] = ()


def _either(*tests: Wanted) -> Wanted:
    return lambda names: any(test(names) for test in tests)


_CONTACT: Final = _either(needs("firstname", "lastname", "emails"), needs("source", "emails"))
_ACT: Final = needs("date", "link")

#: By the stem of the file's name; what is covered is (table, kind, direction, timing).
_FILES: Final[Mapping[str, _File]] = {
    "profile": _File(needs("firstname", "lastname", "headline"), rows.own_profile),
    "emailaddresses": _File(needs("emailaddress", "confirmed"), rows.own_address),
    "connections": _File(
        needs("firstname", "lastname", "connectedon"),
        rows.connection,
        (("follows", "connection", "in", "day"), ("follows", "connection", "out", "day")),
    ),
    "invitations": _File(
        needs("from", "to", "sentat", "direction"),
        rows.invitation,
        (("requests", "connection", "in", "day"), ("requests", "connection", "out", "day")),
    ),
    "messages": _File(
        needs("conversationid", "from", "to", "date", "content", "folder"),
        rows.message,
        (("messages", "message", "in", "exact"), ("messages", "message", "out", "exact")),
    ),
    "comments": _File(
        _either(needs("date", "link", "message"), needs("date", "link", "comment")),
        rows.comment,
        (("interactions", "comment", "out", "exact"),),
    ),
    "reactions": _File(needs("date", "type", "link"), rows.reaction, (("interactions", "reaction", "out", "exact"),)),
    "shares": _File(needs("date", "sharelink"), rows.share, (("posts", "post", "out", "exact"),)),
    "instantreposts": _File(_ACT, rows.repost, (("interactions", "repost", "out", "exact"),)),
    "votes": _File(_ACT, None),
    "endorsementreceivedinfo": _File(
        needs("endorsementdate", "skillname", "endorserfirstname"),
        rows.endorsement,
        (("interactions", "endorse", "in", "exact"),),
    ),
    "endorsementgiveninfo": _File(
        needs("endorsementdate", "skillname", "endorseefirstname"),
        rows.endorsement,
        (("interactions", "endorse", "out", "exact"),),
    ),
    "recommendationsreceived": _File(
        needs("firstname", "lastname", "creationdate"),
        rows.recommendation(True),
        (("interactions", "recommend", "in", "exact"),),
    ),
    "recommendationsgiven": _File(
        needs("firstname", "lastname", "creationdate"),
        rows.recommendation(False),
        (("interactions", "recommend", "out", "exact"),),
    ),
    "memberfollows": _File(
        needs("date", "fullname", "status"), rows.member_follow, (("follows", "follow", "out", "exact"),)
    ),
    "companyfollows": _File(needs("organization", "followedon"), rows.company_follow),
    "contacts": _File(_either(needs("firstname", "lastname", "emails"), needs("source", "emails")), rows.contact),
    "importedcontacts": _File(
        _either(needs("firstname", "lastname", "emails"), needs("source", "emails")), rows.contact
    ),
}
#: What the export lists only in part or without saying whom it was about.
_PARTLY: Final = frozenset({"requests", "comment", "reaction", "repost"})

#: What only the complete export holds.
_COMPLETE_ONLY: Final = (
    ("interactions", "reaction"),
    ("interactions", "comment"),
    ("interactions", "repost"),
    ("posts", "post"),
    ("follows", "follow"),
)

_KNOWN: Final = frozenset({
    "accountstatushistory", "adsclicked", "adtargeting", "articles", "causesyoucareabout", "certifications",
    "coachmessages", "companiesfollowed", "courses", "education", "events", "guidemessages", "hashtagfollows",
    "honors", "inferences", "inferencesaboutyou", "jobapplicantsavedanswers",
    "jobapplicantsavedscreeningquestionresponses", "jobapplications", "jobseekerpreferences", "languages",
    "learning", "learningcoachaimessages", "learningcoachmessages", "learningroleplaymessages", "logins",
    "organizations", "patents", "phonenumbers", "positions", "privateidentityasset", "profilesummary",
    "projects", "providers", "publications", "receipts", "receiptsv2", "registration", "richmedia",
    "savedanswers", "saveditems", "savedjobalerts", "savedjobs", "searchqueries", "securitychallenges",
    "services", "skills", "testscores", "verifications", "volunteering", "whatsappphonenumbers",
})  # fmt: skip
_FOLDERS: Final = frozenset({"articles", "jobs", "services marketplace", "verifications"})


class LinkedInExport:
    """LinkedIn's own export.

    People are known by the address of their profile where the file gives it, else by name only; a name that
    one address alone bears in the export is linked with it. Older messages give the address of their sender
    only: a recipient's is then that of the one sender who bears the name in the same conversation.
    """

    name = "linkedin-export"
    title = "LinkedIn export"
    how_to_get = "LinkedIn: Settings, Data privacy, Get a copy of your data; the larger file, ready within a day."
    holds = (
        "Connections with the day, invitations with their notes, messages both ways, your posts, comments and "
        "reactions, endorsements and recommendations both ways, the people and firms you follow."
    )
    lacks = "Who follows you, who reacted to you or commented, whose posts you reacted to, who looked at your profile."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: one file with LinkedIn's columns suffices, two leave no doubt."""
        if options.form == self.name:
            return 1.0
        found = {stem for stem, member in _candidates(archive) if look(archive, member, _FILES[stem].wanted)}
        # Names and dates alone are in many an address book.
        telling = found - {"profile", "contacts", "importedcontacts", "emailaddresses", "votes", "instantreposts"}
        return 0.0 if not telling else 0.99 if len(found) > 1 else 0.95

    def knows(self, member: Member) -> bool:
        """Return whether a file that is not read is one that the export is known to hold."""
        stem = _stem(member)
        folders = {part.lower().replace("_", " ") for part in member.name.split("/")[:-1]}
        return (
            stem in _KNOWN
            or stem in _FILES
            or bool(folders & {"articles", "jobs", "services marketplace", "verifications"})
        )

    def belongs(self, archive: Archive) -> str | None:
        """Return the day of the export, which the parts of one bear in their names."""
        found = _TITLE.search(archive.title)
        return f"linkedin {found[0].lower()}" if found else None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield the export's rows; the files are gone through twice, first for who is who."""
        files = [(stem, member, look(archive, member, _FILES[stem].wanted)) for stem, member in _candidates(archive)]
        people, horizon = People(), ceiling(archive)
        for stem, member, shape in files:
            if shape:
                _look(archive, stem, member, shape, people, horizon)
        until = horizon
        for said in observed(archive, people.newest, _stated(archive, people.newest)):
            until = said.observed_at if isinstance(said, Seen) else until
            yield said
        owner = people.owner(options)
        if owner is None:
            owner = Owner()
            way_on = "Say `kithkin me linkedin:…` with your profile's name."
            yield Problem("", "", "The export does not tell whose it is.", way_on, 0)
        context = Context(
            owner,
            until,
            people.connected(),
            frozenset(people.spelled),
            frozenset(people.own_posts),
            people.follows,
            people.bearers,
            namesakes=people.namesakes(owner),
        )
        yield from batch(
            [*_selves(owner, is_described=bool(people.profile)), *people.named(owner), *people.links(owner)]
        )
        damaged: set[str] = set()
        for stem, member, shape in files:
            yield from _member(archive, stem, member, shape, context, damaged)
        yield from batch(_coverage(context, {stem: shape for stem, _, shape in files if shape}, damaged))


def _look(archive: Archive, stem: str, member: Member, shape: Shape, people: People, horizon: datetime) -> None:
    """Learn from one file who is who; of messages there may be millions, so they come in blocks."""
    if stem != "messages":
        for line in read_csv(archive, member, shape, must_end=True):
            if isinstance(line, Line):
                people.look(stem, line, horizon)
        return
    from kithkin.sources._csv_blocks import Block, read_blocks
    from kithkin.sources._linkedin_messages import Look

    messages = Look(people, horizon)
    for found in read_blocks(archive, member, shape, must_end=True):
        if isinstance(found, Block):
            messages.take(found)
        elif isinstance(found, Line):
            messages.finish()
            people.look(stem, found, horizon)
    messages.finish()


def _stem(member: Member) -> str:
    """Return a file's name without what differs between exports: case, spaces, underscores, a number at its end."""
    base = member.base.removesuffix(".csv")
    return re.sub(r"[ _-]", "", _SUFFIX.sub("", base))


def _candidates(archive: Archive) -> list[tuple[str, Member]]:
    """Return the files whose names the export has, those that tell who is who first."""
    order = list(_FILES)
    found = [(_stem(m), m) for m in archive.members if m.base.endswith(".csv") and _stem(m) in _FILES]
    return sorted(found, key=lambda pair: (order.index(pair[0]), pair[1].name))


def _stated(archive: Archive, newest: datetime | None) -> datetime | None:
    """Return the day in the file's name; within it, the newest record."""
    found = _TITLE.search(archive.title)
    if not found:
        return None
    try:
        start = datetime(int(found[4]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None
    return newest if newest and start <= newest < start + timedelta(days=1) else start


def _selves(owner: Owner, *, is_described: bool) -> list[Row]:
    """Return the owner's accounts that no profile in the export describes.

    The export is always its owner's, even where it does not say who that is.
    """
    ids = sorted(owner.others) if is_described else [owner.account_id, *sorted(owner.others)]
    return [rows.profile(one, name=owner.name, is_self=True) for one in ids]


def _member(
    archive: Archive, stem: str, member: Member, shape: Shape | None, context: Context, damaged: set[str]
) -> Iterator[Yielded]:
    """Yield one file's records; a stem is damaged once a record of it cannot be read."""
    file = _FILES[stem]
    if shape is None:
        if _EMPTY.fullmatch(archive.head(member, 200)):
            yield NotUsed(member.name)
        else:
            damaged.add(stem)
            yield Problem(member.name, "line 1", "The file has none of the columns that LinkedIn writes here.")
        return
    lines = read_csv(archive, member, shape, must_end=True)
    for line in _messages(archive, member, shape, context) if stem == "messages" else lines:
        if isinstance(line, Problem):
            if line.records:
                damaged.add(stem)
            yield line
        elif isinstance(line, Batch):
            yield line
        elif file.read is None:
            yield NotUsed(member.name)
        else:
            yield from _record(file.read, member.name, line, context, stem, damaged)


def _messages(archive: Archive, member: Member, shape: Shape, context: Context) -> Iterator[Batch | Line | Problem]:
    """Yield the messages of a file in batches, and as lines those that are unusual."""
    from kithkin.sources._csv_blocks import Block, read_blocks
    from kithkin.sources._linkedin_messages import Messages

    messages = Messages(context)
    for found in read_blocks(archive, member, shape, must_end=True):
        if not isinstance(found, Block):
            yield found
            continue
        used, tables, unusual = messages.read(found)
        if used:
            yield Batch(member.name, used, tables)
        yield from found.lines(unusual)


def _record(
    read: Callable[[Context, Line], list[Row]], member: str, line: Line, context: Context, stem: str, damaged: set[str]
) -> Iterator[Yielded]:
    """Yield one line as a Record, with a doubt for each part of it that could not be read."""
    unnamed = context.unnamed
    try:
        found = read(context, line)
    except UnreadableError as error:
        damaged.add(stem)
        yield Problem(member, line.place, str(error))
        return
    # A connection that has left LinkedIn has neither name nor address.
    yield NotUsed(member) if context.unnamed > unnamed else Record(member, line.place, tuple(found))
    for doubt in context.doubts:
        yield Problem(member, line.place, doubt, "", 0)
    context.doubts.clear()


def _coverage(context: Context, shapes: Mapping[str, Shape], damaged: set[str]) -> list[Row]:
    """Return what the files that are there show, and that the rest is not shown."""
    claims = Coverage(rows.NETWORK, context.owner.account_id, context.until, ties=("connection", "follow"))
    for stem, shape in shapes.items():
        for table, kind, direction, timing in _FILES[stem].covers:
            is_partly = stem in damaged or table in _PARTLY or kind in _PARTLY
            # Older messages give the address of the sender alone.
            whose = "sender" if direction == "in" else "recipient"
            has_address = any("url" in c and (table != "messages" or c.startswith(whose)) for c in shape.columns)
            claims.say(
                table,
                kind,
                direction,
                "some" if is_partly else "all",
                identity="none" if kind in _PARTLY or table == "posts" else "id" if has_address else "name",
                timing=timing,
                remedy="your LinkedIn export, fetched again" if stem in damaged else None,
            )
    if "connections" in shapes:
        claims.say("profiles", "profile", "in", "some", identity="id", timing="none")
    for table, kind in _COMPLETE_ONLY:
        if (table, kind, "out") not in claims.said:
            claims.say(table, kind, "out", "none", remedy="your complete LinkedIn export")
    return claims.rows()
