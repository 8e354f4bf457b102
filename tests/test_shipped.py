"""The shipped comparison against the inventory that was made of the article, sentence by sentence."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from comparison import outputs
from support import ROOT

# Claim, paragraph, whom it is about, how it stands up. Copied from the inventory, not from docs/comparison.yml.
INVENTORY = """
C01 1 both ok
C02 1 both varies
C03 1 both frame
C04 1 both frame
C05 2 relaxation varies
C06 2 relaxation ok
C07 2 relaxation varies
C08 2 relaxation ok
C09 2 relaxation ok
C10 2 relaxation evidence
C11 2 relaxation ok
C12 2 relaxation conflict
C13 2 relaxation conflict
C14 2 relaxation conflict
C15 3 relaxation conflict
C16 3 relaxation ok
C17 3 relaxation varies
C18 3 relaxation frame
C19 3 relaxation frame
C20 3 relaxation evidence
C21 4 therapeutic varies
C22 4 therapeutic varies
C23 4 therapeutic varies
C24 4 therapeutic varies
C25 4 therapeutic ok
C26 4 therapeutic evidence
C27 4 therapeutic evidence+safety
C28 4 therapeutic evidence
C29 4 therapeutic varies
C30 5 therapeutic varies
C31 5 therapeutic ok
C32 5 therapeutic ok
C33 5 therapeutic ok
C34 5 therapeutic conflict
C35 5 therapeutic conflict
C36 5 therapeutic conflict
C37 5 therapeutic varies
C38 6 therapeutic evidence
C39 6 therapeutic evidence+safety
C40 6 therapeutic evidence+safety
C41 6 therapeutic varies
C42 6 therapeutic ok
C43 7 both frame
C44 7 relaxation frame
C45 7 therapeutic varies
C46 8 therapeutic conflict
C47 8 therapeutic ok
C48 8 therapeutic ok
C49 8 therapeutic varies
C50 8 therapeutic conflict
C51 9 both frame
"""


@pytest.fixture(scope="module")
def comparison():
    return outputs.read_project(ROOT).comparison


@pytest.mark.parametrize("line", INVENTORY.split("\n")[1:-1], ids=lambda line: line.split()[0])
def test_a_claim_stands_as_the_inventory_has_it(comparison, line):
    id, paragraph, about, flags = line.split()
    roles = tuple(role.id for role in comparison.roles) if about == "both" else (about,)
    claim = next(claim for claim in comparison.claims if claim.id == id)
    assert (claim.number, claim.about, claim.flags) == (int(paragraph), roles, tuple(flags.split("+")))


def test_nothing_of_the_research_is_lost(comparison):
    assert [len(part) for part in (comparison.context, comparison.sources, comparison.terms, comparison.safety)] == [45, 100, 30, 15]


def test_every_researched_text_stands_as_it_was_written(comparison):
    lines = (Path(__file__).parent / "digests.txt").read_text(encoding="utf-8").splitlines()[1:]
    expected = dict(line.split() for line in lines)
    texts = {note.id: note.says for note in (*comparison.context, *comparison.safety)}
    texts |= {term.id: term.meaning for term in comparison.terms}
    texts |= {source.id: f"{source.title}|{source.publisher}|{source.year}|{source.url}" for source in comparison.sources}
    assert {id: hashlib.sha256(text.encode()).hexdigest()[:16] for id, text in texts.items()} == expected


@pytest.fixture(scope="module")
def made_texts(outputs_of) -> list[str]:
    """The generated pages and data."""
    return [output.text for output in outputs_of(ROOT) if output.uri.endswith((".md", ".json", ".csv", ".svg", ".txt"))]


def test_statements_and_meanings_keep_to_their_length(comparison):
    assert [note.id for note in comparison.context if len(note.says.split()) > 45] == []
    assert [term.id for term in comparison.terms if len(term.meaning.split()) > 30] == []


def test_the_safety_notes_stand_beside_the_claims_that_need_them(comparison):
    claims = {claim.id: claim for claim in comparison.claims}
    for id, note in (("C27", "S04"), ("C38", "S09"), ("C39", "S08"), ("C40", "S04")):
        assert note in claims[id].context


def test_the_examination_s_areas_and_weights_are_those_of_its_outline(comparison, made_texts):
    assert [area.weight for area in comparison.exam.areas] == [11, 12, 14, 15, 17, 16, 15]
    assert comparison.exam.as_of.endswith("1 Jul 2018") and comparison.exam.source == "MBLEX"
    texts = " ".join(made_texts)
    assert "touches topics in" in texts and "prepares" not in texts


def test_the_spelling_is_american():
    british = re.compile(r"\b(?:un)?licen[c]ed?s?\b|\bcentres?\b|\bprogrammes?\b|\bcolours?\b|\btumours?\b|\bpractis\w+|\blabour\b|"
                         r"\b\w+[^wvrm]isation\b|\b(?:organ|recogn|author|special(?!ists?\b)|summar|penal)is\w+", re.IGNORECASE)
    own = [file.read_text(encoding="utf-8") for file in (ROOT / "docs").glob("*.md")]
    own += [(ROOT / "docs" / f"{name}.yml").read_text(encoding="utf-8") for name in ("comparison", "context", "safety", "terms")]
    own += [(ROOT / "hooks" / "comparison" / "messages" / "en.yml").read_text(encoding="utf-8")]
    own += [file.read_text(encoding="utf-8") for file in (*(ROOT / "quizzes").glob("*.yml"), *ROOT.glob("*.md"))]
    found = {match.group() for text in own for match in british.finditer(text)}
    assert found - {"organism"} == set()


def test_the_claims_are_those_of_the_inventory_in_its_order(comparison):
    assert [claim.id for claim in comparison.claims] == [f"C{number:02}" for number in range(1, 52)]
    assert {claim.number for claim in comparison.claims} == set(range(1, comparison.article.paragraphs + 1))


def test_every_claim_is_carried_by_a_fact_and_every_fact_rests_on_a_claim(comparison):
    carried = {id for fact in comparison.facts for id in fact.claims}
    assert carried == {claim.id for claim in comparison.claims}
    assert [fact.id for fact in comparison.facts if not fact.claims] == []


def test_the_article_denies_and_is_silent_only_where_it_does(comparison):
    assert {fact.id: fact.roles("denied") for fact in comparison.facts if fact.roles("denied")} == {
        "diagnosing": ("relaxation",), "treating": ("relaxation",), "license": ("relaxation",)}
    # It never says that the therapeutic group may diagnose.
    assert comparison.fact("diagnosing").stances["therapeutic"] == "not mentioned"
    # Better blood flow is the one effect it claims for both.
    assert [fact.id for fact in comparison.facts if fact.aspect == "effects" and len(fact.roles("stated")) == 2] == ["circulation"]


def test_neither_role_is_ranked_and_nothing_is_promised(made_texts):
    texts = made_texts + [file.read_text(encoding="utf-8") for file in (ROOT / "docs").glob("*.md")]
    for pattern in (r"\bbetter (?:therapist|choice|option|kind)", r"\bsuperior\b", r"\bcures?\b", r"\bguarantee", r"\brisk[- ]free\b"):
        assert [found.group() for text in texts if (found := re.search(pattern, text, re.IGNORECASE))] == []
