"""The ways to reach a person that a text of an address book holds: mail addresses, telephone numbers, profiles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from kithkin.model.ids import mail_id
from kithkin.sources._profiles import account_of, address_id

_MAIL: Final = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,255}")
_DIGITS: Final = re.compile(r"[+\d][\d\s().\-/]{2,30}(?:(?:ext|x|,|;|#)[\d\s.]{1,10})?")
_BETWEEN: Final = ":::"
_SEVERAL: Final = re.compile(rf"\s*{_BETWEEN}\s*")


def mails(text: str) -> list[str]:
    """Return the accounts of the mail addresses in a text."""
    return [mail_id(found) for found in _MAIL.findall(text.removeprefix("mailto:"))]


def phones(text: str) -> list[str]:
    """Return a telephone number as it is written."""
    text = text.removeprefix("tel:").strip()
    return [text] if text else []


def profiles(text: str) -> list[str]:
    """Return the account that a web address or a fediverse address is."""
    text = text.strip()
    found = account_of(text) or (address_id(text) if text.startswith("@") else None)
    return [found] if found else []


#: What a text of each kind holds; a number in a table must look like one.
_READ: Final[Mapping[str, Callable[[str], list[str]]]] = {
    "email": mails,
    "phone": lambda text: phones(text) if _DIGITS.fullmatch(text.strip()) else [],
    "website": profiles,
    "im": profiles,
}


def ways(kind: str, cell: str) -> list[str]:
    """Return the ways to reach a person that a cell of this kind holds, which may be several."""
    read = _READ[kind]
    return [found for text in _SEVERAL.split(cell) for found in read(text)] if _BETWEEN in cell else read(cell)
