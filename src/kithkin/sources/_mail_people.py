"""The people met in a mailbox: they may be as many as its mails, so they are given out some at a time.

Of each person that was given out a mark is kept, so that nobody is given out twice. Who was met without a name
waits until a mail names them, or for the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kithkin.model.ids import mail_id
from kithkin.model.source import Batch
from kithkin.sources._mail_headers import Person
from kithkin.sources._marks import Marks

_NETWORK: Final = "mail"
_MAX_ACCOUNTS: Final = 300_000
#: So many people become columns at once.
_TOGETHER: Final = 4_096


class People:
    """The people of one mailbox: their addresses, with the first name that a mail gives them."""

    def __init__(self, owners: set[str]) -> None:
        self._owners = owners
        self._met = Marks()
        self._count = 0
        self._named: dict[str, str] = {}
        self._nameless: dict[str, str] = {}

    def meet(self, person: Person) -> None:
        """Take note of a person, unless they are too many."""
        address, name = person.address, "" if "@" in person.name else person.name
        if address in self._nameless:
            if name:
                del self._nameless[address]
                self._named[address] = name
        elif self._count < _MAX_ACCOUNTS and address not in self._named and address not in self._met:
            self._count += 1
            self._met.add(address)
            (self._named if name else self._nameless)[address] = name

    def named(self) -> Iterator[Batch]:
        """Yield the people who have a name once they are so many as become columns at once."""
        if len(self._named) >= _TOGETHER:
            yield self._batch(self._named)

    def rest(self) -> Iterator[Batch]:
        """Yield all who were not given out, the mailbox's owners among them."""
        for address in self._owners:
            if address not in self._met:
                self._nameless[address] = ""
        for people in (self._named, self._nameless):
            if people:
                yield self._batch(people)

    def _batch(self, people: dict[str, str]) -> Batch:
        columns: dict[str, list[Any]] = {
            "account_id": [mail_id(address) for address in people],
            "network": [_NETWORK] * len(people),
            "name": [name or None for name in people.values()],
            "is_self": [True if address in self._owners else None for address in people],
        }
        people.clear()
        return Batch("", 0, {"accounts": columns})
