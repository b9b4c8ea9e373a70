"""Pages as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kithkin.model.page import Answer, Drawn, Value, bounded, exact
from kithkin.render.json import as_data, plain, schema
from tests.render.golden import check
from tests.render.samples import SAMPLES

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is a development dependency")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_fits_the_schema(name: str) -> None:
    text = json.dumps(as_data(SAMPLES[name]), allow_nan=False)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(text), schema())


def test_the_schema_refuses() -> None:
    def broken(**change: Any) -> dict[str, Any]:
        return as_data(SAMPLES["inbox"]) | change

    for data in (broken(blocks=[{"kind": "poem"}]), broken(as_of="yesterday"), broken(extra=1)):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data, schema())


def test_a_value_has_only_what_is_known() -> None:
    assert plain(exact(111, "people")) == {"unit": "people", "at_least": 111, "at_most": 111}
    assert plain(bounded(9, None)) == {"at_least": 9}
    assert plain(Value("people")) == {"unit": "people"}
    assert plain(float("nan")) is None


@pytest.mark.parametrize("name", ["following_closed", "following_open", "inbox", "hostile", "hidden", "empty"])
def test_golden(name: str) -> None:
    check(f"{name}.json", json.dumps(as_data(SAMPLES[name]), indent=1, ensure_ascii=False))


def test_every_block_names_its_measure() -> None:
    for drawn in SAMPLES.values():
        for block in as_data(drawn)["blocks"]:
            assert "measure" in block or "measures" in block


def test_the_sentence_is_written_out() -> None:
    drawn = Drawn("p", "Q?", (Answer("{n} people", {"n": exact(1, "people")}),), "w", None)
    assert as_data(drawn)["blocks"][0]["sentence"] == "1 person"
