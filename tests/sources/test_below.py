"""A folder of an open archive is seen as if it had been opened by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithkin.sources._archive import open_archive
from kithkin.sources._below import Below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("cur/one", "cur/deeper/two", "new/three", "curious"):
        path = tmp_path / "mail" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 2000)
    (tmp_path / "mail" / "cur" / "link").symlink_to(path)
    return tmp_path / "mail"


def test_a_folder_below_holds_what_it_holds_when_opened(folder: Path) -> None:
    with open_archive([folder]) as whole, open_archive([folder / "cur"]) as alone:
        below = Below(whole, "cur")
        assert (below.title, below.refused) == (alone.title, alone.refused)
        assert [*below.members] == below.members[:] == alone.members
        assert (len(below.members), below.members[-1]) == (2, alone.members[-1])
        assert [problem.member for problem in below.refused] == ["link"]
        for member in below.members:
            assert below.head(member, 100) == alone.head(member, 100)
            with below.open(member) as one, alone.open(member) as other:
                assert one.read() == other.read()


def test_a_folder_that_is_not_there_is_empty(folder: Path) -> None:
    with open_archive([folder]) as whole:
        assert not Below(whole, "gone").members
        assert not Below(whole, "curious").members
