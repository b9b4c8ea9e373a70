"""The kernel `near_duplicates` and the verdicts of `automated_message`, on made-up messages and on the example."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from kithkin.measures import _shingles
from kithkin.measures.automated_message import automated_message
from kithkin.measures.commercial_share import commercial_share, interval
from kithkin.measures.conversations import conversations
from kithkin.measures.ending_steps import ending_steps
from kithkin.measures.message_sign_coverage import message_sign_coverage
from kithkin.measures.near_duplicates import near_duplicates
from kithkin.validity.texts import automated_message as figures
from kithkin.validity.texts import verdicts
from kithkin.workspace import Workspace
from tests.measures.by_hand import Row, answer, relations
from tests.worlds.messages import PEOPLE, messages, shown

ME = [{"account_id": "x:me", "person_id": "self"}]
PITCH = "Thanks for the follow! Grab my free guide with ten tips for more clients: https://guide.example/x"


@pytest.mark.parametrize("source", ["x", "instagram", "mail"])
def test_no_person_is_likely_a_machine_and_machines_are_found(source: str) -> None:
    found = figures(shown(messages(), source))
    assert found["people_called_likely"] == 0
    assert found["likely"]["count"] >= 300
    assert found["likely"]["precision"] >= 0.99
    if source == "instagram":
        assert found["likely"]["recall"] >= 0.95


def test_the_set_has_people_enough() -> None:
    assert len(PEOPLE) >= 60


def test_alone_among_people_a_machine_is_possible_at_most_without_times() -> None:
    rows = [row for row in messages() if row["sender"] == "robot 0"] + [r for r in messages() if r["label"] == "0"]
    assert "likely" not in verdicts(shown(rows, "x"))


def test_the_order_of_messages_does_not_matter() -> None:
    rows = shown(messages(machines=60), "instagram")
    turned = list(reversed(rows))
    assert verdicts(rows) == list(reversed(verdicts(turned)))


def test_what_the_user_says_a_person_wrote_is_no_machines_nor_is_nearly_the_same() -> None:
    texts = [f"{PITCH} {word}" for word in ("now", "today", "soon")] + [
        "Our agency gets you 500 new followers, book a call!"
    ]
    sent = [{"sender_id": f"x:{n}", "recipient_id": "self", "text": text} for n, text in enumerate(texts)]
    _, rows = relations({"messages": sent, "identities": ME})["texts"]
    text_id = next(row["text_id"] for row in rows if row["text"] == texts[1])
    said = {"entry_id": "j1", "number": 1, "judgement": "automated_message", "text_id": text_id}

    def bands(*labels: Row) -> list[tuple[str, str | None]]:
        return answer(automated_message, show="band against", identities=ME, messages=sent, labels=list(labels))

    assert [band for band, _ in bands()] == ["likely"] * 3 + ["possible"]
    answered = bands(said | {"label": "is by a person"})
    assert answered[:3] == [("none", "you said that it is by a person")] * 3
    assert answered[3] == bands()[3]
    taken_back = {**said, "entry_id": "j2", "number": 2, "label": "sells"}
    assert bands(said | {"label": "is by a person"}, taken_back) == bands()


def test_of_one_senders_messages_the_first_tells_how_many_more_there_are() -> None:
    sent = [{"message_id": f"x:{n}", "sender_id": "x:ann", "recipient_id": "self", "text": f"{PITCH} {n}",
             "sent_at": f"2024-05-0{n + 1}"} for n in range(3)]  # fmt: skip
    rows = answer(automated_message, show="message_id alike_count is_first_alike says", identities=ME, messages=sent)
    assert [row[:3] for row in rows] == [("x:0", 3, True), ("x:1", 3, False), ("x:2", 3, False)]
    assert rows[0][3].endswith("2 more of their messages show signs too.")
    assert "more of their" not in rows[1][3]


def test_a_date_that_was_inferred_is_no_timing() -> None:
    followed = {"follower_id": "x:ann", "followed_id": "self", "followed_at": "2024-05-01T10:00:00"}
    message = {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-01T10:00:05", "text": PITCH}
    for basis, band in (("read", "likely"), ("inferred", "possible")):
        rows = answer(automated_message, show="band", identities=ME, messages=[message],
                      follows=[followed | {"followed_at_basis": basis}])  # fmt: skip
        assert rows == [(band,)]


def test_a_clock_that_puts_the_message_before_the_follow_is_no_timing() -> None:
    followed = {"follower_id": "x:ann", "followed_id": "self", "followed_at": "2024-05-01T10:00:09"}
    message = {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-01T10:00:05", "text": PITCH}
    assert answer(automated_message, show="signs", identities=ME, messages=[message], follows=[followed]) == [
        ("wording",)
    ]


def test_who_goes_on_after_an_answer_is_not_likely_a_machine() -> None:
    rows: list[Row] = [
        {"sender_id": f"x:{n}", "recipient_id": "self", "sent_at": "2024-05-01", "text": PITCH} for n in "abc"
    ]
    rows += [{"sender_id": "self", "recipient_id": "x:a", "sent_at": "2024-05-02", "text": "Do I know you?"}]
    rows += [{"sender_id": "x:a", "recipient_id": "self", "sent_at": "2024-05-03", "text": "From the market!"}]
    found = answer(automated_message, show="sender_id band", identities=ME, messages=rows)
    assert ("x:a", "possible") in found
    assert ("x:b", "likely") in found


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("The answers to what everybody asks us stand on this page of ours: https://answers.example/{n}", "likely"),
        ("Please sign for the old lime trees at the station before they go: https://trees.example/lime", "possible"),
        ("Thanks for connecting. It was good to meet you at the fair on the {n}th, see you again soon.", "possible"),
    ],
)
def test_slots_filled_anew_tell_a_machine_from_people_who_pass_words_on(words: str, band: str) -> None:
    numbers = (14, 15, 16)
    follows = [
        {"follower_id": f"x:{n}", "followed_id": "self", "followed_at": f"2024-05-{n}T10:00:00"} for n in numbers
    ]
    rows = [
        {"sender_id": f"x:{n}", "recipient_id": "self", "sent_at": f"2024-05-{n}T12:00:00", "text": words.format(n=n)}
        for n in numbers
    ]
    found = answer(automated_message, show="band signs", identities=ME, messages=rows, follows=follows)
    assert {each[0] for each in found} == {band}
    assert all("copies, timing" in each[1] for each in found)


def test_signs_that_can_be_seen_are_told_apart_by_network() -> None:
    rows: list[Row] = [
        {
            "sender_id": f"{network}:ann",
            "recipient_id": "self",
            "sent_at": "2024-05-02",
            "text": PITCH,
            "network": network,
            "bulk_evidence": "Precedence: bulk" if network == "mail" else None,
        }
        for network in ("x", "instagram", "linkedin", "mail")
    ]
    day = {"followed_at_earliest": "2024-05-01", "followed_at_latest": "2024-05-02", "followed_at_basis": "read"}
    follows: list[Row] = [
        {"follower_id": "instagram:ann", "followed_id": "self", "followed_at": "2024-05-01T10:00:00"},
        {"follower_id": "linkedin:ann", "followed_id": "self", "followed_at": None} | day,
    ]
    found = answer(message_sign_coverage, show="network follow_times header_count", identities=ME, messages=rows,
                   follows=follows)  # fmt: skip
    assert found == [
        ("instagram", "exact", 0),
        ("linkedin", "to the day", 0),
        ("mail", "not seen", 1),
        ("x", "not seen", 0),
    ]


def test_ending_is_drafted_for_each_account_and_only_where_it_is_due() -> None:
    texts = [f"Buy our new collection of {n} pieces now, {n} % off: https://shop.example/{n}" for n in range(20, 60)]
    rows = [{"sender_id": who, "recipient_id": "self", "text": t} for t in texts for who in ("mail:shop", "x:ann")]
    rows += [{"sender_id": "x:bo", "recipient_id": "self", "text": f"Are you coming on day {n}?"} for n in range(40)]
    accounts = [
        {"account_id": who, "network": who.partition(":")[0], "handle": "h"} for who in ("mail:shop", "x:ann", "x:bo")
    ]
    found = answer(ending_steps, show="account_id tie steps", identities=ME, messages=rows, accounts=accounts)
    assert [row[:2] for row in found] == [("mail:shop", None), ("x:ann", None)]
    assert "Unsubscribe" in found[0][2]
    assert "mute or block" in found[1][2]


def test_ones_own_machine_is_told_too() -> None:
    rows = [{"sender_id": "self", "recipient_id": f"x:{n}", "sent_at": "2024-05-01", "text": PITCH} for n in "abcd"]
    assert set(answer(automated_message, show="sender_id band", identities=ME, messages=rows)) == {("self", "likely")}


def test_a_message_without_words_cannot_be_told() -> None:
    rows = [{"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-01"}]
    assert answer(automated_message, show="band missing", identities=ME, messages=rows) == [
        ("cannot_tell", "the words of the message")
    ]


def test_planted_edits_are_found() -> None:
    chance = Random(7)
    words = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(2, 9))) for _ in range(2000)]
    texts = [" ".join(chance.choices(words, k=chance.randint(8, 18))) for _ in range(4000)]
    pairs = []
    for place in range(0, 4000, 4):
        edited = texts[place].split()
        edited[chance.randrange(len(edited))] = chance.choice(words)
        pairs.append((place, len(texts)))
        texts.append(" ".join(edited))
    roots = _shingles.groups(texts)
    assert sum(roots[a] == roots[b] for a, b in pairs) >= 0.97 * len(pairs)
    assert all(_shingles.is_alike(texts[a], texts[b], 0.4) for a, b in enumerate(roots.tolist()) if a != b)


def test_a_short_text_with_two_words_changed_is_nearly_the_same_one_with_most_changed_is_not() -> None:
    text = "thanks for connecting shall we talk tomorrow"
    assert _shingles.similarity(text, "thanks for connecting could we speak tomorrow") < 0.5
    assert _shingles.is_alike(text, "thanks for connecting could we speak tomorrow", 0.5)
    assert not _shingles.is_alike(text, "thanks a lot we might meet on monday", 0.5)


def test_nothing_gives_no_groups() -> None:
    assert answer(near_duplicates) == []
    assert answer(near_duplicates, messages=[{"sender_id": "x:a", "recipient_id": "x:b", "text": "🎂🎉"}]) == []


def test_a_sender_of_very_many_messages() -> None:
    rows = [{"text": f"{PITCH}{n}", "sender": "machine", "recipient": f"p{n}", "label": "1"} for n in range(5000)]
    assert set(verdicts(rows)) == {"likely"}


def test_the_interval_of_a_share() -> None:
    # Brown, Cai & DasGupta (2001): the quantiles of Beta(k + 1/2, n - k + 1/2).
    assert interval(1, 2) == (0.0973, 0.9027)
    assert interval(40, 40) == (0.9534, 1.0)


def test_commercial_share_waits_for_ten_texts() -> None:
    texts = [f"Buy our new collection of {n} pieces now, {n} % off: https://shop.example/{n}" for n in range(20, 60)]
    for count, band in ((9, "cannot_tell"), (40, "possible")):
        rows = [{"sender_id": "x:ann", "recipient_id": "self", "text": text} for text in texts[:count]]
        found = answer(commercial_share, show="account_id band", messages=rows, identities=ME)
        assert found == [("x:ann", band)]
    bio = [{"account_id": "x:ann", "bio": "Official shop: order now, free delivery https://shop.example"}]
    rows = [{"sender_id": "x:ann", "recipient_id": "self", "text": text} for text in texts]
    assert answer(commercial_share, show="band", messages=rows, accounts=bio, identities=ME) == [("likely",)]


def test_the_example_persons_robots_pitches_and_people(closed: Workspace, example: Path) -> None:
    key = json.loads((example / "answer-key.json").read_text(encoding="utf-8"))
    role = {f"x:{person['x_id']}": person["role"] for person in key["people"].values()}
    bands: dict[str, set[str]] = {}
    for row in closed.rows(automated_message.name).to_pylist():
        bands.setdefault(role.get(row["sender_id"], "self"), set()).add(row["band"])
    assert bands["robot"] == {"likely"}
    assert "likely" not in bands["two_way"] | bands["inner"] | bands["lately"]
    sorts: dict[str, set[str]] = {}
    for row in closed.rows(conversations.name).to_pylist():
        sorts.setdefault(role[row["alter_id"]], set()).add(row["sort"])
    assert sorts["robot"] == {"robot"}
    assert sorts["pitcher"] <= {"robot", "pitch"}
    assert sorts["inner"] == {"talking"}
