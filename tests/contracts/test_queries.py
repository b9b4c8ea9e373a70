"""Promise of every measure that is a query: it keeps to the written subset of SQL, and so runs on every engine."""

from __future__ import annotations

import pytest

from kithkin.engines.dialect import check, to_spark
from kithkin.measures import MEASURES
from kithkin.model.measure import AS_OF, Measure
from tests.worlds.random_world import AS_OF as INSTANT

QUERIES = [measure for measure in MEASURES if measure.form == "query"]


def text(measure: Measure) -> str:
    """Return a measure's SQL over relations that bear its inputs' names."""
    settings = {s.name: INSTANT if s.name == AS_OF else s.default for s in measure.settings}
    return measure.text({i.parameter: i.name for i in measure.inputs}, settings)


@pytest.mark.parametrize("measure", QUERIES, ids=lambda measure: measure.name)
def test_query_keeps_to_the_subset(measure: Measure) -> None:
    sql = text(measure)
    assert check(sql, measure.grain) == []
    assert to_spark(sql)
