"""The text of a YAML file in, its data with the line and column of every key and value out."""

from __future__ import annotations

import errno
import re
from bisect import bisect_right
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from .errors import Problem, SourceError, nearest, shortened

DataPath = tuple[str | int, ...]
Place = tuple[int, int]

# Author files are four levels deep. Anything far beyond that is a slip (or an attack), and refusing it keeps the
# recursive reader below Python's own limit.
DEEPEST = 20

# Bytes and values of a file: a long author's file holds a small part of these. Far beyond them nobody could read the file, nor the
# problems of it, and to find them all would take minutes. The same goes for problems that the reader finds.
LARGEST, MOST_VALUES, MOST_PROBLEMS = 1_000_000, 10_000, 1_000
# For so many names of a file that nothing has, the nearest known one is looked for: whoever has more mistook something else.
MOST_GUESSES = 100
# Characters of one text. It stands on many pages and in many questions, so that a text of a megabyte would fill the memory.
LONGEST = 6_000

# The C parser is about ten times faster. PyYAML's wheels carry it; where it is missing the Python one reads the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Zero-width spaces and byte order marks come with pasted text and make a name differ from one that looks the same.
_CONTROL = re.compile("[\u200b\ufeff]|[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_LEADING_TAB = re.compile(r"^( *)\t[ \t]*[^ \t\r\n]", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """One file's data and where each part of it stands.

    `path` is how problems name the file. `data` holds plain dicts, lists and scalars. `values` and `keys` map a path
    such as ("facts", 3, "label") to the (line, column) of the value and of its key; `spellings` maps the path of what
    YAML takes for something other than text to the way the author wrote it.
    """

    path: str
    data: Any
    values: dict[DataPath, Place] = field(repr=False)
    keys: dict[DataPath, Place] = field(repr=False)
    spellings: dict[DataPath, str] = field(repr=False)
    # Parts of the data that stand in files of their own, by the first step of their paths.
    parts: dict[str, Source] = field(default_factory=dict, repr=False)
    # The words that a near one was looked for.
    guessed: set[str] = field(default_factory=set, repr=False, compare=False)

    def with_parts(self, parts: dict[str, Source]) -> Source:
        """Return this source with top-level parts taken from other files; their problems name those files."""
        if not parts:
            return self
        data = self.data | {key: part.data[key] for key, part in parts.items()}
        return replace(self, data=data, parts=parts)

    def told(self, at: DataPath, value: Any) -> str:
        """Return how to name the value at a place to an author: "the boolean yes", "the number 1.10", "a list"."""
        if at and at[0] in self.parts:
            return self.parts[at[0]].told(at, value)
        spelling = shortened(self.spellings[at]) if at in self.spellings else value
        match value:
            case dict():
                return "a mapping"
            case list():
                return "a list"
            case None:
                return "nothing"
            case bool():
                return f"the boolean {spelling}"
            case int() | float():
                return f"the number {spelling}"
            case str():
                return f"the text '{shortened(value)}'"
        return f"the date {spelling}"

    def where(self, at: DataPath) -> str:
        """Return the place of a value as a problem would name it: file, line and column."""
        if at[0] in self.parts:
            return self.parts[at[0]].where(at)
        line, column = self.values[at]
        return f"{self.path}:{line}:{column}"

    def guess(self, word: str, known: Iterable[str]) -> str:
        """Return what `nearest` does, for the first hundred words of the file that it is asked for."""
        if len(self.guessed) >= MOST_GUESSES and word not in self.guessed:
            return ""
        self.guessed.add(word)
        return nearest(word, known)

    def problem(self, at: DataPath, rule: str, text: str, *, key: bool = False) -> Problem:
        """Return a problem at the value (or key) of `at`, or at the nearest part around it that exists."""
        if at and at[0] in self.parts:
            return self.parts[at[0]].problem(at, rule, text, key=key)
        places = self.keys if key and at in self.keys else self.values
        while at not in places:
            at = at[:-1]
        return Problem(self.path, *places[at], rule, text)


def read(file: Path, root: Path) -> Source:
    """Read `file` as an author's YAML file; problems name it relative to `root`.

    A byte order mark and any line ends are fine. Raises SourceError if the file is missing or cannot be read, is not
    UTF-8, holds no data, is broken YAML, or uses what these files never need: tabs as indentation, repeated keys, aliases, tags,
    several documents.
    """
    return parse(text_in(file, root), file.relative_to(root).as_posix())


def text_in(file: Path, root: Path) -> str:
    """Return the text of an author's file, without a byte order mark; raises SourceError if it is missing, cannot be read or is
    not UTF-8.
    """
    name = file.relative_to(root).as_posix()
    try:
        if file.exists() and not file.is_file() and not file.is_dir():
            # A pipe or a device may never come to an end.
            raise OSError(errno.EINVAL, "it is no file")
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise SourceError([Problem(name, 1, 1, "missing-file", "this file is missing; create it")]) from None
    except OSError as error:
        raise SourceError([Problem(name, 1, 1, "unreadable-file", f"this file cannot be read ({error.strerror}); put a "
                                                                  "text file that everyone may read in its place")]) from None
    if len(raw) > LARGEST:
        raise SourceError([Problem(name, 1, 1, "too-large-file", f"this file holds more than {LARGEST // 1_000_000} MB, which is "
                                                                 "far more than a comparison or a quiz; put the right file in its place")])
    try:
        if b"\0" in raw[:2]:
            # Two or four bytes a character and no mark that says so. As UTF-8 it would give a problem a character.
            raise UnicodeDecodeError("utf-8", raw, 0, 1, "this is UTF-16 or UTF-32")
        # The codec that leaves a byte order mark out counts from behind it, and so names another place.
        raw = raw.removeprefix(BOM_UTF8)
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode("utf-8"))
        raise SourceError(
            [Problem(name, line, column, "not-utf8", "this is not UTF-8 text; save the file with the encoding UTF-8")]
        ) from None


def parse(text: str, name: str) -> Source:
    """Parse the text of an author's YAML file called `name`; see `read` for what is refused."""
    if problems := unwanted(text, name):
        raise SourceError(problems)
    return _Reader(text, name).read()


def unwanted(text: str, name: str) -> list[Problem]:
    """Return the problems of a file called `name` with signs that nobody sees: some that YAML has no room for, tabs in front."""
    signs, tabs = (list(islice(sort.finditer(text), MOST_PROBLEMS)) for sort in (_CONTROL, _LEADING_TAB))
    if not signs and not tabs:
        return []
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def place(index: int) -> Place:
        line = bisect_right(starts, index)
        return line, index - starts[line - 1] + 1

    found = [Problem(name, *place(m.start()), "control-character",
                     f"the invisible character U+{ord(m.group()):04X} is not allowed; delete it") for m in signs]
    return found + [Problem(name, *place(m.end(1)), "tab", "a tab stands in the indentation; use spaces instead") for m in tabs]


def _place(before: str) -> Place:
    """Return the (line, column) that follows the text `before`."""
    lines = _LINE_END.split(before)
    return len(lines), len(lines[-1]) + 1


def broken(name: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return the problem of a file called `name` that the parser broke off at."""
    mark, text = _breakage(error)
    # Where the parser breaks off it always tells where.
    assert mark is not None
    return Problem(name, mark.line + 1, mark.column + 1, "broken-yaml", text)


def _breakage(error: yaml.MarkedYAMLError) -> tuple[yaml.Mark | None, str]:
    """Return the place to look at and what to do about broken YAML; libyaml's own words are the last resort."""
    here, start = error.problem_mark, error.context_mark
    context, problem = error.context or "", error.problem or ""
    if "escape" in problem:
        return here, "in double quotes a backslash stands for something else; use single quotes around this text"
    if "quoted scalar" in context:
        return start or here, "a quotation mark opens here and never closes; close it"
    if "flow sequence" in context or "flow mapping" in context:
        assert here is not None
        return start or here, (f"a bracket opens here and has not closed by line {here.line + 1}; close "
                                              "it, or put a text that starts with a bracket in quotes")
    if "could not find expected ':'" in problem:
        return start or here, "this line has no colon with a space after it; write 'name: value'"
    if "mapping values are not allowed" in problem:
        return here, "a second colon stands on this line; put the whole text after the first in quotes"
    if "did not find expected key" in problem or "'-' indicator" in problem:
        return here, ("this line is indented unlike the ones it belongs to, or the text above it needs "
                                     "quotes; line it up with its neighbors")
    if any(sign in problem for sign in ("cannot start any token", "alphabetic or numeric", "not allowed in this context",
                                        "comment or line break")):
        return here, "a text that starts with a sign such as @ ` % * & ! | > ? - needs quotes; put all of it in quotes"
    return here or start, f"this is not YAML ({problem or context}); compare it with the lines around it"


class _Reader:
    """Builds data from YAML events, so that each part's place is known and nothing unwanted is ever constructed."""

    def __init__(self, text: str, name: str):
        self.loader = LOADER(text)
        self.name = name
        self.values: dict[DataPath, Place] = {}
        self.keys: dict[DataPath, Place] = {}
        self.spellings: dict[DataPath, str] = {}
        self.problems: list[Problem] = []

    def read(self) -> Source:
        try:
            data = self._document()
        except yaml.MarkedYAMLError as error:
            self.problems.append(broken(self.name, error))
            data = None
        finally:
            self.loader.dispose()
        if self.problems:
            raise SourceError(self.problems)
        return Source(self.name, data, self.values, self.keys, self.spellings)

    def _document(self) -> Any:
        self.loader.get_event()  # the start of the stream
        if self.loader.check_event(yaml.StreamEndEvent):
            self.problems.append(Problem(self.name, 1, 1, "empty-file", "the file holds no data; fill it in"))
            return None
        self.loader.get_event()  # the start of the document
        data = self._node((), self.loader.get_event())
        self.loader.get_event()  # the end of the document
        if not self.loader.check_event(yaml.StreamEndEvent):
            self._add(self.loader.get_event().start_mark, "several-documents",
                      "a second document starts here; delete the line '---'")
        return data

    def _node(self, path: DataPath, event: Any) -> Any:
        self.values[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if len(self.values) > MOST_VALUES:
            raise SourceError([*self.problems, self._problem(event.start_mark, "too-large-file",
                                                             f"more than {MOST_VALUES} values stand before this one; put the right "
                                                             "file in the place of this one")])
        if isinstance(event, yaml.AliasEvent):
            self._add(event.start_mark, "alias", f"'*{shortened(str(event.anchor))}' points elsewhere in the file; write the value out, or, "
                                            "if it is text, put it in quotes")
            return None
        if event.anchor:
            self._add(event.start_mark, "alias", f"'&{shortened(event.anchor)}' names a part of the file; delete it and write "
                                                 "values out where they are used, or, if it is text, put it in quotes")
        if event.tag:
            self._add(event.start_mark, "tag", f"the tag '{shortened(event.tag.replace('tag:yaml.org,2002:', '!!'))}' is not used "
                                                "here; delete it, or, if it is text, put it in quotes")
        if isinstance(event, yaml.ScalarEvent):
            self._check_text(event)
            return self._scalar(path, event)
        if len(path) >= DEEPEST:
            # There is no way on from here: what follows cannot be told apart from more of the same.
            raise SourceError([*self.problems, self._problem(event.start_mark, "too-deep",
                                                             f"lists or mappings nest more than {DEEPEST} deep; "
                                                             "unfold them")])
        return self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _list(self, path: DataPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            items.append(self._node((*path, len(items)), event))
        return items

    def _mapping(self, path: DataPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            mark = event.start_mark
            if not isinstance(event, yaml.ScalarEvent):
                self._add(mark, "key-not-text", "expected a word before the colon, found a list or a mapping; write a field's name")
                self._node((*path, "?"), event)
                self._node((*path, "?"), self.loader.get_event())
                continue
            key, here = event.value, (*path, event.value)
            self._check_text(event)
            if key in mapping:
                first = ":".join(map(str, (self.name, *self.keys[here])))
                self._add(mark, "duplicate-key", f"'{shortened(key)}' stands here twice (first at {first}); keep one of them")
                self._node((*path, key, "?"), self.loader.get_event())
                continue
            self.keys[here] = (mark.line + 1, mark.column + 1)
            mapping[key] = self._node(here, self.loader.get_event())
        return mapping

    def _scalar(self, path: DataPath, event: yaml.ScalarEvent) -> Any:
        plain = event.implicit[0]
        tag = self.loader.resolve(yaml.ScalarNode, event.value, (plain, not plain))
        if tag == "tag:yaml.org,2002:str" or event.tag:
            return event.value
        node = yaml.ScalarNode(tag, event.value)
        try:
            value = self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            # Looks like a date, a number or a merge key and is none: as good as any text.
            return event.value
        self.spellings[path] = event.value
        return value

    def _check_text(self, event: yaml.ScalarEvent) -> None:
        # The text of the file holds none, so it is an escape such as "\x07" that stands for it.
        if found := _CONTROL.search(event.value):
            self._add(event.start_mark, "control-character", f"an escape in this text stands for the invisible character "
                                                             f"U+{ord(found.group()):04X}; delete it")
        if len(event.value) > LONGEST:
            self._add(event.start_mark, "too-long-text", f"this text has {len(event.value)} characters, and the most is {LONGEST}; "
                                                         "shorten it, or close a quotation mark that was left open")

    def _problem(self, mark: Any, rule: str, text: str) -> Problem:
        return Problem(self.name, mark.line + 1, mark.column + 1, rule, text)

    def _add(self, mark: Any, rule: str, text: str) -> None:
        self.problems.append(self._problem(mark, rule, text))
        if len(self.problems) > MOST_PROBLEMS:
            raise SourceError(self.problems)

