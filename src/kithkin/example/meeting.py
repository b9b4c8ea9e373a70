"""People of the example whom she does not talk with yet, and might: what `connect` should suggest, and what it should not.

One answers where she and her friends write, on a mailing list; one stands in her address book and was never written
to; one is on the list too, in a thread in which she never wrote. None of them is anywhere else in the example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

#: The helper: name and address.
HELPER: Final = ("Oriel Brackmere", "oriel@bindery.example")
#: The acquaintance: name and address, in the address book alone.
BOOKED: Final = ("Tilda Fennwick", "tilda@reeds.example")
#: The stranger: on the list, but nowhere near her.
STRANGER: Final = ("Corvin Haldstead", "corvin@far.example")

#: Days before the end, subject, a friend's question, the helper's answer, her own word to that friend.
THREADS: Final = (
    (
        120.0,
        "Boards that bow",
        "My covers bow towards the inside after two days. What am I doing wrong?",
        "The grain of board and paper must run the same way, from head to tail. Then it stays flat.",
        "Mine stay between two boards until the glue is truly dry.",
    ),
    (
        80.0,
        "Thread for thin paper",
        "Which thread do you take for paper of 60 g?",
        "A thin linen, number 40, waxed twice. Anything thicker swells the spine.",
        "I would test it on a small block first.",
    ),
    (
        21.0,
        "Leather that cracks",
        "The leather of an old spine turns to dust. Can it be saved?",
        "Not saved, but held: a thin wash of paste and gum, and no oil at all.",
        "I keep such books in a box of their own.",
    ),
)
FAR: Final = (140.0, "Price of marbled paper", "Who sells marbled paper by the sheet?", "I do, in the north.")


def letters(
    friends: Sequence[tuple[str, str]], ego: tuple[str, str]
) -> Iterator[tuple[float, str, tuple[str, str], str, str, str]]:
    """Yield the mails of the list: days before the end, id, sender, subject, words, and the id that it answers.

    A friend asks, the helper answers, she adds a word, and another friend thanks the helper; the stranger is
    answered by nobody whom she talks with.
    """
    for number, (day, subject, question, answer, own) in enumerate(THREADS):
        first = f"meet{number}"
        asking, thanking = friends[number % len(friends)], friends[(number + 1) % len(friends)]
        again = f"Re: [binders] {subject}"
        yield day, f"{first}.0", asking, f"[binders] {subject}", question, ""
        yield day - 0.5, f"{first}.1", HELPER, again, answer, f"{first}.0"
        yield day - 0.8, f"{first}.2", ego, again, own, f"{first}.0"
        yield day - 1.1, f"{first}.3", thanking, again, "Thank you, that is what I was looking for.", f"{first}.1"
    day, subject, question, answer = FAR
    yield day, "far.0", ("Somebody Else", "else@far.example"), f"[binders] {subject}", question, ""
    yield day - 0.5, "far.1", STRANGER, f"Re: [binders] {subject}", answer, "far.0"


def card() -> str:
    """Return the acquaintance's card for her address book."""
    name, address = BOOKED
    lines = ("BEGIN:VCARD", "VERSION:3.0", "UID:acquaintance", f"FN:{name}", f"EMAIL:{address}", "END:VCARD", "")
    return "\r\n".join(lines)


def key_of() -> dict[str, Any]:
    """Return the part of the answer key that says who should be suggested, why, and who should not."""
    return {
        "suggested": {f"mail:{HELPER[1]}": ["contact", "thread"], f"mail:{BOOKED[1]}": ["book"]},
        "not_suggested": [f"mail:{STRANGER[1]}"],
        "shared_threads": len(THREADS),
    }
