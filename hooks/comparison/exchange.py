"""What leaves the site: a quiz or a set in, its questions out in a form that belongs to no format, ready for every exporter.

A question is what a reader of a format would call one: a single choice, several choices, rows that share their answers,
or a typed answer. A statement to be judged becomes a single choice between "it stands" and its corrections, so that the
half point for seeing that it does not stand is kept as that choice's weight.

Texts are plain: each exporter escapes them for its format, once. Options stand in an order that hangs on the item alone,
so that what the browser puts together for a set has the same bytes as what the build wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from . import bank_index, rows
from .items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part, ordered
from .messages import Messages
from .model import ContextNote, Note
from .project import AskedQuiz, Project, version_of
from .quizzes import areas_of
from .watching import Watch, unwatched

SINGLE, MULTIPLE, ROWS, TYPED = "single", "multiple", "rows", "typed"
# How a format can fall short of a question; each exporter names those that hold for it. The messages under `export.loss`
# say them to instructors.
LOSSES = (
    # Questions of a form that it has no word for stay out.
    "no-multiple", "no-rows", "no-typed",
    # Rows become questions of their own, which share the point.
    "rows-split",
    # Reasons: no room for those of single options, or of rows; or for any.
    "option-rationales", "row-rationales", "rationales",
    # What stands beside the item (context, safety, where it holds) has no room.
    "notes",
    # Right or wrong, nothing between; or the reader's own rule for what is between, be it for all or for several right answers
    # alone; or no points at all, or none below one.
    "partial-credit", "partial-rule", "own-credit", "points",
    # No room for topics and examination areas, for names, or for ids, so that importing again duplicates.
    "tags", "titles", "ids",
    # Only the first of several accepted answers; or all of them, but to the letter.
    "variants", "spelling",
    # No word for whether options may change places.
    "order",
    # No room for what the quiz is about.
    "about",
    # Line breaks and tabs become spaces.
    "whitespace",
    # What the site links to is named in words.
    "links",
    # Of characters that the fonts lack, such as emoji, only the numbers.
    "glyphs",
    # What is right; it is in a file of its own.
    "key",
)


@dataclass(frozen=True)
class Choice:
    """One option: `weight` is the share of the question's points that choosing it gains, below zero where it costs some.

    In a question of several choices the weights of the key add up to 1 and those of the others to -1, so that choosing
    everything gains nothing; points never fall below zero.
    """

    id: str
    text: str
    correct: bool
    weight: Fraction
    rationale: str


@dataclass(frozen=True)
class Row:
    """One row: what is asked of it, and its choices, of which one is right. All rows of a question have the same choices
    in the same order; what is right and why differs. `alone` is what it asks where it stands without the others.
    """

    id: str
    prompt: str
    choices: tuple[Choice, ...]
    alone: str

    @property
    def key(self) -> Choice:
        """The choice that is right."""
        return next(choice for choice in self.choices if choice.correct)

    @property
    def rationales(self) -> tuple[str, ...]:
        """The reasons for and against its choices, each once, that of the right one first."""
        return tuple(dict.fromkeys([self.key.rationale, *(choice.rationale for choice in self.choices)]))


@dataclass(frozen=True)
class Question:
    """One question in a form that any format may take.

    `id` is the item's, or the item's and the row's where a row became a question. `form` is single, multiple, rows or
    typed, and says which of `choices`, `rows` and `accepted` are filled. `points` is what it is worth: 1, or a share of 1.
    `notes` are paragraphs that stand beside the item on the site: where and when it holds, context and safety notes with
    place, date and sources. `tags` are the ids of its kind, topic and examination areas; `topic` and `areas` are their
    names. `shuffle` tells whether the choices may change places.
    """

    id: str
    item: Item
    title: str
    form: str
    stem: str
    points: Fraction
    shuffle: bool
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    accepted: tuple[str, ...] = ()
    rationale: str = ""
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    topic: str = ""
    areas: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Choice, ...]:
        """The choices that are right."""
        return tuple(choice for choice in self.choices if choice.correct)


@dataclass(frozen=True)
class Assessment:
    """A quiz or a set, as it leaves the site.

    `id` names its files: lower-case letters, digits and hyphens. `about` are paragraphs for the learner. `watch`
    shows how far the work on the questions is.
    """

    id: str
    title: str
    about: tuple[str, ...]
    questions: tuple[Question, ...]
    project: Project
    watch: Watch = unwatched

    def each(self) -> Iterator[Question]:
        """Yield the questions in order, watched."""
        return self.watch("Writing questions", self.questions)

    @property
    def site(self) -> str:
        """The title of the comparison: the folder that everything of it goes into."""
        return self.project.comparison.title

    @property
    def say(self) -> Messages:
        """The words of the interface, in the language of the project."""
        return self.project.say

    @property
    def language(self) -> str:
        """The language of all texts, as a BCP 47 tag."""
        return self.project.say.language

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items behind the questions, each once."""
        return tuple({question.item.id: question.item for question in self.questions}.values())

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with its questions, and with no others of the bank."""
        return version_of(self.items)


class Exporter(Protocol):
    """What every module of a format is.

    `name` is the word for it on the command line and in the messages; `suffix` ends its files' names, the extension
    included; `losses` are those of LOSSES that hold for it.
    """

    @property
    def name(self) -> str:
        """Its id."""
        ...

    @property
    def suffix(self) -> str:
        """What ends its files' names."""
        ...

    @property
    def losses(self) -> tuple[str, ...]:
        """What it cannot hold."""
        ...

    def data(self, assessment: Assessment) -> bytes:
        """Return the file."""
        ...


class TextExporter(Exporter, Protocol):
    """A format whose files are a head, one piece a question, and a foot.

    A browser puts sets together from the pieces that the build wrote; so a piece hangs on its question alone. `FOOT` is
    what stands after the last.
    """

    @property
    def FOOT(self) -> str:  # noqa: N802  (a constant of each module)
        """What stands after the last question."""
        ...

    def head(self, assessment: Assessment) -> str:
        """Return what stands before the first question."""
        ...

    def piece(self, question: Question) -> str:
        """Return one question, up to where the next begins; nothing for a question that the format has no word for."""
        ...


def joined(assessment: Assessment, head: str, piece: Callable[[Question], str], foot: str = "") -> bytes:
    """Return the file of a text format: its head, its pieces and its foot, in UTF-8."""
    return "".join([head, *map(piece, assessment.each()), foot]).encode()


class TooManyQuestions(ValueError):
    """More questions than a format takes in one file; the message says what to do."""


def of_quiz(asked: AskedQuiz, project: Project) -> Assessment:
    """Return a quiz as it leaves the site."""
    quiz, say = asked.quiz, project.say
    about = (say("quiz.source"), f"{say('quiz.for')} {quiz.audience}.", f"{say('quiz.goals')} {'; '.join(quiz.goals)}.",
             *_disclaimer(project))
    return Assessment(quiz.id, quiz.title, about, questions(asked.items, project), project)


def of_set(name: str, items: Iterable[Item], project: Project) -> Assessment:
    """Return chosen items as they leave the site; `name` is what the set is called where its results are told."""
    say = project.say
    return Assessment(f"set-{name}", say("export.set", name=name), (say("quiz.source"), *_disclaimer(project)),
                      questions(items, project), project)


def questions(items: Iterable[Item], project: Project) -> tuple[Question, ...]:
    """Return items as questions, one an item, in their order."""
    return tuple(question(item, project) for item in items)


def question(item: Item, project: Project) -> Question:
    """Return one item as a question."""
    comparison = project.comparison
    topics = dict(bank_index.topic_names(project))
    areas = areas_of(item, comparison)
    topic = topics[item.topic]
    whole = Question(item.id, item, title(item, topic, project.say), SINGLE, item.stem, Fraction(1), True,
                     notes=notes(item, project), tags=(item.kind, item.topic, *areas), topic=topic,
                     areas=tuple(area.name for area in comparison.exam.areas if area.id in areas) if comparison.exam else ())
    first = item.parts[0]
    if item.kind == "true-false":
        return replace(whole, choices=_judged(item, project.say), shuffle=False)
    if len(item.parts) > 1:
        made = tuple(Row(part.id, part.prompt, _choices(item, part),
                         project.say("export.row", stem=item.stem, prompt=part.prompt)) for part in item.parts)
        return replace(whole, form=ROWS, rows=made, shuffle=_shuffles(first))
    if not first.options:
        return replace(whole, form=TYPED, accepted=first.accepted, rationale=first.rationale)
    form = MULTIPLE if first.several else SINGLE
    return replace(whole, form=form, choices=_choices(item, first), shuffle=_shuffles(first))


def title(item: Item, topic: str, say: Messages) -> str:
    """Return what an item is called in lists of an LMS: its topic, its kind and its code.

    Some LMS show it to learners, so it may not be the id, which names the key of some items.
    """
    return say("export.title", topic=topic, kind=say(f"assign.kind-{item.kind}"), code=item.code)


def split(question: Question) -> tuple[Question, ...]:
    """Return the rows of a question as single choices that share its point; any other question as it is."""
    if question.form != ROWS:
        return (question,)
    share = question.points / len(question.rows)
    return tuple(
        replace(question, id=f"{question.id}-{row.id}", title=f"{question.title}: {row.id.replace('-', ' ')}", form=SINGLE,
                stem=row.alone, points=share, choices=row.choices, rows=())
        for row in question.rows)


def notes(item: Item, project: Project) -> tuple[str, ...]:
    """Return what stands beside an item on the site, as paragraphs: where it holds, then its notes with their sources."""
    comparison, say = project.comparison, project.say
    told: list[str] = []
    if item.place and item.as_of:
        told.append(say("quiz.holds", place=item.place, as_of=item.as_of))
    if item.source:
        told.append(say("quiz.sourced", source=item.source))
    told += [_note(note, project) for note in rows.leading(comparison, item)]
    if rows.refers(comparison, item):
        told.append(say("quiz.refer"))
    return tuple(told)


def _note(note: Note, project: Project) -> str:
    """Return a note as one paragraph: what is known elsewhere, where and when, how surely, and from whom."""
    say = project.say
    told = [say("context.elsewhere") if isinstance(note, ContextNote) else say("context.safety"), note.says]
    if isinstance(note, ContextNote):
        told += [f"{note.place}.", f"{say('context.as-of', date=note.as_of)}."]
        if note.certainty:
            told.append(say("context.certainty", certainty=note.certainty))
    if note.confidence == "medium":
        told.append(say("context.medium"))
    if isinstance(note, ContextNote) and note.kind == "law":
        told.append(say("context.regulator"))
    return " ".join([*told, sources(note.sources, project)])


def sources(ids: Iterable[str], project: Project) -> str:
    """Return who says so: the publications with these keys, each with its publisher, year and address."""
    cited = [project.comparison.source(id) for id in ids]
    return f"{project.say('context.sources')} " + "; ".join(f"{source.publisher}, {source.year}, {source.url}" for source in cited)


def _disclaimer(project: Project) -> tuple[str, ...]:
    disclaimer = project.comparison.disclaimer
    return (disclaimer.short,) if disclaimer else ()


def options(item: Item, part: Part) -> tuple[Option, ...]:
    """Return the options of a part in the order in which they leave the site. Rows share their choices, so that theirs
    hangs on the first of them alone.
    """
    place = part if item.kind == "true-false" else item.parts[0]
    return ordered(part.options, f"{bank_index.SEED}/{item.id}/{place.id}")


def _shuffles(part: Part) -> bool:
    """Tell whether choices may change places: only if none has its own, since formats shuffle all or none."""
    return not any(option.fixed for option in part.options)


def _choices(item: Item, part: Part) -> tuple[Choice, ...]:
    return tuple(Choice(option.id, option.text, option.correct, _weight(part, option), option.rationale)
                 for option in options(item, part))


def _weight(part: Part, option: Option) -> Fraction:
    """Return what choosing an option gains, as the scoring model has it."""
    if option.correct:
        return Fraction(1, len(part.key))
    return Fraction(-1, len(part.options) - len(part.key)) if part.several else Fraction(0)


def _judged(item: Item, say: Messages) -> tuple[Choice, ...]:
    """Return a statement to be judged as single choices: that it stands, or what it would take."""
    verdict, correction = (next(part for part in item.parts if part.id == id) for id in (VERDICT, CORRECTION))
    by_id = {option.id: option for option in verdict.options}
    stands, falls = by_id[TRUE], by_id[FALSE]
    if not correction.options:
        return tuple(Choice(option.id, option.text, option.correct, Fraction(int(option.correct)), option.rationale)
                     for option in (stands, falls))
    half = Fraction(int(falls.correct), 2)
    return (
        Choice(stands.id, stands.text, stands.correct, Fraction(int(stands.correct)), stands.rationale),
        *(Choice(option.id, say("export.correction", correction=option.text), option.correct,
                 half * (2 if option.correct else 1), option.rationale)
          for option in options(item, correction)))
