"""Questions as JSON: checked against the schema by jsonschema, and read back as the items they were made from."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from comparison import exchange, outputs
from comparison.exporters import items_json
from comparison.items import Item, Option, Part
from comparison.project import read_project
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from support import ROOT

SCHEMA = json.loads(items_json.schema())
VALIDATOR = Draft202012Validator(SCHEMA)


def item_of(told: dict) -> Item:
    """Return the item that an entry tells of, from nothing else."""
    parts = tuple(
        Part(part["id"], part["prompt"], tuple(
            Option(one["id"], one["text"], one["correct"], one["rationale"], tuple(one["facts"]), one["fixed"]) for one in part["options"]),
            part["several"], tuple(part["accepted"]), part["rationale"])
        for part in told["parts"])
    return Item(told["id"], told["kind"], told["stem"], parts, tuple(told["facts"]), tuple(told["cites"]), told["topic"]["id"],
                told["place"], told["as_of"], told["source"], told["clear_cut"], told["vignette"], told["reusable"])


def by_id(item: Item) -> Item:
    """Return an item with its options in the order of their ids: their order in the file is that of a seed."""
    return replace(item, parts=tuple(replace(part, options=tuple(sorted(part.options, key=lambda one: one.id))) for part in item.parts))


def check(assessment):
    document = json.loads(items_json.data(assessment).decode("utf-8"))
    assert list(VALIDATOR.iter_errors(document)) == []
    assert (document["id"], document["title"], document["language"], document["comparison"], document["bank"]) == (
        assessment.id, assessment.title, assessment.language, assessment.site, assessment.project.version)
    assert tuple(document["about"]) == assessment.about
    assert len(document["questions"]) == len(assessment.questions)
    for told, question in zip(document["questions"], assessment.questions):
        item = question.item
        assert by_id(item_of(told)) == by_id(item)
        # The revisions are worked out anew from what was read.
        assert (told["revision"], told["key_revision"], told["code"]) == (
            item_of(told).revision, item_of(told).key_revision, item_of(told).code) == (item.revision, item.key_revision, item.code)
        assert [tuple(part["key"]) for part in told["parts"]] == [part.key for part in item.parts]
        assert (told["title"], tuple(told["notes"])) == (question.title, question.notes)
        assert (item.kind, told["topic"]["id"], *(area["id"] for area in told["areas"])) == question.tags
        assert (told["topic"]["name"], tuple(area["name"] for area in told["areas"])) == (question.topic, question.areas)
        if question.form != exchange.ROWS and question.choices and item.kind != "true-false":
            assert [one["id"] for one in told["parts"][0]["options"]] == [choice.id for choice in question.choices]


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_question_follows_the_schema_and_reads_back_whole(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_follows_the_schema_and_reads_back_whole(id):
    check(shipped()[id])


def test_every_item_of_the_bank_follows_the_schema_and_reads_back_whole():
    project = read_project(ROOT)
    check(exchange.of_set("0badcafe", project.items, project))


def test_nothing_is_named_as_lost():
    assert items_json.losses == ()


def test_the_schema_is_sound_and_describes_every_field():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    assert len(parts) == 5
    for part in parts:
        assert part["description"]
        assert part["additionalProperties"] is False and set(part["required"]) == set(part["properties"])
        assert [field for field, value in part["properties"].items() if not value.get("description")] == []


@pytest.mark.parametrize("spoil", [
    lambda document: document.pop("bank"), lambda document: document.update(version=2), lambda document: document.update(more=1),
    lambda document: document["questions"][0].update(kind="essay"), lambda document: document["questions"][0].update(revision="new"),
    lambda document: document["questions"][0]["parts"][0]["options"][0].update(correct="yes"),
], ids=["field-missing", "later-version", "unknown-field", "unknown-kind", "revision-of-another-form", "text-for-boolean"])
def test_the_schema_refuses_another_form(spoil):
    options = (Option("a", "A", True, "r"), Option("b", "B", False, "r"))
    document = json.loads(items_json.data(made_up((Item("i", "single", "Which?", (Part("answer", "", options),), topic="safety"),))))
    assert list(VALIDATOR.iter_errors(document)) == []
    spoil(document)
    assert list(VALIDATOR.iter_errors(document)) != []


def test_the_schema_is_published_beside_the_files_that_name_it():
    made = {output.uri: output.data for output in outputs.read(ROOT, formats=(items_json,))[1]}
    assert made[items_json.schema_uri] == items_json.schema()
    files = [uri for uri in made if uri.endswith("." + items_json.suffix)]
    assert len(files) == len(shipped())
    for uri in files:
        assert f"{uri.rpartition('/')[0]}/{json.loads(made[uri])['$schema']}" == items_json.schema_uri
