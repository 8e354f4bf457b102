"""The JSON Schemas that editors use: what the model says, no more and no less, as an independent validator reads them."""

from __future__ import annotations

import json
import re

import pytest
from comparison import outputs, source
from comparison.errors import SourceError
from comparison.exporters import items_json
from comparison.lint import WARNINGS
from comparison.model import FLAGS, Comparison, Quiz
from comparison.translation import Translation
from jsonschema import Draft202012Validator
from support import GOOD, PROJECTS, ROOT
from test_bad_sources import EVERY, expected

SCHEMAS = {output.uri: output for output in outputs.schemas()}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_beside_the_data_is_the_model_s(name):
    assert (ROOT / "docs" / name).read_bytes() == SCHEMAS[name].data, "the model has changed: run `make schema`"


SOURCES = [file for root in PROJECTS.values() for folder in ("docs", "quizzes") for file in sorted((root / folder).glob("*.yml"))]
# What the schema says of a file, by the rules that a problem can name. All else hangs on more than one place: on what an id
# points at, on two entries together, on the YAML before it is data, or on what questions come of it.
EXPRESSED = {"bad-form", "empty-text", "expected-boolean", "expected-list", "expected-mapping", "expected-number", "expected-text",
             "missing-certainty", "missing-field", "short-reason", "too-few", "too-large", "too-long-text", "too-many", "too-small", "unknown-field",
             "unknown-rule", "unknown-word", "unwaivable-rule"}


def schema_of(file):
    stem, *language = file.stem.split(".")
    if language or file.parent.name == "translation":
        return "translation.schema.json"
    kind = "quiz" if file.parent.name == "quizzes" else "comparison" if "comparison" in (stem, file.parent.name) else "notes"
    return f"{kind}.schema.json"


def validator(name):
    schema = json.loads(SCHEMAS[name].content)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_source_names_its_schema_in_its_first_line_and_keeps_it(file):
    first = file.read_text(encoding="utf-8").split("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first).group(1)
    # What `cli.py new` copies finds its schema where it will stand.
    home = ROOT if "starter" in file.parts else file.parent.parent
    assert (home / file.parent.name / named).resolve() == ROOT / "docs" / schema_of(file)
    assert [error.message for error in validator(schema_of(file)).iter_errors(source.read(file, ROOT).data)] == []


@pytest.mark.parametrize("name", ["tiny.yml", "tiny-notes.yml", "tiny-quiz.yml"])
def test_the_good_sources_of_tests_keep_their_schemas(name):
    schema = validator("quiz.schema.json" if "quiz" in name else "comparison.schema.json")
    assert [error.message for error in schema.iter_errors(source.read(GOOD / name, GOOD).data)] == []


@pytest.fixture(scope="module")
def told():
    """Each bad source that is data at all: its name, whether the schema refuses it, and the rules that it breaks."""
    validators = {name: validator(name) for name in SCHEMAS}
    found = []
    for case in EVERY:
        try:
            data = source.read(case, case.parent).data
        except SourceError:
            continue
        found.append((f"{case.parent.name}/{case.stem}", not validators[schema_of(case)].is_valid(data),
                      {rule for *_, rule in expected(case)}))
    return found


def test_the_schema_refuses_the_bad_sources_that_it_can_tell_and_no_other(told):
    assert {name for name, refused, _ in told if refused} == {name for name, _, rules in told if rules & EXPRESSED}
    assert len([name for name, refused, _ in told if refused]) >= 60


def test_every_rule_that_the_schema_expresses_is_tried_by_itself(told):
    assert {rule for _, _, rules in told if len(rules) == 1 for rule in rules} & EXPRESSED == EXPRESSED


@pytest.mark.parametrize("name, model", [("comparison.schema.json", Comparison), ("quiz.schema.json", Quiz),
                                         ("translation.schema.json", Translation)])
def test_every_field_is_described_and_no_other_is_allowed(name, model):
    schema = json.loads(SCHEMAS[name].content)
    parts = [schema, *schema["$defs"].values()]
    assert len(parts) >= 3 and set(schema["properties"]) == set(model.model_fields)
    for part in parts:
        assert part["additionalProperties"] is False
        assert [field for field, value in part["properties"].items() if not value.get("description")] == []


def described(schema, at=""):
    """Yield the place of each property of a schema, however deep, and whether it has a description of its own."""
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ():
        if key == "properties" and at.rpartition("/")[2] != "if":
            yield from ((f"{at}/{name}", bool(part.get("description"))) for name, part in value.items())
        yield from described(value, f"{at}/{key}")


@pytest.mark.parametrize("schema", [*(output.data for output in SCHEMAS.values()), items_json.schema()], ids=[*SCHEMAS, "items"])
def test_every_property_of_every_schema_has_a_description(schema):
    found = list(described(json.loads(schema)))
    assert len(found) >= 25 and [place for place, told in found if not told] == []


def test_ids_come_with_an_example():
    def parts(schema):
        if isinstance(schema, dict):
            yield schema
        for value in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
            yield from parts(value)

    for output in SCHEMAS.values():
        patterned = [part for part in parts(json.loads(output.content)) if "pattern" in part and "enum" not in part]
        examined = [part for part in patterned if part["pattern"] != "\\S"]
        # A translation has texts under ids, and of the forms of fields only that of a question.
        assert len(examined) >= (1 if output.uri == "translation.schema.json" else 5)
        for part in examined:
            assert all(re.search(part["pattern"], example) for example in part["examples"]) and part["examples"]


@pytest.mark.parametrize("name, part", [("comparison.schema.json", "BankWaiver"), ("quiz.schema.json", "Waiver")])
def test_the_schema_offers_the_rules_that_can_be_waived_and_says_what_each_asks(name, part):
    rule = json.loads(SCHEMAS[name].content)["$defs"][part]["properties"]["rule"]
    assert rule["enum"] == [*WARNINGS] and len(rule["markdownEnumDescriptions"]) == len(WARNINGS)


def test_the_schema_offers_the_stances_and_flags_for_completion():
    definitions = json.loads(SCHEMAS["comparison.schema.json"].content)["$defs"]
    stances = definitions["Fact"]["properties"]["stances"]
    allowed = stances.get("additionalProperties") or next(iter(stances["patternProperties"].values()))
    assert allowed["enum"] == ["stated", "denied", "not mentioned"]
    assert definitions["Claim"]["properties"]["flags"]["items"]["enum"] == list(FLAGS)
