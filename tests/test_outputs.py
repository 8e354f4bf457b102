"""Outputs of any comparison: every text shows as text, every download reads back, no word depends on chance."""

from __future__ import annotations

import csv
import io
import json

import yaml
from comparison import outputs, packages, share
from comparison.bank import derive
from comparison.messages import messages
from comparison.model import Comparison, Quiz
from comparison.project import AskedQuiz, Project
from hypothesis import given, settings
from strategies import comparisons
from support import fragment, having, text_of

SAY = messages()
# Each would end a comment, a section, an attribute, a cell, a script or a line somewhere on the way.
NASTY = ['<img src=x onerror="x()">', "a & b &amp; c", "]]> --> */ </script>", "# 1. * _x_ `y` [z](w) | ~", "{{ x }} {% y %}",
         "=1+1", "\u202eright to left\u202c", "e\u0301\u0323", "\U0001f469\u200d\u2695\ufe0f", "'\"", "{: #id .class }", "~~~", "&#60;b&#62;",
         "NOT a NO"]


def project(data: dict) -> Project:
    """Return a project of plain data whose one quiz asks every item there is."""
    comparison = Comparison.model_validate(data)
    bank = derive(comparison, SAY)
    quiz = Quiz(id="all", title="Everything", audience="tests", goals=("see",), minutes=1, items=tuple(i.id for i in bank))
    return Project(comparison, bank, (AskedQuiz(quiz, bank),), SAY)


def texts(data: dict) -> dict[str, set[str]]:
    """Return what has to be read on some page, by the kind of page."""
    return {
        "side-by-side.md": {fact["label"] for fact in data["facts"]} | {aspect["name"] for aspect in data["aspects"]},
        "article.md": {claim["says"] for claim in data["claims"]} | {data["article"]["note"]},
        "index.md": {data["article"]["title"]},
        "roles/": {fact["phrase"] for fact in data["facts"]},
        "quizzes/": {fact["phrase"] for fact in data["facts"]},
    }


def check_shown(data: dict) -> None:
    # Data are read by programs, not as HTML.
    made = {output.uri: output for output in outputs.outputs(project(data), formats=()) if not output.uri.endswith(".json")}
    for kind, wanted in texts(data).items():
        told = " ".join(text_of(fragment(output.text)) for uri, output in made.items() if uri.startswith(kind))
        assert {text for text in wanted if text not in told} == set()
    for output in made.values():
        if output.is_page:
            tree = fragment(output.text)
            assert [element.tag for element in tree.iter() if element.tag in ("img", "b", "i", "em")] == []
            assert having(tree, "onerror") == []
            # Front matter is YAML between two lines of dashes.
            front = yaml.safe_load(output.text.split("---\n")[1])
            assert front["title"] and front["description"]


def test_what_looks_like_markup_shows_as_it_is_written():
    nasty = iter(NASTY * 50)
    roles = [{"id": f"r{n}", "name": next(nasty), "plural": f"{next(nasty)} r{n}", "short": next(nasty)} for n in range(2)]
    facts = [{"id": f"f{n}", "aspect": "a", "label": f"{text} l{n}", "phrase": f"{text} p{n}", "claims": [f"C{n}"],
              "stances": {"r0": "stated", "r1": ("denied", "stated", "not mentioned")[n % 3]}} for n, text in enumerate(NASTY)]
    claims = [{"id": f"C{n}", "paragraph": "P1", "about": [role for role, stance in fact["stances"].items()
                                                           if stance != "not mentioned"],
               "flags": ["varies"], "flag_note": next(nasty), "says": text} for n, (fact, text) in enumerate(zip(facts, NASTY))]
    check_shown({"title": next(nasty), "summary": next(nasty), "noun": next(nasty), "answer": ["f0"], "roles": roles,
                 "article": {"title": next(nasty), "paragraphs": 1, "note": next(nasty)}, "facts": facts, "claims": claims,
                 "aspects": [{"id": "a", "name": next(nasty), "question": "what of {role}?", "headline": True}]})


@given(comparisons())
@settings(max_examples=40, deadline=None)
def test_every_text_of_any_comparison_shows_as_it_is_written(data):
    check_shown(data)


@given(comparisons())
@settings(max_examples=40, deadline=None)
def test_the_downloads_of_any_comparison_read_back(data):
    comparison = Comparison.model_validate(data)
    made = {output.uri: output.data for output in outputs.outputs(project(data), formats=())}
    assert Comparison.model_validate(json.loads(made["downloads/comparison.json"])) == comparison
    rows = list(csv.DictReader(io.StringIO(made["downloads/comparison.csv"].decode("utf-8-sig"), newline="")))
    assert [(row["fact"], row["label"], row["phrase"], {role.id: row[role.id] for role in comparison.roles}) for row in rows] == [
        (fact.id, fact.label, fact.phrase, fact.stances) for fact in comparison.facts]


def test_the_same_data_gives_the_same_outputs_in_the_same_order(made):
    project_, outputs_ = made
    again = outputs.outputs(project_)
    assert (*again, *share.pictures(again, project_), *packages.packages()) == outputs_
    assert len({output.dest_uri for output in outputs_}) == len(outputs_)
