"""The measure `burst_signs`: what separates bought blocks of followers from those that came by themselves."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from typing import Any, Final

from kithkin.measures import _follow_lists
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Of accounts older than 60 days at follow: the share made within 30 days; .294 was the most in real lists.
BORN_TOGETHER: Final = 0.30
FEWEST_OLD: Final = 20
_DAY: Final = 86_400.0
#: What the signs are read from.
_READ: Final = ("burst_number", "arrived_at", "created_at", "point_count", "has_acted", "left_at")


@measure(
    grain=("ego_id", "network", "basis", "burst_number", "sign"),
    columns=(
        Column("is_sign", "boolean", "whether it is one; null = the data cannot tell"),
        Column("share", "double", "the share of the block", "share", bounds=(0, 1)),
        Column("usual_share", "double", "the same among the ego's other dated followers", "share", bounds=(0, 1)),
        Column("known_count", "integer", "people of the block of whom it is known", "people", bounds=(0, None)),
        Column("says", "text", "the sign in words"),
    ),
    source="ours; the first after Cresci et al. (2015), section 4, where bought accounts were made together",
    by=("ego_id",),
)
def burst_signs(burst_members: Any, *, as_of: datetime) -> Any:
    """Return for each burst the four signs that a block may have been bought, each by itself.

    born together: of the accounts older than 60 days when they followed, the largest share made within 30 days is over .30,
    of 20 or more. empty profiles: share with 3 points and more, at least double the other followers' and binomial
    p < .001. silence: nobody's act, where (1 - usual share)^n < .01, 90 days after. left together: 30 % gone within
    90 days, of the others less than 10 %.

    Parameters
    ----------
    burst_members : ego_id, network, basis, burst_number, arrived_at, created_at, point_count, has_acted, left_at

    Returns
    -------
    One row per burst and sign (`born together`, `empty profiles`, `silence`, `left together`).

    Notes
    -----
    Absent where there is no burst. is_sign is null where too few accounts tell (20), where the other followers' share
    is nought or not known, or before 90 days have passed. Very young accounts are no sign: new-user waves are young too.
    Sellers of aged, mixed accounts pass all four. A party, a class or a fan club may have one sign, rarely two.

    References
    ----------
    Cresci, S. et al. (2015). Fame for sale: efficient detection of fake Twitter followers. Decision Support
    Systems 80, 56-71. The first cut was set just above the most that 277 real windows of ten lists showed.

    Examples
    --------
    One a day from January to April, and 60 on 10 February whose accounts were all made on one day of the year before:

    >>> from datetime import date, timedelta
    >>> days = [date(2024, 1, 1) + timedelta(days=n) for n in range(120)]
    >>> people = [(d, n) for d in days for n in range(60 if d == date(2024, 2, 10) else 1)]
    >>> answer(burst_signs, show="sign is_sign share", as_of="2024-04-30", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows=[{"follower_id": f"x:{d}-{n}", "followed_id": "self", "followed_at": str(d)} for d, n in people],
    ... accounts=[{"account_id": f"x:{d}-{n}", "created_at": "2023-05-05"} for d, n in people])[0]
    ('born together', True, 1.0)
    """
    import pyarrow as pa

    rows: list[dict[str, Any]] = []
    now = (as_of.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds()
    for key, block, others in _blocks(burst_members):
        signs = (
            _born_together(block),
            _empty_profiles(block, others),
            _silence(block, others, now),
            _left_together(block, others, now),
        )
        rows += [{**key, **sign} for sign in signs]
    return pa.Table.from_pylist(rows, schema=_follow_lists.schema(burst_signs))


def _blocks(burst_members: Any) -> list[tuple[dict[str, Any], Any, Any]]:
    """Return each burst's key, its people, and the ego's other dated followers of that series outside any burst."""
    import pyarrow.compute as pc

    found = []
    names = ["ego_id", "network", "basis"]
    members = burst_members.select([*names, *_READ])
    inside = members.filter(pc.is_valid(members["burst_number"]))
    for key in inside.group_by(names).aggregate([]).sort_by([(name, "ascending") for name in names]).to_pylist():
        series = members.filter(reduce(pc.and_, (pc.equal(members[name], key[name]) for name in names))).select(_READ)
        bursts, others = (series.filter(is_in(series["burst_number"])) for is_in in (pc.is_valid, pc.is_null))
        for number in sorted(bursts["burst_number"].unique().to_pylist()):
            block = bursts.filter(pc.equal(bursts["burst_number"], number))
            found.append((key | {"burst_number": number}, block, others))
    return found


def _sign(sign: str, says: str, known: int, *values: float | None, is_sign: bool | None = None) -> dict[str, Any]:
    share, usual = (*values, None, None)[:2]
    return {"sign": sign, "is_sign": is_sign, "share": share, "usual_share": usual, "known_count": known, "says": says}


def _born_together(block: Any) -> dict[str, Any]:
    """Return the largest share of the older accounts that were made within 30 days of each other."""
    import numpy as np

    made, came = _follow_lists.seconds(block["created_at"]), _follow_lists.seconds(block["arrived_at"])
    old = np.sort(made[~np.isnan(made) & (came - made > 60 * _DAY)])
    if len(old) < FEWEST_OLD:
        says = f"Of {len(old)} older accounts it is known when they were made; {FEWEST_OLD} are needed."
        return _sign("born together", says, len(old))
    together = int((np.searchsorted(old, old + 30 * _DAY, side="right") - np.arange(len(old))).max())
    share = together / len(old)
    says = f"{together} of its {len(old)} older accounts were made within 30 days of each other."
    return _sign("born together", says, len(old), share, is_sign=share > BORN_TOGETHER)


def _empty_profiles(block: Any, others: Any) -> dict[str, Any]:
    """Return whether the block's profiles have three points and more far oftener than the other followers'."""
    from kithkin.measures._tails import log_binomial_tail

    own, usual = (_points(part) for part in (block, others))
    if len(own) < FEWEST_OLD or len(usual) < FEWEST_OLD:
        return _sign(
            "empty profiles", f"Of {len(own)} people of the block four facts of the profile are known.", len(own)
        )
    hits, rate = int((own >= 3).sum()), int((usual >= 3).sum()) / len(usual)
    # A rate of nought among few is not nought: one more is allowed for.
    rare = max(rate, 1 / (len(usual) + 1))
    is_sign = hits / len(own) >= 2 * rare and log_binomial_tail(hits, len(own), rare) < -6.907755
    says = f"{hits} of {len(own)} profiles have three points of seven or more, {rate:.0%} among your other followers."
    return _sign("empty profiles", says, len(own), hits / len(own), rate, is_sign=is_sign)


def _points(part: Any) -> Any:
    """Return the points that are known, as numbers."""
    return part["point_count"].drop_null().to_numpy()


def _silence(block: Any, others: Any, now: float) -> dict[str, Any]:
    """Return whether nobody of the block ever reacted, where the other followers' share makes that unlikely."""
    from math import log1p

    n, rest = block.num_rows, others.num_rows
    acted = int(block["has_acted"].to_numpy().sum())
    usual = int(others["has_acted"].to_numpy().sum()) / rest if rest else 0.0
    share = acted / n
    if usual in (0.0, 1.0) or _waited(block, now) < 90:
        return _sign("silence", "What your followers do is not shown, or too little time has passed.", n, share)
    says = f"{acted} of {n} ever reacted or wrote to you, {usual:.0%} of your other followers."
    return _sign("silence", says, n, share, usual, is_sign=acted == 0 and n * log1p(-usual) < -4.60517)


def _left_together(block: Any, others: Any, now: float) -> dict[str, Any]:
    """Return whether much of the block left within 90 days, and hardly anybody else."""
    shares = []
    for part in (block, others):
        gone = _follow_lists.seconds(part["left_at"]) - _follow_lists.seconds(part["arrived_at"]) < 90 * _DAY
        shares.append(float(gone.sum()) / max(1, part.num_rows))
    if block["left_at"].null_count == block.num_rows or _waited(block, now) < 90:
        return _sign("left together", "Nobody of the block is known to have left.", block.num_rows, shares[0])
    says = f"{shares[0]:.0%} of the block left within 90 days, {shares[1]:.0%} of the others."
    is_sign = shares[0] >= 0.3 and shares[1] < 0.1
    return _sign("left together", says, block.num_rows, *shares, is_sign=is_sign)


def _waited(block: Any, now: float) -> float:
    """Return for how many days the youngest of the block has been there."""
    return float((now - _follow_lists.seconds(block["arrived_at"]).max()) / _DAY)
