"""The words of the interface: a language in, a table of messages with named placeholders out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .errors import SourceError
from .source import LOADER, broken

_FOLDER = Path(__file__).parent / "messages"
# Where a language takes its words from: these are the languages a site can be built in.
LANGUAGES = tuple(sorted(file.stem for file in _FOLDER.glob("*.yml")))
# What a message may be called after the number that it is said with, after CLDR. "other" is in every message of that sort.
FORMS = ("zero", "one", "two", "few", "many", "other")


class Messages:
    """All messages of one language.

    Calling it with a dotted key and the values of the placeholders gives the text. A message with plural forms is a group
    of them, such as "one" and "other"; the value of `count` chooses. An unknown key or a missing value is our own mistake
    and raises KeyError.
    """

    def __init__(self, language: str, texts: dict[str, Any]):
        self.language = language
        self._texts = dict(_flat(texts))

    def __call__(self, key: str, **values: object) -> str:
        text = self._texts.get(key)
        if text is None:
            form = f"{key}.{plural_form(self.language, values['count'])}" if "count" in values else ""
            text = self._texts[form if form in self._texts else f"{key}.other"]
        return text.format_map(values)

    def joined(self, words: list[str]) -> str:
        """Return "a", "a and b" or "a, b and c"."""
        return self("paragraph.join").join(filter(None, [", ".join(words[:-1]), *words[-1:]]))

    def group(self, prefix: str) -> dict[str, str]:
        """Return the messages under a prefix, placeholders unfilled, by the rest of their keys.

        A message with plural forms gives one entry a form, such as "total.one". The browser's code chooses among them.
        """
        return {key.removeprefix(prefix + "."): text for key, text in self._texts.items() if key.startswith(prefix + ".")}


def _flat(texts: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in texts.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return pairs


def _one(count: int) -> str:
    return "one" if count == 1 else "other"


# The rules of CLDR for whole numbers, as far as languages differ from English. Spanish also has a form for millions, which
# nothing here counts up to.
_RULES: dict[str, Callable[[int], str]] = {
    "fr": lambda count: "one" if count in (0, 1) else "other",
    "he": lambda count: {1: "one", 2: "two"}.get(count, "other"),
    "ar": lambda count: ({0: "zero", 1: "one", 2: "two"}.get(count)
                         or ("few" if 3 <= count % 100 <= 10 else "many" if count % 100 > 10 else "other")),
}


def plural_form(language: str, count: object) -> str:
    """Return the name of the form that a language says a whole number with."""
    return _RULES.get(language, _one)(count) if isinstance(count, int) else "other"


@cache
def messages(language: str = "en") -> Messages:
    """Return the messages of a language; raises SourceError where its file is no YAML."""
    file = _FOLDER / f"{language}.yml"
    try:
        texts = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        raise SourceError([broken(f"hooks/comparison/messages/{file.name}", error)]) from None
    return Messages(language, texts)


@cache
def folded(text: str) -> str:
    """Return what two texts share that read the same: no case, spaces, punctuation or Markdown."""
    # A text of signs alone has nothing left after folding; then it stands for itself.
    return "".join(filter(str.isalnum, text.casefold())) or text


def sentence_case(text: str) -> str:
    """Return the text with its first letter in upper case and the rest untouched. Spanish opens questions with a sign."""
    opened = text[:1] if text[:1] in ("¿", "¡") else ""
    rest = text.removeprefix(opened)
    return opened + rest[:1].upper() + rest[1:]
