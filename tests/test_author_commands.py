"""What authors ask the command line: problems for tools, reasons for rules, what is covered; never with a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import cli
import pytest
from comparison import lint, reports, rules, starter, stats
from comparison.errors import Problem
from comparison.lint.words import grade
from comparison.project import read_project
from support import NURSES, PROJECTS, ROOT
from test_bad_sources import EVERY, SOURCES, expected, known_rules, lay
from test_lint import KNOWN, against, item, texts


@pytest.fixture
def run(capsys):
    """A function that runs a command and returns its exit code and what it printed to both streams."""
    def called(*arguments):
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        return code, *capsys.readouterr()
    return called


def case(name):
    return SOURCES / "bad" / name


def unescaped(text):
    """Return what GitHub's runner reads of a value that was escaped for it."""
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


COMMAND = re.compile(r"::(error|warning) file=([^:,]+),line=(\d+),col=(\d+),title=([^:,]+)::(.+)")


@pytest.mark.parametrize("name", ["comparison/several-mistakes-at-once.yml", "comparison/escape-sequence-in-a-stance.yml",
                                  "quizzes/several-mistakes-at-once.yml", "comparison/utf-16.yml"])
def test_tools_get_the_problems_that_people_get(run, tmp_path, name):
    lay(tmp_path, case(name))
    code, out, told = run("--root", tmp_path, "check")
    assert (code, out) == (1, "")
    code, out, err = run("--root", tmp_path, "check", "--format", "json")
    problems = json.loads(out)["problems"]
    assert (code, err) == (1, "")
    assert sorted((p["path"], p["line"], p["column"], p["rule"]) for p in problems) == expected(case(name))
    assert [str(Problem(*(p[key] for key in ("path", "line", "column", "rule", "text")))) for p in problems] == told.splitlines()
    assert {p["level"] for p in problems} == {"error"}
    code, out, err = run("--root", tmp_path, "check", "--format", "github")
    assert (code, err) == (1, "")
    commands = [COMMAND.fullmatch(line).groups() for line in out.splitlines()]
    assert [(level, unescaped(path), int(line), int(column), rule) for level, path, line, column, rule, _ in commands] == [
        (p["level"], p["path"], p["line"], p["column"], p["rule"]) for p in problems]


def test_warnings_are_told_as_warnings_and_count_where_they_are_to(run):
    root = PROJECTS["three-roles"]
    count = len(read_project(root).warnings)
    assert count > 0
    for format in ("json", "github"):
        code, out, err = run("--root", root, "check", "--format", format)
        assert (code, err, out.count('"level": "warning"' if format == "json" else "::warning file=")) == (0, "", count)
        assert run("--root", root, "check", "--strict", "--format", format)[0] == 1


def test_nothing_wrong_is_told_as_nothing(run):
    assert run("--root", NURSES, "check", "--format", "json") == (0, '{\n  "problems": []\n}\n', "")
    assert run("--root", NURSES, "check", "--strict", "--format", "github") == (0, "", "")


def test_a_workflow_command_is_one_line_whatever_stands_in_it():
    problem = Problem("quizzes/50%,a:b.yml", 3, 9, "unknown-item", "no item '100%\r\n::error::x', a: b\x1b[0m\u2028")
    assert reports.as_github([("error", problem)]) == (
        "::error file=quizzes/50%25%2Ca%3Ab.yml,line=3,col=9,title=unknown-item::"
        "no item '100%25%0D%0A::error::x', a: b\\x1b[0m\\u2028")
    assert unescaped("50%25%2Ca%3Ab") == "50%,a:b"


def test_every_rule_that_a_problem_can_name_is_explained_and_no_other():
    assert set(rules.reasons()) == known_rules() | {*lint.RULES}
    # Above all those that the bad sources of the tests produce.
    assert {rule for bad in EVERY for *_, rule in expected(bad)} <= set(rules.reasons())


def test_an_explanation_gives_the_reason_and_two_examples_that_differ(run):
    for rule, told in rules.reasons().items():
        assert len(told.why.split()) >= 6 and told.why[-1] == "." and told.bad.strip() and told.good.strip() and told.bad != told.good
        code, out, err = run("check", "--explain", rule)
        assert (code, err, out.split("\n")[0]) == (0, "", rule)
        assert " ".join(told.why.split()) in " ".join(out.split())
        assert out.index("Bad example:") < out.index("Good example:")
        assert all(" ".join(text.split()) in " ".join(out.split()) for text in (told.bad, told.good))


def text_in(example):
    """Return the text that an example is about, without the field it stands in and what is said beside it."""
    return example.partition("  ")[0].partition("stem: " if "stem: " in example else "rationale: ")[2] or example.partition("  ")[0]


def listed_in(example):
    return texts(*re.findall("“([^”]+)”", example))


# How an example of a rule for questions becomes a question, where a text is all that it takes. Rows of options have the
# right one first.
AS_ITEM = {
    **dict.fromkeys(("K9", "K14", "W6", "W14", "W16", "W17"), lambda example: item(stem=text_in(example))),
    **dict.fromkeys(("K5", "K6", "F1", "F2", "F5"), lambda example: against(text_in(example))),
    **dict.fromkeys(("K3", "W25"), lambda example: texts(text_in(example), "They use string", "They use paper")),
    **dict.fromkeys(("K2", "W1", "W4", "W13"), listed_in),
}


@pytest.mark.parametrize("rule", AS_ITEM)
def test_the_rule_finds_its_bad_example_and_not_the_good_one(rule):
    def broken(example):
        made = AS_ITEM[rule](example)
        return {finding.rule for finding in (*lint.item_errors(made, KNOWN, is_written=True), *lint.item_warnings(made, KNOWN))}

    told = rules.reason(rule)
    assert (rule in broken(told.bad), rule in broken(told.good)) == (True, False)


@pytest.mark.parametrize("asked, near", [("unknown-rol", "unknown-role"), ("stale_stance", "stale-stance"), ("wrong-fiel", "wrong-file")])
def test_a_rule_that_is_not_known_is_answered_with_the_nearest(run, asked, near):
    assert run("check", "--explain", asked) == (2, "", f"there is no rule '{asked}' (did you mean '{near}'?)\n")


def test_a_rule_that_is_like_no_other_is_answered_with_all(run):
    code, out, err = run("check", "--explain", "%")
    assert (code, out) == (2, "") and all(rule in err for rule in rules.reasons())
    assert run("check", "--explain", "w12")[0] == 0


def test_coverage_is_counted_by_kind_aspect_and_examination_area(made):
    project, _ = made
    tables = {table.heading: dict(table.rows) for table in stats.tables(project)}
    comparison, items = project.comparison, project.items
    assert tables["Covered"]["claims"][0] == len(comparison.claims) and tables["Covered"]["facts"][0] == len(comparison.facts)
    # Every fact is asked about, or says why not.
    assert tables["Covered"]["facts"][1] >= len([fact for fact in comparison.facts if not fact.not_examinable])
    asked = {item.id for quiz in project.quizzes for item in quiz.items}
    for heading in ("Questions by kind", "Questions by aspect or other topic"):
        assert [sum(row[column] for row in tables[heading].values()) for column in (0, 1)] == [len(items), len(asked)]
    assert {aspect.id for aspect in comparison.aspects} <= set(tables["Questions by aspect or other topic"])
    assert ("Questions by examination area" in tables) == (comparison.exam is not None)
    assert sum(count for count, _ in tables["Claims by flag"].values()) == sum(len(claim.flags) for claim in comparison.claims)


def test_flags_without_a_note_are_named(run):
    code, out, err = run("--root", PROJECTS["three-roles"], "stats")
    assert (code, err) == (0, "")
    assert "Claims with a flag, but without a note that says why: L03, L05, L06\n" in out
    assert "Facts marked not_examinable: needed\n" in out


def test_the_reading_grade_is_that_of_the_formula_it_names(run):
    code, out, err = run("--root", NURSES, "stats")
    assert (code, err) == (0, "") and "Flesch-Kincaid: 0.39 x words a sentence + 11.8 x syllables a word - 15.59" in out
    says = [claim.says for claim in read_project(NURSES).comparison.claims]
    assert dict(stats.grades(read_project(NURSES)))["claims"] == grade(" ".join(says))
    # One sentence of five words of one syllable each, by hand.
    assert round(grade("The kite is on it."), 2) == round(0.39 * 5 + 11.8 * 1 - 15.59, 2)


@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("check", "--format", "github"), ("stats",), ("items",)])
@pytest.mark.parametrize("name", ["comparison/deep-nesting.yml", "comparison/empty.yml", "quizzes/empty-quiz.yml"])
def test_an_author_s_mistake_ends_every_command_with_one(run, tmp_path, command, name):
    code, out, err = run("--root", lay(tmp_path, case(name)), *command)
    assert (code, "Traceback" in out + err, bool(out + err)) == (1, False, True)


def test_a_folder_that_is_no_project_is_told(run, tmp_path):
    for command in ("check", "stats", "items"):
        assert run("--root", tmp_path / "nowhere", command) == (
            1, "", "docs/comparison.yml:1:1: this file is missing; create it [missing-file]\n")


@pytest.mark.parametrize("arguments", [("check", "--format", "xml"), ("check", "--explain"), ("new",), ("stats", "more")])
def test_what_is_not_understood_ends_with_two(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "") and err.startswith("usage: ")


# What stands in mkdocs.yml, and what both commands that read it by themselves say of it.
BAD_SETTINGS = {
    "missing": (None, "this file is missing; create it [missing-file]"),
    "a list": (b"- mkdocs\n", "mkdocs.yml:1:1: expected a mapping, found a list; write fields with their names [expected-mapping]"),
    "empty": (b"# nothing yet\n", "mkdocs.yml:1:1: the file holds no data; fill it in [empty-file]"),
    "two colons": (b"theme: material\nsite_name: Kites: a comparison\n",
                   "mkdocs.yml:2:17: a second colon stands on this line; put the whole text after the first in quotes [broken-yaml]"),
    "a bell": (b"theme: material\nsite_name: Ki\x07tes\n",
               "mkdocs.yml:2:14: the invisible character U+0007 is not allowed; delete it [control-character]"),
    "another encoding": (b"theme: material\nsite_name: Caf\xe9\n",
                         "mkdocs.yml:2:15: this is not UTF-8 text; save the file with the encoding UTF-8 [not-utf8]"),
}


@pytest.mark.parametrize("command", ["stage", "finish"])
@pytest.mark.parametrize("settings", BAD_SETTINGS)
def test_settings_that_cannot_be_read_are_the_author_s_mistake(run, tmp_path, command, settings):
    text, told = BAD_SETTINGS[settings]
    root, folder = tmp_path / "project", tmp_path / "folder"
    shutil.copytree(NURSES, root)
    if text is not None:
        (root / "mkdocs.yml").write_bytes(text)
    if command == "finish":
        folder.mkdir()
        (folder / "index.html").write_text("built")
    assert run("--root", root, command, folder) == (1, "", f"mkdocs.yml:1:1: {told}\n" if text is None else f"{told}\n")
    # Nothing was begun.
    assert [file.name for file in folder.rglob("*")] == (["index.html"] if command == "finish" else [])


def test_settings_that_say_little_are_enough_to_stage(run, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(NURSES, root)
    (root / "mkdocs.yml").write_text("site_name: Kites\ntheme: material\nextra:\n  name: !!python/name:material.extensions.emoji.twemoji\n")
    code, out, err = run("--root", root, "stage", tmp_path / "staged")
    assert (code, err) == (0, "") and out.startswith("Staged ")
    staged = (tmp_path / "staged" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "theme: material\n" in staged and "!!python/name:material.extensions.emoji.twemoji" in staged and "nav:" not in staged


# What is printed as a whole was found out by then; a long list breaks off before its end.
@pytest.mark.parametrize("command, code", [(("check", "--explain", "K1"), 0), (("check", "--explain", "K"), 2), (("items",), 2)])
def test_a_reader_that_has_read_enough_ends_a_command_quietly(command, code):
    # Some systems ask Python to keep nothing back; then even a short text breaks off before its end.
    with subprocess.Popen([sys.executable, ROOT / "hooks" / "cli.py", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, "PYTHONUNBUFFERED": ""}) as process:
        process.stdout.close()
        told = process.stderr.read()
    assert (b"Traceback" in told, b"Exception" in told, process.returncode) == (False, False, code)


def test_what_a_terminal_cannot_show_or_a_full_disk_cannot_take_is_no_traceback():
    command = f"{sys.executable} {ROOT / 'hooks' / 'cli.py'}"
    ascii_only = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    items = subprocess.run(f"{command} items", shell=True, capture_output=True, text=True, env=ascii_only)
    assert (items.returncode, "Traceback" in items.stderr) == (0, False) and "\\u201c" in items.stdout
    closed = subprocess.run(f"{command} check --explain W12 >&-", shell=True, capture_output=True, text=True)
    assert (closed.returncode, closed.stderr) == (0, "")
    if Path("/dev/full").exists():
        full = subprocess.run(f"{command} check --explain W12 >/dev/full", shell=True, capture_output=True, text=True)
        assert (full.returncode, full.stderr) == (2, "The command cannot be carried out: No space left on device\n")


def test_a_folder_within_docs_is_not_staged_into(run):
    code, out, err = run("stage", ROOT / "docs" / "out")
    assert (code, out) == (2, "") and err.endswith("name a folder outside of it\n") and not (ROOT / "docs" / "out").exists()


@pytest.mark.parametrize("name, data", [("search/search_index.json", b"["), ("index.html", b"\xff"), ("search/search_index.json", b"\xff")])
def test_a_site_that_the_site_generator_did_not_write_is_told_and_left_alone(run, tmp_path, name, data):
    site = tmp_path / "site"
    (site / "search").mkdir(parents=True)
    (site / "index.html").write_bytes(b"<html></html>")
    (site / name).write_bytes(data)
    code, out, err = run("finish", site)
    assert (code, out) == (2, "") and "build it again" in err
    assert (site / name).read_bytes() == data and list(tmp_path.iterdir()) == [site]


def test_what_is_missing_for_a_new_project_is_told(run, tmp_path, monkeypatch):
    monkeypatch.setattr(starter, "CODE", ("hooks", "no-such-file"))
    assert run("new", tmp_path / "mine") == (2, "", "'no-such-file' is missing in this project, and a new one needs it; put it back\n")
    assert list(tmp_path.iterdir()) == []
