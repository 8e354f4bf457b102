"""The words of the interface: a language in, a table of messages with named placeholders out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "messages"


class Messages:
    """All messages of one language.

    Calling it with a dotted key and the values of the placeholders gives the text. An unknown key or a missing value
    is our own mistake and raises KeyError.
    """

    def __init__(self, language: str, texts: dict[str, Any]):
        self.language = language
        self._texts = dict(_flat(texts))

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format_map(values)

    def group(self, prefix: str) -> dict[str, str]:
        """Return the messages under a prefix, placeholders unfilled, by the rest of their keys."""
        return {key.removeprefix(prefix + "."): text for key, text in self._texts.items() if key.startswith(prefix + ".")}


def _flat(texts: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in texts.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return pairs


@cache
def messages(language: str = "en") -> Messages:
    """Return the messages of a language."""
    text = (_FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    return Messages(language, yaml.safe_load(text))


@cache
def folded(text: str) -> str:
    """Return what two texts share that read the same: no case, spaces, punctuation or Markdown."""
    # A text of signs alone has nothing left after folding; then it stands for itself.
    return "".join(filter(str.isalnum, text.casefold())) or text


def sentence_case(text: str) -> str:
    """Return the text with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]
