"""What the journal says, as rows: decisions, notes and labels by the person they are about today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kithkin.workspace.journal import Entry


def decisions(entries: Sequence[Entry], people: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a row per decision, note or dismissal that stands and per person it is about.

    The newest decision about any of a person's accounts is the person's; the order is the journal's.
    """
    rows: list[dict[str, Any]] = []
    newest: dict[str, str] = {}
    for entry in entries:
        if entry.kind not in ("decision", "note", "dismissed"):
            continue
        about = list(dict.fromkeys(people.get(account, account) for account in entry.accounts))
        for person in about:
            if entry.kind == "decision":
                newest[person] = entry.id
            rows.append(_row(entry, person))
    for row in rows:
        row["is_current"] = row["kind"] != "decision" or newest.get(row["person_id"]) == row["entry_id"]
    return rows


def _row(entry: Entry, person: str) -> dict[str, Any]:
    review = entry.body.get("review_on")
    return {
        "entry_id": entry.id,
        "person_id": person,
        "kind": entry.kind,
        "decision": entry.body.get("decision"),
        "because": entry.because,
        "topic": entry.body.get("topic"),
        "review_on": date.fromisoformat(review) if review else None,
        "decided_at": entry.said_at,
    }


def labels(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return a row per verdict that the user called right or wrong, and per account."""
    return [
        {
            "entry_id": entry.id,
            "number": number,
            "account_id": account,
            "text_id": entry.body.get("text_id"),
            "judgement": entry.body.get("judgement"),
            "label": entry.body.get("label"),
            "said_at": entry.said_at,
        }
        for number, entry in enumerate(entries)
        if entry.kind == "label"
        for account in entry.accounts or (None,)
    ]


def topic_names(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return a row per name that the user gave a topic, and per text by which the topic is known again."""
    return [
        {
            "name_id": f"{entry.id}.{place}",
            "number": number,
            "community_id": topic["community_id"],
            "anchor": anchor,
            "name": entry.body["name"],
        }
        for number, entry in enumerate(entries)
        if entry.kind == "topic_name"
        for place, topic in enumerate(entry.body["topics"])
        for anchor in topic["anchors"]
    ]


def parted(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return a row per pair of accounts that the user called different people, and not one since."""
    pairs: dict[tuple[str, str], bool] = {}
    for entry in entries:
        if entry.kind in ("merge", "unmerge", "not_same"):
            pairs |= {(a, b): entry.kind != "merge" for a in entry.accounts for b in entry.accounts if a < b}
    return [{"one_id": one, "other_id": other} for (one, other), is_apart in pairs.items() if is_apart]
