"""Quizzes with more questions than a person takes in a sitting: they come in parts, and nothing of them is lost."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import cli
import pytest
from comparison import outputs
from comparison.exporters import QUIZ_FORMATS
from comparison.project import SITTING, read_project
from comparison.structured import block
from support import THREE_ROLES, fragment, having, text_of

COUNT = 2 * SITTING + 50
_ITEM = """\
  - id: fence-{n}
    kind: single
    stem: "In the Lower Valley, as of May 2026, who closes field number {n} by the evening?"
    place: the Lower Valley
    as_of: May 2026
    source: The Lower Valley Leaflet, 2026
    facts: {{quickest: {{waller: not mentioned, hedger: not mentioned, fencer: stated}}}}
    options:
      - {{id: waller, text: A dry-stone waller, rationale: A wall of stone takes weeks rather than one afternoon.}}
      - {{id: hedger, text: A hedge layer, rationale: A hedge is laid in winter and needs years to close.}}
      - {{id: fencer, text: A fence builder, correct: true, rationale: The leaflet says that a fence closes a field by evening.}}
"""


def laid(folder: Path, count: int) -> Path:
    """Lay down the fictional comparison with one more quiz, of so many questions of its own."""
    shutil.copytree(THREE_ROLES, folder)
    (folder / "quizzes" / "fences.yml").write_text(
        "id: fences\ntitle: Fences\naudience: builders\ngoals: [tell fences apart]\nminutes: 200\nposition: 99\nbalance: {results: 100}\n"
        "retired: [fence-old]\nwritten:\n" + "".join(_ITEM.format(n=n) for n in range(count)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return laid(tmp_path_factory.mktemp("sittings") / "project", COUNT)


@pytest.fixture(scope="module")
def project(root):
    return read_project(root)


def parts_of(project):
    return [asked for asked in project.quizzes if asked.quiz.id.startswith("fences")]


def test_a_long_quiz_comes_in_even_parts_that_together_ask_all_of_it(project):
    assert [(asked.quiz.id, asked.quiz.title, asked.quiz.minutes, len(asked.items)) for asked in parts_of(project)] == [
        ("fences", "Fences, part 1 of 3", 67, 83), ("fences--2", "Fences, part 2 of 3", 67, 83), ("fences--3", "Fences, part 3 of 3", 67, 84)]
    assert [item.id for asked in parts_of(project) for item in asked.items] == [f"fence-{n}" for n in range(COUNT)]
    assert [whole.quiz.title for whole in project.divided] == ["Fences"]
    # What was once used is told once.
    assert [asked.quiz.retired for asked in parts_of(project)] == [("fence-old",), (), ()]


def test_a_quiz_for_one_sitting_stays_as_it_is(tmp_path):
    project = read_project(laid(tmp_path / "project", SITTING))
    assert [(asked.quiz.id, asked.quiz.title, len(asked.items), asked.parts) for asked in parts_of(project)] == [("fences", "Fences", SITTING, 1)]
    assert project.divided == ()


def test_each_part_has_a_page_that_leads_to_the_others(project):
    made = {output.uri: output for output in outputs.outputs(project, formats=())}
    for number, id in enumerate(("fences", "fences--2", "fences--3"), 1):
        page = made[f"quizzes/{id}.md"]
        tree = fragment(page.text)
        assert len(having(tree, "data-quiz-item")) == len(parts_of(project)[number - 1].items) <= SITTING
        [parts] = having(tree, "class", "quiz-parts")
        assert text_of(parts) == "This quiz is taken in 3 parts: Part 1 Part 2 Part 3"
        others = [link.get("href") for link in parts.iter("a")]
        assert others == [f"../{other}/" for other in ("fences", "fences--2", "fences--3") if other != id]
        assert block(page, project, (), lambda uri: uri).count('"@type":"Question"') == len(parts_of(project)[number - 1].items)
    assert f"quizzes/fences--{number + 1}.md" not in made


def test_the_command_exports_the_whole_and_each_part(root, tmp_path, capsys):
    def exported(what: str) -> list[str]:
        file = tmp_path / f"{what}.csv"
        assert cli.main(["--root", str(root), "export", "csv", what, "-o", str(file)]) == 0
        return [row["id"] for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))]

    ids = [f"fence-{n}" for n in range(COUNT)]
    assert list(dict.fromkeys(exported("fences"))) == ids
    assert [list(dict.fromkeys(exported(f"fences--{part}"))) for part in (1, 2, 3)] == [ids[:83], ids[83:166], ids[166:]]
    assert cli.main(["--root", str(root), "export", "--list"]) == 0
    assert [line.strip().split("\t") for line in capsys.readouterr().out.partition("quizzes:\n")[2].splitlines() if "fences" in line] == [
        ["fences", "Fences"], ["fences--1", "Fences, part 1 of 3"], ["fences--2", "Fences, part 2 of 3"], ["fences--3", "Fences, part 3 of 3"]]


@pytest.mark.parametrize("exporter", [exporter for exporter in QUIZ_FORMATS if exporter.suffix.endswith(".pdf")], ids=lambda exporter: exporter.name)
def test_paper_takes_a_part_and_says_so_for_the_whole(root, tmp_path, capsys, exporter):
    file = tmp_path / "fences.pdf"
    assert cli.main(["--root", str(root), "export", exporter.name, "fences", "-o", str(file)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("a PDF has 100 questions at most, and these are 250; take a quiz in its parts, such as QUIZ--1")
    assert not file.exists()
    assert cli.main(["--root", str(root), "export", exporter.name, "fences--3", "-o", str(file)]) == 0
    assert file.read_bytes().startswith(b"%PDF-")
