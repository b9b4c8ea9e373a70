"""The pages: a table of contents. A page is here or it does not exist."""

from typing import Final

from kithkin.model.page import PageSpec
from kithkin.pages.advisors import advisors
from kithkin.pages.community import community
from kithkin.pages.connect import connect
from kithkin.pages.coverage import coverage
from kithkin.pages.decisions import decisions
from kithkin.pages.digest import digest
from kithkin.pages.following import following
from kithkin.pages.growth import growth
from kithkin.pages.imports import imports
from kithkin.pages.inbox import inbox
from kithkin.pages.mirror import mirror
from kithkin.pages.network import network
from kithkin.pages.people import people
from kithkin.pages.person import _person as person
from kithkin.pages.problems import problems
from kithkin.pages.requests import requests
from kithkin.pages.ties import ties

PAGES: Final[tuple[PageSpec, ...]] = (
    following,
    ties,
    network,
    growth,
    requests,
    person,
    inbox,
    community,
    advisors,
    digest,
    connect,
    mirror,
    imports,
    problems,
    coverage,
    people,
    decisions,
)
