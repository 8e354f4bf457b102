"""What every rule works with: the finding that it gives, and what it knows besides the item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..items import VERDICT, Item, Option, Part
from ..messages import Messages, folded
from ..model import Comparison
from .words import all_telling, telling

# Kinds whose options are the same in every item or row, in an order that never moves: the columns of the table, or the
# responses of a matching item, each of which is right for another row. What an option looks like tells nothing there.
SHARED = ("which", "classify", "match")


@dataclass(frozen=True)
class Finding:
    """A broken rule: its id, what to do, and the item, option and part it is about, as far as it is about one.

    `first` is the other item where two clash. A finding on a whole set, or on the bank, is about no item.
    """

    rule: str
    item: Item | None
    text: str
    option: Option | None = None
    first: Item | None = None
    # Where in the quiz's file a finding on a whole set stands.
    at: tuple[str | int, ...] = ()


Rule = Callable[[Item, "Background"], Iterator[Finding]]


@dataclass(frozen=True)
class Background:
    """What a rule may look up besides the item: the comparison, the messages, and how common a word is in the bank."""

    comparison: Comparison
    say: Messages
    bank: tuple[Item, ...] = ()

    @cached_property
    def common(self) -> frozenset[str]:
        """The roots that stand in so many items that seeing them twice tells nothing: in one of twenty, and in five."""
        counts = Counter(word for item in self.bank for word in all_telling(text for text, _ in texts(item)))
        return frozenset(word for word, count in counts.items() if count >= max(5, len(self.bank) / 20))

    @cached_property
    def met(self) -> frozenset[str]:
        """The roots that a reader has met on the site: those of the glossary's terms and of what is compared."""
        c = self.comparison
        shown = [c.noun, *(term.term for term in c.terms), *(aspect.name for aspect in c.aspects),
                 *(text for role in c.roles for text in (role.name, role.plural, role.short)),
                 *(text for fact in c.facts for text in (fact.label, fact.phrase)), *self.attributions]
        return frozenset(word for text in shown for word in telling(text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The roots of everything that the comparison, its notes and its glossary speak of."""
        c = self.comparison
        told = [*(claim.says for claim in c.claims), *(note.says for note in c.notes),
                *(note.topic for note in c.safety), *(note.place for note in c.context),
                *(text for term in c.terms for text in (term.term, term.meaning)),
                *(aspect.question for aspect in c.aspects)]
        return self.met | {word for text in told for word in telling(text)}

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The roots by which one role is told from the others: those of its name that no other has."""
        names = [telling(f"{role.name} {role.plural} {role.short}") for role in self.comparison.roles]
        return frozenset(word for words in names for word in words if sum(word in other for other in names) == 1)

    @cached_property
    def sorts(self) -> dict[str, str]:
        """What a text names, by its folded form: a role, a term, a row, a topic or a place."""
        c = self.comparison
        names = {"a row": [fact.label for fact in c.facts], "a term": [term.term for term in c.terms],
                 "a topic": [aspect.name for aspect in c.aspects], "a place": [note.place for note in c.context],
                 "a role": [text for role in c.roles for text in (role.name, role.plural, role.short)]}
        return {folded(text): sort for sort, shown in names.items() for text in shown}

    @cached_property
    def places(self) -> frozenset[str]:
        """The ids of everything that has a place to link to: rows, notes, safety notes and terms."""
        c = self.comparison
        return frozenset((*(fact.id for fact in c.facts), *(entry.id for entry in c.citing)))

    @cached_property
    def attributions(self) -> tuple[str, ...]:
        """The openings that mark a stem as being about the article or the glossary."""
        return tuple(self.say.group("attribution").values())

    def is_attributed(self, item: Item) -> bool:
        """Tell whether a stem says that it is about the article or the glossary."""
        return item.stem.startswith(self.attributions)


def options(item: Item) -> Iterator[Option]:
    """Yield every option of an item; those that all rows share come once a row."""
    for part in item.parts:
        yield from part.options


def texts(item: Item) -> Iterator[tuple[str, Option | None]]:
    """Yield every text of an item that a learner reads before or after answering, with the option it belongs to."""
    yield item.stem, None
    for part in item.parts:
        for text in (part.prompt, part.rationale, *part.accepted):
            if text:
                yield text, None
        for option in part.options:
            yield option.text, option
            yield option.rationale, option


def own_options(item: Item) -> Iterator[Part]:
    """Yield the parts whose options were made for this item, so that their form may give the key away."""
    if item.kind not in SHARED:
        yield from (part for part in item.parts if part.options and part.id != VERDICT)


def keys(part: Part) -> list[Option]:
    """Return the options that are right."""
    return [option for option in part.options if option.correct]


def distractors(part: Part) -> list[Option]:
    """Return the options that are not right."""
    return [option for option in part.options if not option.correct]


def named(item: Item, part: Part) -> str:
    """Return how a message names a part: the item, and the row if there are several."""
    return f"row '{part.id}' of item '{item.id}'" if part.prompt else f"item '{item.id}'"


def count_words(options: Sequence[Option]) -> float:
    """Return how many words options, of which there is one at least, have on average."""
    return sum(len(option.text.split()) for option in options) / len(options)
