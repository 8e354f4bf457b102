"""The bank: a comparison in, every quiz item that its facts and terms give out, each with its key and rationales.

Six kinds are derived. Their ids are made of the ids of facts, aspects, roles and terms, so that they outlive any
wording:

    which-<fact>            which role the article says it of; denied-<fact> asks whom it denies it of
    select-<aspect>-<role>  all facts of an aspect that the article states of a role
    classify-<aspect>       each fact of an aspect to its role
    spot-<fact>-<role>      the statement that the article does not make
    true-<fact>             whether the article makes a statement, and what it does instead
    term-<term>             the term that has a meaning, to be typed
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from .account import Account
from .items import (ALL, CORRECTION, FALSE, GLOSSARY_TOPIC, NONE, TRUE, VERDICT, Item, Option, Part)
from .messages import Messages, sentence_case
from .model import DENIED, NOT_MENTIONED, STATED, Aspect, Comparison, Fact, Role, Term

# A select item shows at most this many of each side, and a classify item this many rows: more adds reading only.
MOST_OF_EACH = 3
MOST_ROWS = 8


def derive(comparison: Comparison, say: Messages) -> tuple[Item, ...]:
    """Return the bank: every item that the facts of a comparison give, in the author's order of facts and roles.

    A fact marked not examinable is left out everywhere. Every other fact is asked about by `which-<fact>`.
    """
    return tuple(_Bank(comparison, say).items())


def facts_behind(id: str, comparison: Comparison) -> tuple[Fact, ...]:
    """Return the facts that a derived item's id speaks of, whether or not they give such an item."""
    kind, _, rest = id.partition("-")
    names = [rest, *(rest.removesuffix(f"-{role.id}") for role in comparison.roles)]
    if kind in ("select", "classify"):
        return tuple(fact for fact in comparison.facts if fact.aspect in names)
    if kind in ("which", "denied", "spot", "true"):
        return tuple(fact for fact in comparison.facts if fact.id in names)
    return ()


class _Bank:
    def __init__(self, comparison: Comparison, say: Messages):
        self.comparison = comparison
        self.roles = comparison.roles
        self.say = say
        self.account = Account(comparison, say)
        self.facts = tuple(fact for fact in comparison.facts if not fact.not_examinable)
        self.places = {fact.id: place for place, fact in enumerate(self.facts)}
        self.near: dict[str, list[Fact]] = {aspect.id: [] for aspect in comparison.aspects}
        for fact in self.facts:
            self.near[fact.aspect].append(fact)

    def items(self) -> Iterator[Item]:
        for fact in self.facts:
            yield self._which(fact, "which", STATED)
            if fact.roles(DENIED):
                yield self._which(fact, "denied", DENIED)
        for aspect in self.comparison.aspects:
            yield from self._select(aspect)
            yield from self._classify(aspect)
        for fact in self.facts:
            for role in self.roles:
                if fact.stances[role.id] != STATED:
                    yield from self._spot(fact, role)
        for fact in self.facts:
            yield self._true(fact)
        for term in self.comparison.terms:
            yield from self._term(term)

    def _which(self, fact: Fact, kind: str, stance: str) -> Item:
        keyed = [role.id for role in self.roles if fact.stances[role.id] == stance]
        # With three roles and more the answer can be some of them; then each is chosen for itself.
        several = 1 < len(keyed) < len(self.roles)
        stem = self.say("item.role" if stance == STATED else "item.role-denied", noun=self.comparison.noun,
                        phrase=fact.phrase)
        options = self._role_options(fact, keyed)
        if several:
            options = tuple(replace(option, correct=option.id in keyed) for option in options
                            if option.id not in (ALL, NONE))
        return Item(f"{kind}-{fact.id}", "which", stem, (Part("answer", "", options, several),), (fact.id,),
                    topic=fact.aspect)

    def _role_options(self, fact: Fact, keyed: list[str]) -> tuple[Option, ...]:
        """Return each role, "both" and "neither" as options, right where `keyed` is just that.

        They stand in the table's order in every item, so their places tell nothing.
        """
        two = len(self.roles) == 2
        texts = {role.id: sentence_case(role.plural) for role in self.roles}
        texts |= {ALL: self.say("item.both" if two else "item.all"), NONE: self.say("item.neither" if two else "item.none")}
        right = {role.id: keyed == [role.id] for role in self.roles}
        right |= {ALL: len(keyed) == len(self.roles), NONE: not keyed}
        return tuple(
            Option(id, text, right[id], self._role_rationale(fact, id, right[id]), (fact.id,), fixed=True)
            for id, text in texts.items()
        )

    def _role_rationale(self, fact: Fact, option: str, right: bool) -> str:
        if option not in (ALL, NONE):
            return self.account.of(fact, option)
        lead = "" if right else self.say("item.not-all" if option == ALL else "item.not-none") + " "
        return lead + self.account.of(fact)

    def _select(self, aspect: Aspect) -> Iterator[Item]:
        facts = [fact for fact in self.comparison.facts_of(aspect) if not fact.not_examinable]
        for role in self.roles:
            keys = [fact for fact in facts if fact.stances[role.id] == STATED][:MOST_OF_EACH]
            others = [fact for fact in facts if fact.stances[role.id] != STATED][:MOST_OF_EACH]
            if keys and others:
                question = aspect.question.replace("{role}", role.plural)
                options = tuple(Option(fact.id, fact.label, fact in keys, self.account.of(fact, role.id), (fact.id,))
                                for fact in (*keys, *others))
                yield Item(f"select-{aspect.id}-{role.id}", "select", self.say("item.select", question=question),
                           (Part("answer", "", options, several=True),), self._in_order(keys + others), topic=aspect.id)

    def _classify(self, aspect: Aspect) -> Iterator[Item]:
        facts = [fact for fact in self.comparison.facts_of(aspect) if not fact.not_examinable]
        rows = [(fact, [role.id for role in self.roles if fact.stances[role.id] == STATED]) for fact in facts]
        # Where some but not all of several roles are meant, one answer a row cannot say so: `which-` asks it.
        rows = [(fact, keyed) for fact, keyed in rows if len(keyed) in (0, 1, len(self.roles))][:MOST_ROWS]
        if len({tuple(keyed) for _, keyed in rows}) > 1:
            parts = tuple(Part(fact.id, self.say("item.classify-row", phrase=fact.phrase), self._role_options(fact, keyed))
                          for fact, keyed in rows)
            stem = self.say("item.classify", noun=self.comparison.noun, aspect=aspect.name)
            yield Item(f"classify-{aspect.id}", "classify", stem, parts, tuple(part.id for part in parts), topic=aspect.id)

    def _spot(self, fact: Fact, role: Role) -> Iterator[Item]:
        """Yield the item whose key says `fact` of `role`, if enough true statements stand beside it.

        One true statement speaks of the key's role and up to two of others, so that the role gives nothing away. They
        come from the same aspect where it has them, else from the nearest one after it.
        """
        own = list(islice(self._stated(fact, lambda other: other.id == role.id), 1))
        others = list(islice(self._stated(fact, lambda other: other.id != role.id), 2))
        if not own or not others:
            return
        pairs = [(fact, role), *own, *others]
        options = tuple(
            Option(f"{f.id}-{r.id}", self.say("item.statement", role=sentence_case(r.plural), phrase=f.phrase),
                   (f, r) == (fact, role), self.account.of(f, r.id), (f.id,))
            for f, r in pairs
        )
        yield Item(f"spot-{fact.id}-{role.id}", "spot", self.say("item.spot"), (Part("answer", "", options),),
                   self._in_order([f for f, _ in pairs]), topic=fact.aspect)

    def _true(self, fact: Fact) -> Item:
        """Return the item that shows one statement on a fact: as the article makes it, or as it does not.

        Which one hangs on the fact's id alone, so that no other fact moves it: about half of them are true.
        """
        made: list[tuple[Role, str]] = []
        unmade: list[tuple[Role, str]] = []
        for role in self.roles:
            for asserted in (STATED, DENIED):
                stance = fact.stances[role.id]
                (made if asserted == stance else unmade).append((role, asserted))
        # A denial of what is not even mentioned would ask about two things at once.
        unmade = [(role, asserted) for role, asserted in unmade
                  if asserted == STATED or fact.stances[role.id] != NOT_MENTIONED]
        number = int(hashlib.sha256(fact.id.encode()).hexdigest()[:8], 16)
        choices = made if number % 2 and made else unmade
        role, asserted = choices[number // 2 % len(choices)]
        return self._judged(fact, role, asserted)

    def _judged(self, fact: Fact, role: Role, asserted: str) -> Item:
        form = "item.statement" if asserted == STATED else "item.denial"
        statement = self.say(form, role=sentence_case(role.plural), phrase=fact.phrase)
        stance, account = fact.stances[role.id], self.account.of_one(fact, role)
        right = stance == asserted
        verdict = tuple(
            Option(id, self.say(f"item.{id}"), right == (id == TRUE), account, (fact.id,), fixed=True) for id in (TRUE, FALSE))
        instead = tuple(
            Option(key, self.say(f"item.instead-{key}", role=role.plural), not right and stance == meant, account, (fact.id,),
                   fixed=True)
            for key, meant in (("stated", STATED), ("denied", DENIED), ("silent", NOT_MENTIONED)) if meant != asserted)
        parts = (Part(VERDICT, self.say("item.verdict"), verdict), Part(CORRECTION, self.say("item.correction"), instead))
        return Item(f"true-{fact.id}", "true-false", self.say("item.true-false", statement=statement), parts, (fact.id,),
                    topic=fact.aspect)

    def _term(self, term: Term) -> Iterator[Item]:
        """Yield the item that asks for a term by its meaning, unless the meaning gives it away."""
        name, *bracketed = re.split(r"\s*\(([^()]*)\)$", term.term)
        accepted = tuple(dict.fromkeys(form for form in (name, term.term, *(part.strip() for part in bracketed), *term.also) if form))
        words = {word for form in accepted for word in re.findall(r"\w{4,}", form.casefold())}
        if any(re.search(rf"\b{re.escape(word)}", term.meaning.casefold()) for word in words):
            return
        part = Part("answer", "", (), accepted=accepted,
                    rationale=self.say("item.term-rationale", term=term.term, meaning=term.meaning))
        yield Item(f"term-{term.id.lower()}", "short", self.say("item.term", meaning=term.meaning), (part,),
                   cites=(term.id,), topic=GLOSSARY_TOPIC)

    def _in_order(self, facts: list[Fact]) -> tuple[str, ...]:
        """Return the ids of facts in the table's order, which tells nothing of the key."""
        wanted = {fact.id for fact in facts}
        return tuple(fact.id for fact in self.facts if fact.id in wanted)

    def _stated(self, fact: Fact, wanted: Callable[[Role], bool]) -> Iterator[tuple[Fact, Role]]:
        """Yield other facts with a wanted role they are stated of, nearest aspect first, turned by the fact's place.

        Turning spreads the true statements over the items of an aspect, instead of using its first facts every time.
        """
        aspects = [aspect.id for aspect in self.comparison.aspects]
        first = aspects.index(fact.aspect)
        here = self.places[fact.id]
        for aspect in (*aspects[first:], *aspects[:first]):
            for other in sorted(self.near[aspect], key=lambda other: (self.places[other.id] < here, self.places[other.id])):
                if other.id != fact.id:
                    yield from ((other, role) for role in self.roles if wanted(role) and other.stances[role.id] == STATED)
