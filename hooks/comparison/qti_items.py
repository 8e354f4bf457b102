"""A question in, an item of QTI out, as an element; a dialect says what its version calls things.

All is written in the names of QTI 2; QTI 3 made them over by rule (`choiceInteraction` became `qti-choice-interaction`,
`maxChoices` became `max-choices`), and so does this.

Identifiers are the ids of items, options and rows. What is no item's own has an underscore in it or is in upper case, and
ids have neither, so that no two ever meet.

How an answer is scored, in every question: without one nothing is set, so that the score stays 0 and no reason is shown.
Else the score is that of the weights, the verdict follows from it, and FEEDBACK names what is to be shown. FEEDBACK is never
empty: a player is known that fails on that, so NONE stands there until an answer comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import cache

from lxml import etree

from .exchange import MULTIPLE, ROWS, SINGLE, TYPED, Choice, Question
from .messages import Messages

RESPONSE, SCORE, MAXSCORE, FEEDBACK = "RESPONSE", "SCORE", "MAXSCORE", "FEEDBACK"
# What FEEDBACK may name besides choices and rows.
NONE, RIGHT, PARTLY, WRONG, REASON, NOTES = "NONE", "RIGHT", "PARTLY", "WRONG", "REASON", "NOTES"

_XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# Below this, points are nothing: what floats leave over when 1 is taken from five times a fifth.
_LEAST = "0.001"
# How many letters the box for a typed answer shows.
_BOX = "40"
# Elements of HTML keep their names in every version.
_HTML = {"p", "br", "strong"}

Element = etree._Element
Content = Element | str


@dataclass(frozen=True)
class Dialect:
    """What a version of QTI calls things.

    `items` and `package` are the namespaces of items and of the manifest, `item_schema` and `package_schema` where their
    schemas are published. `schema` and `schema_version` say in the manifest what the package is; `suffix` ends the types of
    its files. `renamed` tells whether its names are those of QTI 3. There, what is written can lean on players: reasons stand in
    the question's body, below what is answered. What is written in QTI 2 goes to importers: reasons are messages of their own.
    """

    items: str
    item_schema: str
    package: str
    package_schema: str
    schema: str
    schema_version: str
    suffix: str
    renamed: bool

    def __call__(self, name: str, *content: Content, **attributes: str) -> Element:
        """Return an element of an item or a test."""
        return filled(etree.Element(_tag(self, name), {_attribute(self, key): value for key, value in attributes.items()}), content)

    def root(self, name: str, *content: Content, language: str = "", **attributes: str) -> Element:
        """Return the outermost element of an item or a test, which names its schema and perhaps its language."""
        made = filled(etree.Element(_tag(self, name), nsmap={None: self.items, "xsi": XSI}), content)
        made.set(f"{{{XSI}}}schemaLocation", f"{self.items} {self.item_schema}")
        for key, value in attributes.items():
            made.set(_attribute(self, key), value)
        if language:
            made.set(f"{{{_XML}}}lang", language)
        return made


def item(question: Question, say: Messages, dialect: Dialect) -> Element:
    """Return a question as an item."""
    e = dialect
    body = e("itemBody", e("p", *_lines(question.stem, e)), _interaction(question, e))
    made = e.root(
        "assessmentItem", _response(question, e), *_outcomes(question, e), body, _processing(question, e),
        identifier=identifier(question.id), title=question.title, adaptive="false", timeDependent="false", language=say.language)
    (body if e.renamed else made).extend(_shown(question, say, e))
    return made


# --- what is declared ------------------------------------------------------------------------------------------------

def _response(question: Question, e: Dialect) -> Element:
    """Return what counts as an answer, what is right, and what each answer gains."""
    cardinality = "multiple" if question.form in (MULTIPLE, ROWS) else "single"
    if question.form == ROWS:
        kind = "directedPair"
        right = [_pair(row.id, row.key) for row in question.rows]
        gains = dict.fromkeys(right, Fraction(1, len(right)))
    elif question.form == TYPED:
        kind, right = "string", [question.accepted[0]]
        gains = dict.fromkeys(question.accepted, Fraction(1))
    else:
        kind = "identifier"
        right = [identifier(choice.id) for choice in question.key]
        gains = {identifier(choice.id): choice.weight for choice in question.choices}
    # The default of caseSensitive differs between the versions; only of a typed answer does it say anything.
    case = {"caseSensitive": "false"} if question.form == TYPED else {}
    return e("responseDeclaration", e("correctResponse", *(e("value", one) for one in right)),
             e("mapping", *(e("mapEntry", mapKey=key, mappedValue=_decimal(gain * question.points), **case)
                            for key, gain in gains.items()),
               lowerBound="0", upperBound=_decimal(question.points), defaultValue="0"),
             identifier=RESPONSE, cardinality=cardinality, baseType=kind)


def _outcomes(question: Question, e: Dialect) -> Iterator[Element]:
    most = _decimal(question.points)
    yield e("outcomeDeclaration", e("defaultValue", e("value", "0")), identifier=SCORE, cardinality="single", baseType="float",
            normalMinimum="0", normalMaximum=most)
    yield e("outcomeDeclaration", e("defaultValue", e("value", most)), identifier=MAXSCORE, cardinality="single", baseType="float")
    yield e("outcomeDeclaration", e("defaultValue", e("value", NONE)), identifier=FEEDBACK, cardinality="multiple",
            baseType="identifier")
    # The certified player knows no pair as a value in its rules, but as what a variable holds: one variable a pair, then.
    for row in question.rows if e.renamed else ():
        for choice in row.choices:
            yield e("outcomeDeclaration", e("defaultValue", e("value", _pair(row.id, choice))), identifier=_cell(row.id, choice),
                    cardinality="single", baseType="directedPair")


# --- what is asked ---------------------------------------------------------------------------------------------------

def _interaction(question: Question, e: Dialect) -> Element:
    """Return what is answered. The stem stands before it: an importer is known that glues a prompt within it to choices."""
    shuffle = "true" if question.shuffle else "false"
    if question.form == TYPED:
        # A box as long as the answer would be a hint.
        return e("p", e("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength=_BOX))
    if question.form == ROWS:
        # A class of QTI 3's shared vocabulary: a grid, and not things to drag.
        grid = {"class": "qti-match-tabular"} if e.renamed else {}
        rows = [e("simpleAssociableChoice", *_lines(row.prompt, e), identifier=_row(row.id), matchMax="1", fixed="true")
                for row in question.rows]
        choices = [e("simpleAssociableChoice", *_lines(choice.text, e), identifier=identifier(choice.id),
                     matchMax=str(len(question.rows))) for choice in question.rows[0].choices]
        return e("matchInteraction", e("simpleMatchSet", *rows), e("simpleMatchSet", *choices), responseIdentifier=RESPONSE,
                 shuffle=shuffle, maxAssociations=str(len(question.rows)), **grid)
    return e("choiceInteraction",
             *(e("simpleChoice", *_lines(choice.text, e), identifier=identifier(choice.id)) for choice in question.choices),
             responseIdentifier=RESPONSE, shuffle=shuffle, maxChoices="1" if question.form == SINGLE else "0")


# --- how it is scored ------------------------------------------------------------------------------------------------

def _processing(question: Question, e: Dialect) -> Element:
    rules: Iterable[Element] = _rules(question, e)
    if question.form == TYPED:
        # Whoever typed nothing but spaces has not answered either.
        rules = [_if(e("patternMatch", e("variable", identifier=RESPONSE), pattern=r"[\s\S]*\S[\s\S]*"), rules, e)]
    return e("responseProcessing", _if(e("not", e("isNull", e("variable", identifier=RESPONSE))), rules, e))


def _rules(question: Question, e: Dialect) -> Iterator[Element]:
    """Yield what an answer sets: the score, then what to show."""
    last = [e("baseValue", NOTES, baseType="identifier")] if question.notes else []
    if question.form == SINGLE:
        # A single choice says by itself how good it is.
        yield setting(SCORE, e("mapResponse", identifier=RESPONSE), e)
        yield setting(FEEDBACK, e("multiple", e("variable", identifier=RESPONSE), *last), e)
        return
    gained = e("gt", e("variable", identifier=SCORE), e("baseValue", _LEAST, baseType="float"))
    # Shares such as a third are rounded. Whoever has everything right gets the whole all the same.
    yield _if(_all_right(question, e), [setting(SCORE, e("variable", identifier=MAXSCORE), e), _verdict(RIGHT, e)], e, [
        setting(SCORE, e("mapResponse", identifier=RESPONSE), e), _if(gained, [_verdict(PARTLY, e)], e, [_verdict(WRONG, e)])])
    first = [e("variable", identifier=RESPONSE)] if question.form == MULTIPLE else []
    if question.rationale:
        first = [e("baseValue", REASON, baseType="identifier")]
    if first or last:
        yield setting(FEEDBACK, e("multiple", e("variable", identifier=FEEDBACK), *first, *last), e)
    for row in question.rows:
        for choice in row.choices:
            pair = (e("variable", identifier=_cell(row.id, choice)) if e.renamed
                    else e("baseValue", _pair(row.id, choice), baseType="directedPair"))
            told = e("multiple", e("variable", identifier=FEEDBACK), e("baseValue", _cell(row.id, choice), baseType="identifier"))
            yield _if(e("member", pair, e("variable", identifier=RESPONSE)), [setting(FEEDBACK, told, e)], e)


def _all_right(question: Question, e: Dialect) -> Element:
    if question.form != TYPED:
        return e("match", e("variable", identifier=RESPONSE), e("correct", identifier=RESPONSE))
    # Of several accepted answers, only one can stand as the right one; each has a weight.
    return e("gt", e("mapResponse", identifier=RESPONSE), e("baseValue", "0", baseType="float"))


def _if(condition: Element, rules: Iterable[Element], e: Dialect, otherwise: Iterable[Element] = ()) -> Element:
    other = list(otherwise)
    return e("responseCondition", e("responseIf", condition, *rules), *([e("responseElse", *other)] if other else []))


def _verdict(verdict: str, e: Dialect) -> Element:
    return setting(FEEDBACK, e("multiple", e("baseValue", verdict, baseType="identifier")), e)


def setting(outcome: str, value: Element, e: Dialect) -> Element:
    return e("setOutcomeValue", value, identifier=outcome)


# --- what is shown after an answer -----------------------------------------------------------------------------------

def _shown(question: Question, say: Messages, e: Dialect) -> Iterator[Element]:
    """Yield what may be shown: how good the answer is, the reason of each choice, then what stands beside the question."""
    verdicts = {RIGHT: say("quiz.says.right"), PARTLY: say("quiz.says.partly"), WRONG: say("quiz.says.wrong")}
    if question.form != SINGLE:
        for verdict, text in verdicts.items():
            if verdict != PARTLY or question.form != TYPED:
                yield _feedback(verdict, (), e, text)
    for choice in question.choices:
        head = _right(choice, choice.text, say)
        if question.form == SINGLE:
            head = verdicts[RIGHT if choice.weight == 1 else PARTLY if choice.weight else WRONG]
        yield _feedback(identifier(choice.id), (choice.rationale,), e, head)
    for row in question.rows:
        for choice in row.choices:
            head = _right(choice, say("export.row", stem=row.prompt, prompt=choice.text), say)
            yield _feedback(_cell(row.id, choice), (choice.rationale,), e, head)
    if question.rationale:
        yield _feedback(REASON, (question.rationale,), e)
    if question.notes:
        yield _feedback(NOTES, question.notes, e, say("export.note"))


def _right(choice: Choice, text: str, say: Messages) -> str:
    return f"{say('quiz.right-option' if choice.correct else 'quiz.wrong-option')} {text}"


def _feedback(identifier: str, paragraphs: tuple[str, ...], e: Dialect, head: str = "") -> Element:
    """Return a text that shows when FEEDBACK names it.

    QTI 3 has it below the question, where several read well together. Importers of QTI 2 take whatever stands in the body,
    and would show it as part of the question.
    """
    content = [e("p", e("strong", *_lines(head, e)))] if head else []
    content += [e("p", *_lines(paragraph, e)) for paragraph in paragraphs]
    return e("feedbackBlock" if e.renamed else "modalFeedback", *([e("contentBody", *content)] if e.renamed else content),
             outcomeIdentifier=FEEDBACK, identifier=identifier, showHide="show")


# --- small parts -----------------------------------------------------------------------------------------------------

def identifier(id: str) -> str:
    """Return an id as an XML name, which no digit may begin."""
    return f"_{id}" if id[0].isdigit() else id


def _row(id: str) -> str:
    return f"row_{id}"


def _pair(row: str, choice: Choice) -> str:
    return f"{_row(row)} {identifier(choice.id)}"


def _cell(row: str, choice: Choice) -> str:
    return f"{_row(row)}_{identifier(choice.id)}"


def _decimal(number: Fraction) -> str:
    """Return points with five decimals at most, never more than they are.

    So the shares of all options together are nothing or less, and choosing everything still gains nothing.
    """
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact.quantize(Decimal('0.00001'), ROUND_FLOOR).normalize():f}"


def _lines(text: str, e: Dialect) -> Iterator[Content]:
    """Yield a text with its line breaks as elements: in a browser, others are spaces."""
    first, *rest = text.split("\n")
    yield first
    for line in rest:
        yield e("br")
        yield line


def filled(element: Element, content: Iterable[Content]) -> Element:
    """Put texts and elements into an element that is empty, and return it."""
    last = None
    for part in content:
        if not isinstance(part, str):
            element.append(part)
            last = part
        elif last is None:
            element.text = part
        else:
            last.tail = part
    return element


@cache
def _tag(dialect: Dialect, name: str) -> str:
    return f"{{{dialect.items}}}{f'qti-{_hyphened(name)}' if dialect.renamed and name not in _HTML else name}"


@cache
def _attribute(dialect: Dialect, name: str) -> str:
    return _hyphened(name) if dialect.renamed else name


def _hyphened(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: f"-{letter.group().lower()}", name)
