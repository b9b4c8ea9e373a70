"""The accounts of Mastodon's CSV lists as whole columns."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Columns
from kithkin.sources._columns import replaced, unless_blank
from kithkin.sources._profiles import address_id

_NETWORK: Final = "mastodon"
#: An address as nearly all are; any other is read by itself.
_PLAIN: Final = r"^[A-Za-z0-9_.\-]+@[A-Za-z0-9][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z0-9]+$"
#: No part of an address that is not longer can be too long.
_LONGEST_PLAIN: Final = 100


class Listing(NamedTuple):
    """What a list says of its accounts: the table, the kind and direction of the ties or marks, whose they are, when."""

    table: str
    kind: str
    direction: str
    owner: str
    until: datetime


def address_ids(cells: pa.Array) -> pa.Array:
    """Return what `address_id` makes of each cell."""
    is_plain = pc.and_(pc.match_substring_regex(cells, _PLAIN), pc.less_equal(pc.binary_length(cells), _LONGEST_PLAIN))
    ids = pc.binary_join_element_wise(f"{_NETWORK}:", pc.ascii_lower(cells), "")
    return pc.if_else(is_plain, ids, replaced(cells, pc.invert(is_plain), address_id))


def columns_of(listing: Listing, others: pa.Array, titles: pa.Array, position: int) -> Columns:
    """Return ties or marks with accounts, each with the title of its list; `position` is that of the first."""
    count = len(others)
    own, at = pa.repeat(listing.owner, count), "followed_at" if listing.table == "follows" else "marked_at"
    common: dict[str, Any] = {
        "network": pa.repeat(_NETWORK, count),
        "kind": pa.repeat(listing.kind, count),
        f"{at}_latest": pa.repeat(pa.scalar(listing.until, pa.timestamp("us", "UTC")), count),
        f"{at}_basis": pa.repeat("observed", count),
    }
    if listing.table == "follows":
        ends = (others, own) if listing.direction == "in" else (own, others)
        places = pa.array(np.arange(position, position + count))
        return {"follower_id": ends[0], "followed_id": ends[1], **common, "list_position": places}
    lists = pa.repeat("", count)
    if listing.kind == "list_member":
        lists = pc.binary_join_element_wise(f"{_NETWORK}:list:", titles, "")
    return {"marker_id": own, "marked_id": others, **common, "list_id": lists, "list_name": unless_blank(titles)}
