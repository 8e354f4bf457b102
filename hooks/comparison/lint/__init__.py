"""The item rules: items in, one finding for each rule that one breaks out.

The ids are those of the project's item rules: K for what makes an item wrong or guessable, W for wording, F for
feedback. Each rule is one small function whose name opens with its id. What K finds stops a build; what W and F find
warns, and can be waived with a reason, since well-meant items that break a rule of form may still be good ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from ..items import Item, Part
from ..model import Quiz
from . import bank, cues, errors, feedback, sets, wording
from .finding import Background, Finding, Rule
from .words import forget

__all__ = ["ELSEWHERE", "ERRORS", "OF_WORDS", "RULES", "WARNINGS", "Background", "Finding", "bank_errors", "bank_warnings", "forget",
           "holds", "item_errors", "item_warnings", "set_warnings"]


@cache
def rule_id(rule: Callable[..., object]) -> str:
    """Return the id in a rule's name, such as "K1" of `k1_key`."""
    return rule.__name__.partition("_")[0].upper()


def _ids(rules: Iterable[Callable[..., object]]) -> tuple[str, ...]:
    return tuple(sorted({rule_id(rule) for rule in rules}, key=lambda id: ("KWF".index(id[0]), int(id[1:]))))


_ITEM_WARNINGS: tuple[Rule, ...] = (*cues.RULES, *wording.RULES, *feedback.RULES)
# Rules that hold without this package: K4 is proved from the data, the others are the page's own.
ELSEWHERE = ("K4", "F6", "F7", "F8")
ERRORS = _ids((*errors.RULES, *errors.WRITTEN_RULES, bank.k7_same_question, bank.k8_ids))
# K7 is among both: the same question twice is an error, nearly the same one a warning.
WARNINGS = _ids((*_ITEM_WARNINGS, *sets.RULES, bank.k7_near_duplicates, bank.w2_longest, bank.w3_positions))
# The rules that look for English words, or compare words by English endings: in another language they are left out, since
# nobody has put lists together for it. All others look at counts, lengths, keys and signs, and hold everywhere. K14, W15 and
# the like count words between spaces.
OF_WORDS = frozenset("K3 K6 W4 W6 W7 W8 W9 W10 W11 W14 W16 W17 W18 W21 W23 W24 W25 F1 F2 F3 F5 F9 F10".split())
# All ids, in order.
RULES = tuple(sorted({*ERRORS, *WARNINGS, *ELSEWHERE}, key=lambda id: ("KWF".index(id[0]), int(id[1:]))))


def item_errors(item: Item, known: Background, is_written: bool = False) -> list[Finding]:
    """Return what makes an item wrong or guessable, taken by itself."""
    return _broken((*errors.RULES, *(errors.WRITTEN_RULES if is_written else ())), item, known)


def item_warnings(item: Item, known: Background) -> list[Finding]:
    """Return what could be better about an item, taken by itself."""
    return _broken(_ITEM_WARNINGS, item, known)


def bank_errors(items: Sequence[Item]) -> list[Finding]:
    """Return what is wrong between items: the same question twice, the same id twice."""
    return [*bank.k8_ids(items), *bank.k7_same_question(items)]


def bank_warnings(items: Sequence[Item], shown: Iterable[Part], language: str = "en") -> list[Finding]:
    """Return what could be better over the whole bank; `shown` are the parts as pages show them, options in order."""
    # Two questions are nearly the same by their telling words, which only the English list tells.
    near = bank.k7_near_duplicates(items) if language == "en" else ()
    return [*near, *bank.w2_longest(items), *bank.w3_positions(shown)]


def set_warnings(quiz: Quiz, items: Sequence[Item], language: str = "en") -> list[Finding]:
    """Return what could be better about a quiz as a set of items."""
    return [finding for rule in sets.RULES for finding in rule(quiz, items) if holds(finding.rule, language)]


def holds(id: str, language: str) -> bool:
    """Tell whether a rule is applied to texts of a language."""
    return language == "en" or id not in OF_WORDS


def _broken(rules: Iterable[Rule], item: Item, known: Background) -> list[Finding]:
    return [finding for rule in rules if holds(rule_id(rule), known.say.language) for finding in rule(item, known)]
