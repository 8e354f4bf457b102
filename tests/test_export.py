"""The export command: what it writes, and what it says to names and links that lead nowhere."""

from __future__ import annotations

import cli
import pytest
from comparison import outputs, sets
from comparison.exporters import QUIZ_FORMATS
from comparison.items import Item
from comparison.project import read_project
from support import ROOT, THREE_ROLES

FORMATS = ", ".join(exporter.name for exporter in QUIZ_FORMATS)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PLACE = "https://example.org/site/quizzes/set/#"


@pytest.fixture(scope="module")
def project():
    return read_project(THREE_ROLES)


@pytest.fixture
def run(capsys):
    """A function that runs the command and returns its exit code and what it printed."""
    def command(*arguments, root=THREE_ROLES):
        code = cli.main(["--root", str(root), *map(str, arguments)])
        return code, *capsys.readouterr()
    return command


def entry(item) -> str:
    number = int(item.revision[:3], 16)
    return item.code + LETTERS[number // 64] + LETTERS[number % 64]


def link(*entries: str, version: int = 1, how: int = 0) -> str:
    """Return a set's link, as the comment in docs/assets/quiz/sets.mjs says that it is made."""
    body = LETTERS[version * 4 + how] + "AAAB" + "".join(entries)
    check = 7
    for letter in body:
        check = (check * 131 + LETTERS.index(letter) + 1) % 262139
    return PLACE + body + LETTERS[check // 4096] + LETTERS[check // 64 % 64] + LETTERS[check % 64]


@pytest.mark.parametrize("exporter", QUIZ_FORMATS, ids=lambda exporter: exporter.name)
def test_a_quiz_is_written_with_the_bytes_that_the_site_has(run, tmp_path, exporter):
    project, made = outputs.read(THREE_ROLES, formats=(exporter,))
    files = {output.uri: output.data for output in made}
    for asked in project.quizzes:
        file = tmp_path / f"{asked.quiz.id}.{exporter.suffix}"
        assert run("export", exporter.name, asked.quiz.id, "-o", file) == (0, f"Wrote {file} ({len(files[f'downloads/{file.name}'])} bytes)\n", "")
        assert file.read_bytes() == files[f"downloads/{file.name}"]


def test_a_set_is_written_by_its_link_or_by_what_was_copied_of_it(run, tmp_path, project):
    chosen = project.items[4:9][::-1]
    whole = link(*map(entry, chosen))
    for what in (whole, whole.partition("#")[2], f"  {whole}\n"):
        assert run("export", "csv", what, "-o", tmp_path / "set.csv")[0] == 0
        ids = [line.partition(",")[0] for line in (tmp_path / "set.csv").read_text(encoding="utf-8").splitlines()]
        assert list(dict.fromkeys(id for id in ids if id in {item.id for item in project.items})) == [item.id for item in chosen]


@pytest.mark.parametrize("how", range(4))
def test_a_link_names_up_to_sixty_questions_however_they_are_taken(how):
    items = tuple(Item(f"made-up-{number}", "single", f"What is {number}?", ()) for number in range(60))
    assert sets.named(sets.payload_of(link(*map(entry, items), how=how)), items) == items


def test_the_list_names_every_format_and_quiz(run, project):
    code, told, wrong = run("export", "--list")
    assert (code, wrong) == (0, "")
    lines = told.splitlines()
    at = lines.index("quizzes:")
    assert lines[0] == "formats:"
    assert [line.split("\t")[0].strip() for line in lines[1:at]] == [exporter.name for exporter in QUIZ_FORMATS]
    assert lines[at + 1:] == [f"  {asked.quiz.id}\t{asked.quiz.title}" for asked in project.quizzes]


def test_an_unknown_format_is_answered_with_the_known_ones_and_the_nearest(run, tmp_path):
    assert run("export", "jsn", "kinds", "-o", tmp_path / "x") == (
        2, "", f"there is no format 'jsn'; known: {FORMATS} (did you mean 'json'?)\n")
    assert run("export", "zzz", "kinds", "-o", tmp_path / "x") == (2, "", f"there is no format 'zzz'; known: {FORMATS}\n")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_quiz_is_answered_with_the_known_ones_and_the_nearest(run, tmp_path, project):
    known = ", ".join(asked.quiz.id for asked in project.quizzes)
    assert run("export", "json", "kind", "-o", tmp_path / "x") == (
        2, "", f"there is no quiz 'kind'; known: {known} (did you mean 'kinds'?)\n")
    # Long enough to be a payload, and still no link.
    assert run("export", "json", "something-else", "-o", tmp_path / "x") == (2, "", f"there is no quiz 'something-else'; known: {known}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_cannot_be_followed_says_why(run, tmp_path, project):
    first, second = map(entry, project.items[:2])
    reworded = next(first[:5] + letter for letter in LETTERS if letter != first[5])
    damaged = "the link is damaged: it was cut short or mistyped; copy it again, whole"
    cases = {
        link(first)[:-1]: damaged, PLACE: damaged, PLACE + "x": damaged, link(first, "AAA"): damaged, link(first, second, first): damaged,
        link(*(f"{LETTERS[n]}----A" for n in range(61))): damaged, link(first, version=0): damaged,
        link(first, version=0, how=3): damaged,
        link(first, version=2): "the link was made by a newer version of this site; update the project",
        link(): "the link names no question; make one on the assign page",
        link(first, "----AA"): "question 2 of the set is no longer in the bank; make the link anew on the assign page",
        link(second, reworded): f"question 2 of the set, '{project.items[0].id}', was revised since the link was made; make the link "
                                "anew on the assign page",
    }
    for what, why in cases.items():
        assert run("export", "csv", what, "-o", tmp_path / "x") == (2, "", why + "\n")
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_asked_for(run):
    asked = "say which format, which quiz and where to: export FORMAT QUIZ -o FILE (export --list names them)\n"
    for arguments in ((), ("csv",), ("csv", "kinds")):
        assert run("export", *arguments) == (2, "", asked)


def test_a_place_that_cannot_be_written_is_told(run, tmp_path):
    file = tmp_path / "none" / "x.csv"
    assert run("export", "csv", "kinds", "-o", file) == (2, "", f"'{file}' cannot be written: No such file or directory\n")


def test_mistakes_of_the_author_come_first(run, tmp_path):
    code, told, wrong = run("export", "csv", "kinds", "-o", tmp_path / "x.csv", root=tmp_path)
    assert (code, told) == (1, "") and "docs/comparison.yml" in wrong


def test_the_name_of_a_set_is_that_of_the_browser():
    # The vector of 32-bit FNV-1a that the browser's module is held to as well.
    assert [sets.name_of(text) for text in ("a", "foobar")] == ["e40c292c", "bf9cf968"]


def test_whoever_watches_is_told_of_every_question(project):
    heard = []

    def watch(label, things):
        for thing in things:
            yield thing
            heard.append((label, len(things), thing.id))

    outputs.export(project, "csv", "kinds", watch)
    (kinds,) = [asked for asked in project.quizzes if asked.quiz.id == "kinds"]
    assert heard == [("Writing questions", len(kinds.items), item.id) for item in kinds.items]


def test_any_item_of_the_shipped_bank_can_be_named_by_a_link():
    project = read_project(ROOT)
    for item in project.items:
        assert sets.named(sets.payload_of(link(entry(item))), project.items) == (item,)
