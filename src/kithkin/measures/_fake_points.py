"""The seven unit points of a follower's profile, and how often they accused real people, as data.

Each point is a round number fixed before scoring; nothing was fitted. Measured on 2026-11-22.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: A state of so many points; below four known facts no state but `cannot_say` is given.
NAMED: Final = 5
WORTH_A_LOOK: Final = 3
FEWEST_FACTS: Final = 4
FACTS: Final = ("follower_count", "following_count", "post_count", "has_picture", "handle")
DIGITS: Final = "0123456789"


class Point(NamedTuple):
    """One point: its sign, the kind of sign, when it is given (SQL over the facts), and what it says."""

    sign: str
    kind: str
    condition: str
    says: str


_FOLLOWS: Final = "concat('follows ', cast(cast(round(following_count) as bigint) as text)"
_FOLLOWED: Final = f"{_FOLLOWS}, ' and is followed by ', cast(cast(round(follower_count) as bigint) as text)"
_POSTS: Final = "concat(cast(cast(round(post_count) as bigint) as text), ' posts')"

POINTS: Final = (
    Point(
        "follows five times as many",
        "proportion",
        "following_count + 1e0 >= 5e0 * (follower_count + 1e0)",
        f"{_FOLLOWED})",
    ),
    Point(
        "follows thirty times as many",
        "proportion",
        "following_count + 1e0 >= 30e0 * (follower_count + 1e0)",
        f"{_FOLLOWED}, ': thirty times as many')",
    ),
    Point("three posts or fewer", "activity", "post_count <= 3", _POSTS),
    Point("no post", "activity", "post_count = 0", "'never posted'"),
    Point("no picture", "appearance", "not has_picture", "'no picture of its own'"),
    Point(
        "fewer than 20 followers",
        "proportion",
        "follower_count < 20",
        "concat(cast(cast(round(follower_count) as bigint) as text), ' followers')",
    ),
    Point(
        "a third of the handle is digits",
        "appearance",
        "10 * digit_count >= 3 * length(handle)",
        "concat(cast(cast(round(digit_count) as bigint) as text), ' digits in @', handle)",
    ),
)


class Trial(NamedTuple):
    """One labelled set: how many of its real people got each state, and how many of its bought ones."""

    data_set: str
    about: str
    real_count: int
    fake_count: int
    named_real_share: float
    named_real_share_high: float
    look_real_share: float
    named_fake_share: float
    look_fake_share: float


_PEOPLE: Final = "labelled by hand, from much the same facts"

#: `…_share` of reals and fakes with 5 points and more (named) and with 3 and more (look); high = upper 95 % limit.
TRIALS: Final = (
    Trial("Instagram followers 2017", _PEOPLE, 877, 98, 0.009, 0.018, 0.051, 0.16, 0.50),
    Trial("Instagram accounts 2018", _PEOPLE, 994, 200, 0.0, 0.004, 0.013, 0.35, 0.79),
    Trial("Instagram accounts, balanced", _PEOPLE, 348, 348, 0.0, 0.011, 0.006, 0.14, 0.62),
    Trial("X 2013-15", "bought from one seller, and verified humans", 1481, 1337, 0.0, 0.003, 0.007, 0.0, 0.20),
)

#: Of ten accused, how many are bought if one follower in ten is: the range between the data sets.
PRECISION: Final = {"named": (0.66, 0.99), "worth_a_look": (0.45, 0.92)}
MEASURED_ON: Final = (
    "four labelled sets of 2013 to 2018, if one follower in ten is bought; the range lies between the sets"
)


def digit_count(handle: str) -> str:
    """Return the SQL that counts the digits of a handle."""
    bare = handle
    for digit in DIGITS:
        bare = f"replace({bare}, '{digit}', '')"
    return f"(length({handle}) - length({bare}))"


def points() -> str:
    """Return the SQL that adds up the points; a point whose fact is not known is not given."""
    return " + ".join(f"(case when {point.condition} then 1 else 0 end)" for point in POINTS)


def facts_known() -> str:
    """Return the SQL that counts the facts that are known, of five."""
    return " + ".join(f"(case when {fact} is not null then 1 else 0 end)" for fact in FACTS)


def state(count: str = "point_count", known: str = "fact_count") -> str:
    """Return the SQL of the state: named, worth_a_look, cannot_say or no_sign."""
    return (
        f"case when {known} < {FEWEST_FACTS} then 'cannot_say' when {count} >= {NAMED} then 'named' "
        f"when {count} >= {WORTH_A_LOOK} then 'worth_a_look' when {count} >= 1 then 'cannot_say' else 'no_sign' end"
    )
