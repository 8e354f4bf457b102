"""The examples that authors copy from: no warning is left without a reason, the strict build is green, nothing is real."""

from __future__ import annotations

import pytest
from building import FEW, built
from comparison.project import read_project
from support import PROJECTS, THREE_ROLES, lay_project

# `three-roles` is for tests alone and keeps its warnings; the shipped comparison has tests of its own.
EXAMPLES = ("starter", "nurses", "four-breads")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_mistake_and_no_warning_without_a_reason(name):
    project = read_project(PROJECTS[name])
    assert project.warnings == ()
    assert [waived.rule for waived in project.waived] == ["W14"]


# The starter is built where `cli.py new` lays it down.
@pytest.mark.parametrize("name, roles", [("nurses", 2), ("four-breads", 4)])
def test_an_example_builds_strictly(name, roles, tmp_path):
    site = built(lay_project(tmp_path / name, data=PROJECTS[name]), **FEW)
    assert len([*(site / "roles").glob("*/index.html")]) == roles
    (quiz,) = (PROJECTS[name] / "quizzes").glob("*.yml")
    assert (site / "quizzes" / quiz.stem / "index.html").is_file()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_on_its_pages_that_it_is_made_up(name):
    comparison = read_project(PROJECTS[name]).comparison
    assert "made up" in comparison.article.note
    assert {source.publisher for source in comparison.sources} <= {"Made up for this example"}


def test_a_copy_with_other_values_knows_nothing_of_the_old_ones():
    comparison = read_project(THREE_ROLES).comparison
    fact = comparison.facts[0]
    assert comparison.fact(fact.id) is fact
    changed = fact.model_copy(update={"label": "Xyzzy"})
    copied = comparison.model_copy(update={"facts": (changed, *comparison.facts[1:])})
    assert (copied.fact(fact.id), comparison.fact(fact.id)) == (changed, fact)
