"""The measure `commercial_share`: how much of what an account writes sells."""

from __future__ import annotations

from typing import Any

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Fewer texts than this carry no verdict, and the lower bound must pass this share.
FEWEST_ITEMS = 10
LOWEST_SHARE = 0.8


@measure(
    grain=("account_id",),
    columns=(
        Column("item_count", "integer", "different texts of theirs that were judged", "texts", bounds=(1, None)),
        Column("commercial_count", "integer", "of these, how many sell", "texts", bounds=(0, None)),
        Column("not_judged_count", "integer", "texts in other languages, or without words", "texts", bounds=(0, None)),
        Column("commercial_share", "double", "share that sells: mean of the posterior", "share", bounds=(0, 1)),
        Column("share_low", "double", "lower end of the interval of 90 %", "share", bounds=(0, 1)),
        Column("share_high", "double", "upper end of the interval of 90 %", "share", bounds=(0, 1)),
        Column("bio_sells", "boolean", "whether the bio sells; null = no bio, or not judged"),
        Column("judgement_id", "text", "the account: what evidence belongs to"),
        Column("says", "text", "the counts in words"),
        Column("band", "text", "completely commercial: likely, possible, none or cannot_tell"),
        Column("missing", "text", "the fact without which nobody can tell; null = none"),
    ),
    source="ours; the interval after Jeffreys (Brown, Cai & DasGupta 2001, section 3.1.2)",
)
def commercial_share(texts: Any, commercial_verdict: Any) -> Any:
    """Return which share of an account's posts, messages and bio sells, with a credible interval.

    k of n different texts sell; the share's posterior is Beta(k + 1/2, n - k + 1/2), its interval the middle 90 %.
    Completely commercial is likely where the lower end passes 0.8, of ten texts or more, and the bio sells too;
    possible where the bio does not say so; none where the lower end does not pass; and not to be told under ten.

    Parameters
    ----------
    texts : text_id, table_name, author_id
    commercial_verdict : text_id, sells

    Returns
    -------
    One row per account of which some text was judged: counts, shares (0 to 1), bio_sells, band, missing.

    Notes
    -----
    Absent for an account without a judged text. bio_sells is null without a bio that was judged. Only the texts that
    were imported are known: of others that is, on most networks, what they wrote to the ego. That an account sells
    is no fault; a firm's account should.

    References
    ----------
    Brown, L. D., Cai, T. T. & DasGupta, A. (2001). Interval estimation for a binomial proportion. Statistical
    Science 16(2), section 3.1.2. The verdict is ours.

    Examples
    --------
    >>> answer(commercial_share, show="item_count commercial_count share_low band", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "text": text} for text in
    ...     ("Buy our new collection now, 20% off: https://shop.example/a", "How was your mother's birthday on Sunday?")])
    [(2, 1, 0.0973, 'cannot_tell')]
    """
    import pyarrow as pa

    if not texts.num_rows:
        return pa.table({name: pa.array([], kind) for name, kind in _schema(pa)})
    read = texts.select(["author_id", "text_id", "table_name"]).join(
        commercial_verdict.select(["text_id", "sells"]), "text_id", join_type="left outer"
    )
    rows = zip(*(read[name].to_pylist() for name in ("author_id", "text_id", "table_name", "sells")), strict=True)
    seen: dict[str, dict[str, bool | None]] = {}
    bios: dict[str, bool | None] = {}
    for author, text, table, sells in rows:
        if author is not None:
            seen.setdefault(author, {})[text] = sells
            if table == "accounts" and sells is not None:
                bios[author] = bool(sells) or bool(bios.get(author))
    found = [_row(author, list(seen[author].values()), bios.get(author)) for author in sorted(seen)]
    return pa.Table.from_pylist([row for row in found if row["item_count"]], schema=pa.schema(_schema(pa)))


def _row(author: str, verdicts: list[bool | None], bio: bool | None) -> dict[str, Any]:
    judged = [sells for sells in verdicts if sells is not None]
    count, selling = len(judged), sum(judged)
    low, high = interval(selling, count)
    band = "cannot_tell" if count < FEWEST_ITEMS else "none" if low <= LOWEST_SHARE else "likely" if bio else "possible"
    return {
        "account_id": author,
        "item_count": count,
        "commercial_count": selling,
        "not_judged_count": len(verdicts) - count,
        "commercial_share": (selling + 0.5) / (count + 1),
        "share_low": low,
        "share_high": high,
        "bio_sells": bio,
        "judgement_id": author,
        "says": f"{selling} of {count} different texts sell.",
        "band": band,
        "missing": f"at least {FEWEST_ITEMS} texts of theirs" if band == "cannot_tell" else None,
    }


def interval(selling: int, count: int) -> tuple[float, float]:
    """Return the middle 90 % of Beta(k + 1/2, n - k + 1/2), to four places, by summing its density over a fine grid."""
    import numpy as np

    # In terms of an angle the density has no poles at the ends: share = sin(angle) ** 2.
    angles = (np.arange(20_000) + 0.5) * (np.pi / 2 / 20_000)
    logs = 2 * selling * np.log(np.sin(angles)) + 2 * (count - selling) * np.log(np.cos(angles))
    mass = np.cumsum(np.exp(logs - logs.max()))
    ends = np.searchsorted(mass / mass[-1], (0.05, 0.95))
    low, high = np.sin(angles[ends]) ** 2
    return round(float(low), 4), round(float(high), 4)


def _schema(pa: Any) -> list[tuple[str, Any]]:
    kinds = {"text": pa.string(), "integer": pa.int64(), "double": pa.float64(), "boolean": pa.bool_()}
    return [("account_id", pa.string()), *((column.name, kinds[column.type]) for column in commercial_share.columns)]
