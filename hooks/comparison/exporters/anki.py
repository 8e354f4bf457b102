"""Questions in, Anki's flashcards (.apkg) out: one note a question, a glossary entry, or a row of the table.

Read by Anki 2.1 and later; tests import it into the library of Anki 26.9. Questions go into a deck of the quiz, entries and rows
into decks that all quizzes of a site share, so that two quizzes on the same row do not ask for it twice:

- a question with its options; on the back what is right, every reason, and what stands beside it;
- each glossary entry that the questions cite or use, twice: its meaning, and the term for it;
- each row of the table that the questions rest on: what the article says of each role, and what stands beside it.

What a note holds hangs on the item, the entry or the row alone, and not on the quiz. So it does not matter which quiz came
first: a note that is there already stays where it is, in the deck of the quiz that brought it, with its schedule. Its tags name
all quizzes that ask it. `decks` says how a second import updates.

Lost: points and parts of a point, since learners judge themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import rows
from ..account import Account
from ..decks import Deck, Note, NoteType, package, text
from ..exchange import MULTIPLE, ROWS, SINGLE, TYPED, Assessment, Question, notes, sources
from ..glossary import terms_in
from ..items import Item
from ..model import NOT_MENTIONED, Fact, Term
from ..render import macros

name = "anki"
suffix = "apkg"
losses = ("partial-credit", "points")

_HOW = {SINGLE: "quiz.how-one", MULTIPLE: "quiz.how-many", ROWS: "quiz.how-rows", TYPED: "export.card.typed"}


def data(assessment: Assessment) -> bytes:
    """Return the package."""
    cards = _Cards(assessment)
    comparison, say = assessment.project.comparison, assessment.say
    questions = tuple(cards.question(question) for question in assessment.each())
    made = (
        Deck((assessment.site, assessment.title), cards.paragraphs(assessment.about), questions),
        Deck((assessment.site, say("glossary.title")), cards.paragraphs((say("glossary.lead"),)),
             tuple(map(cards.term, _terms(assessment)))),
        Deck((assessment.site, say("side.title")), cards.paragraphs((say("quiz.source"),)),
             tuple(map(cards.row, _facts(assessment)))),
    )
    # A site has no id. The ids of its roles are permanent, and another site will hardly have the same.
    return package(made, " ".join(sorted(role.id for role in comparison.roles)), comparison.edition)


def _facts(assessment: Assessment) -> tuple[Fact, ...]:
    """Return the rows that the questions rest on, in the table's order."""
    wanted = {id for item in assessment.items for id in item.facts}
    return tuple(fact for fact in assessment.project.comparison.facts if fact.id in wanted)


def _terms(assessment: Assessment) -> tuple[Term, ...]:
    """Return the glossary's entries that the questions cite or whose words they use, in its order."""
    terms = assessment.project.comparison.terms
    cited = {id for item in assessment.items for id in item.cites}
    used = terms_in("\n".join(told for question in assessment.questions for told in _told(question)), terms)
    return tuple(term for term in terms if term.id in cited or term in used)


def _told(question: Question) -> Iterator[str]:
    yield question.stem
    yield question.rationale
    yield from question.accepted
    for row in question.rows:
        yield row.prompt
    for choice in (*question.choices, *(choice for row in question.rows for choice in row.choices)):
        yield choice.text
        yield choice.rationale


class _Cards:
    """Makes the notes of one package."""

    def __init__(self, assessment: Assessment):
        self.project, self.say = assessment.project, assessment.say
        self.comparison = self.project.comparison
        self.account = Account(self.comparison, self.say)
        self.html = macros("anki.html.j2", t=text, say=self.say)
        self.quizzes: dict[str, list[str]] = {}
        for asked in self.project.quizzes:
            for item in asked.items:
                self.quizzes.setdefault(item.id, []).append(asked.quiz.id)
        html, type = self.html, partial(self._type, assessment.site)
        self.question_type = type("question", ("Stem", "Choices", "Answer", "Notes", "Topic", "Title"),
                                  ("Question", html.question_front(), html.question_back()))
        self.term_type = type("term", ("Term", "Meaning", "Also", "Sources"),
                              ("Term", html.term_front(), html.term_back()),
                              ("Meaning", html.meaning_front(), html.meaning_back()))
        self.row_type = type("row", ("Label", "Statement", "Answer", "Notes", "Topic"),
                             ("Row", html.row_front(), html.row_back()))

    def _type(self, site: str, id: str, fields: tuple[str, ...], *cards: tuple[str, str, str]) -> NoteType:
        return NoteType(id, f"{site}: {self.say(f'export.card.type-{id}')}", fields,
                        tuple((name, front.strip(), back.strip()) for name, front, back in cards), self.html.style().strip())

    def question(self, question: Question) -> Note:
        html, item = self.html, question.item
        tags = (f"kind::{item.kind}", f"topic::{item.topic}", *(f"area::{id}" for id in question.tags[2:]),
                *(f"quiz::{id}" for id in self.quizzes.get(item.id, ())))
        return _note(question.id, self.question_type, (
            html.stem(question), html.choices(question, self.say(_HOW[question.form])), html.answer(question),
            self.paragraphs(question.notes), self._topic(question.topic, *question.areas), text(question.title)), tags)

    def term(self, term: Term) -> Note:
        also = self.say("export.card.also", forms="; ".join(term.also)) if term.also else ""
        return _note(term.id, self.term_type, (text(term.term), text(term.meaning), text(also),
                                               text(sources(term.sources, self.project))))

    def row(self, fact: Fact) -> Note:
        aspect = self.comparison.aspect(fact.aspect)
        # What stands beside a row is what stands beside an item that rests on it alone.
        beside = notes(Item(fact.id, "", "", (), (fact.id,)), self.project)
        row = rows.row(self.comparison, fact)
        told = self.account.of(fact)
        if any(cell.stance == NOT_MENTIONED for cell in row.cells):
            told += f" {self.say('account.not-a-no')}"
        return _note(fact.id, self.row_type, (
            text(fact.label), text(self.say("item.classify-row", phrase=fact.phrase)), self.html.account(row, told),
            self.paragraphs(beside), self._topic(aspect.name, fact.label)), (f"topic::{aspect.id}",))

    def paragraphs(self, texts: tuple[str, ...]) -> str:
        return self.html.paragraphs(texts).strip()

    def _topic(self, *names: str) -> str:
        return text(" · ".join(names))


def _note(id: str, type: NoteType, fields: tuple[str, ...], tags: tuple[str, ...] = ()) -> Note:
    return Note(id, type, tuple(str(field).strip() for field in fields), tags)
