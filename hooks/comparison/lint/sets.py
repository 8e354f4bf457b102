"""The rules about a set of questions (W18, W21, W22, F9): a quiz with its items in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..items import Item
from ..model import Quiz
from ..quizzes import shares
from .finding import Finding, keys, own_options
from .words import telling, tokens

_FEWEST = 5
# In percent, and in points of it.
_MOST_TRUE_FALSE, _MOST_APART = 20, 10
_PASS_MARK = re.compile(r"\b(?:pass(?:es|ed|ing)? (?:mark|score|grade|rate|the (?:quiz|test))|pass or fail|pass/fail|to pass|"
                        r"you (?:have )?(?:pass|fail)(?:ed)?|failing|fail(?:ed)? the)\b", re.IGNORECASE)


def w18_true_false(quiz: Quiz, items: Sequence[Item]) -> Iterator[Finding]:
    """Fewer than one in five items of a set are true-or-false ones, half of which can be guessed."""
    count = sum(item.kind == "true-false" for item in items)
    if len(items) >= _FEWEST and 100 * count >= _MOST_TRUE_FALSE * len(items):
        yield Finding("W18", None, f"{count} of {len(items)} items are true-or-false ones; keep them under "
                                   f"{_MOST_TRUE_FALSE} %", at=("items",))


def w21_no_cueing(quiz: Quiz, items: Sequence[Item]) -> Iterator[Finding]:
    """No item's stem holds the key of another item of the set.

    A key is looked for word by word in the stems and rows of all others, from two telling words on, and from three on in
    other words of the same families; as an answer to be typed, which no option shows, one word is enough. Keys that every
    item of a kind shares (the table's columns, a verdict, the responses of a matching item) cue nobody. Derived items
    about the same row are no cue either: their stems ask whether the row holds, and tell nothing.
    """
    stems = [" ".join([item.stem, *(part.prompt for part in item.parts)]) for item in items]
    shown = [(f" {' '.join(tokens(stem))} ", telling(stem)) for stem in stems]
    for item in items:
        for key in _sought(item):
            words, roots = f" {' '.join(tokens(key))} ", telling(key)
            for other, (stem, told) in zip(items, shown, strict=True):
                stands = words in stem or len(roots) > 2 and roots <= told
                if other is not item and stands and not (_is_derived(item) and _is_derived(other)):
                    yield Finding("W21", item, f"the key of item '{item.id}', '{key}', stands in the stem of item '{other.id}' of the "
                                               "same set; change one, or move it to another set", first=other)
                    break


def w22_balance(quiz: Quiz, items: Sequence[Item]) -> Iterator[Finding]:
    """The share of each topic is within 10 points of its target, where the quiz states targets."""
    for topic, (count, target) in shares(quiz, items).items():
        share = 100 * count / max(len(items), 1)
        if target is not None and abs(share - target) > _MOST_APART:
            yield Finding("W22", None, f"{count} of {len(items)} items are on '{topic}', which is {share:.0f} %; the target is "
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
    return typed + [key.text for part in own_options(item) for key in keys(part) if len(telling(key.text)) > 1]


def _is_derived(item: Item) -> bool:
    """Tell whether an item asks about rows of the table by itself; what authors write is sourced or has a case."""
    return item.id.startswith(("which-", "denied-", "select-", "classify-", "spot-", "true-")) and bool(item.facts)


RULES = (w18_true_false, w21_no_cueing, w22_balance, f9_no_pass_mark)
