"""Names as people type them: without regard to case, accents and blanks, and what comes close to one that is not there."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping

#: Least likeness (`difflib`, 0 to 1) at which a name comes close to another.
LEAST_ALIKE = 0.6


def unaccented(name: str) -> str:
    """Return a name without case and accents.

    >>> unaccented("Éva")
    'eva'
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def folded(name: str) -> str:
    """Return a name without case, accents and outer or double blanks.

    >>> folded("  Café  DE la Paix")
    'cafe de la paix'
    """
    return " ".join(unaccented(name).split())


def closest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return at most `count` of the known names that come close: those that hold it first, then those alike.

    >>> closest("bindngs", ["Tea", "Bindings", "Book bindings"])
    ['Bindings', 'Book bindings']
    """
    wanted = folded(name)
    by_fold: Mapping[str, str] = {folded(one): one for one in sorted(known, reverse=True)}
    holding = sorted((one for one in by_fold if wanted and wanted in one), key=lambda one: (len(one), one))
    alike = difflib.get_close_matches(wanted, by_fold, count, LEAST_ALIKE)
    return [by_fold[one] for one in dict.fromkeys([*holding, *alike])][:count]


def meant(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that this one means: the same, else one that differs in case, accents and blanks alone.

    >>> meant("cafe", ["Café", "Tea"])
    'Café'
    """
    names = sorted(set(known))
    return name if name in names else next((one for one in names if folded(one) == folded(name)), None)
