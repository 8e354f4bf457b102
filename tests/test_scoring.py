"""The scoring model: every row of the table that Python and the browser are both put through."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from comparison.items import Item, Option, Part
from comparison.scoring import Score, normal, score

TABLE = json.loads((Path(__file__).parent / "scoring.json").read_text(encoding="utf-8"))


def item(name: str) -> Item:
    """Return an item of the table."""
    entry = TABLE["items"][name]
    parts = tuple(
        Part(id, "", tuple(Option(option, option, option in part["key"], "") for option in part["options"]), part["several"],
             tuple(part["accepted"]))
        for id, part in entry["parts"].items())
    return Item(name, entry["kind"], "", parts)


# pytest 9 doubles a backslash in an id each time that one process collects it, and `make code-mutants` has it do so.
@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: f"{row[0]}: {json.dumps(row[1])[:60]}".replace("\\", ""))
def test_a_response_scores_as_the_table_says(row):
    name, response, verdict, points, complete = row
    assert score(item(name), response) == Score(verdict, points, complete)


def test_the_table_is_large_and_covers_every_kind_and_verdict():
    kinds = Counter(TABLE["items"][row[0]]["kind"] for row in TABLE["rows"])
    assert len(TABLE["rows"]) >= 200 and min(kinds.values()) >= 8
    assert set(kinds) == {"single", "which", "select", "classify", "match", "true-false", "short"}
    verdicts = {(TABLE["items"][row[0]]["kind"], row[2]) for row in TABLE["rows"]}
    assert {verdict for _, verdict in verdicts} == {"right", "partly", "wrong", "unanswered"}
    assert {(kind, verdict) for kind in kinds for verdict in ("right", "wrong", "unanswered")} <= verdicts


def test_points_are_never_below_zero_and_a_blank_is_never_wrong():
    for _, response, verdict, points, _ in TABLE["rows"]:
        assert 0 <= points <= 100
        if not any(given.strip() if isinstance(given, str) else given for given in response.values()):
            assert (verdict, points) == ("unanswered", 0)


def test_choosing_everything_scores_nothing():
    for name, entry in TABLE["items"].items():
        if entry["kind"] == "select":
            assert score(item(name), {"answer": tuple(entry["parts"]["answer"]["options"])}).points == 0


def test_every_item_of_the_bank_scores_all_for_its_key(project):
    for entry in project.items:
        response = {part.id: part.accepted[0] if part.accepted else part.key for part in entry.parts}
        assert score(entry, response) == Score("right", 100, True)
        assert score(entry, {}) == Score("unanswered", 0, False)


def test_what_is_typed_counts_whatever_its_case_accents_and_signs():
    assert normal(" Pétrissage! ") == normal("PETRISSAGE") == "petrissage"
    assert normal("§") == "§" != normal("$")
