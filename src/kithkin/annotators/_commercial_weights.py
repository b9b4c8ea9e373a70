"""The weights of the rules by which `commercial` judges: data, with where they come from."""

from __future__ import annotations

from typing import Final

#: Where the weights come from, for pages and the reference.
PROVENANCE: Final = "set by hand"

#: What stands against selling before anything was read: a text without any sign is at exp(BASE) odds.
BASE: Final = -3.0

#: How much each rule adds to the log-odds. None is negative: a sign of selling never speaks against it.
WEIGHTS: Final = {
    "free": 1.2,
    "prize": 1.0,
    "discount": 1.2,
    "urgency": 0.9,
    "buy": 0.9,
    "act": 1.0,
    "write": 1.0,
    "booking": 1.2,
    "service": 1.3,
    "growth": 1.2,
    "earnings": 1.2,
    "praise": 1.0,
    "own": 0.9,
    "guarantee": 0.8,
    "price": 0.8,
    "link": 0.8,
    "funnel": 0.8,
    "number": 1.0,
    "seller": 1.5,
    "capitals": 0.4,
    "exclaims": 0.3,
    "emoji": 0.3,
    "tags": 0.5,
}
