"""Tie features, tie strength and its level: against the formulas, written out a second time in plain Python."""

from __future__ import annotations

import math
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest

from kithkin.measures._tie_model import CONTACT, STEPS_A_LOGIT, TWO_WAY, chance, fitted_for, shifts_of
from kithkin.measures.dialogue_features import dialogue_features
from kithkin.measures.dialogue_strength import dialogue_strength
from kithkin.measures.effective_following import effective_following
from kithkin.measures.finished_windows import finished_windows
from kithkin.measures.recent_dialogue import recent_dialogue
from kithkin.measures.tie_features import tie_features
from kithkin.measures.tie_level import tie_level
from kithkin.measures.tie_strength import tie_strength
from kithkin.measures.two_way_channels import two_way_channels
from tests.measures.by_hand import answer

AS_OF = datetime(2024, 6, 1)
ME = "account_id person_id\nmail:me self"
BOTH = """
    network ego_account_id table_name kind    direction covered_until completeness
    mail    mail:me        messages   message out       2024-12-31    all
    mail    mail:me        messages   message in        2024-12-31    all
"""
WHOLE = """
    network ego_account_id table_name   kind    direction covered_from covered_until completeness
    local   -              interactions message among     2024-01-01   2024-12-31    all
"""


def letters(seed: int, count: int = 120) -> list[dict[str, Any]]:
    random = Random(seed)
    rows = []
    for _ in range(count):
        alter = f"mail:p{random.randint(0, 7)}"
        ends = ("self", alter) if random.random() < 0.5 else (alter, "self")
        at = AS_OF - timedelta(days=random.random() * 150)
        rows.append({"sender_id": ends[0], "recipient_id": ends[1], "sent_at": at.replace(microsecond=0)})
    return rows


def by_formula(rows: list[dict[str, Any]], cut: datetime) -> dict[str, dict[str, float]]:
    """Return the features of the self's people, from the table of formulas and not from the query."""
    known = [(r["recipient_id"] if r["sender_id"] == "self" else r["sender_id"], r["sender_id"] == "self",
              (cut - r["sent_at"]).total_seconds() / 86400) for r in rows if r["sent_at"] <= cut]  # fmt: skip
    fresh = {a: sum(2 ** (-age / 14) for b, _, age in known if b == a) for a, _, _ in known}
    found = {}
    for alter, decayed in fresh.items():
        own = [(out, age) for a, out, age in known if a == alter]
        heard = [age for out, age in own if not out]
        found[alter] = {
            "decayed_7": sum(2 ** (-age / 7) for _, age in own),
            "contact_days": len({int(age) for _, age in own}),
            "ego_silent_days": min(age for _, out, age in known if out),
            "contact_share": decayed / sum(fresh.values()),
            "alter_silent_days": min(heard) if heard else max(age for _, age in own) + 30,
            "sent_count": sum(out for out, _ in own),
            "alter_count": len(fresh),
            "decayed_14": decayed,
            "contact_count": len(own),
            "silent_days": min(age for _, age in own),
        }
    return found


@pytest.mark.parametrize("seed", range(4))
def test_features_are_those_of_the_formulas(seed: int) -> None:
    rows = letters(seed)
    said = answer(tie_features, as_of=AS_OF, identities=ME, messages=rows, coverage=BOTH)
    wanted = by_formula(rows, AS_OF)
    assert {row["alter_id"] for row in said} == wanted.keys()
    for row in said:
        for name, value in wanted[row["alter_id"]].items():
            assert row[name] == pytest.approx(value, abs=1e-6), (row["alter_id"], name)


def test_contact_of_long_ago_keeps_its_share() -> None:
    rows = "sender_id recipient_id sent_at\nmail:ann self 2019-01-01\nself mail:bob 2019-01-01"
    said = answer(
        tie_features, as_of=AS_OF, identities=ME, messages=rows, coverage=BOTH, show="contact_share decayed_14"
    )
    assert [share for share, _ in said] == [0.5, 0.5]
    assert all(decayed == 0.0 for _, decayed in said)


def test_message_to_five_counts_a_fifth_and_to_six_not_at_all() -> None:
    rows = """
        sender_id recipient_id sent_at    recipient_count
        self      mail:ann     2024-05-31 5
        self      mail:bob     2024-05-31 6
    """
    said = answer(tie_features, as_of=AS_OF, identities=ME, messages=rows, coverage=BOTH, show="alter_id sent_count")
    assert said == [("mail:ann", 0.2)]


def test_day_without_a_time_is_contact_and_a_span_is_not() -> None:
    acts = """
        actor_id  target_id kind    happened_at_earliest happened_at_latest
        local:ann local:bob message 2024-05-30           2024-05-30T23:59:59
        local:ann local:cat message 2024-05-01           2024-05-30
    """
    said = answer(tie_features, as_of=AS_OF, interactions=acts, coverage=WHOLE, show="ego_id alter_id silent_days")
    assert said == [
        ("local:ann", "local:bob", 2.0), ("local:ann", "local:cat", None),
        ("local:bob", "local:ann", 2.0), ("local:cat", "local:ann", None),
    ]  # fmt: skip


def test_strength_is_null_where_one_side_is_not_shown() -> None:
    rows = "actor_id target_id kind happened_at\nself x:ann reply 2024-05-30\nx:ann self mention 2024-05-30"
    own = "account_id person_id\nx:me self"
    one_side = """
        network ego_account_id table_name   kind    direction covered_until completeness
        x       x:me           interactions reply   out       2024-12-31    all
        x       x:me           interactions mention out       2024-12-31    all
    """
    given: dict[str, Any] = {"as_of": AS_OF, "identities": own, "interactions": rows, "coverage": one_side}
    assert answer(two_way_channels, **given) == []
    said = answer(tie_strength, **given, show="alter_id two_way_probability contact_probability word channels")
    assert said == [("x:ann", None, None, None, None)]
    assert answer(effective_following, **given, show="estimate low_95 known_count channels") == [(None,) * 4]


def test_handle_of_an_account_is_not_another_account() -> None:
    own = ME + "\nmail:@me self"
    given: dict[str, Any] = {"as_of": AS_OF, "identities": own, "coverage": BOTH, "show": "kind"}
    assert answer(two_way_channels, **given) == []
    links = "from_id to_id evidence\nmail:@me mail:me same-account"
    assert answer(two_way_channels, **given, account_links=links) == [("message",)]


def test_reactions_are_no_dialogue_unless_there_is_nothing_else() -> None:
    acts = "actor_id target_id kind happened_at\nlocal:ann local:bob like 2024-05-30"
    cover = WHOLE.replace("message", "like")
    given: dict[str, Any] = {"as_of": AS_OF, "interactions": acts, "coverage": cover, "show": "channels"}
    assert answer(tie_features, **given) == [(None,), (None,)]
    assert answer(tie_features, **given, with_reactions=True) == [("local like",), ("local like",)]


def test_whole_network_is_shown_since_its_first_row_and_a_person_only_after_ninety_days() -> None:
    late = WHOLE.replace("2024-01-01", "2024-05-20")
    acts = "actor_id target_id kind happened_at\nlocal:ann local:bob message 2024-05-30"
    said = answer(two_way_channels, as_of=AS_OF, interactions=acts, coverage=late, show="ego_id covered_from")
    assert said == [("local:ann", "2024-05-20"), ("local:bob", "2024-05-20")]
    own = BOTH.replace("completeness", "completeness covered_from").replace(" all", " all 2024-05-20")
    assert answer(two_way_channels, as_of=AS_OF, identities=ME, coverage=own) == []


def test_probability_is_the_formula() -> None:
    rows = letters(1)
    given: dict[str, Any] = {"as_of": AS_OF, "identities": ME, "messages": rows, "coverage": BOTH}
    levels = {row["outcome"]: row["level_shift"] for row in answer(tie_level, **given)}
    for row in answer(tie_strength, **given):
        x = by_formula(rows, AS_OF)[row["alter_id"]]
        for models, outcome, own, name in (
            (TWO_WAY, "two_way", "own_intercept", "two_way_probability"),
            (CONTACT, "contact", "own_contact_intercept", "contact_probability"),
        ):
            logit = models[30].intercept + row[own]
            for feature, b in models[30].weights.items():
                logit += b * math.log(x[feature] + (0.001 if feature == "contact_share" else 1))
            assert row[name] == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-6)
            assert abs(row[own] - levels[outcome]) < 0.2
        assert row["word"] == ("likely" if row["two_way_probability"] >= 0.5 else "possible" if
                               row["two_way_probability"] >= 0.15 else "unlikely")  # fmt: skip
        assert row["is_recalibrated"]
        assert row["past_window_count"] == 2
        assert row["shows_percentage"] is (row["past_positive_count"] >= 5)


def by_hand(rows: Any, ends: datetime, days: int) -> Counter[tuple[str, int, bool]]:
    """Count outcome, step of the logit and whether it came true, of everybody known when the window that ends then began."""
    then = ends - timedelta(days=days)
    given: dict[str, Any] = {"identities": ME, "messages": rows, "coverage": BOTH}
    since = {row["alter_id"]: row for row in answer(recent_dialogue, as_of=ends, days=days, **given)}
    found: Counter[tuple[str, int, bool]] = Counter()
    for row in answer(dialogue_features, as_of=then, **given):
        came = since.get(row["alter_id"], {"in_count": 0, "is_two_way": False})
        outcomes = (("two_way", TWO_WAY, came["is_two_way"]), ("contact", CONTACT, came["in_count"] > 0))
        for name, models, is_true in outcomes:
            model = models[fitted_for(days)]
            terms = (b * math.log(row[x] + (0.001 if x == "contact_share" else 1)) for x, b in model.weights.items())
            found[name, round((model.intercept + sum(terms)) * STEPS_A_LOGIT), is_true] += 1
    return found


@pytest.mark.parametrize(("days", "count"), [(7, 300), (30, 60)])
def test_finished_windows_hold_what_was_known_when_they_began_and_what_came_of_it(days: int, count: int) -> None:
    rows = letters(4, count)
    given: dict[str, Any] = {"identities": ME, "messages": rows, "coverage": BOTH}
    found = answer(finished_windows, as_of=AS_OF, days=days, **given)
    for number in (1, 2):
        expected = by_hand(rows, AS_OF - timedelta(days=days * (number - 1)), days)
        here = [row for row in found if row["window_number"] == number]
        assert {True, False} == {is_true for _, _, is_true in expected}
        for row in here:
            key = row["outcome"], row["logit_step"]
            assert (row["pair_count"], row["positive_count"]) == (
                expected[*key, True] + expected[*key, False],
                expected[*key, True],
            )
        assert sum(row["pair_count"] for row in here) == expected.total()


def test_what_happens_as_a_window_begins_belongs_to_it() -> None:
    days = (90, 60, 30)
    rows = [{"sender_id": "mail:an", "recipient_id": "self", "sent_at": AS_OF - timedelta(days=n)} for n in days]
    found = answer(finished_windows, as_of=AS_OF, identities=ME, messages=rows, coverage=BOTH)
    contacts = {row["window_number"]: (row["pair_count"], row["positive_count"])
                for row in found if row["outcome"] == "contact"}  # fmt: skip
    assert contacts == {1: (1, 1), 2: (1, 1)}


def test_window_that_began_before_the_channel_was_two_way_is_none() -> None:
    late = BOTH.replace("completeness", "completeness covered_from").replace(" all", " all 2024-01-25")
    given: dict[str, Any] = {"as_of": AS_OF, "identities": ME, "messages": letters(4, 60), "coverage": late}
    assert {row["window_number"] for row in answer(finished_windows, **given)} == {1}
    assert {row["past_window_count"] for row in answer(dialogue_strength, **given)} == {1}


def test_strength_of_dialogue_is_that_of_ties() -> None:
    likes = "actor_id target_id kind happened_at\nx:liker self like 2024-05-30"
    given: dict[str, Any] = {
        "as_of": AS_OF, "identities": ME, "messages": letters(5), "interactions": likes, "coverage": BOTH,
    }  # fmt: skip
    *ties, liker = answer(tie_strength, **given)
    assert (liker["alter_id"], liker["word"]) == ("x:liker", None)
    assert answer(dialogue_strength, **given) == ties


def test_parts_are_against_the_egos_own_mean() -> None:
    given: dict[str, Any] = {"as_of": AS_OF, "identities": ME, "messages": letters(2), "coverage": BOTH}
    rows = answer(tie_strength, **given)
    for part in ("decayed_7_part", "contact_days_part", "contact_share_part", "alter_silent_days_part"):
        assert sum(row[part] for row in rows) == pytest.approx(0, abs=1e-6)
        assert any(abs(row[part]) > 0.01 for row in rows)
    assert len({row["ego_silent_days_part"] for row in rows}) == 1


def test_parts_of_a_lone_tie_are_nothing() -> None:
    alone = "sender_id recipient_id sent_at\nself mail:an@a.b 2024-05-30T07:11:13"
    (row,) = answer(tie_strength, as_of=AS_OF, identities=ME, messages=alone, coverage=BOTH)
    for part in ("decayed_7_part", "contact_days_part", "contact_share_part", "alter_silent_days_part"):
        assert str(row[part]) == "0.0"


def test_level_follows_what_happened() -> None:
    quiet = [row for row in letters(3, 200) if row["sent_at"] < AS_OF - timedelta(days=60)]
    lively = quiet + [
        {"sender_id": a, "recipient_id": b, "sent_at": AS_OF - timedelta(days=day)}
        for n in range(8)
        for day in (5, 35)
        for a, b in (("self", f"mail:p{n}"), (f"mail:p{n}", "self"))
    ]
    shifts = []
    for rows in (quiet, lively):
        said = answer(tie_level, as_of=AS_OF, identities=ME, messages=rows, coverage=BOTH)
        shifts.append({row["outcome"]: row["level_shift"] for row in said})
    assert all(shifts[0][name] < 0 < shifts[1][name] for name in ("contact", "two_way"))


@pytest.mark.parametrize("is_extreme", [False, True])
def test_most_likely_shift_beats_its_neighbours(is_extreme: bool) -> None:
    random = np.random.default_rng(5)
    logits, groups = random.normal(-1, 2, 400), random.integers(0, 3, 400)
    happened = (random.random(400) < chance(logits + np.array([-2.0, 0.0, 3.0])[groups])).astype(float)
    if is_extreme:  # plain steps of Newton would leap to and fro
        logits, happened = np.full(400, -12.0), np.ones(400)
    shift = shifts_of(groups, logits, happened, 3, 1.5)

    def likelihood(at: Any) -> Any:
        z = logits + at[groups]
        terms = happened * z - np.log1p(np.exp(z))
        return np.bincount(groups, terms, 3) - at**2 / (2 * 1.5**2)

    assert (likelihood(shift) > likelihood(shift + 0.01)).all()
    assert (likelihood(shift) > likelihood(shift - 0.01)).all()


def test_window_holds_what_happened_in_it() -> None:
    rows = """
        sender_id recipient_id sent_at
        mail:ann  self         2024-05-02T00:00
        self      mail:ann     2024-05-31
        mail:bob  self         2024-05-01T23:59
        self      mail:bob     2024-05-31
    """
    said = answer(recent_dialogue, as_of=AS_OF, identities=ME, messages=rows, coverage=BOTH, show="alter_id is_two_way")
    assert said == [("mail:ann", True), ("mail:bob", False)]
