"""The web door without a network: requests go straight to the application."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from kithkin.render.json import schema
from kithkin.web.app import application
from kithkin.web.session import Session
from kithkin.web.site import Site
from kithkin.workspace import Workspace

HOME = "http://127.0.0.1:8484"
Enter = Callable[..., TestClient]
#: Holds the JSON of a page to its schema, which tests of its own hold to be a schema.
JSON = Draft202012Validator(schema())


@pytest.fixture
def enter() -> Iterator[Enter]:
    """Return what opens a workspace's site in a browser that was let in."""
    sites: list[Site] = []

    def made(workspace: Workspace, **settings: object) -> TestClient:
        site = Site(workspace, 8484, Session(b"k" * 32, token="let-me-in"), patience=60, **settings)  # type: ignore[arg-type]
        sites.append(site)
        client = TestClient(application(site), base_url=HOME, headers={"origin": HOME})
        answer = client.get("/?token=let-me-in", follow_redirects=False)
        assert answer.status_code == 303
        client.site = site  # type: ignore[attr-defined]
        return client

    yield made
    for site in sites:
        site.close()


@pytest.fixture
def mine(tmp_path: Path) -> Workspace:
    """A workspace of one test's own."""
    return Workspace.open(tmp_path / "mine")


def token_in(text: str) -> str:
    """Return the token of the forms in a page."""
    found = re.search(r'name="form" value="([0-9a-f]{64})"', text)
    assert found
    return found[1]
