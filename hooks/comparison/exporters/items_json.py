"""Questions in, one JSON document (RFC 8259) out, for programs; it follows the JSON Schema (2020-12) that is made here, too.

A question stands as this site asks and scores it, by parts: what is right, what each option is worth thinking about, and what
the question rests on. Nothing is lost: read back, every item equals the one it was made from.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .. import exchange, items

name = "json"
suffix = "items.json"
losses = ()

_SCHEMA = "items.schema.json"
schema_uri = f"downloads/{_SCHEMA}"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_Revision = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Option(_Told):
    """One option of a part."""

    id: str
    """Permanent within its part."""
    text: str
    """What it says, as plain text."""
    correct: bool
    """Whether choosing it is right."""
    rationale: str
    """The reason for or against it."""
    facts: tuple[str, ...]
    """The ids of the facts that it rests on."""
    fixed: bool
    """Whether it keeps its place at the end when the others change theirs."""


class Part(_Told):
    """What is answered by itself: the whole question, a row of a grid, or one step of judging a statement."""

    id: str
    """Permanent within its question."""
    prompt: str
    """What it asks, as plain text; empty where the question has one part, whose stem asks."""
    several: bool
    """Whether several options may be chosen."""
    options: tuple[Option, ...]
    """What there is to choose from; empty where the answer is typed. The order tells nothing of what is right."""
    key: tuple[str, ...]
    """The ids of the options that are right. A correction of a true statement has none."""
    accepted: tuple[str, ...]
    """The answers that count when typed, whatever their case, accents, spaces and punctuation; empty where one chooses."""
    rationale: str
    """Why the accepted answers are right; empty where each option has its own reason."""


class Named(_Told):
    """An id and the name that people read."""

    id: str
    """The id, as in the comparison."""
    name: str
    """The name."""


class Question(_Told):
    """One question, worth one point. How it is scored hangs on its kind.

    One choice or a typed answer: all or nothing. Several choices: the share of the key that was chosen, less the share of the
    other options that was, never below zero. Several parts: the share of parts that are right. A statement to be judged
    (true-false): all for calling a true one true; for a false one, half for calling it false and half for the correction.
    """

    id: str
    """Permanent: made of what the question is about, never of its place or wording."""
    code: Annotated[str, Field(pattern=r"^[\w-]{4}$")]
    """Four letters that stand for the id in the links of sets."""
    revision: _Revision
    """Changes with stem, options or key, and with nothing else."""
    key_revision: _Revision
    """Changes with what is right, and with nothing else."""
    kind: Literal["which", "select", "classify", "spot", "single", "match", "true-false", "short"]
    """The kind of question; which, select, classify and spot are derived from the comparison's table."""
    title: str
    """A name for lists; it says nothing of the key."""
    stem: str
    """What is asked, as plain text."""
    parts: tuple[Part, ...]
    """What is answered, in order; a statement to be judged has the parts verdict and correction."""
    topic: Named
    """What results are sorted by: an aspect of the comparison, safety or glossary."""
    areas: tuple[Named, ...]
    """The areas of the examination whose topics it touches."""
    facts: tuple[str, ...]
    """The ids of the comparison's facts that it rests on."""
    cites: tuple[str, ...]
    """The ids of the notes, safety notes and terms that it rests on."""
    place: str | None
    """Where what it asks holds, if it is about the real world."""
    as_of: str | None
    """When that was so."""
    source: str | None
    """Who says so."""
    notes: tuple[str, ...]
    """What stands beside it on the site, as paragraphs: where it holds, context and safety notes with place, date, sources."""
    clear_cut: bool
    """Whether it is a safety case that is the same everywhere."""
    vignette: bool
    """Whether it describes a case."""
    reusable: bool
    """Whether an option may be right for several parts."""


class Document(_Told):
    """A quiz, or a set of questions."""

    schema_: Annotated[Literal["items.schema.json"], Field(alias="$schema")]
    """The file beside this one that describes it."""
    format: Literal["quiz-items"]
    """What this is."""
    version: Literal[1]
    """The version of the format; a change that a reader has to know of makes it the next."""
    id: str
    """The id of the quiz; for a set, "set-" and the name that its results tell."""
    title: str
    """What it is called."""
    language: str
    """The language of all texts, as a BCP 47 tag."""
    about: tuple[str, ...]
    """Paragraphs for the learner."""
    comparison: str
    """The title of the comparison that the questions are about; downloads/comparison.json holds its facts."""
    bank: _Revision
    """The version of all questions of the site together."""
    questions: tuple[Question, ...]
    """The questions, in their order."""


def data(assessment: exchange.Assessment) -> bytes:
    """Return the document as indented JSON; every field is there, null or empty where it has nothing to say."""
    # The name of the first field is none in Python, so it has to be told as a mapping.
    named: dict[str, Any] = {"$schema": _SCHEMA}
    document = Document(
        **named, format="quiz-items", version=1, id=assessment.id, title=assessment.title,
        language=assessment.language, about=assessment.about, comparison=assessment.site, bank=assessment.project.version,
        questions=tuple(map(_question, assessment.each())))
    return (document.model_dump_json(by_alias=True, indent=2) + "\n").encode()


def schema() -> bytes:
    """Return the JSON Schema of the document."""
    return (json.dumps({"$schema": _DIALECT, **Document.model_json_schema()}, indent=2) + "\n").encode()


def _question(question: exchange.Question) -> Question:
    item = question.item
    # Tags are the ids of kind and topic, then those of the areas.
    areas = question.tags[2:]
    return Question(
        # pydantic refuses a word that is no kind.
        id=item.id, code=item.code, revision=item.revision, key_revision=item.key_revision, kind=item.kind,  # type: ignore[arg-type]
        title=question.title, stem=item.stem, parts=tuple(_part(item, part) for part in item.parts),
        topic=Named(id=item.topic, name=question.topic),
        areas=tuple(Named(id=id, name=name) for id, name in zip(areas, question.areas, strict=True)),
        facts=item.facts, cites=item.cites, place=item.place, as_of=item.as_of, source=item.source, notes=question.notes,
        clear_cut=item.clear_cut, vignette=item.vignette, reusable=item.reusable)


def _part(item: items.Item, part: items.Part) -> Part:
    options = tuple(Option(id=option.id, text=option.text, correct=option.correct, rationale=option.rationale, facts=option.facts,
                           fixed=option.fixed) for option in exchange.options(item, part))
    return Part(id=part.id, prompt=part.prompt, several=part.several, options=options, key=part.key, accepted=part.accepted,
                rationale=part.rationale)
