"""What tests of both versions of QTI share: questions as packages should give them back, and responses to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from comparison import exchange
from comparison.exchange import Question
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT
from comparison.scoring import Response, Score, score

# How a share of a point may differ from what is written: five decimals.
CLOSE = Fraction(1, 100_000)


@dataclass(frozen=True)
class Answer:
    """One way to answer a question: `given` as QTI has it, `response` as the scoring model has it.

    `chosen` are the ids of choices; or of rows with that of the choice.
    """

    given: str | list[str] | None
    response: Response
    chosen: tuple = ()

    def score(self, question: Question) -> Score:
        return score(question.item, self.response)


def name(id: str) -> str:
    """Return an id as an identifier of XML."""
    return f"_{id}" if id[0].isdigit() else id


def answers(question: Question) -> Iterator[Answer]:
    """Yield no answer, a right one, wrong ones, and some between."""
    part = question.item.parts[0].id
    match question.form:
        case exchange.SINGLE:
            yield Answer(None, {})
            for choice in question.choices:
                yield Answer(name(choice.id), _single(question, choice.id), (choice.id,))
        case exchange.MULTIPLE:
            key = [choice.id for choice in question.key]
            others = [choice.id for choice in question.choices if not choice.correct]
            for chosen in ([], key, key[:1], key + others[:1], key[:1] + others[:1], others, key + others):
                yield Answer([name(id) for id in chosen] or None, {part: tuple(chosen)}, tuple(chosen))
        case exchange.ROWS:
            key = [(row.id, row.key.id) for row in question.rows]
            others = [(row.id, next(choice.id for choice in row.choices if not choice.correct)) for row in question.rows]
            for chosen in ([], key, key[:1], others, key[:1] + others[1:], others[:1]):
                yield Answer([f"row_{row} {name(choice)}" for row, choice in chosen] or None,
                             {row: (choice,) for row, choice in chosen}, tuple(chosen))
        case exchange.TYPED:
            # Some letters have no other case of one letter; what becomes of those is lost with the accents.
            cased = [text.upper() for text in question.accepted if text.upper().lower() == text.lower()]
            for typed in ("", "  ", "nothing like it", *question.accepted, *cased):
                yield Answer(typed or None, {part: typed})


def _single(question: Question, id: str) -> Response:
    """Return a single choice as the scoring model has it: of a statement to be judged, in two parts."""
    if question.item.kind != "true-false":
        return {question.item.parts[0].id: (id,)}
    if id in (TRUE, FALSE):
        return {VERDICT: (id,)}
    return {VERDICT: (FALSE,), CORRECTION: (id,)}


def shown(question: Question, answer: Answer, say) -> list[tuple[str, ...]]:
    """Return what a learner should be told after an answer: the paragraphs of each text, in order."""
    result = answer.score(question)
    if result.verdict == "unanswered":
        return []
    told: list[tuple[str, ...]] = []
    verdict = say(f"quiz.says.{result.verdict}")
    if question.form != exchange.SINGLE:
        told.append((verdict,))
    for choice in question.choices:
        if choice.id in answer.chosen:
            told.append((verdict if question.form == exchange.SINGLE else _head(choice.correct, choice.text, say), choice.rationale))
    for row in question.rows:
        for choice in row.choices:
            if (row.id, choice.id) in answer.chosen:
                told.append((_head(choice.correct, f"{row.prompt} – {choice.text}", say), choice.rationale))
    if question.form == exchange.TYPED:
        told.append((question.rationale,))
    if question.notes:
        told.append((say("export.note"), *question.notes))
    return told


def _head(correct: bool, text: str, say) -> str:
    return f"{'Right:' if correct else 'Not right:'} {text}"
