"""What is kept of very many mails is found by their ids, as a mapping would."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.sources import _mail_known
from kithkin.sources._mail_known import Known, KnownMails

IDS = st.text("ab@.\u00e9\ud800", max_size=3)
TIMES = st.none() | st.datetimes(datetime(1975, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))
MAILS = st.lists(st.tuples(IDS, IDS, TIMES, IDS), max_size=30)


@settings(max_examples=100, deadline=None)
@given(MAILS, st.integers(0, 30), st.booleans())
def test_the_first_mail_of_an_id_is_found(
    mails: list[tuple[str, str, datetime | None, str]], most: int, alike: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if alike:  # ids that have one mark are still told apart
            patch.setattr(_mail_known, "hash", len, raising=False)
        known, expected = KnownMails(most), dict[str, Known]()
        for own, author, at, parent in mails:
            known.add(own, author, at, parent)
        for own, author, at, parent in mails[:most]:
            expected.setdefault(own, Known(author, at, parent))
        for asked in {mail[0] for mail in mails} | {"", "never"}:
            assert known.get(asked) == expected.get(asked)


def test_mails_may_be_added_after_one_was_asked_for() -> None:
    known = KnownMails(10)
    known.add("one", "ann", None, "")
    assert known.get("two") is None
    known.add("two", "ben", None, "one")
    assert known.get("two") == Known("ben", None, "one")
