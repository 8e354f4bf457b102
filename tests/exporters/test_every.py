"""What holds for every format there is: any kind of question goes out, and whoever waits sees how far it is."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from bench import exports
from comparison.exporters import QUIZ_FORMATS
from comparison.project import SITTING
from exporting import shipped
from support import ROOT

CLI = ROOT / "hooks" / "cli.py"
QUIZ = "safety"


@pytest.fixture(scope="module")
def many():
    """A large set of made-up items of every kind."""
    return exports.assessment(300)


@pytest.mark.parametrize("exporter", QUIZ_FORMATS, ids=lambda exporter: exporter.name)
def test_a_large_set_goes_out_and_whoever_watches_hears_of_each_question_once(exporter, many):
    heard: list[str] = []

    def watch(label, things):
        for thing in things:
            yield thing
            heard.append(thing.id)

    if exporter.suffix.endswith(".pdf"):
        # Paper takes no more than a sitting.
        many = replace(many, questions=many.questions[:SITTING])
    data = exporter.data(replace(many, watch=watch))
    assert heard == [question.id for question in many.questions]
    assert data == exporter.data(many)


def test_the_made_up_items_are_of_every_kind_there_is(many):
    assert {question.item.kind for question in many.questions} == set(exports.KINDS)
    assert {question.form for question in many.questions} == {"single", "multiple", "rows", "typed"}
    assert len({question.stem for question in many.questions}) == 300
    assert [question.id for question in many.questions if question.choices and not question.key] == []
    rows = [row for question in many.questions for row in question.rows]
    assert [row.id for row in rows if sum(choice.correct for choice in row.choices) != 1] == []


def test_the_bench_measures_what_it_says():
    plain, other = exports.part(12, [QUIZ_FORMATS[0].name if QUIZ_FORMATS[0].name != exports.PLAIN else QUIZ_FORMATS[-1].name]).rows()
    assert (plain["format"], plain["items"], plain["ratio"]) == (exports.PLAIN, 12, 1)
    assert other["format"] != exports.PLAIN and other["ratio"] == other["seconds"] / plain["seconds"]
    for row in (plain, other):
        assert row["items_per_s"] == 12 / row["seconds"]
        assert 0 < row["file_mb"] < row["peak_mb"]


def export(folder, stderr) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, CLI, "export", exports.PLAIN, QUIZ, "-o", folder / "out"],
                          stdout=subprocess.PIPE, stderr=stderr)


def test_the_command_shows_a_bar_on_a_terminal(tmp_path):
    # Windows has no such thing; importing it there would take the other tests along.
    import pty

    ours, theirs = pty.openpty()
    try:
        result = export(tmp_path, theirs)
    finally:
        os.close(theirs)
    shown = b""
    # Reading to the end of a terminal that nobody holds any more is an error on Linux.
    while b"100%" not in shown:
        shown += os.read(ours, 4096)
    os.close(ours)
    assert result.returncode == 0
    assert b"#" in shown and b"100%" in shown


def test_the_command_shows_no_bar_where_nobody_looks(tmp_path):
    result = export(tmp_path, subprocess.PIPE)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().startswith("Wrote ")
    exporter = next(exporter for exporter in QUIZ_FORMATS if exporter.name == exports.PLAIN)
    assert (tmp_path / "out").read_bytes() == exporter.data(shipped()[QUIZ])
