"""Questions in, PDF for paper out: worksheets, keys, and versions A to D of both, on A4 and US Letter.

Typeset by typst as PDF/UA-1 (ISO 14289-1): tagged, with title and language, fonts embedded, no date, no author. The typesetter
checks what a machine can check of the standard; no person with a screen reader has tried the files. Read back with pypdf
through the tags, by code that shares nothing with this module.

Lost on all of them: line breaks and tabs (`whitespace`), characters that the fonts lack, which show as their numbers
(`glyphs`), and the questions' names (`titles`). Lost on worksheets besides, since nothing of the key is in them: right
answers and what each gains (`key`), reasons (`rationales`), what stands beside the items (`notes`), topics (`tags`) and ids
(`ids`), some of which give right answers away. Keys have all of that.

The typesetter holds a whole file in memory, up to 3 MB for each question of a key, so a file has no more questions than a sitting.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ..exchange import ROWS, TYPED, Assessment, Choice, Question, Row, TooManyQuestions
from ..project import SITTING
from ..typesetting import typeset

PAPERS = {"a4": "a4", "letter": "us-letter"}
VERSIONS = "ABCD"
_LOST = ("whitespace", "glyphs", "titles")
_KEPT_BACK = ("key", "rationales", "notes", "tags", "ids")
# Choices with no more than so many characters in all, and in each word, stand in the head of a table; others in a list above
# the rows.
_HEAD, _HEAD_WORD = 90, 13
# A note that stands at several questions and is longer than this is told once, at the end of the key.
_SHORT = 80


@dataclass(frozen=True)
class Sheet:
    """The questions of one version, in its order: `order` are their places in the assessment. `letter` is empty where
    there is one version only.
    """

    letter: str
    order: tuple[int, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Paper:
    """One kind of sheet on one size of paper: `kind` is worksheet or key; `versions` are the letters of its versions."""

    name: str
    kind: str
    size: str
    versions: str = ""

    @property
    def suffix(self) -> str:
        """What ends its files' names."""
        return f"{self.name}.pdf"

    @property
    def losses(self) -> tuple[str, ...]:
        """What has no room on it."""
        return _LOST + _KEPT_BACK if self.kind == "worksheet" else _LOST

    def data(self, assessment: Assessment) -> bytes:
        """Return the PDF; raises TooManyQuestions for more than a sitting has."""
        if len(assessment.questions) > SITTING:
            raise TooManyQuestions(f"a PDF has {SITTING} questions at most, and these are {len(assessment.questions)}; take a quiz in "
                                   "its parts, such as QUIZ--1 (--list names them), or make smaller sets")
        questions = tuple(assessment.each())
        sheets = tuple(_version(assessment.id, letter, questions) for letter in self.versions) or (
            Sheet("", tuple(range(len(questions))), questions),)
        say = assessment.say
        title = say(f"export.paper.{self.kind}-title", title=assessment.title)
        values = {
            "paper": PAPERS[self.size], "language": assessment.language, "title": title,
            "name": f"{title} – {assessment.site}", "about": assessment.about,
            "words": {**say.group("export.paper"), "name": say("assign.paper-name"), "date": say("assign.paper-date"),
                      "answer": say("assign.says.answer"), "right": say("quiz.right-option")},
            "foot": say("export.paper.foot", id=assessment.id, version=assessment.version),
        }
        make = _worksheets if self.kind == "worksheet" else _keys
        return typeset(self.kind, {**values, **make(assessment, questions, sheets)})


FORMATS = tuple(
    Paper(f"{start}-{size}", kind, size, versions)
    for start, kind, versions in (("worksheet", "worksheet", ""), ("key", "key", ""), ("versions", "worksheet", VERSIONS),
                                  ("versions-key", "key", VERSIONS))
    for size in PAPERS)


def _version(id: str, letter: str, questions: tuple[Question, ...]) -> Sheet:
    """Return a version: the questions, and the choices of those that may be shuffled, in an order of its own."""
    def rank(*names: str) -> str:
        return hashlib.sha256("/".join((id, letter, *names)).encode()).hexdigest()

    def mixed(question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(sorted(choices, key=lambda choice: rank(question.id, choice.id)))

    def turned(question: Question) -> Question:
        if not question.shuffle:
            return question
        return replace(question, choices=mixed(question, question.choices),
                       rows=tuple(replace(row, choices=mixed(question, row.choices)) for row in question.rows))

    order = tuple(sorted(range(len(questions)), key=lambda place: rank(questions[place].id)))
    return Sheet(letter, order, tuple(turned(questions[place]) for place in order))


def _worksheets(assessment: Assessment, questions: tuple[Question, ...], sheets: tuple[Sheet, ...]) -> dict[str, Any]:
    """Return what a worksheet shows. Nothing of the key goes in: what the typesetter does not get, no PDF can hold."""
    say = assessment.say
    how = say.group("export.how")

    def asked(number: int, question: Question) -> dict[str, Any]:
        choices = _shared(question)
        return {
            "number": str(number), "stem": question.stem, "form": question.form, "how": how.get(question.form, ""),
            "choices": [{"letter": _letter(index), "text": choice.text} for index, choice in enumerate(choices)],
            "rows": [{"letter": _letter(index).lower(), "prompt": row.prompt} for index, row in enumerate(question.rows)],
            "long": len(choices) > 5 or sum(len(choice.text) for choice in choices) > _HEAD or any(
                len(word) > _HEAD_WORD for choice in choices for word in choice.text.split()),
            # A statement to be judged without corrections to choose from.
            "correct": question.item.kind == "true-false" and len(choices) == 2,
        }

    return {"of": say("export.paper.of", points=sum(question.points for question in questions)), "sheets": [
        {"letter": sheet.letter, "items": [asked(number, question) for number, question in enumerate(sheet.questions, 1)]}
        for sheet in sheets]}


def _keys(assessment: Assessment, questions: tuple[Question, ...], sheets: tuple[Sheet, ...]) -> dict[str, Any]:
    """Return what a key shows: the right answers of each version in short, which question is which, and all reasons once."""
    told = Counter(note for question in questions for note in question.notes)
    numbers = {note: str(number) for number, note in enumerate(
        (note for note, count in told.items() if count > 1 and len(note) > _SHORT), 1)}
    places = [{place: index for index, place in enumerate(sheet.order)} for sheet in sheets]

    def entry(place: int, question: Question) -> dict[str, Any]:
        seen = [sheet.questions[at[place]] for sheet, at in zip(sheets, places)]
        return {
            "head": " · ".join(f"{sheet.letter} {at[place] + 1}".strip() for sheet, at in zip(sheets, places)),
            "about": " · ".join([question.id, question.item.revision, question.topic, *question.areas]),
            "stem": question.stem, "form": question.form,
            "choices": [_choice(question, choice, seen) for choice in _shared(seen[0])],
            "rows": [_row(question, row, _letter(index).lower(), seen) for index, row in enumerate(question.rows)],
            "accepted": question.accepted, "reason": question.rationale,
            "notes": [note for note in question.notes if note not in numbers],
            "see": [numbers[note] for note in question.notes if note in numbers],
        }

    return {
        "sheets": [{"letter": sheet.letter, "answers": [
            {"number": str(number), "right": _right(question)} for number, question in enumerate(sheet.questions, 1)]}
            for sheet in sheets],
        "crosswalk": [
            {"id": question.id, "numbers": [str(at[place] + 1) for at in places]} for place, question in enumerate(questions)],
        "entries": [entry(place, question) for place, question in enumerate(questions)],
        "notes": [{"number": number, "text": note} for note, number in numbers.items()],
    }


def _shared(question: Question) -> tuple[Choice, ...]:
    """Return the choices of a question; those of its first row where its rows share them."""
    return question.rows[0].choices if question.rows else question.choices


def _choice(question: Question, choice: Choice, seen: list[Question]) -> dict[str, Any]:
    """Return a choice as the key has it; one that rows share is right and has reasons in its rows only."""
    told = {"letters": _letters_of(choice.id, seen), "text": choice.text}
    if question.rows:
        return {**told, "right": False, "gain": None, "reason": None}
    return {**told, "right": choice.correct, "gain": _signed(choice.weight * question.points), "reason": choice.rationale}


def _row(question: Question, row: Row, letter: str, seen: list[Question]) -> dict[str, Any]:
    """Return a row as the key has it, each of its reasons once, with the choices that it is for or against."""
    reasons = {reason: [choice.text for choice in row.choices if choice.rationale == reason] for reason in row.rationales}
    return {
        "letter": letter, "prompt": row.prompt, "letters": _letters_of(row.key.id, seen), "text": row.key.text, "right": True,
        "gain": _signed(question.points / len(question.rows)),
        "reasons": [{"choices": "; ".join(choices), "text": reason} for reason, choices in reasons.items()],
    }


def _right(question: Question) -> str:
    """Return what is right in short: letters, or what may be typed."""
    if question.form == TYPED:
        return "; ".join(question.accepted)
    if question.form == ROWS:
        return ", ".join(f"{_letter(index).lower()} {_letters_of(row.key.id, [question])[0]}"
                         for index, row in enumerate(question.rows))
    return ", ".join(_letters_of(choice.id, [question])[0] for choice in question.key)


def _letters_of(id: str, seen: Iterable[Question]) -> list[str]:
    """Return the letters that a choice has in the versions of its question."""
    return [_letter(next(index for index, choice in enumerate(_shared(question)) if choice.id == id)) for question in seen]


def _letter(index: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    before, last = divmod(index, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def _signed(number: Fraction) -> str:
    """Return a share of points with its sign: +1/2, 0 or −1/3."""
    return f"{'+' if number > 0 else ''}{number}".replace("-", "\u2212")
