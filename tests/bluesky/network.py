"""Accounts of the Bluesky network on this machine, as the tests use them."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

POST: Final = "app.bsky.feed.post"
LIKE: Final = "app.bsky.feed.like"
REPOST: Final = "app.bsky.feed.repost"
FOLLOW: Final = "app.bsky.graph.follow"
BLOCK: Final = "app.bsky.graph.block"
LIST: Final = "app.bsky.graph.list"
LIST_ITEM: Final = "app.bsky.graph.listitem"


@dataclass
class Account:
    """One account of the network, with the rows of its repository once it is exported."""

    pds: str
    handle: str
    did: str
    token: str
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def join(cls, pds: str, name: str) -> Account:
        """Make an account on the network."""
        handle = f"{name}.test"
        login = {"handle": handle, "email": f"{name}@example.org", "password": "made-up-word"}
        made = call(pds, "com.atproto.server.createAccount", body=login)
        return cls(pds, handle, made["did"], made["accessJwt"])

    def repository(self) -> bytes:
        """Download the account's repository."""
        return bytes(call(self.pds, "com.atproto.sync.getRepo", query={"did": self.did}))

    def ask(self, name: str, **query: str) -> Any:
        return call(self.pds, name, self.token, query=query)

    def write(self, collection: str, key: str | None = None, **record: Any) -> dict[str, str]:
        value = {"$type": collection, "createdAt": datetime.now(UTC).isoformat().replace("+00:00", "Z"), **record}
        body = {"repo": self.did, "collection": collection, "record": value} | ({"rkey": key} if key else {})
        made = call(self.pds, "com.atproto.repo.createRecord", self.token, body)
        return {"uri": made["uri"], "cid": made["cid"]}

    def delete(self, made: dict[str, str]) -> None:
        _, collection, key = made["uri"].removeprefix("at://").split("/")
        body = {"repo": self.did, "collection": collection, "rkey": key}
        call(self.pds, "com.atproto.repo.deleteRecord", self.token, body)


def call(host: str, name: str, token: str = "", body: Any = None, query: dict[str, str] | None = None) -> Any:
    url = f"{host}/xrpc/{name}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=60) as answer:
        content = answer.read()
        return json.loads(content) if "json" in answer.headers.get("content-type", "") else content
