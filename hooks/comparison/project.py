"""A project folder in, its comparison, bank and quizzes out, or every mistake in its files at once."""

from __future__ import annotations

import gc
import hashlib
import math
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from . import checks, lint, translation, waivers
from .errors import Problem, SourceError
from .bank import derive, facts_behind
from .items import Item, Option, ordered
from .messages import Messages, messages
from .model import FILE_FORM, NOTES, Comparison, Notes, Quiz
from .proof import unproved
from .quizzes import asked
from .source import DataPath, Source, read
from .translation import Translation
from .validation import load
from .waivers import Noted, Waived

COMPARISON = "docs/comparison.yml"
QUIZZES = "quizzes"


# No quiz on the site has more questions than a person takes in a sitting; so many are in the licensing examination.
SITTING = 100
# Items of which it takes too much room to keep what was found out about their texts.
MANY = 1000


@dataclass(frozen=True)
class AskedQuiz:
    """A quiz with the items it asks, in its order; or one part of a quiz that has more of them than a person takes in a sitting.

    In a project, `quiz` does without what is written in it: that is among the items.
    """

    quiz: Quiz
    items: tuple[Item, ...]
    part: int = 1
    parts: int = 1

    def id_of(self, part: int) -> str:
        """Return the id of a part of the same quiz. The first has that of the quiz: a quiz that grows keeps its address."""
        # No id that an author gives has two hyphens.
        whole = self.quiz.id.partition("--")[0]
        return whole if part == 1 else f"{whole}--{part}"

    def sittings(self, say: Messages) -> tuple[AskedQuiz, ...]:
        """Return the parts of a whole quiz, as even as can be; itself where it has no more questions than a sitting."""
        count = math.ceil(len(self.items) / SITTING)
        if count < 2:
            return (self,)
        ends = [len(self.items) * part // count for part in range(count + 1)]
        return tuple(
            AskedQuiz(self.quiz.model_copy(update={
                "id": self.id_of(part), "title": say("quiz.part-title", title=self.quiz.title, part=part, parts=count),
                "minutes": math.ceil(self.quiz.minutes / count), "balance": {}, "retired": self.quiz.retired if part == 1 else ()}),
                self.items[start:end], part, count)
            for part, (start, end) in enumerate(pairwise(ends), 1))


@dataclass(frozen=True)
class Project:
    """Everything the surfaces are made from: checked, so that nothing further can be wrong."""

    comparison: Comparison
    bank: tuple[Item, ...]
    quizzes: tuple[AskedQuiz, ...]
    say: Messages
    # What could be better, and what authors let pass of it.
    warnings: tuple[Problem, ...] = ()
    waived: tuple[Waived, ...] = ()
    # The same in other languages.
    translations: tuple[Project, ...] = ()
    # The quizzes that come in parts, whole.
    divided: tuple[AskedQuiz, ...] = ()
    # What this is a translation of, and the ids of the notes that it shows in that one's language.
    original: Project | None = None
    untranslated: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of all texts, as its code."""
        return self.say.language

    @property
    def folder(self) -> str:
        """Where the pages are, with a slash at its end: those of a translation in a folder of its language."""
        return f"{self.language}/" if self.original else ""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item there is: the derived ones, then those written in quizzes, in the order of their files."""
        return tuple({item.id: item for item in (*self.bank, *(item for quiz in self.quizzes for item in quiz.items))}.values())

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with the ids and revisions of the items, whatever their order.

        A translation has that of its original.
        """
        return self.original.version if self.original else version_of(self.items)


def version_of(items: Iterable[Item]) -> str:
    """Return twelve hexadecimal digits that change with the ids and revisions of items, whatever their order."""
    content = "\n".join(sorted(f"{item.id} {item.revision}" for item in items))
    return hashlib.sha256(content.encode()).hexdigest()[:12]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for circles in what is made meanwhile, where each look goes through all of it and finds none."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


@_uncollected()
def read_project(root: Path) -> Project:
    """Read docs/comparison.yml and quizzes/*.yml below `root`.

    Raises SourceError with the problems of all files. What hangs on the comparison is checked once the comparison
    itself is sound, so that one slip is not reported ten times.
    """
    problems: list[Problem] = []
    source, comparison = _read_comparison(root, problems)
    quizzes = [found for file in _seen(root, "*.yml") if (found := _read_quiz(file, root, problems))]
    quizzes.sort(key=lambda entry: (entry[1].position is None, entry[1].position, entry[1].id))
    problems += [Problem(file.relative_to(root).as_posix(), 1, 1, "wrong-file", "the name of a quiz file ends in '.yml'; "
                                                                                "rename this one")
                 for file in _seen(root, "*.yaml")]
    if os.path.lexists(root / QUIZZES) and not (root / QUIZZES).is_dir():
        problems.append(Problem(QUIZZES, 1, 1, "unreadable-file", "this is no folder; put a folder with the files of quizzes in its place"))
    if comparison is None or source is None:
        raise SourceError(problems)
    say = messages(comparison.language)
    translations = [texts for language in comparison.translations
                    if (texts := _read_translation(root, language, source, comparison, quizzes, problems))]
    bank = derive(comparison, say)
    problems += _check_bank(source, comparison, bank, say)
    problems += waivers.check(source, comparison, (item.id for item in bank))
    for quiz_source, quiz in quizzes:
        problems += checks.check_quiz(quiz_source, quiz, comparison, bank)
    if problems:
        raise SourceError(problems)
    made = _Made(source, comparison, bank, say, [(quiz_source, AskedQuiz(quiz, asked(quiz, bank, comparison, say)))
                                                 for quiz_source, quiz in quizzes])
    if problems := made.problems():
        raise SourceError(problems)
    warnings, waived, stale = made.warnings()
    if stale:
        raise SourceError(stale)
    whole = tuple(quiz for _, quiz in made.quizzes)
    # Thousands of items need not be held twice.
    lean = tuple(replace(quiz, quiz=quiz.quiz.model_copy(update={"written": ()})) for quiz in whole)
    project = Project(comparison, bank, _in_sittings(lean, say), say, tuple(sorted(set(warnings))), waived,
                      divided=tuple(quiz for quiz in lean if len(quiz.items) > SITTING))
    project = _with_translations(project, whole, source, translations)
    if len(project.items) > MANY:
        # Otherwise most of it is of use again when a site that is served is built anew.
        lint.forget()
    return project


def _seen(root: Path, pattern: str) -> list[Path]:
    """Return files of quizzes, without hidden ones: editors and systems lay such beside the files that they are about."""
    return sorted(file for file in (root / QUIZZES).glob(pattern) if not file.name.startswith("."))


def _in_sittings(whole: Iterable[AskedQuiz], say: Messages) -> tuple[AskedQuiz, ...]:
    return tuple(part for quiz in whole for part in quiz.sittings(say))


def _with_translations(project: Project, whole: tuple[AskedQuiz, ...], source: Source, translations: list[Source]) -> Project:
    """Return a project with its translations; `whole` are its quizzes, none of them in parts.

    Raises SourceError with the problems of all of them. Their items are held against the rules that make an item wrong, and
    their keys are proved from the translated data, as those of the original are.
    """
    problems: list[Problem] = []
    made: list[Project] = []
    notes: list[Problem] = []
    for texts in translations:
        language = _language_of(texts)
        data = translation.overlaid(source.data, texts.data, language)
        comparison, say = Comparison.model_validate(data), messages(language)
        originals = {item.id: item for item in project.bank}
        derived = derive(comparison, say)
        known = lint.Background(comparison, say, derived)
        found = [(finding.item, finding.option, finding.rule, finding.text)
                 for finding in (*lint.bank_errors(derived), *(f for item in derived for f in lint.item_errors(item, known)))]
        found += [(item, None, "K4", text) for item in derived for text in unproved(data, item)]
        problems += [texts.problem(_named_home(comparison, item, option), rule, text) for item, option, rule, text in found]
        bank = tuple(replace(item, original=originals[item.id]) for item in derived)
        quizzes = tuple(
            AskedQuiz(quiz, asked(quiz, bank, comparison, say))
            for original in whole if (head := texts.data.get("quizzes", {}).get(original.quiz.id))
            for quiz in [Quiz.model_validate({**original.quiz.model_dump(exclude_unset=True), **head, "waivers": []})])
        made.append(Project(comparison, bank, _in_sittings(quizzes, say), say, original=project,
                            untranslated=translation.untranslated(texts, source.data)))
        notes += translation.warnings(texts, source.data)
    if problems:
        raise SourceError(problems)
    return replace(project, translations=tuple(made), warnings=tuple(sorted({*project.warnings, *notes})))


def _language_of(texts: Source) -> str:
    return texts.path.split(".")[-2]


def _named_home(comparison: Comparison, item: Item | None, option: Option | None) -> DataPath:
    """Return where the texts of a translated item stand: with its fact or its term, by id."""
    group, index = _home(comparison, item, option)
    return group, getattr(comparison, str(group))[index].id


def _read_translation(root: Path, language: str, source: Source, comparison: Comparison, quizzes: list[tuple[Source, Quiz]],
                      problems: list[Problem]) -> Source | None:
    """Return the texts of a translation, if they have no problem; add the problems found."""
    at = ("translations", comparison.translations.index(language))
    file = (root / COMPARISON).with_name(f"comparison.{language}.yml")
    if not file.is_file():
        problems.append(source.problem(at, "unknown-file", f"there is no file '{file.name}' beside this one; create it, or take "
                                                           "the language out"))
        return None
    texts = _read(file, root, problems)
    if texts is None:
        return None
    _, found, whole = load(texts, Translation)
    if whole:
        found += translation.check(texts, source.data, {quiz.id: quiz_source.data for quiz_source, quiz in quizzes})
    problems += found
    return None if found else texts


def _read_comparison(root: Path, problems: list[Problem]) -> tuple[Source | None, Comparison | None]:
    """Return the source and, if it has no problem at all, its comparison; add the problems found."""
    source = _read(root / COMPARISON, root, problems)
    if source is None:
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
        part = _read(file, root, problems)
        if part is None:
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


def _read(file: Path, root: Path, problems: list[Problem]) -> Source | None:
    """Return what an author's file holds, if it can be read; add the problems found."""
    try:
        return read(file, root)
    except SourceError as error:
        problems += error.problems
        return None


def _read_quiz(file: Path, root: Path, problems: list[Problem]) -> tuple[Source, Quiz] | None:
    source = _read(file, root, problems)
    if source is None:
        return None
    quiz, found, whole = load(source, Quiz)
    problems += found
    return (source, quiz) if quiz and whole else None


def _home(comparison: Comparison, item: Item | None, option: Option | None = None) -> DataPath:
    """Return where a derived item comes from: the fact that it, or one of its options, speaks of, or the term."""
    # A finding on the whole bank is about no item, and told elsewhere.
    assert item is not None
    if not item.facts:
        return "terms", next(index for index, term in enumerate(comparison.terms) if term.id in item.cites)
    fact = option.facts[0] if option and option.facts else facts_behind(item.id, comparison)[0].id
    return "facts", next(index for index, known in enumerate(comparison.facts) if known.id == fact)


def _check_bank(source: Source, comparison: Comparison, bank: tuple[Item, ...], say: Messages) -> list[Problem]:
    """Lint and prove every derived item; a problem stands at the fact it comes from."""
    known = lint.Background(comparison, say, bank)
    findings = [*lint.bank_errors(bank), *(finding for item in bank for finding in lint.item_errors(item, known))]
    problems = [source.problem(_home(comparison, finding.item, finding.option), finding.rule, finding.text)
                for finding in findings]
    return problems + [source.problem(_home(comparison, item), "K4", text) for item in bank
                       for text in unproved(source.data, item)]


class _Made:
    """A comparison and its quizzes with their items, all sound by themselves: checked for what shows only over all."""

    def __init__(self, source: Source, comparison: Comparison, bank: tuple[Item, ...], say: Messages,
                 quizzes: list[tuple[Source, AskedQuiz]]):
        self.source, self.comparison, self.bank, self.quizzes = source, comparison, bank, quizzes
        # Where an author's own items stand: file and place of each, by identity, since ids may be the very problem.
        self.homes: dict[int, tuple[Source, DataPath]] = {}
        self.own: list[Item] = []
        for quiz_source, quiz in quizzes:
            first = len(quiz.items) - len(quiz.quiz.written)
            for index, item in enumerate(quiz.items[first:]):
                self.homes[id(item)] = (quiz_source, ("written", index))
                self.own.append(item)
        self.known = lint.Background(comparison, say, (*bank, *self.own))

    def problems(self) -> list[Problem]:
        """Return what stops the build: in items written in quizzes, and between all items."""
        every = [*self.bank, *self.own]
        problems = [self._at(finding) for item in self.own for finding in lint.item_errors(item, self.known, is_written=True)]
        problems += [self._at(finding) for finding in lint.bank_errors(every)]
        in_use = {item.id for item in every}
        for source, quiz in self.quizzes:
            for index, retired in enumerate(quiz.quiz.retired):
                if retired in in_use:
                    problems.append(source.problem(("retired", index), "K8",
                                                   f"item id '{retired}' is retired, yet in use; give the item that uses it a "
                                                   "new id"))
            problems += waivers.check(source, quiz.quiz, (item.id for item in quiz.items))
        if self.quizzes:
            problems += checks.check_examined(self.source, self.comparison, [item for _, quiz in self.quizzes for item in quiz.items])
        return problems

    def warnings(self) -> tuple[list[Problem], tuple[Waived, ...], list[Problem]]:
        """Return what could be better, what authors let pass of it, and the waivers that let nothing pass any more."""
        left = [*self._noted()]
        waived: list[Waived] = []
        stale: list[Problem] = []
        holders: list[tuple[Source, Comparison | Quiz]] = [(self.source, self.comparison),
                                                           *((source, quiz.quiz) for source, quiz in self.quizzes)]
        for source, holder in holders:
            left, passed, gone = waivers.apply(source, holder, left)
            waived += passed
            stale += gone
        return [one.problem for one in left], tuple(waived), stale

    def _noted(self) -> Iterator[Noted]:
        for item in (*self.bank, *self.own):
            for finding in lint.item_warnings(item, self.known):
                yield self._note(finding)
        shown = [replace(part, options=ordered(part.options, f"{quiz.quiz.id}/{item.id}/{part.id}"))
                 for _, quiz in self.quizzes for item in quiz.items for part in item.parts]
        language = self.known.say.language
        for finding in lint.bank_warnings([*self.bank, *self.own], shown, language):
            yield self._note(finding)
        for source, quiz in self.quizzes:
            for finding in lint.set_warnings(quiz.quiz, quiz.items, language):
                yield Noted(source.path, finding.item, self._in_set(source, quiz, finding))

    def _note(self, finding: lint.Finding) -> Noted:
        if finding.item is None:
            problem = self.source.problem(("facts",), finding.rule, finding.text, key=True)
        else:
            problem = self._at(finding)
        owner = self.homes[id(finding.item)][0] if id(finding.item) in self.homes else self.source
        return Noted(owner.path, finding.item, problem)

    def _in_set(self, source: Source, quiz: AskedQuiz, finding: lint.Finding) -> Problem:
        """Return what was found in a set as a problem: at the item, where the set names it, else where it says so."""
        if id(finding.item) in self.homes:
            return self._at(finding)
        if finding.item and finding.item.id in quiz.quiz.items:
            return source.problem(("items", quiz.quiz.items.index(finding.item.id)), finding.rule, finding.text)
        return source.problem(finding.at or ("draws",), finding.rule, finding.text, key=True)

    def _at(self, finding: lint.Finding) -> Problem:
        """Return a finding on an item as a problem at its place."""
        if id(finding.item) not in self.homes:
            at = _home(self.comparison, finding.item, finding.option)
            return self.source.problem(at, finding.rule, finding.text)
        source, at = self.homes[id(finding.item)]
        text = finding.text
        if finding.option:
            at = (*at, *_option_place(source, at, finding.option.id))
        if finding.first and id(finding.first) in self.homes:
            first, place = self.homes[id(finding.first)]
            text += f" (the first stands at {first.where(place)})" if finding.rule != "W21" else ""
        elif finding.first and finding.rule != "W21":
            text += " (the first is derived from the facts)"
        return source.problem(at, finding.rule, text)


def _option_place(source: Source, at: DataPath, id: str) -> DataPath:
    """Return where the option with an id stands within a written item, if it is the author's own."""
    entry = source.data
    for step in at:
        entry = entry[step]
    return next(((field, index) for field in ("options", "corrections", "pairs")
                 for index, option in enumerate(entry.get(field, ())) if option["id"] == id), ())
