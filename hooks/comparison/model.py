"""The typed model: what an author writes as frozen objects; the JSON Schemas are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, create_model
from pydantic.types import StrictBool, StrictInt


def _one_line(value: Any) -> Any:
    # Folded and quoted text in YAML may span lines; every surface wants one line.
    return " ".join(value.split()) if isinstance(value, str) else value


# JSON Schema knows nothing of texts that are made one line first, so it is told that a blank one is none.
Text = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_one_line), Field(json_schema_extra={"pattern": r"\S"})]
ID_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CLAIM_ID_FORM = NOTE_ID_FORM = r"^[A-Z]+[0-9]+$"
SOURCE_ID_FORM = r"^[A-Z0-9]+(-[A-Z0-9]+)*$"
# Pages and files are named by ids, some by two of them, and no system takes a name of more than 255 bytes.
LONGEST_ID = 80
# Editors show the examples beside a field's description.
Id = Annotated[str, StringConstraints(pattern=ID_FORM, max_length=LONGEST_ID), Field(examples=["first-aid"])]
ClaimId = Annotated[str, StringConstraints(pattern=CLAIM_ID_FORM, max_length=LONGEST_ID), Field(examples=["C01"])]
NoteId = Annotated[str, StringConstraints(pattern=NOTE_ID_FORM, max_length=LONGEST_ID), Field(examples=["N01"])]
SourceId = Annotated[str, StringConstraints(pattern=SOURCE_ID_FORM, max_length=LONGEST_ID), Field(examples=["WHO-2024"])]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/\S*)?$"), Field(examples=["https://example.org/leaflet"])]
Paragraph = Annotated[str, StringConstraints(pattern=r"^P[1-9][0-9]{0,2}$"), Field(examples=["P2"])]
Question = Annotated[str, StringConstraints(pattern=r"^[^{}]*\{role\}[^{}]*\?$"), BeforeValidator(_one_line),
                     Field(examples=["what do {role} carry?"])]

RULE_FORM = r"^[KWF][1-9][0-9]?$"
RuleId = Annotated[str, StringConstraints(pattern=RULE_FORM)]
LANGUAGE_FORM = r"^[a-z]{2,3}$"
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_FORM), Field(examples=["es"])]
FILE_FORM = r"^[\w-]{1,60}\.yml$"
FileName = Annotated[str, StringConstraints(pattern=FILE_FORM), Field(examples=["context.yml"])]
# So many words a waiver's reason has at least.
LEAST_REASON = 5
Reason = Annotated[Text, Field(json_schema_extra={"pattern": rf"^\s*(\S+\s+){{{LEAST_REASON - 1}}}\S"},
                               examples=["The note itself names these five winds and no others."])]

Confidence = Literal["high", "medium"]
Stance = Literal["stated", "denied", "not mentioned"]
DerivedKind = Literal["which", "select", "classify", "spot", "true-false", "short"]
Flag = Literal["ok", "varies", "conflict", "evidence", "safety", "frame"]
STATED, DENIED, NOT_MENTIONED = get_args(Stance)
FLAGS: tuple[str, ...] = get_args(Flag)
# Flags whose claims must never stand bare: each says that the world outside the article differs.
CAUTION_FLAGS: tuple[str, ...] = ("varies", "conflict", "evidence", "safety")


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with other values in some fields; what was worked out of the old ones stays behind."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Article(Part):
    """The text whose comparison is shown."""

    title: Text
    """The article's title."""
    # An article's page has a part for each, so that a key held down too long would fill the disk.
    paragraphs: Annotated[StrictInt, Field(ge=1, le=999)]
    """How many non-empty lines follow the title."""
    note: Text
    """What a reader should know of the article: its author, date and sources, or that it names none."""


class Role(Part):
    """What is compared: one column of the table."""

    id: Id
    """Permanent id, used in links and item ids."""
    name: Text
    """The name for one of them, in lower case where the language allows."""
    plural: Text
    """The name for several of them; sentences are made with it."""
    short: Text
    """A word for narrow places."""


class Aspect(Part):
    """What the roles are compared on: one group of rows."""

    id: Id
    """Permanent id, used in links and item ids."""
    name: Text
    """The heading of the group."""
    question: Question
    """What the aspect asks of a role, in lower case: holds {role} once and ends with '?'."""
    headline: StrictBool = False
    """Whether the home page shows this aspect."""
    need: StrictBool = False
    """Whether its facts are what people come for, to be picked on the page "Which of them fits?"."""


class Fact(Part):
    """One row of the table: what the article says of each role."""

    id: Id
    """Permanent id, used in links, item ids and downloads."""
    aspect: Id
    """The id of the aspect that this row belongs to."""
    label: Text
    """The name of the row."""
    phrase: Text
    """What "they" do; has to read well after "they", "they do not" and "which of them"."""
    stances: dict[Id, Stance]
    """What the article says of each role, by role id."""
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    """The ids of the article's statements that the row rests on."""
    not_examinable: Text | None = None
    """Why no quiz asks about this row; leave out for a row that quizzes may use."""

    def roles(self, stance: Stance) -> tuple[str, ...]:
        """Return the ids of the roles of which the article takes this stance, in the order written."""
        return tuple(role for role, taken in self.stances.items() if taken == stance)


class Claim(Part):
    """One atomic statement of the article, in our own words."""

    id: ClaimId
    """Permanent id, such as C01."""
    paragraph: Paragraph
    """The paragraph it stands in: P1 is the first non-empty line after the title."""
    about: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The ids of the roles that the statement is about."""
    flags: Annotated[tuple[Flag, ...], Field(min_length=1)]
    """How the statement stands up outside the article."""
    flag_note: Text | None = None
    """What narrows the flags down, such as "if read as true of this group alone"."""
    context: tuple[NoteId, ...] = ()
    """The ids of the notes and safety notes shown beside it, the most telling first."""
    says: Text
    """The statement, in our own words."""

    @property
    def number(self) -> int:
        """The paragraph's number, counted from 1."""
        return int(self.paragraph[1:])

    @cached_property
    def cautions(self) -> tuple[str, ...]:
        """The flags that a reader has to see beside the statement."""
        return tuple(flag for flag in self.flags if flag in CAUTION_FLAGS)


class CitedSource(Part):
    """A publication that context, safety notes and terms cite."""

    id: SourceId
    """Permanent key, such as ABMP-RANK."""
    title: Text
    """Its title, as it stands there."""
    publisher: Text
    """Who published it, and where."""
    year: Text
    """The date on the page that was read, or what its copy allows to say."""
    url: Address
    """Its address, starting with http:// or https://."""
    note: Text | None = None
    """How it was read, where that was not the publication itself."""


class ContextNote(Part):
    """A sourced statement about the real world that qualifies claims of the article."""

    model_config = ConfigDict(json_schema_extra={"if": {"properties": {"kind": {"const": "research"}}, "required": ["kind"]},
                                                 "then": {"required": ["certainty"]}})

    id: NoteId
    """Permanent id, such as F01."""
    kind: Literal["law", "education", "practice", "research"]
    """What it is about."""
    says: Text
    """The statement, in our own words."""
    plain: Text | None = None
    """The same in plain words, for the pages that are for the public."""
    place: Text
    """Where it holds."""
    as_of: Text
    """When it was so."""
    levels: StrictBool = False
    """Whether it tells of a place with levels of its own, so that the comparison is real there."""
    certainty: Text | None = None
    """How certain the research is, in the words of its source; needed where the kind is research."""
    confidence: Confidence
    """high: the source's own text was read; medium: a secondary page reports it."""
    confidence_note: Text | None = None
    """What the confidence rests on."""
    supports: tuple[ClaimId, ...] = ()
    """The ids of the claims that it bears out."""
    qualifies: tuple[ClaimId, ...] = ()
    """The ids of the claims that it narrows down."""
    contradicts: tuple[ClaimId, ...] = ()
    """The ids of the claims that it speaks against."""
    bears_note: Text | None = None
    """What narrows down how it bears on them, such as "if read as true of one group alone"."""
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    """The keys of its sources."""

    @property
    def bears_on(self) -> tuple[str, ...]:
        """The ids of all claims that it supports, qualifies or contradicts."""
        return (*self.supports, *self.qualifies, *self.contradicts)


class SafetyNote(Part):
    """A contraindication or warning sign."""

    id: NoteId
    """Permanent id, such as S01."""
    topic: Text
    """What it is about, in a word or two."""
    says: Text
    """The note, in our own words."""
    refer: StrictBool = False
    """Whether it calls for asking or sending to a health professional: then a quiz says so in its feedback."""
    plain: Text | None = None
    """The same in plain words, for the pages that are for the public."""
    confidence: Confidence
    """high: the source's own text was read; medium: a secondary page reports it."""
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    """The keys of its sources."""


# What is shown beside claims.
Note = SafetyNote | ContextNote


class Term(Part):
    """An entry of the glossary."""

    id: NoteId
    """Permanent id, such as G01."""
    term: Text
    """The word."""
    meaning: Text
    """What it means, in our own words."""
    also: tuple[Text, ...] = ()
    """Other forms of the word that count as right where a quiz asks for it."""
    not_in: tuple[Text, ...] = ()
    """Phrases in which the word means something else, so that they are not linked to the glossary."""
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    """The keys of its sources."""


class Disclaimer(Part):
    """What the site is not."""

    short: Text
    """For the foot of every page."""
    long: Text
    """For the page about the site."""


class ExamArea(Part):
    """One content area of an examination."""

    id: Id
    """Permanent id."""
    name: Text
    """Its name in the examination's outline."""
    weight: Annotated[StrictInt, Field(ge=1, le=100)]
    """Its share of the examination, in percent."""
    claims: tuple[ClaimId, ...] = ()
    """The ids of the claims that touch topics in it; none where the comparison does not."""
    notes: tuple[NoteId, ...] = ()
    """The ids of the notes, safety notes and terms that touch topics in it."""


_Identified = TypeVar("_Identified", Role, Aspect, Fact, Note, CitedSource)


class Exam(Part):
    """An examination whose content areas the comparison touches; never one that it prepares for."""

    name: Text
    """Its name."""
    as_of: Text
    """The date of the outline that the weights come from."""
    source: SourceId
    """The key of the outline's source."""
    areas: Annotated[tuple[ExamArea, ...], Field(min_length=1)]
    """All of its areas, so that the weights add up to 100."""


class _Waiver(Part):
    rule: RuleId
    """The id of the rule, such as W12; those that begin with K stop the build and cannot be waived, nearly the same
    question twice (K7) excepted."""
    reason: Reason
    """Why the rule does not hold here, in at least five words; it is published in the report on the questions."""


class Waiver(_Waiver):
    """A warning about a quiz or its own items that its author lets pass."""

    item: Id | None = None
    """The id of the item; leave out for the whole quiz."""


class BankWaiver(_Waiver):
    """A warning about derived items or the whole bank that the author lets pass."""

    kinds: tuple[DerivedKind, ...] = ()
    """The kinds of derived items it is about."""
    items: tuple[Id, ...] = ()
    """The ids of the derived items it is about; leave out `kinds` as well for the whole bank."""


class Comparison(Part):
    """Everything one article says of the roles it compares."""

    title: Text
    """The title of the site."""
    summary: Text
    """One sentence for search engines and link previews."""
    noun: Text
    """What all the roles are, in the plural; fits after "which"."""
    whole: Text | None = None
    """All of them together, as a sentence names them, such as "los panaderos"; leave out where that is `noun`."""
    language: Language = "en"
    """The language of this file, and so of the site, as its code: en or es. Messages and formats go by it."""
    translations: tuple[Language, ...] = ()
    """The languages that the file is translated to, each in a file of its own beside it, such as comparison.es.yml."""
    article: Article
    """The article."""
    disclaimer: Disclaimer | None = None
    """What the site is not."""
    # Flashcards tell new texts by a date that is made of it; beyond this it would lie in the future.
    edition: Annotated[StrictInt, Field(ge=1, le=700)] = 1
    """Raise it by one when you publish changed texts, so that flashcards that were handed out before take them over."""
    exam: Exam | None = None
    """The examination whose content areas the claims touch."""
    files: tuple[FileName, ...] = ()
    """The files beside this one that hold context, safety notes, terms and sources."""
    answer: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The ids of the facts that answer "what is the difference?" on the home page."""
    roles: Annotated[tuple[Role, ...], Field(min_length=2, max_length=5)]
    """Two to five roles, in the order of the table's columns."""
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]
    """The groups of rows, in order."""
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    """The rows, in order."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """The article's statements, in its order."""
    context: tuple[ContextNote, ...] = ()
    """Sourced statements about the real world."""
    safety: tuple[SafetyNote, ...] = ()
    """Contraindications and warning signs."""
    terms: tuple[Term, ...] = ()
    """The glossary."""
    sources: tuple[CitedSource, ...] = ()
    """The publications that context, safety notes and terms cite."""
    waivers: tuple[BankWaiver, ...] = ()
    """Warnings about derived items, or about the whole bank, that are let pass."""

    @property
    def everyone(self) -> str:
        """All the roles together, as a sentence names them."""
        return self.whole or self.noun

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes on the real world, then the safety notes."""
        return (*self.context, *self.safety)

    @property
    def citing(self) -> tuple[Note | Term, ...]:
        """Everything that cites sources: the notes and the terms."""
        return (*self.context, *self.safety, *self.terms)

    def role(self, id: str) -> Role:
        """Return the role with this id."""
        return self._roles[id]

    def aspect(self, id: str) -> Aspect:
        """Return the aspect with this id."""
        return self._aspects[id]

    def has_fact(self, id: str) -> bool:
        """Tell whether there is a fact with this id."""
        return id in self._facts

    def fact(self, id: str) -> Fact:
        """Return the fact with this id."""
        return self._facts[id]

    def notes_on(self, claims: Iterable[Claim]) -> tuple[Note, ...]:
        """Return what is shown beside claims: safety notes first, then context, each once, in the claims' order."""
        return safety_first(self._notes[id] for id in dict.fromkeys(id for claim in claims for id in claim.context))

    def source(self, id: str) -> CitedSource:
        """Return the source with this key."""
        return self._sources[id]

    def facts_of(self, aspect: Aspect) -> tuple[Fact, ...]:
        """Return the rows of an aspect, in the author's order."""
        return tuple(fact for fact in self.facts if fact.aspect == aspect.id)

    def facts_on(self, claim: Claim) -> tuple[Fact, ...]:
        """Return the facts that rest on a claim, in the author's order."""
        return self._facts_on.get(claim.id, ())

    def claims_of(self, fact: Fact, role: Role | None = None) -> tuple[Claim, ...]:
        """Return the statements a fact rests on, in the article's order; with a role, those about that role."""
        found = (self.claims[number] for number in sorted({self._numbers[id] for id in fact.claims if id in self._numbers}))
        return tuple(claim for claim in found if role is None or role.id in claim.about)

    # Pages ask for the same things thousands of times.

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return _by_id(self.roles)

    @cached_property
    def _aspects(self) -> dict[str, Aspect]:
        return _by_id(self.aspects)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return _by_id(self.facts)

    @cached_property
    def _notes(self) -> dict[str, Note]:
        return _by_id(self.notes)

    @cached_property
    def _sources(self) -> dict[str, CitedSource]:
        return _by_id(self.sources)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {claim.id: number for number, claim in reversed([*enumerate(self.claims)])}

    @cached_property
    def _facts_on(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for id in dict.fromkeys(fact.claims):
                found.setdefault(id, []).append(fact)
        return {id: tuple(facts) for id, facts in found.items()}


# The lists of a comparison that may stand in files of their own, and what such a file may hold.
NOTES = ("context", "safety", "terms", "sources")
_lists: dict[str, Any] = {name: (field.annotation, field) for name, field in Comparison.model_fields.items() if name in NOTES}
Notes = create_model("Notes", __base__=Part, __doc__="A file beside the comparison: any of its lists of notes and sources.", **_lists)


class Response(Part):
    """One of the things that the rows of a matching item are matched to."""

    id: Id
    """Permanent id within the item."""
    text: Text
    """What the learner reads."""


class WrittenOption(Response):
    """One option of a written item."""

    correct: StrictBool = False
    """Whether this option belongs to the key."""
    rationale: Text
    """Why the option is right or not, in at least six words."""


class Pair(Part):
    """One row of a matching item and the response that belongs to it."""

    id: Id
    """Permanent id within the item."""
    prompt: Text
    """What the learner reads."""
    answer: Id
    """The id of the response that belongs to it."""
    rationale: Text
    """Why it does, in at least six words."""


class _Written(Part):
    id: Id
    """Permanent id, unlike that of any other item."""
    stem: Text
    """The question, in at least five words."""
    facts: dict[Id, dict[Id, Stance]] = {}
    """The ids of the facts it rests on, each with the stances it had when the item was written, by role: once one of
    them changes, the item has to be read again before the build goes on."""
    cites: tuple[NoteId, ...] = ()
    """The ids of the notes, safety notes and terms it rests on."""
    place: Text | None = None
    """Where it holds; needed where the stem speaks of the real world and of no clear-cut safety situation."""
    as_of: Text | None = None
    """When it held; needed where the place is."""
    source: Text | None = None
    """The publication that says so, where no note is cited that names it."""
    clear_cut: StrictBool = False
    """Whether it is a clear-cut safety situation, which holds anywhere: cites a safety note."""
    vignette: StrictBool = False
    """Whether the stem tells a case: then it may be longer and rest on two facts."""


class WrittenChoice(_Written):
    """A question with options of its own, such as a scenario."""

    kind: Literal["single", "select"]
    """single: exactly one option is right; select: any number but all."""
    options: Annotated[tuple[WrittenOption, ...], Field(min_length=2)]
    """The options, in any order: the page shuffles them the same way each time."""


# Each row offers every response: a thousand of each would be a million options. Nobody matches more than this.
MOST_ROWS = 30


class WrittenMatch(_Written):
    """Rows to be matched to responses: terms of the glossary to their meanings, or pairs of the author's own."""

    kind: Literal["match"]
    """match: each row is given the response that belongs to it."""
    terms: Annotated[tuple[NoteId, ...], Field(max_length=MOST_ROWS)] = ()
    """The ids of terms: the rows are their meanings, the responses their names."""
    extra_terms: Annotated[tuple[NoteId, ...], Field(max_length=MOST_ROWS)] = ()
    """The ids of terms that are responses only."""
    options: Annotated[tuple[Response, ...], Field(max_length=2 * MOST_ROWS)] = ()
    """The responses, where they are the author's own."""
    pairs: Annotated[tuple[Pair, ...], Field(max_length=MOST_ROWS)] = ()
    """The rows, where they are the author's own."""
    reusable: StrictBool = False
    """Whether a response may belong to several rows."""


class WrittenTrueFalse(_Written):
    """A statement to be judged and, where it is false, put right."""

    kind: Literal["true-false"]
    """true-false: a statement is judged and, where it is false, put right."""
    answer: StrictBool
    """Whether the statement is true."""
    rationale: Text
    """Why it is so, in at least six words."""
    corrections: Annotated[tuple[WrittenOption, ...], Field(min_length=2)]
    """What might put it right: exactly one does where the statement is false, none where it is true."""


class WrittenShort(_Written):
    """A question answered in a word or two."""

    kind: Literal["short"]
    """short: the answer is typed."""
    accepted: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The answers that count as right; case, accents, spaces and punctuation make no difference."""
    rationale: Text
    """Why it is right, in at least six words."""


# An item an author writes because no fact of the table gives it.
WrittenItem = WrittenChoice | WrittenMatch | WrittenTrueFalse | WrittenShort

WRITTEN_KINDS = {"single": WrittenChoice, "select": WrittenChoice, "match": WrittenMatch, "true-false": WrittenTrueFalse,
                 "short": WrittenShort}


class Draw(Part):
    """Derived items chosen by what they are; an item has to fit every line that is there."""

    kinds: tuple[DerivedKind, ...] = ()
    """The kinds of item."""
    aspects: tuple[Id, ...] = ()
    """The ids of the aspects that its facts belong to."""
    areas: tuple[Id, ...] = ()
    """The ids of the examination's areas whose topics it touches."""
    topics: tuple[Id, ...] = ()
    """The topics that results are sorted by: ids of aspects, or 'glossary'."""
    leave_out: tuple[Id, ...] = ()
    """The ids of items not to take."""
    most: Annotated[StrictInt, Field(ge=1, le=9_999)] | None = None
    """How many to take at most, the first ones of the bank."""


class Quiz(Part):
    """One quiz that can be assigned."""

    id: Id
    """Permanent id; the name of the file."""
    title: Text
    """The title."""
    audience: Text
    """Who it is for."""
    goals: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What a learner can do afterwards."""
    minutes: Annotated[StrictInt, Field(ge=1, le=9_999)]
    """About how long it takes."""
    position: Annotated[StrictInt, Field(ge=1, le=9_999)] | None = None
    """Where it stands among the quizzes; those without one come last, by id."""
    items: tuple[Id, ...] = ()
    """The ids of the derived items it asks, in order."""
    draws: tuple[Draw, ...] = ()
    """Derived items chosen by aspect, kind, topic or area, asked after those named."""
    written: tuple[Annotated[WrittenItem, Field(discriminator="kind")], ...] = ()
    """Items of its own, asked after the derived ones."""
    balance: dict[Id, Annotated[StrictInt, Field(ge=0, le=100)]] = {}
    """How much of the quiz each topic should have, in percent, by topic: an aspect, 'safety' or 'glossary'."""
    waivers: tuple[Waiver, ...] = ()
    """Warnings about the quiz or its own items that are let pass."""
    retired: tuple[Id, ...] = ()
    """Item ids that were used once and must never be used again."""


def _by_id(parts: Iterable[_Identified]) -> dict[str, _Identified]:
    return {part.id: part for part in parts}


def safety_first(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return notes with the safety notes before all others, else in the order given."""
    return tuple(sorted(notes, key=lambda note: isinstance(note, ContextNote)))
