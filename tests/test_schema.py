"""The JSON Schemas that editors use: what the model says, no more and no less."""

from __future__ import annotations

import json
import re

import pytest
from comparison import outputs
from comparison.model import FLAGS, Comparison, Quiz
from support import ROOT, THREE_ROLES

SCHEMAS = {output.uri: output for output in outputs.schemas()}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_beside_the_data_is_the_model_s(name):
    assert (ROOT / "docs" / name).read_bytes() == SCHEMAS[name].data, "the model has changed: run `make schema`"


@pytest.mark.parametrize("file", [ROOT / "docs" / "comparison.yml", *(ROOT / "quizzes").glob("*.yml"),
                                  THREE_ROLES / "docs" / "comparison.yml", *(THREE_ROLES / "quizzes").glob("*.yml")],
                         ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_source_names_its_schema_in_its_first_line(file):
    first = file.read_text(encoding="utf-8").split("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first).group(1)
    expected = "comparison.schema.json" if file.name == "comparison.yml" else "quiz.schema.json"
    assert (file.parent / named).resolve() == ROOT / "docs" / expected


@pytest.mark.parametrize("name, model", [("comparison.schema.json", Comparison), ("quiz.schema.json", Quiz)])
def test_every_field_is_described_and_no_other_is_allowed(name, model):
    schema = json.loads(SCHEMAS[name].content)
    parts = [schema, *schema["$defs"].values()]
    assert len(parts) >= 3 and set(schema["properties"]) == set(model.model_fields)
    for part in parts:
        assert part["additionalProperties"] is False
        assert [field for field, value in part["properties"].items() if not value.get("description")] == []


def test_the_schema_offers_the_stances_and_flags_for_completion():
    definitions = json.loads(SCHEMAS["comparison.schema.json"].content)["$defs"]
    stances = definitions["Fact"]["properties"]["stances"]
    allowed = stances.get("additionalProperties") or next(iter(stances["patternProperties"].values()))
    assert allowed["enum"] == ["stated", "denied", "not mentioned"]
    assert definitions["Claim"]["properties"]["flags"]["items"]["enum"] == list(FLAGS)


