"""Who a Facebook export names as friend, follower, page, request, block or contact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.ids import mail_id, name_id
from kithkin.model.source import Row, when
from kithkin.sources._facebook_activity import NETWORK, person
from kithkin.sources._meta import (
    UnreadableError,
    digest,
    labelled,
    list_at,
    mapping,
    moment,
    plain,
    seconds_of,
    text_at,
)
from kithkin.sources._meta_export import Export, row

ONE_NAME: Final = "Two entries bear one name: they are kept apart by a number."


def name_of(item: Any) -> str:
    """Return the name that an entry of a list bears, in whatever form."""
    name = text_at(mapping(item), "name") or next((text_at(part, "name") for part in list_at(item, "data")), "")
    name = name or next((text_at(part, "value") for part in list_at(item, "string_list_data")), "")
    name = name or next((label.value for label in labelled(item) if label.meaning == "name" and label.value), "")
    name = name or text_at(item, "title")
    if not name:
        raise UnreadableError("This entry names nobody.")
    return name


def time_of(item: Any) -> datetime | None:
    """Return the time of an entry, in whatever form."""
    stamps = [item.get("timestamp"), *(part.get("timestamp") for part in _dicts(item, "string_list_data"))]
    return next((at for at in map(moment, stamps) if at is not None), None)


def _dicts(item: Any, key: str) -> list[dict[str, Any]]:
    """Return the mappings of a list."""
    return [part for part in list_at(item, key) if isinstance(part, dict)]


class Ties(msgspec.Struct):
    """Reads the entries of the lists of people of one export."""

    export: Export

    def _alter(self, item: Any, topic: str, at: datetime | None, *, is_page: bool = False) -> str | None:
        """Return the account an entry names, None for an entry that was read before.

        Two entries of one list with one name and different times are two people: the second gets a number,
        since silently making one of them would be worse.
        """
        name = name_of(item)
        key = self.export.once(f"{topic}:{plain(name)}", str(seconds_of(at)))
        if key is None:
            if at is None:
                self.export.doubts["Two entries bear one name and no time: they are taken for one."] += 1
            return None
        account = person(self.export, name, f"{topic} {seconds_of(at)}", is_organisation=True if is_page else None)
        number = key.removeprefix(f"{topic}:{plain(name)}")
        if not number or account == self.export.owner:
            return account
        self.export.doubts[ONE_NAME] += 1
        return self.export.meet(name_id(NETWORK, f"{name} {number.lstrip(':')}"), name=name)

    def tie(self, kind: str, *, is_in: bool, is_page: bool = False) -> Callable[[Any, int], Sequence[Row] | None]:
        """Return the reader of a list of standing ties of this kind, towards the owner (`is_in`) or from them."""
        topic = f"{kind} {'in' if is_in else 'out'}"

        def read(item: Any, _number: int) -> Sequence[Row] | None:
            at = time_of(mapping(item))
            account = self._alter(item, topic, at, is_page=is_page)
            if account is None:
                return None
            if account == self.export.owner:
                return []
            at = self.export.time(None, at)
            position = self.export.spans["follows", kind, "in" if is_in else "out"].add(at)
            self.export.standing.add((topic, account))
            ends = (account, self.export.owner) if is_in else (self.export.owner, account)
            return [
                row(
                    "follows",
                    follower_id=ends[0],
                    followed_id=ends[1],
                    network=NETWORK,
                    kind=kind,
                    **self.export.when("followed_at", at),
                    list_position=position,
                )
            ]

        return read

    def ended(self, kind: str, *, is_in: bool, is_page: bool = False) -> Callable[[Any, int], Sequence[Row] | None]:
        """Return the reader of a list of ties that ended; the time of an entry is when it ended.

        A tie that stands again is not an ended one: such an entry is not used.
        """
        topic = f"{kind} {'in' if is_in else 'out'}"

        def read(item: Any, _number: int) -> Sequence[Row] | None:
            at = time_of(mapping(item))
            account = self._alter(item, f"{topic} ended", at, is_page=is_page)
            if account is None or (topic, account) in self.export.standing or account == self.export.owner:
                return None
            at = self.export.time(None, at)
            ends = (account, self.export.owner) if is_in else (self.export.owner, account)
            return [
                row(
                    "follows",
                    follower_id=ends[0],
                    followed_id=ends[1],
                    network=NETWORK,
                    kind=kind,
                    **when("followed_at", None, latest=at or self.export.seen, basis="inferred"),
                    **self.export.when("ended_at", at),
                )
            ]

        return read

    def request(self, state: str, *, is_in: bool) -> Callable[[Any, int], Sequence[Row] | None]:
        """Return the reader of a list of friend requests in this state."""
        direction = "in" if is_in else "out"

        def read(item: Any, _number: int) -> Sequence[Row] | None:
            at = time_of(mapping(item))
            account = self._alter(item, f"request {direction}", at)
            if account is None or account == self.export.owner:
                return None
            ends = (account, self.export.owner) if is_in else (self.export.owner, account)
            return [
                row(
                    "requests",
                    request_id=f"{NETWORK}:request:{self.export.me}:{direction}:{digest(account)}:{seconds_of(at)}",
                    network=NETWORK,
                    from_id=ends[0],
                    to_id=ends[1],
                    kind="friend",
                    **self.export.when("requested_at", self.export.time(None, at)),
                    state=state,
                )
            ]

        return read

    def page_like(self, item: Any, _number: int) -> Sequence[Row] | None:
        """Return the row of a page that the owner likes: a reaction to it."""
        at = time_of(mapping(item))
        account = self._alter(item, "page like", at, is_page=True)
        if account is None or account == self.export.owner:
            return None
        return [
            row(
                "interactions",
                interaction_id=f"{NETWORK}:{self.export.me}:page-like:{digest(account)}:{seconds_of(at)}",
                network=NETWORK,
                actor_id=self.export.owner,
                target_id=account,
                kind="reaction",
                **self.export.when("happened_at", self.export.time(None, at)),
            )
        ]

    def block(self, item: Any, _number: int) -> Sequence[Row] | None:
        """Return the row of a person whom the owner blocked."""
        at = time_of(mapping(item))
        account = self._alter(item, "block", at)
        if account is None or account == self.export.owner:
            return None
        return [
            row(
                "marks",
                marker_id=self.export.owner,
                marked_id=account,
                network=NETWORK,
                kind="block",
                list_id="",
                **self.export.when("marked_at", self.export.time(None, at)),
            )
        ]

    def contact(self, item: Any, _number: int) -> Sequence[Row] | None:
        """Return one row per address of an entry of the address book, or one for the bare name."""
        name = text_at(mapping(item), "name")
        points = [text_at(detail, "contact_point") for detail in list_at(item, "details")]
        addresses = [point for point in points if point]
        if not name and not addresses:
            raise UnreadableError("This entry of the address book has neither name nor address.")
        key = self.export.once(f"{NETWORK}:contact:{digest(plain(name), *sorted(addresses))}")
        if key is None:
            return None
        return [contact_row(key, name, address) for address in dict.fromkeys(addresses or [""])]


def contact_row(key: str, name: str, address: str) -> Row:
    """Return the row of one address of a contact: a mail address, a telephone number, or nothing."""
    is_mail = "@" in address and " " not in address
    return row(
        "contacts",
        contact_id=key,
        name=name or None,
        account_id=mail_id(address) if is_mail else "",
        phone="" if is_mail else address,
    )
