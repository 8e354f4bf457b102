"""What an author got wrong: places and sentences in, one exception that carries them all out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


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
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" for the known word closest to `word`, or nothing when none is close."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    close = get_close_matches(word.lower(), by_lower, n=1)
    return f" (did you mean '{by_lower[close[0]]}'?)" if close else ""


def shortened(text: str, limit: int = 60) -> str:
    """Return the text as it may be quoted in a problem: its start when it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Return the words joined by commas, shortened with a count when there are more than `limit`."""
    words = list(words)
    more = f" and {len(words) - limit} more" if len(words) > limit else ""
    return ", ".join(words[:limit]) + more
