"""What an author got wrong: places and sentences in, one exception that carries them all out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


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

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.text} [{self.rule}]"


class SourceError(Exception):
    """All problems found in the author's files, in reading order; never raised with none."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        if not self.problems:
            raise ValueError("a SourceError needs at least one problem")
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" for the known word closest to `word`, or nothing when none is close."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    close = get_close_matches(word.lower(), by_lower, n=1)
    return f" (did you mean '{by_lower[close[0]]}'?)" if close else ""


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Return the words joined by commas, shortened with a count when there are more than `limit`."""
    words = list(words)
    more = f" and {len(words) - limit} more" if len(words) > limit else ""
    return ", ".join(words[:limit]) + more
