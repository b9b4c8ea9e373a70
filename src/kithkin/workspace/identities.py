"""Who is who: which accounts are one person, from what the user said and what exports show.

A view, never a rewriting: unmerging loses nothing. Evidence that merges by itself is one account under two
ids (`same-account`, `handle-change`), a link each way between two accounts, or an entry of the user's own
contacts book; anything weaker is a suggestion for the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kithkin.model.ids import network_of
from kithkin.model.sql import text
from kithkin.workspace.journal import Entry

SELF: Final = "self"

#: Evidence in `account_links` that makes two accounts one person without asking.
MERGING: Final = frozenset({"same-account", "handle-change", "contacts-book"})

#: That two ids are one account, which holds before what joins two accounts.
_ONE_ACCOUNT: Final = frozenset({"same-account", "handle-change"})

#: What the user says of two that are not one person.
_PARTING: Final = frozenset({"unmerge", "not_same"})

#: Evidence that one account gives of another: anybody can name anybody, so it takes both to name each other.
MUTUAL: Final = frozenset({"verified-link", "claimed-link"})

Link = tuple[str, str, str]


def persons(entries: Iterable[Entry], links: Iterable[Link], own: Iterable[str]) -> dict[str, str]:
    """Return the person of each account that is not a person by itself.

    Parameters
    ----------
    entries : what the user said and did not undo.
    links : (from, to, evidence) of every import.
    own : the accounts that an export calls its owner's.

    Notes
    -----
    A group's person is `self` where it holds an own account, else its smallest id with a permanent key.
    The user's word goes before an export's: two accounts that an unmerge parts are never one person, whatever
    third account would join them; that one stays with whichever is not named first, and two ids of one account stay
    together before all else. `not_me` takes an account, and no other, out of the user's own.
    """
    said = list(entries)
    parted, mine, not_mine = _words(said)
    odd = {entry.accounts[0] for entry in said if entry.kind in _PARTING and entry.accounts}
    pairs = [(evidence not in _ONE_ACCOUNT, left, right) for left, right, evidence in merging(links)]
    pairs += [
        (True, entry.accounts[0], other) for entry in said if entry.kind == "merge" for other in entry.accounts[1:]
    ]
    group = Groups(parted)
    for _, left, right in sorted(pairs, key=lambda pair: (pair[0], bool(odd & {*pair[1:]}), pair)) if parted else pairs:
        group.join(left, right)
    for account in (set(own) - not_mine) | mine:
        group.add(account)
    selves = {group.root(account) for account in (set(own) - not_mine) | mine}
    return _named(group, selves, not_mine)


def shared_accounts(people: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the accounts, each with its person, of those who have several on one network."""
    homes: dict[tuple[str, str], set[str]] = {}
    for account, person in people.items():
        homes.setdefault((person, network_of(account)), set()).add(account)
    for person in set(people.values()) - {SELF}:
        homes.setdefault((person, network_of(person)), set()).add(person)
    return sorted((account, person) for (person, _), held in homes.items() if len(held) > 1 for account in held)


def merging(links: Iterable[Link]) -> list[Link]:
    """Return the pairs that are one person by what exports show, each with what shows it."""
    pairs: list[Link] = []
    named: set[tuple[str, str]] = set()
    for left, right, evidence in links:
        if evidence in MERGING:
            pairs.append((left, right, evidence))
        elif evidence in MUTUAL:
            named.add((left, right))
    mutual = sorted((left, right) for left, right in named if left < right and (right, left) in named)
    return pairs + [(left, right, "verified-link") for left, right in mutual]


def shared_addresses(contacts: str) -> str:
    """Return the query for accounts that stand in entries of different people: the firm's address, the family's."""
    return (
        f"select account_id from {contacts} where account_id <> '' "
        "group by account_id having count(distinct lower(trim(coalesce(name, contact_id)))) > 1"
    )


def links_of(account_links: str, contacts: str) -> str:
    """Return the query for what links accounts; an address that entries of different people share links nobody."""
    shared = shared_addresses(contacts)
    return (
        f"select from_id, to_id, evidence from {account_links} where evidence <> 'contacts-book' "
        f"or (from_id not in ({shared}) and to_id not in ({shared})) "
        "union "
        f"select a.account_id, b.account_id, 'contacts-book' from {contacts} a join {contacts} b "
        "on a.contact_id = b.contact_id and a.import_id = b.import_id and a.account_id < b.account_id "
        f"where a.account_id <> '' and a.account_id not in ({shared}) and b.account_id not in ({shared})"
    )


def same_names(messages: str, interactions: str, follows: str) -> str:
    """Return the query for names of two exports that bear one act, as rows of `account_links`.

    One act is a message or comment of one id, or a tie that began or ended at one instant. Of people known by nothing but
    the name, an account id holds for its import alone; an act that two exports hold has the same people in both. A name
    alone proves nothing.
    """
    ends = [
        *((messages, "message_id", end, "true") for end in ("sender_id", "recipient_id")),
        *((interactions, "interaction_id", end, "true") for end in ("actor_id", "target_id")),
        *(
            (
                follows,
                f"concat_ws(' ', {text(f'{end} {at}')}, kind, epoch_us({at}))",
                end,
                f"{at}_earliest = {at}_latest",
            )
            for end in ("follower_id", "followed_id")
            for at in ("followed_at", "ended_at")
        ),
    ]
    named = " union ".join(
        f"select {act} as act, {end} as account, regexp_replace({end}, '#[^#]*$', '') as whole "
        f"from {rows} where {end} like '%:name:%' and {condition}"
        for rows, act, end, condition in ends
    )
    return (
        f"with named as ({named}) select distinct a.account as from_id, b.account as to_id, 'same-account' as evidence, "
        "'Two exports hold the same message, comment or tie with this name on it.' as says "
        "from named a join named b on b.act = a.act and b.whole = a.whole and a.account < b.account"
    )


def _words(said: list[Entry]) -> tuple[set[frozenset[str]], set[str], set[str]]:
    """Return the pairs the user parted, the accounts the user called own, and those called not own; the last word holds."""
    parted: set[frozenset[str]] = set()
    mine: set[str] = set()
    not_mine: set[str] = set()
    for entry in said:
        pairs = {frozenset((a, b)) for a in entry.accounts for b in entry.accounts if a < b}
        match entry.kind:
            case "unmerge" | "not_same":
                parted |= pairs
            case "merge":
                parted -= pairs
            case "me":
                mine |= set(entry.accounts)
                not_mine -= set(entry.accounts)
            case "not_me":
                not_mine |= set(entry.accounts)
                mine -= set(entry.accounts)
    return parted, mine, not_mine


def _named(group: Groups, selves: set[str], not_mine: set[str]) -> dict[str, str]:
    people: dict[str, str] = {}
    for root, accounts in group.members().items():
        name = SELF if root in selves else min(accounts, key=_permanence)
        for account in accounts:
            own = account if account in not_mine and name == SELF else name
            if own != account:
                people[account] = own
    return people


def _permanence(account: str) -> tuple[bool, str]:
    """Order ids so that one with a permanent key comes before a mere handle or name."""
    key = account.split(":", 1)[-1]
    return (key.startswith(("@", "name:")), account)


class Groups:
    """Sets of accounts that grow together (union by smaller id, path halving), but never so that a parted pair meets."""

    def __init__(self, parted: Iterable[frozenset[str]] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._parted = [tuple(pair) for pair in parted]

    def add(self, account: str) -> None:
        """Know an account, alone until it is joined."""
        self._parent.setdefault(account, account)

    def root(self, account: str) -> str:
        """Return the account that stands for the group."""
        self.add(account)
        parent = self._parent
        while parent[account] != account:
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    def join(self, left: str, right: str) -> None:
        """Make two groups one, unless that would bring together a pair that is parted."""
        first, second = sorted((self.root(left), self.root(right)))
        if not any({self.root(one), self.root(other)} == {first, second} for one, other in self._parted):
            self._parent[second] = first

    def members(self) -> Mapping[str, list[str]]:
        """Return each group's accounts by its root."""
        found: dict[str, list[str]] = {}
        for account in self._parent:
            found.setdefault(self.root(account), []).append(account)
        return found
