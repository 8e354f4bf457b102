"""The guide to a comparison of one's own: what it quotes stands in the example, and the check says what it says there."""

from __future__ import annotations

import re
import shutil

import cli
import pytest
from support import NURSES, ROOT

GUIDE = (ROOT / "docs" / "make-your-own.md").read_text(encoding="utf-8")
COMPARISON, QUIZ = "docs/comparison.yml", "quizzes/on-the-ward.yml"
# The slips of the guide in its order: the file, what stands there, what stands there after the slip, and the words of the
# guide that tell of it.
SLIPS = [
    (COMPARISON, "about: [registered]\n    flags: [varies]\n    context: [N01]\n    says: Registered nurses write",
     "about: [registred]\n    flags: [varies]\n    context: [N01]\n    says: Registered nurses write", "about: [registred]"),
    (COMPARISON, "says: Both talk with families.", "says: Families: both talk with them.", "says: Families: both talk with them."),
    (COMPARISON, 'question: "what do {role} do all day?"', 'question: "what do they do all day?"', 'question: "what do they do all day?"'),
    (COMPARISON, "stances: {practical: denied, registered: stated}", "stances: {practical: no, registered: stated}",
     "stances: {practical: no, registered: stated}"),
    (COMPARISON, "stances: {practical: stated, registered: not mentioned}\n    claims: [C01]",
     "stances: {practical: stated, registered: denied}\n    claims: [C01]", "stances: {practical: stated, registered: denied}"),
    (COMPARISON, "claims: [C11]", "claims: [C10]", "claims: [C10]"),
    (COMPARISON, "    context: [N01]\n    says: The course of a practical", "    says: The course of a practical", "context: [N01]"),
    (COMPARISON, 'year: "2026"', "year: 2026", "year: 2026"),
    (QUIZ, "- denied-hand-out-tasks", "- denied-hand-out-task", "denied-hand-out-task"),
    (QUIZ, "  - kinds: [which]\n", "  - kinds: [which]\n    leave_out: [which-report]\n", "leave_out: [which-report]"),
    (QUIZ, "rationale: The note on Exampleton says that the town's own rules decide it.", "rationale: See the note.", "rationale: See the note."),
    (COMPARISON, "stances: {practical: denied, registered: stated}", "stances: {practical: stated, registered: stated}",
     "stances: {practical: stated, registered: stated}"),
    (QUIZ, ("      - id: course\n        text: In the notes of a course\n        rationale: This would be right for how the work is done; "
            "which nurse does it is for the rules to say.\n"), "", "text: In the notes of a course"),
]
# A fence of each kind, with what leads up to it.
FENCES = re.findall(r"((?:(?!```).)*?)^```(\w*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
TOLD = [(before, text) for before, kind, text in FENCES if kind == "text"]


def test_every_line_that_the_guide_quotes_of_the_example_stands_in_it():
    files = [(NURSES / name).read_text(encoding="utf-8") for name in (COMPARISON, QUIZ)]
    quoted = [text for _, kind, text in FENCES if kind == "yaml"]
    assert len(quoted) >= 9
    assert [text for text in quoted if not any(text in file for file in files)] == []


def test_every_message_of_the_guide_has_its_slip():
    assert len(TOLD) == len(SLIPS) and {kind for _, kind, _ in FENCES} == {"text", "yaml", ""}


@pytest.mark.parametrize("number", range(len(SLIPS)), ids=[f"{slip[3]}" for slip in SLIPS])
def test_a_slip_gives_the_message_that_the_guide_shows(number, tmp_path, capsys):
    file, right, wrong, named = SLIPS[number]
    before, message = TOLD[number]
    assert f"`{named}`" in before
    project = tmp_path / "project"
    shutil.copytree(NURSES, project)
    text = (project / file).read_text(encoding="utf-8")
    assert text.count(right) == 1
    (project / file).write_text(text.replace(right, wrong), encoding="utf-8")
    assert cli.main(["--root", str(project), "check", "--strict"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.split()) == ("", message.split())


def test_the_commands_of_the_guide_are_those_that_there_are(capsys):
    for command in re.findall(r"python hooks/cli\.py ([\w-]+)", GUIDE):
        with pytest.raises(SystemExit) as stopped:
            cli.main([command, "--help"])
        assert stopped.value.code == 0
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`?make (new|serve|check|build)\b", GUIDE))
    assert targets == {"new", "serve", "check", "build"} and all(f"\n{target}: " in makefile for target in targets)
    (rule,) = re.findall(r"check --explain (\w+)", GUIDE)
    assert cli.main(["check", "--explain", rule]) == 0
    assert rule in capsys.readouterr().out


def test_the_guide_and_the_example_say_that_the_example_is_not_researched():
    assert "**The example is\nnot researched:**" in GUIDE
    for name in (COMPARISON, QUIZ):
        assert "not researched" in (NURSES / name).read_text(encoding="utf-8").lower()
    assert "ranks nobody" in GUIDE
