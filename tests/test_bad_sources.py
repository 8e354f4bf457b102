"""Kind errors: each bad source gives every problem it has, with line, column and rule, and no other.

The cases are files in sources/bad/. A file says what it must give in lines at its top, `# expect: LINE:COLUMN rule`, or,
where its bytes leave no room for a comment, in a file of its name with `.expect` added.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from comparison import checks, outputs, project, source
from comparison.errors import Problem, SourceError, nearest
from comparison.model import Comparison
from comparison.validation import load
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, THREE_ROLES, lay_project, wordings

SOURCES = Path(__file__).parent / "sources"
CASES = {kind: sorted((SOURCES / "bad" / kind).glob("*.yml")) for kind in ("comparison", "quizzes", "translation")}
TOLD = SOURCES / "bad" / "told.txt"
EVERY = [case for cases in CASES.values() for case in cases]
EXPECT = re.compile(r"^(?:# expect: )?(\d+):(\d+) ([\w-]+)$", re.MULTILINE)

# What only a slip in the deriving code could break, never an author: an item of theirs has no fixed options, and a
# derived key is worked out twice from the same data.
FROM_CODE_ALONE = {"K4", "K13"}
# What does not stop a build.
WARNED = {"not-translated"}


def lay(folder: Path, case: Path | None = None) -> Path:
    """Lay down the good project of tests, with one bad file in the place of its good one."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "quizzes").mkdir(exist_ok=True)
    # What quizzes cite has to be there.
    comparison = "tiny-notes.yml" if case and case.parent.name == "quizzes" else "tiny.yml"
    shutil.copy(SOURCES / "good" / comparison, folder / "docs" / "comparison.yml")
    shutil.copy(SOURCES / "good" / "tiny-quiz.yml", folder / "quizzes" / "tiny-quiz.yml")
    if case:
        shutil.copy(case, folder / place(case))
    if case and case.parent.name == "translation":
        with (folder / "docs" / "comparison.yml").open("a") as text:
            text.write("translations: [es]\n")
    return folder


def place(case: Path) -> str:
    return {"comparison": "docs/comparison.yml", "quizzes": "quizzes/tiny-quiz.yml", "translation": "docs/comparison.es.yml"}[case.parent.name]


def expected(case: Path) -> list[tuple[str, int, int, str]]:
    beside = case.with_name(case.name + ".expect")
    text = beside.read_text() if beside.exists() else case.read_text(encoding="utf-8")
    return sorted((place(case), int(line), int(column), rule) for line, column, rule in EXPECT.findall(text))


def problems(folder: Path):
    with pytest.raises(SourceError) as stopped:
        project.read_project(folder)
    return stopped.value.problems


def told(folder: Path) -> list[tuple[str, int, int, str]]:
    return [(p.path, p.line, p.column, p.rule) for p in problems(folder)]


def test_there_are_enough_cases():
    assert len(CASES["comparison"]) >= 70 and len(CASES["quizzes"]) >= 30 and len(CASES["translation"]) >= 15
    assert wordings(TOLD).keys() == {f"{case.parent.name}/{case.stem}" for case in EVERY}


def test_the_good_project_has_no_problem(tmp_path):
    read = project.read_project(lay(tmp_path))
    assert len(read.quizzes[0].items) == 10


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_bad_source_gives_its_problems_and_no_other(case, tmp_path, as_told):
    assert expected(case) != []
    found = problems(lay(tmp_path, case))
    assert [(p.path, p.line, p.column, p.rule) for p in found] == expected(case)
    as_told(TOLD, f"{case.parent.name}/{case.stem}", [str(problem) for problem in found])


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_problem_is_one_line_that_names_a_place_in_the_project(case, tmp_path):
    for problem in problems(lay(tmp_path, case)):
        assert re.fullmatch(r"(docs|quizzes)/[\w.-]+\.yml:\d+:\d+: [^\n]+ \[[\w-]+\]", str(problem))
        assert str(tmp_path) not in str(problem)
        # No line break and no escape sequence of a quoted name gets through to the terminal.
        assert str(problem).isprintable()
        # What is wrong, then what is allowed or what to do.
        assert re.search(r"[;,(:] ?\w", problem.text)


def known_rules() -> set[str]:
    """Return the ids of the rules that the code reports problems of, read from its calls."""
    known = {"unknown-role", "unknown-fact", "unknown-claim", "unknown-aspect", "unknown-note", "unknown-source",
             "unknown-term", "unknown-response", "unknown-topic", "unknown-area"}
    for module in (ROOT / "hooks" / "comparison").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                known |= {argument.value for argument in node.args
                          if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                          and getattr(node.func, "attr", getattr(node.func, "id", "")) in
                          {"problem", "Problem", "_add", "_problem", "Finding"}
                          and re.fullmatch(r"K\d+|[a-z]+\d?(-[a-z\d]+)+|alias|tag|tab", argument.value)}
    return known


def test_every_rule_has_a_bad_source():
    named = {rule for case in EVERY for *_, rule in expected(case)}
    # These are about files rather than what stands in them, about mkdocs.yml, or about what is too large to stand here; they have
    # tests of their own.
    about_files = {"page-taken", "package-missing", "package-broken", "broken-script", "missing-file", "unreadable-file", "too-large-file",
                   "list-in-two-files", "unknown-format", "unknown-page"}
    assert known_rules() - FROM_CODE_ALONE - about_files - WARNED == named


def test_shares_may_add_up_to_the_whole_and_rows_of_terms_rest_on_these_alone(tmp_path):
    folder = lay(tmp_path)
    shutil.copy(SOURCES / "good" / "tiny-notes.yml", folder / "docs" / "comparison.yml")
    file = folder / "quizzes" / "tiny-quiz.yml"
    written = "written:\n  - {id: kites, kind: match, stem: 'In this site''s glossary, which term is it?', terms: [G01], reusable: true}\n"
    file.write_text(file.read_text(encoding="utf-8").replace("written:\n", written) + "balance: {tools: 60, places: 40}\n", encoding="utf-8")
    assert [item.cites for item in project.read_project(folder).quizzes[0].items if item.id == "kites"] == [("G01",)]


def test_a_draw_may_name_an_area_of_the_examination(tmp_path):
    folder = lay(tmp_path)
    notes = (SOURCES / "good" / "tiny-notes.yml").read_text(encoding="utf-8")
    # The outline is cited by the examination alone.
    notes += "  - {id: OUTLINE, title: Outline, publisher: Pier, year: '2026', url: 'https://example.org/outline'}\n"
    exam = "exam: {name: Pier test, as_of: May 2026, source: OUTLINE, areas: [{id: craft, name: Craft, weight: 100, claims: [K05]}]}\n"
    (folder / "docs" / "comparison.yml").write_text(notes + exam, encoding="utf-8")
    with (folder / "quizzes" / "tiny-quiz.yml").open("a") as quiz:
        quiz.write("draws: [{areas: [craft], kinds: [spot]}]\n")
    asked = {item.id for item in project.read_project(folder).quizzes[0].items}
    assert {"spot-workshop-flier", "spot-string-builder"} <= asked


def test_two_aspects_may_each_have_a_row_of_one_name(tmp_path):
    folder = lay(tmp_path)
    file = folder / "docs" / "comparison.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("label: A workshop", "label: Glue"), encoding="utf-8")
    assert [fact.label for fact in project.read_project(folder).comparison.facts].count("Glue") == 2


def test_a_quiz_may_draw_all_that_it_asks(tmp_path):
    folder = lay(tmp_path)
    file = folder / "quizzes" / "tiny-quiz.yml"
    file.write_text(file.read_text(encoding="utf-8").split("items:")[0] + "draws: [{kinds: [which]}]\n", encoding="utf-8")
    assert {item.kind for item in project.read_project(folder).quizzes[0].items} == {"which"}


def test_a_missing_comparison_is_told(tmp_path):
    (tmp_path / "docs").mkdir()
    assert told(tmp_path) == [("docs/comparison.yml", 1, 1, "missing-file")]


@pytest.mark.parametrize("file", ["docs/comparison.yml", "quizzes/tiny-quiz.yml"])
def test_a_folder_in_the_place_of_a_file_is_told(file, tmp_path):
    folder = lay(tmp_path)
    (folder / file).unlink()
    (folder / file).mkdir()
    assert told(folder) == [(file, 1, 1, "unreadable-file")]


@pytest.mark.parametrize("name", ["tiny-quiz.old.yml", "Copy of tiny-quiz.yml", "Tiny Quiz.yml"])
def test_a_second_file_of_one_quiz_id_is_told(name, tmp_path):
    # "tiny-quiz.old.yml" has no id of its own either: two quizzes of one id would take the same page.
    folder = lay(tmp_path)
    shutil.copy(folder / "quizzes" / "tiny-quiz.yml", folder / "quizzes" / name)
    assert told(folder) == [(f"quizzes/{name}", 2, 5, "wrong-file")]


def test_a_quiz_file_that_would_be_passed_over_is_told(tmp_path):
    folder = lay(tmp_path)
    (folder / "quizzes" / "tiny-quiz.yml").rename(folder / "quizzes" / "tiny-quiz.yaml")
    assert told(folder) == [("quizzes/tiny-quiz.yaml", 1, 1, "wrong-file")]


def test_problems_of_all_files_come_together(tmp_path):
    folder = lay(tmp_path, SOURCES / "bad" / "comparison" / "boolean-for-text.yml")
    shutil.copy(SOURCES / "bad" / "quizzes" / "minutes-as-text.yml", folder / "quizzes" / "tiny-quiz.yml")
    shutil.copy(SOURCES / "bad" / "comparison" / "latin-1.yml", folder / "quizzes" / "other.yml")
    assert [(path, rule) for path, _, _, rule in told(folder)] == [
        ("docs/comparison.yml", "expected-text"), ("quizzes/other.yml", "not-utf8"), ("quizzes/tiny-quiz.yml", "expected-number")]


def test_notes_may_stand_in_files_of_their_own_and_problems_name_those(tmp_path):
    text = (SOURCES / "good" / "tiny-notes.yml").read_text(encoding="utf-8")
    facts, notes = text.split("context:\n  - id: N01", 1)
    folder = lay(tmp_path)
    (folder / "docs" / "comparison.yml").write_text(facts + "files: [notes.yml]\n", encoding="utf-8")
    (folder / "docs" / "notes.yml").write_text("context:\n  - id: N01" + notes, encoding="utf-8")
    read = project.read_project(folder).comparison
    assert ([n.id for n in read.context], [n.id for n in read.safety], [t.id for t in read.terms]) == (["N01"], ["D01"], ["G01"])
    (folder / "docs" / "notes.yml").write_text("context:\n  - id: N01" + notes.replace("place: Lower", "place: 7 #"), encoding="utf-8")
    assert told(folder) == [("docs/notes.yml", 5, 12, "expected-text")]
    (folder / "docs" / "notes.yml").write_text("contexts: []\n", encoding="utf-8")
    assert ("docs/notes.yml", 1, 1, "unknown-field") in told(folder)
    # What the claims name is not called unknown because the file that holds it could not be read.
    (folder / "docs" / "notes.yml").write_text("context:\n\t- id: N01" + notes, encoding="utf-8")
    assert told(folder) == [("docs/notes.yml", 2, 1, "tab")]


@pytest.mark.parametrize("name", ["sub/notes.yml", "../notes.yml", "/notes.yml", "''", ".", "notes", "x" * 300 + ".yml", "3", "[a]"])
def test_a_file_of_notes_is_named_by_a_plain_file_name(name, tmp_path):
    facts, _ = (SOURCES / "good" / "tiny-notes.yml").read_text(encoding="utf-8").split("context:\n  - id: N01", 1)
    folder = lay(tmp_path)
    (folder / "docs" / "comparison.yml").write_text(f"{facts}files:\n  - {name}\n", encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.line, problem.column, problem.rule in ("bad-form", "expected-text")) == (facts.count("\n") + 2, 5, True)


def test_a_list_of_notes_stands_in_one_file_alone(tmp_path):
    folder = lay(tmp_path)
    shutil.copy(SOURCES / "good" / "tiny-notes.yml", folder / "docs" / "comparison.yml")
    with (folder / "docs" / "comparison.yml").open("a") as comparison:
        comparison.write("files: [more.yml]\n")
    (folder / "docs" / "more.yml").write_text("terms: []\n", encoding="utf-8")
    assert told(folder) == [("docs/more.yml", 1, 1, "list-in-two-files")]


@pytest.mark.parametrize("taken", ["side-by-side.md", "side-by-side/index.md", "index.md", "README.md",
                                   "roles/builder/README.md", "downloads/comparison.json"])
def test_a_hand_written_file_may_not_take_the_place_of_a_generated_one(taken, tmp_path):
    folder = lay(tmp_path)
    (folder / "docs" / taken).parent.mkdir(parents=True, exist_ok=True)
    (folder / "docs" / taken).write_text("# Mine\n")
    with pytest.raises(SourceError) as stopped:
        outputs.read(folder)
    assert [(p.path, p.rule) for p in stopped.value.problems] == [(f"docs/{taken}", "page-taken")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no-mark", "mark"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
def test_a_byte_order_mark_and_any_line_ends_read_the_same(mark, ends, tmp_path):
    plain = source.read(SOURCES / "good" / "tiny.yml", SOURCES)
    (tmp_path / "x.yml").write_bytes(mark + (SOURCES / "good" / "tiny.yml").read_bytes().replace(b"\n", ends))
    other = source.read(tmp_path / "x.yml", tmp_path)
    assert (other.data, other.values, other.keys) == (plain.data, plain.values, plain.keys)
    assert Comparison.model_validate(other.data)


TINY = (SOURCES / "good" / "tiny.yml").read_text(encoding="utf-8")
SNIPPETS = ["", "\n", " ", "  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!!int ", "|", ">", "#", "%",
            "---\n", "...\n", "<<: ", "? ", "null", "yes", "1.5", "2024-13-45", "1:30", ".inf", "9" * 5000, "\u2028", "\x85",
            "\ufeff", "\x00", "\U0001f600", "é", "facts:\n", "  - id: x\n"]


@given(st.lists(st.tuples(st.integers(0, len(TINY)), st.integers(0, 12), st.sampled_from(SNIPPETS)), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_into_a_source_gives_a_comparison_or_problems(edits):
    text = TINY
    for start, length, snippet in edits:
        text = text[:start] + snippet + text[start + length:]
    try:
        read = source.parse(text, "docs/comparison.yml")
        comparison, found, whole = load(read, Comparison)
        found += checks.check_comparison(read, comparison, whole)
    except SourceError as error:
        found = error.problems
    lines = len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text))
    assert all(1 <= problem.line <= lines + 1 and problem.column >= 1 for problem in found)


def command(*arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, ROOT / "hooks" / "cli.py", *map(str, arguments)], capture_output=True, text=True,
                          timeout=60)


def test_check_prints_every_problem_and_nothing_of_python(tmp_path):
    for name in ("several-mistakes-at-once", "utf-16", "empty", "deep-nesting", "bracket-never-closed", "old-mac-line-ends"):
        case = SOURCES / "bad" / "comparison" / f"{name}.yml"
        result = command("--root", lay(tmp_path / name, case), "check")
        assert (name, result.returncode, result.stdout) == (name, 1, "")
        assert "Traceback" not in result.stderr
        lines = result.stderr.splitlines()
        assert [line.split(": ")[0] for line in lines] == [":".join(map(str, entry[:3])) for entry in expected(case)]


@pytest.mark.parametrize("lines", ["more{}: x\n", "title: {}\n"], ids=["of-the-form", "of-the-reader"])
@pytest.mark.parametrize("count", [1_000, 1_001, 3_000])
def test_of_more_than_a_thousand_mistakes_the_first_are_told_and_that_there_are_more(lines, count, tmp_path):
    folder = lay(tmp_path)
    (folder / "docs" / "comparison.yml").write_text(TINY + "".join(map(lines.format, range(count))), encoding="utf-8")
    told = command("--root", folder, "check").stderr.splitlines()
    assert told[1_000:] == (["There are more than 1000; mend these first"] if count > 1_000 else [])
    assert sum(line.startswith("docs/comparison.yml:") for line in told) == 1_000


def test_what_a_mistake_quotes_at_length_is_cut_in_its_middle():
    told = str(Problem("docs/comparison.yml", 1, 1, "K2", f"two options read the same: '{'x' * 6_000}'; change one"))
    assert len(told) < 1_100 and told.startswith("docs/comparison.yml:1:1: two options") and told.endswith("x'; change one [K2]")


@pytest.mark.parametrize("count", [10, 500])
def test_the_nearest_of_few_and_of_many_words_is_found(count):
    words = [f"word-{number}" for number in range(count)]
    assert nearest("glew", [*words, "glue", "clue"]) == " (did you mean 'glue'?)"
    assert nearest("", words) == nearest("x", words) == ""


def test_check_says_when_all_is_well_and_items_lists_them(tmp_path):
    result = command("--root", lay(tmp_path), "check")
    assert (result.returncode, result.stdout) == (0, "No mistakes: 5 facts, 6 claims, 17 items, 1 quizzes.\n")
    listed = command("--root", tmp_path, "items")
    assert listed.returncode == 0 and listed.stdout.startswith("which-glue\tAccording to the article, which kite people use glue?")


def test_a_command_that_is_not_known_exits_with_two():
    assert command("chekc").returncode == 2


def test_a_page_written_by_hand_that_is_not_utf8_is_told_with_its_place(tmp_path):
    project = lay_project(tmp_path / "project", data=THREE_ROLES)
    (project / "docs" / "news.md").write_bytes(b"# News\n\nA caf" + b"\xe9.\n")
    with pytest.raises(SourceError) as stopped:
        outputs.read(project, formats=())
    assert [str(problem) for problem in stopped.value.problems] == [
        "docs/news.md:3:6: this is not UTF-8 text; save the file with the encoding UTF-8 [not-utf8]"]
