"""The benchmarks run, and their ratios are those of what they measured. How fast anything is, they print; no test passes or fails by it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bench import banks, exports, grading, others, pace
from bench.parts import Part, Step, table
from comparison import source
from comparison.project import read_project

QUESTION = {"stem": "Which way?", "several": False, "options": [
    {"text": "North", "correct": True, "rationale": "The wind does."}, {"text": "South", "correct": False, "rationale": "Nothing does."}]}


def test_the_bench_grades_every_answer_it_counts(browser, serve, tmp_path):
    rows = grading.part(browser, tmp_path, serve, counts=(12, 24), most=18).rows()
    assert [row["items"] for row in rows] == [12, 24]
    assert all(row["graded"] == min(row["on_page"], 18) > 0 for row in rows)
    assert rows[0]["ratio"] == 1 and rows[1]["ratio"] == rows[1]["median_ms"] / rows[0]["median_ms"]
    assert all(row["slowest_ms"] >= row["median_ms"] > 0 and row["first_painted_ms"] >= row["first_ms"] > 0 for row in rows)
    assert all(row["ready_ms"] > 0 and row["loaded_ms"] > 0 for row in rows)


@pytest.mark.parametrize("count, size, drawn", [(12, 100, 25), (230, 100, 25), (60, 60, 60)])
def test_a_made_up_project_asks_as_many_questions_as_it_is_told_and_nothing_could_be_better(tmp_path, count, size, drawn):
    project = read_project(banks.lay(tmp_path, count, size, drawn))
    asked = [item for quiz in project.quizzes for item in quiz.items]
    assert len({item.id for item in asked}) == len({item.stem for item in asked if item.id.startswith("made-")} | {
        item.id for item in asked if not item.id.startswith("made-")}) == count
    assert project.warnings == ()


def test_one_source_holds_all_facts_for_the_largest_bank():
    data = banks.source(max(pace.COUNTS) // banks.SIZE)
    assert source.parse(json.dumps(data, indent=1), "comparison.yml").data == data


def test_the_bench_compares_sites_of_any_size_with_plain_pages_and_with_themselves(tmp_path):
    rows = pace.growing(tmp_path, counts=(12, 120), plugins=()).rows()
    assert [(row["build"], row["questions"]) for row in rows] == [
        (pace.OURS, 12), (pace.PLAIN, 12), (pace.OURS, 120), (pace.PLAIN, 120)]
    ours, plain, more, more_plain = rows
    for one, other in ((ours, plain), (more, more_plain)):
        assert one["seconds"] > one["hook_s"] > 0 == other["hook_s"] and one["hook_%"] == 100 * one["hook_s"] / one["seconds"]
        assert (one["to_plain"], one["to_ours"]) == (one["cpu_s"] / other["cpu_s"], 1)
        assert (other["to_plain"], other["to_ours"]) == (1, other["cpu_s"] / one["cpu_s"])
        assert one["peak_mb"] > 20 < other["peak_mb"]
    assert (ours["to_fewer"], more["to_fewer"]) == ("-", more["cpu_s"] / ours["cpu_s"])
    # The same pages, with the same questions in them.
    for place in ("bank-12", "bank-120"):
        sites = [tmp_path / place / name / "site" for name in ("project", "plain")]
        pages = [{file.relative_to(site).as_posix() for file in site.rglob("index.html")} for site in sites]
        assert pages[0] == pages[1]
    ours, plain = ((tmp_path / "bank-120" / name / "site" / "quizzes" / "bank-0" / "index.html").read_text(encoding="utf-8").count(
        '<form class="quiz-item') for name in ("project", "plain"))
    assert ours == plain > 0


def test_a_build_that_takes_too_long_is_told_as_such(tmp_path):
    # Python itself takes longer to start.
    rows = pace.growing(tmp_path, counts=(12,), python=Path(sys.executable), plugins=("mkdocs-quiz",), patience=0.001).rows()
    cut = rows[-1]
    assert (cut["build"], cut["seconds"], cut["peak_mb"], cut["to_fewer"]) == ("mkdocs-quiz", "> 0.00", "-", "-")
    assert cut["to_plain"].startswith("> ") and cut["to_ours"].startswith("> ") and "> 0.00" in table(rows)


def test_the_bench_tells_the_hook_from_the_build_of_the_real_site(tmp_path):
    rows = pace.real(tmp_path, times=1, formats=("csv alone",)).rows()
    assert [(row["build"], row["downloads"]) for row in rows] == [(pace.OURS, "csv alone"), (pace.PLAIN, "none")]
    assert rows[0]["seconds"] > rows[0]["hook_s"] > 0 and rows[0]["ratio"] == rows[0]["cpu_s"] / rows[1]["cpu_s"]


def test_the_bench_edits_a_fact_and_builds_again(tmp_path):
    part = pace.editing(tmp_path, times=1, formats=("csv alone",))
    source = tmp_path / "edited" / "docs" / "comparison.yml"
    before = source.read_text(encoding="utf-8")
    (row,) = part.rows()
    assert row["seconds"] > row["hook_s"] > 0 and row["hook_%"] == 100 * row["hook_s"] / row["seconds"]
    after = source.read_text(encoding="utf-8")
    assert before != after and sorted(before) == sorted(after)


def test_the_same_questions_are_written_as_others_read_them():
    assert others.mkdocs_quiz([QUESTION]) == "<quiz>\nWhich way?\n- [x] North\n  > The wind does.\n- [ ] South\n  > Nothing does.\n</quiz>"
    assert others.mkdocs_mcq([QUESTION]) == (
        '```mcq\n---\ntype: single\nquestion: "Which way?"\n---\n\n- [x] North\n  > The wind does.\n- [ ] South\n  > Nothing does.\n```')
    assert others.text2qti([QUESTION, {**QUESTION, "several": True}]) == (
        "Quiz title: Made up\n\n1. Which way?\n*a) North\n... The wind does.\nb) South\n... Nothing does.\n\n"
        "2. Which way?\n[*] North\n... The wind does.\n[ ] South\n... Nothing does.\n")


def test_our_writers_stand_beside_those_of_others(tmp_path):
    rows = exports.beside_others(tmp_path, 12).rows()
    assert [(row["writer"], row["items"], row["to_ours"]) for row in rows] == [("canvas-qti", 12, 1), ("anki", 12, 1)]


def test_genanki_is_measured_as_ours_are(tmp_path):
    # It is in every environment, since this site needs it too.
    source = tmp_path / "questions.json"
    source.write_text(json.dumps([QUESTION] * 3), encoding="utf-8")
    result = subprocess.run([sys.executable, others.__file__, "genanki", str(source)], capture_output=True, text=True, check=True)
    row = json.loads(result.stdout)
    assert (row["items"], row["items_per_s"]) == (3, 3 / row["seconds"]) and row["file_mb"] > 0 < row["peak_mb"]


def test_rows_stand_in_columns_and_every_step_is_told():
    told = []
    part = Part("Numbers", (Step("first", lambda: {"name": "one", "value": 1.0}), Step("second", lambda: {"name": "eleven", "value": 11.256})),
                lambda rows: [{**row, "ratio": row["value"] / rows[0]["value"]} for row in rows])
    assert table(part.rows(told.append)).splitlines() == ["  name  value  ratio", "   one   1.00   1.00", "eleven  11.26  11.26"]
    assert told == ["first", "second"]
