"""The accounts that an X archive names, gathered over all its files: one row each, and which ids are one."""

from __future__ import annotations

import re
from typing import Any, Final

from kithkin.model.ids import account_id, handle_id
from kithkin.model.source import Columns
from kithkin.sources import _x_time as time

NETWORK: Final = "x"
_HANDLE: Final = re.compile(r"[A-Za-z0-9_]{1,20}")


def is_handle(text: str | None) -> bool:
    """Return whether a text can be a screen name."""
    return bool(text and _HANDLE.fullmatch(text))


class People:
    """Gathers ids, handles and names; of two names for one id the one seen last in time stands."""

    def __init__(self) -> None:
        self._named: dict[int, tuple[int, str, str | None]] = {}
        self._by_handle: dict[str, tuple[int, str, int]] = {}
        self._numbers: list[Any] = []
        self._few: set[int] = set()
        self._handles: dict[str, tuple[str, str]] = {}

    def meet_ids(self, ids: Any) -> None:
        """Note accounts of which only the id is known (a numpy array)."""
        self._numbers.append(ids)

    def meet_number(self, id_: int) -> None:
        """Note one account of which only the id is known."""
        self._few.add(id_)

    def meet(self, id_: int, handle: str | None, name: str | None, seen: int) -> None:
        """Note an account as the post or message `seen` names it."""
        known = self._named.get(id_)
        if known is not None and known[1] == handle:
            if known[0] >= seen:
                return  # nothing new, which is the usual case
        elif handle is None or not is_handle(handle):
            return
        if known is None or seen > known[0]:
            self._named[id_] = seen, handle, name or (known[2] if known else None)
        key = handle.lower()
        other = self._by_handle.get(key)
        if other is None or seen > other[0]:
            self._by_handle[key] = seen, handle, id_

    def meet_handle(self, handle: str) -> str:
        """Note an account of which only the handle is known; return its id."""
        known = self._handles.get(key := handle.lower())
        if known is None:
            known = self._handles[key] = handle, handle_id(NETWORK, handle)
        return known[1]

    def accounts(self, besides: int | None) -> Columns:
        """Return one row per account, but for the owner's."""
        import numpy as np

        numbers = np.unique(np.concatenate([*self._numbers, np.array([*self._named, *self._few], np.int64)]))
        ids = [i for i in numbers.tolist() if i != besides and i > 0]
        handles = [handle for handle, _ in self._handles.values()]
        named = [self._named.get(i) for i in ids]
        made_at = time.decoded_column([*ids, *[0] * len(handles)], time.FIRST_TIMED_ACCOUNT)
        basis = [None if missing else "decoded" for missing in np.isnat(made_at).tolist()]
        return {
            "account_id": [account_id(NETWORK, str(i)) for i in ids] + [handle_id(NETWORK, h) for h in handles],
            "network": [NETWORK] * (len(ids) + len(handles)),
            "handle": [n[1] if n else None for n in named] + handles,
            "name": [n[2] if n else None for n in named] + [None] * len(handles),
            "created_at": made_at,
            "created_at_earliest": made_at,
            "created_at_latest": made_at,
            "created_at_basis": basis,
        }

    def links(self) -> Columns:
        """Return which handle is the account of which id."""
        found = sorted(self._by_handle.values(), key=lambda each: each[1].lower())
        return {
            "from_id": [handle_id(NETWORK, handle) for _, handle, _ in found],
            "to_id": [account_id(NETWORK, str(id_)) for _, _, id_ in found],
            "evidence": ["same-account"] * len(found),
            "says": [f"@{handle} is named with the account number {id_}" for _, handle, id_ in found],
        }
