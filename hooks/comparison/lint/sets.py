"""The rules about a set of questions (W18, W21, W22, F9): a quiz with its items in, findings out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..items import Item
from ..model import Quiz
from .finding import SHARED, Finding, keys, own_options
from .words import telling, tokens

_MOST_TRUE_FALSE = 0.2
_FEWEST = 5
_MOST_APART = 10
_PASS_MARK = re.compile(r"\b(?:pass(?:es|ed|ing)? (?:mark|score|grade|rate|the (?:quiz|test))|pass or fail|pass/fail|to pass|"
                        r"you (?:have )?(?:pass|fail)(?:ed)?|failing|fail(?:ed)? the)\b", re.IGNORECASE)


def w18_true_false(quiz: Quiz, items: Sequence[Item]) -> Iterator[Finding]:
    """Fewer than one in five items of a set are true-or-false ones, half of which can be guessed."""
    count = sum(item.kind == "true-false" for item in items)
    if len(items) >= _FEWEST and count >= _MOST_TRUE_FALSE * len(items):
        yield Finding("W18", None, f"{count} of {len(items)} items are true-or-false ones; keep them under "
                                   f"{100 * _MOST_TRUE_FALSE:.0f} %", at=("items",))


def w21_no_cueing(quiz: Quiz, items: Sequence[Item]) -> Iterator[Finding]:
    """No item's stem holds the key of another item of the set.

    A key is looked for word by word, in the stems and rows of all others. It counts from two telling words on, or as an
    answer to be typed, which no option shows. Keys that every item of a kind shares (the table's columns, a verdict) cue
    nobody. A row of the table that one item asks to be sorted and another names in its question gives nothing away: such
    a stem asks and does not tell, so a derived item is never cued by the question about the same row.
    """
    shown = [(item, f" {' '.join(tokens(item.stem))} {' '.join(word for part in item.parts for word in tokens(part.prompt))} ")
             for item in items]
    for item in items:
        for key in _sought(item):
            words = f" {' '.join(tokens(key))} "
            for other, stem in shown:
                if other is not item and words in stem and not _asks_alike(item, other):
                    yield Finding("W21", item, f"the key of item '{item.id}', '{key}', stands in the stem of item '{other.id}' of the "
                                               "same set; change one, or move it to another set", first=other)
                    break


def w22_balance(quiz: Quiz, items: Sequence[Item]) -> Iterator[Finding]:
    """The share of each topic is within 10 points of its target, where the quiz states targets."""
    counts = Counter(item.topic for item in items)
    for topic, target in quiz.balance.items():
        share = 100 * counts[topic] / max(len(items), 1)
        if abs(share - target) > _MOST_APART:
            yield Finding("W22", None, f"{counts[topic]} of {len(items)} items are on '{topic}', which is {share:.0f} %; the target is "
                                       f"{target} %", at=("balance", topic))


def f9_no_pass_mark(quiz: Quiz, items: Sequence[Item]) -> Iterator[Finding]:
    """A quiz speaks of no passing and failing: none here has a pass mark. (The page's own words are tested.)"""
    told = [(("title",), quiz.title), (("audience",), quiz.audience),
            *((("goals", index), goal) for index, goal in enumerate(quiz.goals))]
    for at, text in told:
        if found := _PASS_MARK.search(text):
            yield Finding("F9", None, f"the quiz speaks of '{found.group()}', but has no pass mark; say what a learner can do "
                                      "afterwards", at=at)


def _sought(item: Item) -> list[str]:
    """Return the keys of an item that another's stem could give away."""
    typed = [answer for part in item.parts for answer in part.accepted]
    if item.kind == "match":
        return []
    return typed + [key.text for part in own_options(item) for key in keys(part) if len(telling(key.text)) > 1]


def _asks_alike(item: Item, other: Item) -> bool:
    derived = ("which", "classify", "spot", "select", "true-false")
    return item.kind in derived and other.kind in derived and bool(set(item.facts) & set(other.facts)) \
        and other.kind in (*SHARED, "true-false")


RULES = (w18_true_false, w21_no_cueing, w22_balance, f9_no_pass_mark)
