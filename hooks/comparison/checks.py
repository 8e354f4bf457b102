"""The checks across a whole source: a comparison or a quiz in, problems with their places out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .errors import Problem, listed, nearest, shortened
from .bank import facts_behind
from .items import ALL, NONE, TOPICS, Item
from .messages import LANGUAGES, folded
from .model import (CLAIM_ID_FORM, ID_FORM, LONGEST_ID, NOT_MENTIONED, NOTE_ID_FORM, SOURCE_ID_FORM, Comparison, Quiz,
                    WrittenChoice, WrittenItem, WrittenMatch, WrittenShort, WrittenTrueFalse)
from .quizzes import drawn
from .scoring import normal
from .source import DataPath, Source

Check = Iterator[Problem]

_GROUPS = {"role": "roles", "aspect": "aspects", "fact": "facts", "claim": "claims", "term": "terms", "source": "sources"}
_FORMS = {"roles": ID_FORM, "aspects": ID_FORM, "facts": ID_FORM, "claims": CLAIM_ID_FORM, "context": NOTE_ID_FORM,
          "safety": NOTE_ID_FORM, "terms": NOTE_ID_FORM, "sources": SOURCE_ID_FORM}
# 1,994 and 2.5 are one number each; the full stop behind a sentence is none of it.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEEDED = ("roles", "aspects", "facts", "claims")
# The pages beside those of the quizzes, in the same folder.
TAKEN_PAGES = ("index", "readme", "lint-report", "progress", "assign", "set", "results")


def check_comparison(source: Source, comparison: Comparison | None, whole: bool) -> list[Problem]:
    """Return every problem that shows only when the parts of a comparison are seen together.

    With `whole` false, entries with problems of their own were left out of `comparison`; checks that would then blame
    the author twice are left out as well.
    """
    if not isinstance(source.data, dict):
        return []
    problems = [*check_unique(source), *check_reserved(source), *check_distinct(source), *check_references(source),
                *check_notes(source), *check_exam(source), *check_languages(source)]
    if problems or not whole or not comparison:
        return problems
    return [*check_cited(source, comparison), *check_cautions(source, comparison), *check_certainty(source, comparison),
            *check_plain(source, comparison), *check_paragraphs(source, comparison), *check_stances(source, comparison),
            *check_carried(source, comparison), *check_used(source, comparison)]


def check_unique(source: Source) -> Check:
    """No two parts of a kind share an id; notes and safety notes are of one kind, since claims name both alike."""
    for kind, groups in {**{kind: (group,) for kind, group in _GROUPS.items()}, "note": ("context", "safety")}.items():
        first: dict[Any, DataPath] = {}
        for at, id in (found for group in groups for found in _ids(source, group)):
            if id in first:
                yield source.problem(at, "duplicate-id", f"{kind} id '{id}' is used twice (first at "
                                                         f"{source.where(first[id])}); give this one its own id")
            first.setdefault(id, at)


def check_reserved(source: Source) -> Check:
    """No role takes an id that the quiz needs for "both" and "neither", and no aspect one of a topic of its own."""
    for group, kind, taken in (("roles", "role", (ALL, NONE)), ("aspects", "aspect", TOPICS)):
        for at, id in _ids(source, group):
            if id in taken:
                yield source.problem(at, "reserved-id", f"{kind} id '{id}' is taken by the quiz; choose another")


def check_languages(source: Source) -> Check:
    """The site's language and those of its translations each have messages, and none stands twice."""
    own = source.data.get("language", "en")
    named = [(("language",), own), *_listed(source, ("translations",))]
    seen: list[object] = []
    for at, language in named:
        if language not in LANGUAGES:
            yield source.problem(at, "unknown-language", f"there are no messages in '{language}'; known languages: {listed(LANGUAGES)}"
                                                         f"{nearest(str(language), LANGUAGES)}")
        elif language in seen:
            yield source.problem(at, "language-twice", f"'{language}' is the language of this file, or stands here twice; take it out")
        seen.append(language)


def check_distinct(source: Source) -> Check:
    """No two roles, aspects or facts read the same: a reader, and a quiz, could not tell them apart."""
    for group, fields in (("roles", ("name", "plural", "short")), ("aspects", ("name",)), ("facts", ("label", "phrase"))):
        for field in fields:
            first: dict[tuple[str, Any], DataPath] = {}
            for index, entry in _entries(source.data, group):
                text, at = entry.get(field), (group, index, field)
                if not isinstance(text, str) or not text.strip():
                    continue
                # Two groups of rows may each have a row of one name; what "they" do is asked without its group.
                seen = first.setdefault((folded(text), str(entry.get("aspect")) if field == "label" else None), at)
                if seen != at:
                    yield source.problem(at, "same-text", f"two {group} have the {field} '{shortened(text)}' (first at "
                                                          f"{source.where(seen)}); give this one its own")


def check_references(source: Source) -> Check:
    """Every id that is pointed at exists, and every fact takes a stance on every role."""
    known = {group: _known_ids(source, group) for group in ("roles", "aspects", "facts", "claims")}
    for at, id in _listed(source, ("answer",)):
        yield from _known(source, at, "the answer on the home page", "fact", id, known["facts"])
    yield from _twice(source, ("answer",), "the answer on the home page")
    yield from _twice(source, ("files",), "the comparison")
    for index, fact in _entries(source.data, "facts"):
        here, name = ("facts", index), f"fact '{fact.get('id')}'"
        if "aspect" in fact:
            yield from _known(source, (*here, "aspect"), name, "aspect", fact["aspect"], known["aspects"])
        for at, id in _listed(source, (*here, "claims")):
            yield from _known(source, at, name, "claim", id, known["claims"])
        yield from _twice(source, (*here, "claims"), name)
        stances = fact.get("stances")
        if isinstance(stances, dict):
            for role in stances:
                yield from _known(source, (*here, "stances", role), name, "role", role, known["roles"], key=True)
            for role in known["roles"] or ():
                if role not in stances:
                    yield source.problem((*here, "stances"), "missing-stance",
                                         f"{name} takes no stance on role '{role}'; add '{role}: stated', "
                                         f"'{role}: denied' or '{role}: not mentioned'", key=True)
    for index, claim in _entries(source.data, "claims"):
        here, name = ("claims", index), f"claim '{claim.get('id')}'"
        for at, id in _listed(source, (*here, "about")):
            yield from _known(source, at, name, "role", id, known["roles"])
        yield from _twice(source, (*here, "about"), name)
        yield from _twice(source, (*here, "flags"), name)


def check_notes(source: Source) -> Check:
    """Every claim, note and source that notes, terms and claims point at exists."""
    claims, cited = _known_ids(source, "claims"), _known_ids(source, "sources")
    context, safety = _known_ids(source, "context"), _known_ids(source, "safety")
    notes = None if context is None or safety is None else context + safety
    for index, claim in _entries(source.data, "claims"):
        for at, id in _listed(source, ("claims", index, "context")):
            yield from _known(source, at, f"claim '{claim.get('id')}'", "note", id, notes)
    for group, name in (("context", "note"), ("safety", "safety note"), ("terms", "term")):
        for index, entry in _entries(source.data, group):
            here = f"{name} '{entry.get('id')}'"
            for at, id in _listed(source, (group, index, "sources")):
                yield from _known(source, at, here, "source", id, cited)
            for relation in ("supports", "qualifies", "contradicts"):
                for at, id in _listed(source, (group, index, relation)):
                    yield from _known(source, at, here, "claim", id, claims)


def check_exam(source: Source) -> Check:
    """What the areas of the examination point at exists, and their weights add up to 100."""
    exam = source.data.get("exam")
    if not isinstance(exam, dict):
        return
    cited = _known_ids(source, "sources")
    yield from _known(source, ("exam", "source"), "the examination", "source", exam.get("source"), cited)
    areas = [*_entries(exam, "areas")]
    for index, area in areas:
        name = f"area '{area.get('id')}'"
        for at, id in _listed(source, ("exam", "areas", index, "claims")):
            yield from _known(source, at, name, "claim", id, _known_ids(source, "claims"))
        yield from _twice(source, ("exam", "areas", index, "claims"), name)
        for at, id in _listed(source, ("exam", "areas", index, "notes")):
            yield from _known(source, at, name, "note", id, _known_notes(source))
        yield from _twice(source, ("exam", "areas", index, "notes"), name)
    weights = [area["weight"] for _, area in areas if type(area.get("weight")) is int]
    if weights and len(weights) == len(exam["areas"]) and all(0 < weight <= 100 for weight in weights) and sum(weights) != 100:
        yield source.problem(("exam", "areas"), "uneven-weights", f"the weights of the areas add up to {sum(weights)}; "
                                                                  "correct them, so that they add up to 100", key=True)


def check_cited(source: Source, comparison: Comparison) -> Check:
    """Every source is cited, and every note bears on a claim."""
    cited = {id for entry in comparison.citing for id in entry.sources}
    if comparison.exam:
        cited.add(comparison.exam.source)
    for index, publication in enumerate(comparison.sources):
        if publication.id not in cited:
            yield source.problem(("sources", index), "uncited-source",
                                 f"nothing cites source '{publication.id}'; cite it or take it out")
    for index, note in enumerate(comparison.context):
        if not note.bears_on:
            yield source.problem(("context", index), "idle-note",
                                 f"note '{note.id}' bears on no claim; say which it supports, qualifies or contradicts")


def check_cautions(source: Source, comparison: Comparison) -> Check:
    """No claim that the world outside does not bear out stands bare.

    A comparison without any notes is left alone: its flags are all that it has to say.
    """
    for index, claim in enumerate(comparison.claims):
        if comparison.context and claim.cautions and not claim.context:
            yield source.problem(("claims", index, "flags"), "bare-flag",
                                 f"claim '{claim.id}' is flagged {listed(claim.cautions)}, but names no note that says "
                                 "why; add 'context: [...]'")
        safety = {note.id for note in comparison.safety}
        if safety and "safety" in claim.flags and not safety & set(claim.context):
            yield source.problem(("claims", index, "flags"), "bare-flag",
                                 f"claim '{claim.id}' is flagged safety, but names no safety note; add one to its "
                                 f"'context': {listed(sorted(safety))}")


def check_certainty(source: Source, comparison: Comparison) -> Check:
    """No note of research leaves it open how certain it is."""
    for index, note in enumerate(comparison.context):
        if note.kind == "research" and not note.certainty:
            yield source.problem(("context", index), "missing-certainty",
                                 f"note '{note.id}' is of research, but does not say how certain it is; add "
                                 "'certainty: ...', such as 'low certainty', or 'not graded' where no source says")


def check_plain(source: Source, comparison: Comparison) -> Check:
    """No plain wording brings in a number that its note does not have."""
    for group in ("context", "safety"):
        for index, note in enumerate(getattr(comparison, group)):
            known = _NUMBER.findall(note.says)
            for number in dict.fromkeys(_NUMBER.findall(note.plain or note.says)):
                if number not in known:
                    yield source.problem((group, index, "plain"), "added-number",
                                         f"the plain wording of note '{note.id}' has the number {number}, which its 'says' "
                                         f"does not have; numbers there: {listed(dict.fromkeys(known)) or 'none'}")


def check_paragraphs(source: Source, comparison: Comparison) -> Check:
    """No claim stands in a paragraph that the article does not have."""
    last = comparison.article.paragraphs
    for index, claim in enumerate(comparison.claims):
        if claim.number > last:
            yield source.problem(("claims", index, "paragraph"), "unknown-paragraph",
                                 f"claim '{claim.id}' stands in {claim.paragraph}, but the article's last paragraph is "
                                 f"P{last}; correct it, or the article's 'paragraphs'")


def check_stances(source: Source, comparison: Comparison) -> Check:
    """A stance on a role rests on a cited claim about that role, and silence on there being none."""
    for index, fact in enumerate(comparison.facts):
        for role in comparison.roles:
            at, stance = ("facts", index, "stances", role.id), fact.stances[role.id]
            cited = [claim.id for claim in comparison.claims_of(fact, role)]
            if stance == NOT_MENTIONED and cited:
                yield source.problem(at, "silent-but-cited",
                                     f"fact '{fact.id}' says that the article does not mention role '{role.id}', yet "
                                     f"cites {listed(cited)} about it; change the stance or the claims")
            elif stance != NOT_MENTIONED and not cited:
                yield source.problem(at, "unsupported-stance",
                                     f"fact '{fact.id}' says '{stance}' of role '{role.id}', but cites no claim about "
                                     "it; cite one, or write 'not mentioned'")
        if all(stance == NOT_MENTIONED for stance in fact.stances.values()):
            yield source.problem(("facts", index), "empty-fact",
                                 f"fact '{fact.id}' says nothing of any role; change a stance or delete the fact")


def check_carried(source: Source, comparison: Comparison) -> Check:
    """Every claim is carried by a fact."""
    carried = {id for fact in comparison.facts for id in fact.claims}
    for index, claim in enumerate(comparison.claims):
        if claim.id not in carried:
            yield source.problem(("claims", index), "uncarried-claim",
                                 f"no fact carries claim '{claim.id}'; add it to the claims of a fact")


def check_used(source: Source, comparison: Comparison) -> Check:
    """Every aspect has a row, and at least one aspect is on the home page."""
    used = {fact.aspect for fact in comparison.facts}
    for index, aspect in enumerate(comparison.aspects):
        if aspect.id not in used:
            yield source.problem(("aspects", index), "empty-aspect",
                                 f"aspect '{aspect.id}' has no fact; give it one or delete it")
    if not any(aspect.headline for aspect in comparison.aspects):
        yield source.problem(("aspects",), "no-headline", "no aspect has 'headline: true', so the home page would be "
                                                          "empty; add it to the most telling ones", key=True)


def check_quiz(source: Source, quiz: Quiz, comparison: Comparison, derived: tuple[Item, ...]) -> list[Problem]:
    """Return the problems of one quiz with what it points at."""
    return [*_check_quiz(source, quiz, comparison, derived)]


def _check_quiz(source: Source, quiz: Quiz, comparison: Comparison, derived: tuple[Item, ...]) -> Check:
    name = source.path.rpartition("/")[2]
    if f"{quiz.id}.yml" != name:
        yield source.problem(("id",), "wrong-file", f"quiz id '{quiz.id}' differs from the file's name '{name}'; make them "
                                                    "agree, in small letters and digits joined by hyphens")
    if quiz.id in TAKEN_PAGES:
        yield source.problem(("id",), "reserved-id", f"quiz id '{quiz.id}' is taken by another page of the quizzes; choose another")
    ids = [item.id for item in derived]
    for index, id in enumerate(quiz.items):
        if id not in ids:
            yield source.problem(("items", index), "unknown-item", _no_item(source, id, comparison, derived))
    yield from _twice(source, ("items",), f"quiz '{quiz.id}'")
    yield from _check_draws(source, quiz, comparison, derived)
    for index, item in enumerate(quiz.written):
        yield from _check_written(source, ("written", index), item, comparison)
    for topic in quiz.balance:
        known = [*(aspect.id for aspect in comparison.aspects), *TOPICS]
        yield from _known(source, ("balance", topic), "the balance", "topic", topic, known, key=True)
    if sum(quiz.balance.values()) > 100:
        yield source.problem(("balance",), "uneven-weights", f"the shares of the topics add up to {sum(quiz.balance.values())} %; "
                                                             "100 is all there is", key=True)
    if not quiz.items and not quiz.written and not quiz.draws:
        yield source.problem((), "empty-quiz", "the quiz asks nothing; add ids under 'items'")


def _check_draws(source: Source, quiz: Quiz, comparison: Comparison, derived: tuple[Item, ...]) -> Check:
    """What a draw asks for exists, and some item fits it."""
    aspects = [aspect.id for aspect in comparison.aspects]
    areas = [area.id for area in comparison.exam.areas] if comparison.exam else []
    ids = [item.id for item in derived]
    for index, draw in enumerate(quiz.draws):
        here, found = ("draws", index), False
        for field, kind, known in (("aspects", "aspect", aspects), ("areas", "area", areas),
                                   ("topics", "topic", [*aspects, *TOPICS]), ("leave_out", "item", ids)):
            for at, id in _listed(source, (*here, field)):
                problems = [*_known(source, at, "the draw", kind, id, known)]
                found |= bool(problems)
                yield from problems
            yield from _twice(source, (*here, field), "the draw")
        if not found and not drawn(draw, derived, comparison):
            yield source.problem(here, "empty-draw", "no item fits this draw; take a line out or correct it")


def _check_written(source: Source, at: DataPath, item: WrittenItem, comparison: Comparison) -> Check:
    """What a written item points at exists, it rests on something, and its parts fit each other."""
    name = f"item '{item.id}'"
    for here, id in _listed(source, (*at, "cites")):
        yield from _known(source, here, name, "note", id, _known_notes_of(comparison))
    yield from _twice(source, (*at, "cites"), name)
    yield from _check_stances_relied_on(source, (*at, "facts"), item, comparison)
    terms = item.terms if isinstance(item, WrittenMatch) else ()
    if not (item.facts or item.cites or terms):
        yield source.problem(at, "rests-on-nothing", f"{name} rests on nothing; name facts under 'facts', or notes, safety "
                                                     "notes and terms under 'cites'")
    if item.clear_cut and not any(note.id in item.cites for note in comparison.safety):
        yield source.problem((*at, "clear_cut"), "not-clear-cut", f"{name} is called a clear-cut safety situation, but cites "
                                                                  "no safety note; add one to 'cites'")
    match item:
        case WrittenChoice():
            yield from _check_options(source, (*at, "options"), item.id, item.options)
        case WrittenTrueFalse():
            yield from _check_options(source, (*at, "corrections"), item.id, item.corrections)
            right = sum(option.correct for option in item.corrections)
            if right != (not item.answer):
                yield source.problem((*at, "corrections"), "wrong-corrections",
                                     f"{name} is {str(item.answer).lower()} and marks {right} corrections as correct; mark "
                                     f"{'none' if item.answer else 'exactly one'}", key=True)
        case WrittenMatch():
            yield from _check_match(source, at, item, comparison)
        case WrittenShort():
            first: dict[str, int] = {}
            for index, text in enumerate(item.accepted):
                if first.setdefault(normal(text), index) != index:
                    yield source.problem((*at, "accepted", index), "same-text",
                                         f"{name} accepts '{shortened(text)}' already (first at "
                                         f"{source.where((*at, 'accepted', first[normal(text)]))}); take it out")


def _check_stances_relied_on(source: Source, at: DataPath, item: WrittenItem, comparison: Comparison) -> Check:
    """A written item rests on facts as they are: nobody can derive its key, so a changed stance sends it to its author."""
    name = f"item '{item.id}'"
    roles = [role.id for role in comparison.roles]
    for id, stances in item.facts.items():
        if not comparison.has_fact(id):
            yield from _known(source, (*at, id), name, "fact", id, [fact.id for fact in comparison.facts], key=True)
            continue
        fact = comparison.fact(id)
        for role, stance in stances.items():
            yield from _known(source, (*at, id, role), name, "role", role, roles, key=True)
            if role in roles and fact.stances[role] != stance:
                yield source.problem((*at, id, role), "stale-stance",
                                     f"{name} was written when fact '{id}' was '{stance}' of '{role}'; now it is "
                                     f"'{fact.stances[role]}': read the item again, then write the new stance here")
        for role in roles:
            if role not in stances:
                yield source.problem((*at, id), "missing-stance",
                                     f"{name} does not tell what fact '{id}' says of '{role}'; add "
                                     f"'{role}: {fact.stances[role]}' once you have read the item again", key=True)


def _check_match(source: Source, at: DataPath, item: WrittenMatch, comparison: Comparison) -> Check:
    """A matching item takes its rows from terms or has its own, and every row's answer is one of its responses."""
    name = f"item '{item.id}'"
    own = bool(item.options or item.pairs)
    if own == bool(item.terms) or own and not (item.options and item.pairs):
        yield source.problem(at, "unclear-match", f"{name} has to name 'terms', or to have 'options' and 'pairs' of its own")
        return
    terms = [term.id for term in comparison.terms]
    for field in ("terms", "extra_terms"):
        for here, id in _listed(source, (*at, field)):
            yield from _known(source, here, name, "term", id, terms)
    yield from _twice(source, (*at, "terms"), name)
    for here, id in _listed(source, (*at, "extra_terms")):
        if id in item.terms:
            yield source.problem(here, "listed-twice", f"{name} lists '{id}' under 'terms' as well; keep one of them")
    yield from _check_options(source, (*at, "options"), item.id, item.options)
    yield from _check_options(source, (*at, "pairs"), item.id, item.pairs, "row")
    responses = [option.id for option in item.options]
    for index, pair in enumerate(item.pairs):
        yield from _known(source, (*at, "pairs", index, "answer"), name, "response", pair.answer, responses)


def _check_options(source: Source, at: DataPath, item: str, options: Iterable[Any], kind: str = "option") -> Check:
    """The options or rows of an item have ids of their own, and none that the quiz needs for "both" and "neither"."""
    first: dict[str, DataPath] = {}
    for number, option in enumerate(options):
        here = (*at, number, "id")
        if option.id in (ALL, NONE):
            yield source.problem(here, "reserved-id", f"{kind} id '{option.id}' is taken by the quiz; choose another")
        if first.setdefault(option.id, here) != here:
            yield source.problem(here, "duplicate-id", f"{kind} id '{option.id}' is used twice in item '{item}' (first at "
                                                       f"{source.where(first[option.id])}); give this one its own id")


def _no_item(source: Source, id: str, comparison: Comparison, derived: tuple[Item, ...]) -> str:
    facts = facts_behind(id, comparison)
    ids = [item.id for item in derived]
    if not facts:
        return f"no item '{id}' is derived from the facts; `python hooks/cli.py items` lists all{source.guess(id, ids)}"
    barred = [fact.id for fact in facts if fact.not_examinable]
    if len(barred) == len(facts):
        return f"item '{id}' does not exist: {listed(barred)} is marked not_examinable; take the item out"
    others = [item.id for item in derived if any(fact.id in item.facts for fact in facts)]
    return (f"item '{id}' does not follow from the stances of {listed(fact.id for fact in facts)}; take another, such "
            f"as {listed(others, 4)}")


def check_examined(source: Source, comparison: Comparison, asked: Iterable[Item]) -> list[Problem]:
    """Every fact is asked about in a quiz, or says why not."""
    examined = {id for item in asked for id in item.facts}
    return [
        source.problem(("facts", index), "unexamined-fact",
                       f"no quiz asks about fact '{fact.id}'; add 'which-{fact.id}' to the items of a quiz, or say "
                       "why not with 'not_examinable: ...'")
        for index, fact in enumerate(comparison.facts)
        if fact.id not in examined and not fact.not_examinable
    ]


def _entries(data: dict[str, Any], group: str) -> Iterator[tuple[int, dict[str, Any]]]:
    entries = data.get(group)
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict):
            yield index, entry


def _ids(source: Source, group: str) -> Iterator[tuple[DataPath, str]]:
    for index, entry in _entries(source.data, group):
        if isinstance(entry.get("id"), str):
            yield (group, index, "id"), entry["id"]


def _known_ids(source: Source, group: str) -> list[str] | None:
    """Return the ids of a group, or None where nobody can tell which are unknown.

    That is where one cannot be read or has to change, and where there have to be some and are none.
    """
    entries = source.data.get(group, [])
    ids = [id for _, id in _ids(source, group)]
    sound = isinstance(entries, list) and len(entries) == len(ids) and all(len(id) <= LONGEST_ID and re.fullmatch(_FORMS[group], id) for id in ids)
    return ids if sound and (ids or group not in _NEEDED) else None


def _known_notes(source: Source) -> list[str] | None:
    """Return the ids of notes, safety notes and terms, or None where nobody can tell which are unknown."""
    ids = [_known_ids(source, group) for group in ("context", "safety", "terms")]
    sound = [group for group in ids if group is not None]
    return [id for group in sound for id in group] if len(sound) == len(ids) else None


def _known_notes_of(comparison: Comparison) -> list[str]:
    return [entry.id for entry in comparison.citing]


def _listed(source: Source, at: DataPath) -> Iterator[tuple[DataPath, str]]:
    """Yield place and value of each text in the list at a place, which may be missing or no list."""
    value = source.data
    for part in at:
        value = value.get(part) if isinstance(value, dict) else value[part] if isinstance(part, int) else None
    for index, entry in enumerate(value if isinstance(value, list) else []):
        if isinstance(entry, str):
            yield (*at, index), entry


def _twice(source: Source, at: DataPath, name: str) -> Check:
    seen: set[str] = set()
    for here, id in _listed(source, at):
        if id in seen:
            yield source.problem(here, "listed-twice", f"{name} lists '{id}' twice; keep one of them")
        seen.add(id)


def _known(source: Source, at: DataPath, name: str, kind: str, id: Any, known: list[str] | None,
           key: bool = False) -> Check:
    if isinstance(id, str) and known is not None and id not in known:
        yield source.problem(at, f"unknown-{kind}", f"{name} names {kind} '{id}'; known {kind}s: {listed(known) or 'none'}"
                                                    f"{source.guess(id, known)}", key=key)

