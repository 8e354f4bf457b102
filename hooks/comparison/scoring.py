"""Scoring: an item and a response in, points and a verdict out. `docs/assets/quiz/scoring.mjs` does the same in a browser.

One model for all kinds. An item is worth one point, in hundredths:

- one choice, one typed answer: all or nothing;
- several choices: the share of the key that was chosen, less the share of the wrong options that was; never below
  zero, so choosing everything scores nothing;
- rows (a grid, a matching): the share of rows that are right; a row without a choice scores nothing;
- a statement to be judged: all for calling a true one true; for a false one half for calling it false and half for the
  right correction.

Whoever chose nothing at all has not answered: that is no wrong answer. `tests/scoring.json` holds items, responses and
scores that both languages are put through.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from .items import CORRECTION, FALSE, TRUE, VERDICT, Item, Part

# By part: the ids of the options chosen, or what was typed.
Response = Mapping[str, tuple[str, ...] | str]


@dataclass(frozen=True)
class Score:
    """What a response is worth.

    `verdict` is right, partly, wrong or unanswered; `points` are hundredths, from 0 to 100; `complete` tells whether
    everything that asks for an answer got one.
    """

    verdict: str
    points: int
    complete: bool


def normal(text: str) -> str:
    """Return what two typed answers share that count as the same: letters and digits in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN") or text.strip()


def score(item: Item, response: Response) -> Score:
    """Return what a response to an item is worth; parts that it does not hold are unanswered."""
    answered = {part.id: _is_answered(response.get(part.id, ())) for part in item.parts}
    judged = item.kind == "true-false"
    if not (answered[VERDICT] if judged else any(answered.values())):
        return Score("unanswered", 0, False)
    if judged:
        gained, most = _judged(item, response), 2
        complete = TRUE in response[VERDICT] or answered[CORRECTION]
    else:
        shares = [_share(part, response.get(part.id, ())) for part in item.parts]
        # Parts of items with several are all or nothing, so their shares have one and the same denominator.
        gained, most = sum(share[0] for share in shares), sum(share[1] for share in shares)
        complete = all(answered.values())
    verdict = "right" if gained == most else "partly" if gained else "wrong"
    return Score(verdict, (200 * gained + most) // (2 * most), complete)


def _is_answered(given: tuple[str, ...] | str) -> bool:
    return bool(given.strip() if isinstance(given, str) else given)


def _judged(item: Item, response: Response) -> int:
    """Return what judging a statement gains, of two."""
    verdict, correction = item.parts
    given = tuple(response[VERDICT])
    if given != verdict.key:
        return 0
    if given != (FALSE,):
        return 2
    return 1 + _share(correction, response.get(CORRECTION, ()))[0]


def _share(part: Part, given: tuple[str, ...] | str) -> tuple[int, int]:
    """Return what a part gains, and of how much."""
    if part.accepted:
        right = isinstance(given, str) and normal(given) in map(normal, part.accepted) and _is_answered(given)
        return int(right), 1
    chosen, key = set(given), set(part.key)
    if not part.several:
        return int(chosen == key), 1
    others = {option.id for option in part.options} - key
    hits, extra = len(chosen & key), len(chosen & others)
    return max(0, hits * len(others) - extra * len(key)), len(key) * len(others)
