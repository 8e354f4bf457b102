"""What quizzes ask: a quiz, the bank and a comparison in, its items out, derived and written ones alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from .items import CORRECTION, FALSE, GLOSSARY_TOPIC, SAFETY_TOPIC, TRUE, VERDICT, Item, Option, Part
from .messages import Messages
from .model import (Comparison, Draw, Pair, Quiz, Response, Term, WrittenChoice, WrittenItem, WrittenMatch, WrittenOption,
                    WrittenShort, WrittenTrueFalse)


def asked(quiz: Quiz, bank: Iterable[Item], comparison: Comparison, say: Messages) -> tuple[Item, ...]:
    """Return the items of a quiz in its order: the derived ones it names, those it draws, then its own."""
    return (*chosen(quiz, tuple(bank), comparison), *(written(item, comparison, say) for item in quiz.written))


def chosen(quiz: Quiz, bank: tuple[Item, ...], comparison: Comparison) -> tuple[Item, ...]:
    """Return the derived items of a quiz: those it names, then those it draws, each once."""
    by_id = {item.id: item for item in bank}
    ids = dict.fromkeys(quiz.items)
    for draw in quiz.draws:
        ids |= dict.fromkeys(item.id for item in drawn(draw, bank, comparison))
    return tuple(by_id[id] for id in ids)


def drawn(draw: Draw, bank: tuple[Item, ...], comparison: Comparison) -> tuple[Item, ...]:
    """Return the items of the bank that fit a draw, in the bank's order."""
    # Each of many quizzes goes through the whole bank.
    on_aspects = {fact.id for fact in comparison.facts if fact.aspect in draw.aspects}
    fitting = [
        item for item in bank
        if (not draw.kinds or item.kind in draw.kinds)
        and (not draw.aspects or not on_aspects.isdisjoint(item.facts))
        and item.id not in draw.leave_out
        and (not draw.topics or item.topic in draw.topics)
        and (not draw.areas or set(areas_of(item, comparison)) & set(draw.areas))
    ]
    return tuple(fitting[:draw.most])


def areas_of(item: Item, comparison: Comparison) -> tuple[str, ...]:
    """Return the ids of the examination's areas whose topics an item touches, in the outline's order."""
    if comparison.exam is None:
        return ()
    touched = {id for fact in item.facts for id in comparison.fact(fact).claims} | set(item.cites)
    return tuple(area.id for area in comparison.exam.areas if touched & {*area.claims, *area.notes})


def shares(quiz: Quiz, items: Sequence[Item]) -> dict[str, tuple[int, int | None]]:
    """Return how many items of a quiz are on each topic, the most first, and what percentage the quiz wants, if it says."""
    counts = Counter(item.topic for item in items)
    return {topic: (counts[topic], quiz.balance.get(topic)) for topic in sorted({*counts, *quiz.balance}, key=lambda topic: (-counts[topic], topic))}


def topic_of(facts: Iterable[str], cites: Iterable[str], comparison: Comparison) -> str:
    """Return what results sort an item by: the aspect of its first fact; else "safety" where it cites a safety note,
    the aspect of the first claim that a cited note bears on, or "glossary" where it cites terms alone.
    """
    for id in facts:
        return comparison.fact(id).aspect
    cited = tuple(cites)
    if any(note.id in cited for note in comparison.safety):
        return SAFETY_TOPIC
    for note in comparison.context:
        if note.id in cited:
            return next(fact.aspect for fact in comparison.facts if set(fact.claims) & set(note.bears_on))
    return GLOSSARY_TOPIC


def written(item: WrittenItem, comparison: Comparison, say: Messages) -> Item:
    """Return an author's own item in the form of the derived ones."""
    cites = item.cites
    parts: tuple[Part, ...]
    match item:
        case WrittenChoice():
            parts = (Part("answer", "", _options(item.options), several=item.kind == "select"),)
        case WrittenMatch():
            cites = tuple(dict.fromkeys((*item.cites, *item.terms, *item.extra_terms)))
            parts = _terms_matched(item, comparison, say) if item.terms else _matched(item, say)
        case WrittenTrueFalse():
            verdict = tuple(Option(id, say(f"item.{id}"), item.answer == (id == TRUE), item.rationale, fixed=True)
                            for id in (TRUE, FALSE))
            parts = (Part(VERDICT, say("item.verdict"), verdict),
                     Part(CORRECTION, say("item.correction"), _options(item.corrections)))
        case WrittenShort():
            parts = (Part("answer", "", (), accepted=item.accepted, rationale=item.rationale),)
    return Item(item.id, item.kind, item.stem, parts, tuple(item.facts), cites, topic_of(item.facts, cites, comparison),
                item.place, item.as_of, item.source, item.clear_cut, item.vignette,
                reusable=isinstance(item, WrittenMatch) and item.reusable)


def _options(written: Iterable[WrittenOption]) -> tuple[Option, ...]:
    written = list(written)
    # Numbers are looked through in order, so they keep the author's.
    numbers = all(re.match(r"\W*\d", option.text) for option in written)
    return tuple(Option(option.id, option.text, option.correct, option.rationale, fixed=numbers) for option in written)


def _terms_matched(item: WrittenMatch, comparison: Comparison, say: Messages) -> tuple[Part, ...]:
    """Return a row for each term: its meaning, with the names of all terms as responses."""
    terms = [next(term for term in comparison.terms if term.id == id) for id in (*item.terms, *item.extra_terms)]

    def options(of: Term) -> tuple[Option, ...]:
        return tuple(Option(term.id.lower(), term.term, term is of,
                            say("item.term-rationale", term=term.term, meaning=term.meaning)) for term in terms)

    return tuple(Part(term.id.lower(), term.meaning, options(term)) for term in terms[:len(item.terms)])


def _matched(item: WrittenMatch, say: Messages) -> tuple[Part, ...]:
    prompts = {option.id: [pair.prompt for pair in item.pairs if pair.answer == option.id] for option in item.options}

    def rationale(option: Response, pair: Pair) -> str:
        if option.id == pair.answer:
            return pair.rationale
        belongs = (say("item.belongs", prompts=say("item.belongs-join").join(prompts[option.id])) if prompts[option.id]
                   else say("item.belongs-nowhere"))
        return f"{belongs} {pair.rationale}"

    return tuple(
        Part(pair.id, pair.prompt, tuple(
            Option(option.id, option.text, option.id == pair.answer, rationale(option, pair))
            for option in item.options))
        for pair in item.pairs)
