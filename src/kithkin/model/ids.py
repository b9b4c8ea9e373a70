"""How accounts are named: `network:key`, the key being the network's permanent id where it is known."""

from __future__ import annotations

import unicodedata


def account_id(network: str, key: str) -> str:
    """Return the id of an account whose permanent key is known: `x:1321902678188974081`."""
    return f"{network}:{key.strip()}"


def handle_id(network: str, handle: str) -> str:
    """Return the id of an account of which only the handle is known: `x:@name`, lower case."""
    return f"{network}:@{handle.strip().lstrip('@').lower()}"


def mail_id(address: str) -> str:
    """Return the id of a mail address: `mail:jane@example.org`, lower case."""
    return f"mail:{address.strip().lower()}"


def name_id(network: str, name: str) -> str:
    """Return the id of a person of whom only the name is known: `facebook:name:jane roe#`.

    The workspace completes an id that ends in `#` with the import's hash, so that equal names of two
    imports are never one account by themselves.
    """
    return f"{network}:name:{' '.join(unicodedata.normalize('NFKC', name).casefold().split())}#"


def network_of(account: str) -> str:
    """Return the network part of an account id."""
    return account.split(":", 1)[0]
