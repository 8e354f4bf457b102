"""What an author got wrong: places and sentences in, one exception that carries them all out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

# So many mistakes are told one by one; nobody mends more before looking again, and a terminal keeps no more.
MOST_TOLD = 1_000
# Characters of what is told of one mistake.
_LONGEST = 1_000
# Comparing two words letter by letter is slow, so that of a longer list only so many are: those that look alike at first sight.
_COMPARED = 30


def shown(text: str) -> str:
    """Return a text with each invisible character written out, such as "\\n".

    A quoted name may hold a line break, an escape sequence or a mark that turns the direction of reading around; shown as they
    are, they would break the line in two or play tricks on the terminal.
    """
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in an author's file.

    `path` is relative to the project folder, `line` and `column` count from 1, `rule` is the permanent name of the
    rule that was broken, `text` says what is wrong, what is allowed and what to do.
    """

    path: str
    line: int
    column: int
    rule: str
    text: str

    def __post_init__(self) -> None:
        # What is quoted may fill pages; how it begins and what to do about it, at the end, are of use.
        if len(self.text) > _LONGEST:
            object.__setattr__(self, "text", f"{self.text[:_LONGEST // 2]} … {self.text[-_LONGEST // 2:]}")

    def __str__(self) -> str:
        return self._told("")

    def as_warning(self) -> str:
        """Return the line that tells it where it does not stop the build."""
        return self._told("warning: ")

    def _told(self, lead: str) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {lead}{self.text} [{self.rule}]"
        return shown(text)


class SourceError(Exception):
    """All problems found in the author's files, in reading order; never raised with none."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        if not self.problems:
            raise ValueError("a SourceError needs at least one problem")
        super().__init__("\n".join(told(self.problems)))


def told(problems: Sequence[Problem], line: Callable[[Problem], str] = str) -> list[str]:
    """Return a line for each problem; the first thousand where there are more, and then one that says so."""
    more = [f"There are more than {MOST_TOLD}; mend these first"] if len(problems) > MOST_TOLD else []
    return [*map(line, problems[:MOST_TOLD]), *more]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" for the known word closest to `word`, or nothing when none is close."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    word, candidates = word.lower(), list(by_lower)
    if len(candidates) > _COMPARED:
        candidates = nlargest(_COMPARED, candidates, key=lambda candidate: len(_pairs(word) & _pairs(candidate)))
    close = get_close_matches(word, candidates, n=1)
    return f" (did you mean '{by_lower[close[0]]}'?)" if close else ""


@lru_cache(maxsize=10_000)
def _pairs(word: str) -> frozenset[str]:
    """Return each two letters of a word that stand side by side."""
    return frozenset(map("".join, pairwise(word)))


def shortened(text: str, limit: int = 60) -> str:
    """Return the text as it may be quoted in a problem: its start when it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Return the words joined by commas, shortened with a count when there are more than `limit`."""
    words = list(words)
    more = f" and {len(words) - limit} more" if len(words) > limit else ""
    return ", ".join(words[:limit]) + more
