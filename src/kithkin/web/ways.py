"""What the web has in place of a terminal's commands: a button that does the same, a link to where it is done, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kithkin.workspace import plugins

#: Where the web does what a command does: how the place is called in a sentence, and its address.
PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "import": ("Add an export", "/import"), "demo": ("a made-up person", "/#look"), "me": ("Your accounts", "/keep#me"),
    "decide": ("the form on a person’s page", "/people"), "note": ("the form on a person’s page", "/people"),
    "merge": ("the form on a person’s page", "/people"), "unmerge": ("the form on a person’s page", "/people"),
    "undo": ("Decisions", "/decisions"), "report": ("Report and backup", "/keep"), "backup": ("Report and backup", "/keep"),
    "sources": ("How to get your exports", "/import#sources"),
    "rows": ("Every table and measure", "/query"), "query": ("Every table and measure", "/query"),
}  # fmt: skip

#: What the buttons under each case do already.
BUTTONS: Final[Mapping[str, str]] = {"decide": "the buttons below", "dismiss": "Not for me", "label": "Is this wrong?"}

_LINK: Final = Markup('<a class="place" href="{}">{}</a>')


@dataclass(frozen=True, slots=True)
class Deed:
    """A change that one button makes: where its form goes, what it carries, what the button says."""

    path: str
    fields: Mapping[str, str]
    label: str


def deed(verb: str, rest: Sequence[str]) -> Deed | None:
    """Return the change that a command makes where it names all that is needed, as `kithkin merge x:1 mail:a@b.example`."""
    named = [word for word in rest if not word.isupper()]
    if verb == "merge" and len(named) == 2:
        return Deed("/merge", {"left": named[0], "right": named[1]}, "Take as one person")
    if verb == "undo" and len(named) == 1:
        return Deed("/undo", {"entry": named[0]}, "Undo")
    return None


def place(verb: str) -> Markup | None:
    """Return a link to where the web does what a command does; None where it does not."""
    if any(spec.name == verb for spec in plugins.pages()):
        return _LINK.format(f"/{verb}", verb.replace("_", " ").capitalize())
    title, href = PLACES.get(verb, ("", ""))
    return _LINK.format(href, title) if href else None
