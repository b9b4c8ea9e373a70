"""The measures: a table of contents. A measure is here or it does not exist."""

from __future__ import annotations

from typing import Final

from kithkin.measures.audience import audience
from kithkin.measures.coverage_overview import coverage_overview
from kithkin.measures.covered_channels import covered_channels
from kithkin.measures.covered_spans import covered_spans
from kithkin.measures.exchanges import exchanges
from kithkin.measures.following_breakdown import following_breakdown
from kithkin.measures.reaction_counts import reaction_counts
from kithkin.measures.standing import standing
from kithkin.model.measure import Measure

MEASURES: Final[tuple[Measure, ...]] = (
    audience,
    coverage_overview,
    covered_channels,
    covered_spans,
    exchanges,
    following_breakdown,
    reaction_counts,
    standing,
)
