"""A project folder in, its comparison, bank and quizzes out, or every mistake in its files at once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import checks, lint
from .errors import Problem, SourceError
from .bank import derive, facts_behind
from .items import Item, Option
from .messages import Messages, messages
from .model import FILE_FORM, NOTES, Comparison, Notes, Quiz
from .proof import unproved
from .quizzes import asked, chosen
from .source import DataPath, Source, read
from .validation import load

COMPARISON = "docs/comparison.yml"
QUIZZES = "quizzes"


@dataclass(frozen=True)
class AskedQuiz:
    """A quiz with the items it asks, in its order."""

    quiz: Quiz
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Project:
    """Everything the surfaces are made from: checked, so that nothing further can be wrong."""

    comparison: Comparison
    bank: tuple[Item, ...]
    quizzes: tuple[AskedQuiz, ...]
    say: Messages

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item there is: the derived ones, then those written in quizzes, in the order of their files."""
        return tuple({item.id: item for item in (*self.bank, *(item for quiz in self.quizzes for item in quiz.items))}.values())

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with the ids and revisions of the items, whatever their order."""
        content = "\n".join(sorted(f"{item.id} {item.revision}" for item in self.items))
        return hashlib.sha256(content.encode()).hexdigest()[:12]


def read_project(root: Path) -> Project:
    """Read docs/comparison.yml and quizzes/*.yml below `root`.

    Raises SourceError with the problems of all files. What hangs on the comparison is checked once the comparison
    itself is sound, so that one slip is not reported ten times.
    """
    problems: list[Problem] = []
    source, comparison = _read_comparison(root, problems)
    quizzes = [quiz for file in sorted((root / QUIZZES).glob("*.yml")) if (quiz := _read_quiz(file, root, problems))]
    quizzes.sort(key=lambda entry: (entry[1].position is None, entry[1].position, entry[1].id))
    problems += [Problem(file.relative_to(root).as_posix(), 1, 1, "wrong-file", "the name of a quiz file ends in '.yml'; "
                                                                                "rename this one")
                 for file in sorted((root / QUIZZES).glob("*.yaml"))]
    say = messages()
    if comparison is None or source is None:
        raise SourceError(problems)
    bank = derive(comparison, say)
    problems += _check_bank(source, comparison, bank, say)
    for quiz_source, quiz in quizzes:
        problems += checks.check_quiz(quiz_source, quiz, comparison, bank)
    if not problems:
        problems += _check_quizzes(source, comparison, bank, quizzes, say)
    if problems:
        raise SourceError(problems)
    return Project(comparison, bank, tuple(AskedQuiz(quiz, asked(quiz, bank, comparison, say)) for _, quiz in quizzes), say)


def _read_comparison(root: Path, problems: list[Problem]) -> tuple[Source | None, Comparison | None]:
    """Return the source and, if it has no problem at all, its comparison; add the problems found."""
    try:
        source = read(root / COMPARISON, root)
    except SourceError as error:
        problems += error.problems
        return None, None
    source, found, complete = _with_files(source, root)
    comparison, faults, whole = load(source, Comparison)
    found += faults
    # What has the wrong form is most often unknown as well; one problem at a place is enough. And where a file was not
    # read, nobody can tell which of its notes and sources are unknown.
    told = {(problem.path, problem.line, problem.column) for problem in found}
    silenced = () if complete else ("unknown-note", "unknown-source")
    found += [problem for problem in checks.check_comparison(source, comparison, whole and not found)
              if (problem.path, problem.line, problem.column) not in told and problem.rule not in silenced]
    problems += found
    return source, None if found else comparison


def _with_files(source: Source, root: Path) -> tuple[Source, list[Problem], bool]:
    """Return the comparison's source with the lists of the files it names, their problems, and whether all were read."""
    problems: list[Problem] = []
    parts: dict[str, Source] = {}
    named = source.data.get("files", []) if isinstance(source.data, dict) else []
    # A name of another form is told when the comparison is loaded; it could lead anywhere.
    listed = named if isinstance(named, list) else []
    sound = [name for name in listed if isinstance(name, str) and re.fullmatch(FILE_FORM, name)]
    for name in dict.fromkeys(sound):
        index, file = named.index(name), (root / COMPARISON).with_name(name)
        if not file.is_file():
            problems.append(source.problem(("files", index), "unknown-file", f"there is no file '{name}' beside this one; "
                                                                             "create it, or take its name out"))
            continue
        try:
            part = read(file, root)
        except SourceError as error:
            problems += error.problems
            continue
        _, found, _ = load(part, Notes)
        problems += [problem for problem in found if problem.rule in ("unknown-field", "expected-mapping")]
        for key in NOTES if isinstance(part.data, dict) else ():
            if key not in part.data:
                continue
            if key in source.data or key in parts:
                problems.append(part.problem((key,), "list-in-two-files", f"'{key}' stands in another file as well; keep "
                                                                          "one list", key=True))
            else:
                parts[key] = part
    complete = isinstance(named, list) and len(sound) == len(named) and not problems
    return source.with_parts(parts), problems, complete


def _read_quiz(file: Path, root: Path, problems: list[Problem]) -> tuple[Source, Quiz] | None:
    try:
        source = read(file, root)
    except SourceError as error:
        problems += error.problems
        return None
    quiz, found, whole = load(source, Quiz)
    problems += found
    return (source, quiz) if quiz and whole else None


def _check_bank(source: Source, comparison: Comparison, bank: tuple[Item, ...], say: Messages) -> list[Problem]:
    """Lint and prove every derived item; a problem stands at the fact it comes from."""
    places = {fact.id: ("facts", index) for index, fact in enumerate(comparison.facts)}

    def home(item: Item, option: Option | None = None) -> DataPath:
        if not item.facts:
            return "terms", next(index for index, term in enumerate(comparison.terms) if term.id in item.cites)
        return places[option.facts[0] if option else facts_behind(item.id, comparison)[0].id]

    findings = [*lint.lint_bank(bank), *(finding for item in bank for finding in lint.lint(item, say))]
    problems = [source.problem(home(finding.item, finding.option), finding.rule, finding.text) for finding in findings]
    return problems + [source.problem(home(item), "K4", text) for item in bank for text in unproved(source.data, item)]


def _check_quizzes(source: Source, comparison: Comparison, bank: tuple[Item, ...],
                   quizzes: list[tuple[Source, Quiz]], say: Messages) -> list[Problem]:
    """Check what can be told only over all quizzes, and lint the items written in them."""
    problems: list[Problem] = []
    # Where an author's own items stand: file and place of each, by identity, since ids may be the very problem.
    homes: dict[int, tuple[Source, DataPath]] = {}
    own: list[Item] = []
    every: list[Item] = []
    for quiz_source, quiz in quizzes:
        items = asked(quiz, bank, comparison, say)
        every += items
        for index, item in enumerate(items[len(chosen(quiz, bank, comparison)):]):
            homes[id(item)] = (quiz_source, ("written", index))
            own.append(item)
            problems += [_at(homes, finding) for finding in lint.lint(item, say, is_written=True)]
    problems += [_at(homes, finding) for finding in lint.lint_bank([*bank, *own])]
    in_use = {item.id for item in (*bank, *own)}
    for quiz_source, quiz in quizzes:
        for index, retired in enumerate(quiz.retired):
            if retired in in_use:
                problems.append(quiz_source.problem(("retired", index), "K8",
                                                    f"item id '{retired}' is retired, yet in use; give the item that "
                                                    "uses it a new id"))
    if quizzes:
        problems += checks.check_examined(source, comparison, every)
    return problems


def _option_place(source: Source, at: DataPath, id: str) -> DataPath:
    """Return where the option with an id stands within a written item, if it is the author's own."""
    entry = source.data
    for step in at:
        entry = entry[step]
    return next(((field, index) for field in ("options", "corrections", "pairs")
                 for index, option in enumerate(entry.get(field, ())) if option["id"] == id), ())


def _at(homes: dict[int, tuple[Source, DataPath]], finding: lint.Finding) -> Problem:
    """Return the finding on an author's own item as a problem at its place."""
    source, at = homes[id(finding.item)]
    text = finding.text
    if finding.option:
        at = (*at, *_option_place(source, at, finding.option.id))
    if finding.first and id(finding.first) in homes:
        first, place = homes[id(finding.first)]
        text += f" (the first stands at {first.where(place)})"
    elif finding.first:
        text += " (the first is derived from the facts)"
    return source.problem(at, finding.rule, text)
