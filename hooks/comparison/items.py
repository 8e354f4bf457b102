"""The bank: a comparison in, every quiz item that its facts give out, each with its key and rationales.

Four kinds are derived. Their ids are made of the ids of facts, aspects and roles, so that they outlive any wording:

    which-<fact>            which role the article says it of; denied-<fact> asks whom it denies it of
    select-<aspect>-<role>  all facts of an aspect that the article states of a role
    classify-<aspect>       each fact of an aspect to its role
    spot-<fact>-<role>      the statement that the article does not make
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .messages import Messages, sentence_case
from .model import DENIED, NOT_MENTIONED, STATED, Aspect, Comparison, Fact, Quiz, Role, WrittenItem

# Option ids of "both" and "neither", whatever the number of roles.
ALL, NONE = "all", "none"

# A select item shows at most this many of each side, and a classify item this many rows: more adds reading only.
MOST_OF_EACH = 3
MOST_ROWS = 8


@dataclass(frozen=True)
class Option:
    """One option: `facts` are the ids it rests on; a `fixed` option keeps its place at the end when others move."""

    id: str
    text: str
    correct: bool
    rationale: str
    facts: tuple[str, ...]
    fixed: bool = False


@dataclass(frozen=True)
class Part:
    """One question within an item: its options, and whether several may be chosen.

    `prompt` is empty where the item has a single part, whose question is the item's stem.
    """

    id: str
    prompt: str
    options: tuple[Option, ...]
    several: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """The ids of the options that are right."""
        return tuple(option.id for option in self.options if option.correct)


@dataclass(frozen=True)
class Item:
    """One quiz question: stem, parts with options, key and rationales, and the ids of the facts it rests on."""

    id: str
    kind: str
    stem: str
    parts: tuple[Part, ...]
    facts: tuple[str, ...]
    place: str | None = None
    as_of: str | None = None
    source: str | None = None

    @cached_property
    def revision(self) -> str:
        """Twelve hexadecimal digits that change with the stem, the options or the key, and with nothing else.

        The order of options does not count: it is the surface's.
        """
        content = [self.stem, [[part.id, part.prompt, sorted([o.id, o.text, o.correct] for o in part.options)]
                               for part in self.parts]]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]


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
    if kind in ("which", "denied", "spot"):
        return tuple(fact for fact in comparison.facts if fact.id in names)
    return ()


def written(item: WrittenItem) -> Item:
    """Return an author's own item in the form of the derived ones."""
    options = tuple(Option(o.id, o.text, o.correct, o.rationale, item.facts) for o in item.options)
    part = Part("answer", "", options, several=item.kind == "select")
    return Item(item.id, item.kind, item.stem, (part,), item.facts, item.place, item.as_of, item.source)


def asked(quiz: Quiz, bank: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items of a quiz in its order: the derived ones it names, then its own."""
    by_id = {item.id: item for item in bank}
    return (*(by_id[id] for id in quiz.items), *map(written, quiz.written))


def ordered(options: tuple[Option, ...], seed: str) -> tuple[Option, ...]:
    """Return the options in the order a seed gives, the fixed ones last in their own order.

    The order hangs on seed and option ids alone, so it is the same on every build, machine and Python, and adding an
    option moves no two others past each other.
    """
    def rank(option: Option) -> tuple[bool, str]:
        return option.fixed, "" if option.fixed else hashlib.sha256(f"{seed}/{option.id}".encode()).hexdigest()

    return tuple(sorted(options, key=rank))


class Account:
    """Says in full sentences what the article says of a fact."""

    def __init__(self, comparison: Comparison, say: Messages):
        self.comparison = comparison
        self.say = say

    def where(self, fact: Fact, role: Role) -> str:
        """Return the paragraphs that speak of a role on a fact, such as "paragraphs 5 and 8"."""
        numbers = sorted({claim.number for claim in self.comparison.claims_of(fact, role)})
        if len(numbers) == 1:
            return self.say("paragraph.one", number=numbers[0])
        return self.say("paragraph.many", numbers=self.say("paragraph.join").join(map(str, numbers)))

    def of(self, fact: Fact, first: str = "") -> str:
        """Return the article's account of a fact, the role with the id `first` leading."""
        lead, *others = sorted(self.comparison.roles, key=lambda role: role.id != first)
        clauses = self.say("account.join").join(
            [self._clause(fact, lead, ""), *(self._clause(fact, role, "-too") for role in others)])
        account = self.say("account.sentence", clauses=clauses)
        return account + (self._not_a_no(fact, first) if first else "")

    def of_one(self, fact: Fact, role: Role) -> str:
        """Return the article's account of a fact as far as it speaks of one role."""
        account = self.say("account.sentence", clauses=self._clause(fact, role, ""))
        return account + self._not_a_no(fact, role.id)

    def _not_a_no(self, fact: Fact, role: str) -> str:
        return " " + self.say("account.not-a-no") if fact.stances[role] == NOT_MENTIONED else ""

    def _clause(self, fact: Fact, role: Role, suffix: str) -> str:
        stance = fact.stances[role.id]
        if stance == NOT_MENTIONED:
            return self.say(f"account.silent{suffix}", role=role.plural, phrase=fact.phrase)
        key = "account.stated" if stance == STATED else "account.denied"
        return self.say(key + suffix, role=role.plural, phrase=fact.phrase, where=self.where(fact, role))


class _Bank:
    def __init__(self, comparison: Comparison, say: Messages):
        self.comparison = comparison
        self.roles = comparison.roles
        self.say = say
        self.account = Account(comparison, say)
        self.facts = tuple(fact for fact in comparison.facts if not fact.not_examinable)

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
        return Item(f"{kind}-{fact.id}", "which", stem, (Part("answer", "", options, several),), (fact.id,))

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
                           (Part("answer", "", options, several=True),), self._in_order(keys + others))

    def _classify(self, aspect: Aspect) -> Iterator[Item]:
        facts = [fact for fact in self.comparison.facts_of(aspect) if not fact.not_examinable]
        rows = [(fact, [role.id for role in self.roles if fact.stances[role.id] == STATED]) for fact in facts]
        # Where some but not all of several roles are meant, one answer a row cannot say so: `which-` asks it.
        rows = [(fact, keyed) for fact, keyed in rows if len(keyed) in (0, 1, len(self.roles))][:MOST_ROWS]
        if len({tuple(keyed) for _, keyed in rows}) > 1:
            parts = tuple(Part(fact.id, self.say("item.classify-row", phrase=fact.phrase), self._role_options(fact, keyed))
                          for fact, keyed in rows)
            stem = self.say("item.classify", noun=self.comparison.noun, aspect=aspect.name)
            yield Item(f"classify-{aspect.id}", "classify", stem, parts, tuple(part.id for part in parts))

    def _spot(self, fact: Fact, role: Role) -> Iterator[Item]:
        """Yield the item whose key says `fact` of `role`, if enough true statements stand beside it.

        One true statement speaks of the key's role and up to two of others, so that the role gives nothing away. They
        come from the same aspect where it has them, else from the nearest one after it.
        """
        own = self._stated(fact, lambda other: other.id == role.id)[:1]
        others = self._stated(fact, lambda other: other.id != role.id)[:2]
        if not own or not others:
            return
        pairs = [(fact, role), *own, *others]
        options = tuple(
            Option(f"{f.id}-{r.id}", self.say("item.statement", role=sentence_case(r.plural), phrase=f.phrase),
                   (f, r) == (fact, role), self.account.of(f, r.id), (f.id,))
            for f, r in pairs
        )
        yield Item(f"spot-{fact.id}-{role.id}", "spot", self.say("item.spot"), (Part("answer", "", options),),
                   self._in_order([f for f, _ in pairs]))

    def _in_order(self, facts: list[Fact]) -> tuple[str, ...]:
        """Return the ids of facts in the table's order, which tells nothing of the key."""
        wanted = {fact.id for fact in facts}
        return tuple(fact.id for fact in self.facts if fact.id in wanted)

    def _stated(self, fact: Fact, wanted: Callable[[Role], bool]) -> list[tuple[Fact, Role]]:
        """Return other facts with a wanted role they are stated of, nearest aspect first, turned by the fact's place.

        Turning spreads the true statements over the items of an aspect, instead of using its first facts every time.
        """
        order = {aspect.id: index for index, aspect in enumerate(self.comparison.aspects)}
        here = self.facts.index(fact)
        turned = (*self.facts[here + 1:], *self.facts[:here])
        near = sorted(turned, key=lambda other: (order[other.aspect] - order[fact.aspect]) % len(order))
        return [(other, role) for other in near for role in self.roles
                if wanted(role) and other.stances[role.id] == STATED]
