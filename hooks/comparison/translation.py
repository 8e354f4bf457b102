"""Translations of a comparison: its plain data and the texts of another language in, the same data in that language out.

A translation lies beside the comparison, in `comparison.<language>.yml`, and holds texts alone, each under the id of what it
belongs to. What the article says has to be whole in it: a role, aspect, fact or claim without its texts stops the build. Notes
and dates of sources are long, researched wording; one that is not translated is shown in its own language, marked as such,
and told of as a warning. With `made_of`, a text whose original has changed since stops the build: it says something else by now.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from .errors import Problem, listed
from .messages import folded
from .model import ClaimId, Id, NoteId, Part, Question, SourceId, Text
from .source import Source


class ArticleTexts(Part):
    """What is told of the article; its title stays as it is."""

    note: Text
    """What a reader should know of the article."""


class DisclaimerTexts(Part):
    """What the site is not."""

    short: Text
    """For the foot of every page."""
    long: Text
    """For the page about the site."""


class ExamTexts(Part):
    """What is told of the examination; its name and those of its areas stay as they are."""

    as_of: Text
    """The date of the outline."""


class RoleTexts(Part):
    """The names of a role."""

    name: Text
    """The name for one of them."""
    plural: Text
    """The name for several of them; sentences are made with it, so it has its article where the language wants one."""
    short: Text
    """A word for narrow places."""


class AspectTexts(Part):
    """The texts of an aspect."""

    name: Text
    """The heading of the group."""
    question: Question
    """What the aspect asks of a role: holds {role} once and ends with '?'."""


class FactTexts(Part):
    """The texts of a fact."""

    label: Text
    """The name of the row."""
    phrase: Text
    """What "they" do; has to read well in every message that holds {phrase}."""


class ClaimTexts(Part):
    """The texts of a claim."""

    says: Text
    """The statement."""
    flag_note: Text | None = None
    """What narrows the flags down; needed where the comparison has it."""


class ContextTexts(Part):
    """The texts of a context note."""

    says: Text
    """The statement, as strong as the original."""
    plain: Text | None = None
    """The same in plain words."""
    place: Text
    """Where it holds."""
    as_of: Text
    """When it was so."""
    certainty: Text | None = None
    """How certain the research is; needed where the note has it."""


class SafetyTexts(Part):
    """The texts of a safety note."""

    topic: Text
    """What it is about, in a word or two."""
    says: Text
    """The note, as strong as the original."""
    plain: Text | None = None
    """The same in plain words."""


class TermTexts(Part):
    """The texts of a glossary entry."""

    term: Text
    """The word."""
    meaning: Text
    """What it means."""
    also: tuple[Text, ...] = ()
    """Other forms of the word that count as right where a quiz asks for it."""
    not_in: tuple[Text, ...] = ()
    """Phrases in which the word means something else."""


class SourceTexts(Part):
    """The texts of a source; its title and publisher stay as they are."""

    year: Text
    """Its date."""


class QuizTexts(Part):
    """The head of a quiz whose questions are all derived."""

    title: Text
    """The title."""
    audience: Text
    """Who it is for."""
    goals: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What a learner can do afterwards, one for each goal of the quiz."""


class Originals(Part):
    """What a translation was made of: by the ids of its texts, digests of their originals."""

    roles: Annotated[dict[Id, Text], Field(default_factory=dict)]
    """Those of the roles, by id."""
    aspects: Annotated[dict[Id, Text], Field(default_factory=dict)]
    """Those of the aspects, by id."""
    facts: Annotated[dict[Id, Text], Field(default_factory=dict)]
    """Those of the facts, by id."""
    claims: Annotated[dict[ClaimId, Text], Field(default_factory=dict)]
    """Those of the claims, by id."""
    context: Annotated[dict[NoteId, Text], Field(default_factory=dict)]
    """Those of the context notes, by id."""
    safety: Annotated[dict[NoteId, Text], Field(default_factory=dict)]
    """Those of the safety notes, by id."""
    terms: Annotated[dict[NoteId, Text], Field(default_factory=dict)]
    """Those of the glossary entries, by id."""
    sources: Annotated[dict[SourceId, Text], Field(default_factory=dict)]
    """Those of the sources, by key."""


class Translation(Part):
    """The texts of a comparison in another language, each under the id of what it belongs to."""

    title: Text
    """The title of the site."""
    summary: Text
    """One sentence for search engines and link previews."""
    noun: Text
    """What all the roles are, in the plural; fits where messages hold {noun}."""
    whole: Text | None = None
    """All of them together, as a sentence names them; leave out where that is `noun`."""
    article: ArticleTexts
    """What is told of the article."""
    disclaimer: DisclaimerTexts | None = None
    """What the site is not; needed where the comparison has it."""
    exam: ExamTexts | None = None
    """What is told of the examination; needed where the comparison has one."""
    roles: dict[Id, RoleTexts]
    """The roles, by id."""
    aspects: dict[Id, AspectTexts]
    """The aspects, by id."""
    facts: dict[Id, FactTexts]
    """The facts, by id."""
    claims: dict[ClaimId, ClaimTexts]
    """The claims, by id."""
    context: Annotated[dict[NoteId, ContextTexts], Field(default_factory=dict)]
    """The context notes that are translated, by id."""
    safety: Annotated[dict[NoteId, SafetyTexts], Field(default_factory=dict)]
    """The safety notes that are translated, by id."""
    terms: Annotated[dict[NoteId, TermTexts], Field(default_factory=dict)]
    """The glossary entries that are translated, by id; the others are left out."""
    sources: Annotated[dict[SourceId, SourceTexts], Field(default_factory=dict)]
    """The dates of sources that hold words, by key."""
    quizzes: Annotated[dict[Id, QuizTexts], Field(default_factory=dict)]
    """The quizzes that are translated, by id."""
    made_of: Originals | None = None
    """Digests of the originals. Once it is there, a text whose original has changed since stops the build, which tells the digest to
    write when the text has been read again."""


# What has to be whole, with its name in the singular, and what may be translated in part.
_WHOLE = {"roles": "role", "aspects": "aspect", "facts": "fact", "claims": "claim"}
_IN_PART = {"context": "note", "safety": "safety note", "terms": "term", "sources": "source"}
_FIELDS = {group: tuple(part.model_fields) for group, part in (
    ("roles", RoleTexts), ("aspects", AspectTexts), ("facts", FactTexts), ("claims", ClaimTexts), ("context", ContextTexts),
    ("safety", SafetyTexts), ("terms", TermTexts), ("sources", SourceTexts))}
# What has to be there just where the original has it.
_NEEDED_WITH = {"claims": ("flag_note",), "context": ("certainty",)}


def check(source: Source, data: Mapping[str, Any], quizzes: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield what is wrong with a translation of the right form, held against the plain data that it translates.

    `quizzes` are the plain data of the quizzes, by id.
    """
    texts = source.data
    for group, kind in {**_WHOLE, **_IN_PART}.items():
        known = {entry["id"]: entry for entry in data.get(group) or ()}
        given = texts.get(group, {})
        for id in given:
            if id not in known:
                yield source.problem((group, id), f"unknown-{kind.split()[-1]}",
                                     f"there is no {kind} '{id}' to translate; known: {listed(known)}{source.guess(id, known)}", key=True)
        if group in _WHOLE and (missing := [id for id in known if id not in given]):
            yield source.problem((group,), "missing-translation", f"no text for {kind} {listed(missing)}; translate "
                                                                  f"{'it' if len(missing) == 1 else 'them'} here", key=True)
        for id in given:
            for field in _NEEDED_WITH.get(group, ()) if id in known else ():
                if field in known[id] and field not in given[id]:
                    yield source.problem((group, id), "missing-translation", f"'{field}' of {kind} '{id}' is not translated; add it")
                if field in given[id] and field not in known[id]:
                    yield source.problem((group, id), "nothing-to-translate", f"the original of {kind} '{id}' has no '{field}'; take "
                                                                              "it out")
    for field in ("disclaimer", "exam"):
        if field in data and field not in texts:
            yield source.problem((), "missing-translation", f"'{field}' is not translated; add it")
        if field in texts and field not in data:
            yield source.problem((field,), "nothing-to-translate", f"the original has no '{field}'; take it out", key=True)
    yield from _check_distinct(source)
    yield from _check_originals(source, data)
    for id, head in texts.get("quizzes", {}).items():
        if id not in quizzes:
            yield source.problem(("quizzes", id), "unknown-quiz", f"there is no quiz '{id}' to translate; known: {listed(quizzes)}"
                                                                  f"{source.guess(id, quizzes)}", key=True)
            continue
        if quizzes[id].get("written"):
            yield source.problem(("quizzes", id), "own-questions", f"quiz '{id}' has questions of its own, which only its own file "
                                                                   "holds; translate quizzes of derived questions alone", key=True)
        if len(head["goals"]) != len(quizzes[id]["goals"]):
            yield source.problem(("quizzes", id, "goals"), "other-goals", f"quiz '{id}' has {len(quizzes[id]['goals'])} goals, and "
                                                                          f"{len(head['goals'])} are translated; translate each")


def _check_distinct(source: Source) -> Iterator[Problem]:
    """No two rows, columns or topics read the same once translated."""
    for group, field in (("roles", "plural"), ("aspects", "name"), ("facts", "label"), ("facts", "phrase")):
        first: dict[str, str] = {}
        for id, texts in source.data.get(group, {}).items():
            other = first.setdefault(folded(" ".join(texts[field].split())), id)
            if other != id:
                yield source.problem((group, id, field), "reads-the-same", f"'{field}' of '{id}' reads like that of '{other}'; word "
                                                                           "them apart")


def _check_originals(source: Source, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Each translated text is of what its original says today."""
    made_of = source.data.get("made_of")
    if made_of is None:
        return
    for group, kind in {**_WHOLE, **_IN_PART}.items():
        known, given = {entry["id"]: entry for entry in data.get(group) or ()}, source.data.get(group, {})
        for id in given:
            if id in known and made_of.get(group, {}).get(id) != (now := digest(group, known[id])):
                yield source.problem((group, id), "stale-translation",
                                     f"the original of {kind} '{id}' has changed since this was translated; read this again, then write "
                                     f"{id}: \"{now}\" under 'made_of', '{group}', or take the language out of 'translations'",
                                     key=True)
        for id in made_of.get(group, {}):
            if id not in given:
                yield source.problem(("made_of", group, id), "nothing-to-translate", f"no {kind} '{id}' is translated here; take it out",
                                     key=True)


def digest(group: str, entry: Mapping[str, Any]) -> str:
    """Return six hexadecimal digits that change with the texts of an entry that a translation stands for."""
    fields = _FIELDS[group]
    texts = {field: entry[field] for field in fields if field in entry}
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:6]


def untranslated(source: Source, data: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of notes that claims show, and the keys of their sources with words in the date, that have no translation."""
    shown = {id for claim in data["claims"] for id in claim.get("context", ())}
    texts = source.data
    cited = {id for group in ("context", "safety") for note in data.get(group) or () if note["id"] in shown for id in note["sources"]}
    worded = {source["id"] for source in data.get("sources") or () if source["id"] in cited and re.search("[A-Za-z]", source["year"])}
    given = {id for group in _IN_PART for id in texts.get(group, {})}
    return frozenset((shown | worded) - given)


def warnings(source: Source, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a warning for the notes that will be shown in their own language."""
    missing = untranslated(source, data)
    for group in ("context", "safety", "sources"):
        if ids := [note["id"] for note in data.get(group) or () if note["id"] in missing]:
            yield source.problem((group,), "not-translated", f"shown in the original language, because there is no translation: "
                                                             f"{listed(ids)}; translate them here", key=True)


def overlaid(data: Mapping[str, Any], texts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the data of a comparison with the texts of a translation in place of its own.

    Terms without a translation are left out: nobody looks for a word of another language.
    """
    def merged(entry: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
        return {**entry, **own}

    told = {field: texts[field] for field in ("title", "summary", "noun", "whole") if field in texts}
    told |= {field: merged(data[field], texts[field]) for field in ("article", "disclaimer", "exam") if field in texts}
    for group in (*_WHOLE, *_IN_PART):
        own = texts.get(group, {})
        entries = [entry for entry in data.get(group) or () if group != "terms" or entry["id"] in own]
        told[group] = [_without_plain(merged(entry, own.get(entry["id"], {})), own.get(entry["id"])) for entry in entries]
    return {**data, **told, "language": language, "translations": [], "waivers": []}


def _without_plain(entry: dict[str, Any], own: Mapping[str, Any] | None) -> dict[str, Any]:
    # A note whose statement is translated must not keep its plain words in the other language.
    return {key: value for key, value in entry.items() if key != "plain" or own is None or "plain" in own}
