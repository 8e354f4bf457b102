"""The text of a YAML file in, its data with the line and column of every key and value out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .errors import Problem, SourceError

DataPath = tuple[str | int, ...]
Place = tuple[int, int]

# Author files are four levels deep. Anything far beyond that is a slip (or an attack), and refusing it keeps the
# recursive reader below Python's own limit.
DEEPEST = 20

# The C parser is about ten times faster. PyYAML's wheels carry it; where it is missing the Python one reads the same.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEADING_TAB = re.compile(r"^( *)\t[ \t]*[^ \t\r\n]", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """One file's data and where each part of it stands.

    `path` is how problems name the file. `data` holds plain dicts, lists and scalars. `values` and `keys` map a path
    such as ("facts", 3, "label") to the (line, column) of the value and of its key.
    """

    path: str
    data: Any
    values: dict[DataPath, Place] = field(repr=False)
    keys: dict[DataPath, Place] = field(repr=False)

    def problem(self, at: DataPath, rule: str, text: str, *, key: bool = False) -> Problem:
        """Return a problem at the value (or key) of `at`, or at the nearest part around it that exists."""
        places = self.keys if key and at in self.keys else self.values
        while at not in places:
            at = at[:-1]
        return Problem(self.path, *places[at], rule, text)


def read(file: Path, root: Path) -> Source:
    """Read `file` as an author's YAML file; problems name it relative to `root`.

    A byte order mark and any line ends are fine. Raises SourceError if the file is missing, is not UTF-8, holds no
    data, is broken YAML, or uses what these files never need: tabs as indentation, repeated keys, aliases, tags,
    several documents.
    """
    name = file.relative_to(root).as_posix()
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise SourceError([Problem(name, 1, 1, "missing-file", "this file is missing; create it")]) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode("utf-8"))
        raise SourceError(
            [Problem(name, line, column, "not-utf8", "this is not UTF-8 text; save the file with the encoding UTF-8")]
        ) from None
    return parse(text, name)


def parse(text: str, name: str) -> Source:
    """Parse the text of an author's YAML file called `name`; see `read` for what is refused."""
    problems = [
        Problem(name, *_place(text[: m.start()]), "control-character",
                f"the invisible character U+{ord(m.group()):04X} is not allowed; delete it")
        for m in _CONTROL.finditer(text)
    ]
    problems += [
        Problem(name, *_place(text[: m.end(1)]), "tab", "a tab stands in the indentation; use spaces instead")
        for m in _LEADING_TAB.finditer(text)
    ]
    if problems:
        raise SourceError(problems)
    return _Reader(text, name).read()


def _place(before: str) -> Place:
    """Return the (line, column) that follows the text `before`."""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", before)
    return len(lines), len(lines[-1]) + 1


class _Reader:
    """Builds data from YAML events, so that each part's place is known and nothing unwanted is ever constructed."""

    def __init__(self, text: str, name: str):
        self.loader = _Loader(text)
        self.name = name
        self.values: dict[DataPath, Place] = {}
        self.keys: dict[DataPath, Place] = {}
        self.problems: list[Problem] = []

    def read(self) -> Source:
        try:
            data = self._document()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = " ".join(str(part) for part in (error.context, error.problem) if part)
            self._add(mark, "broken-yaml", f"the YAML breaks off here ({what}); check quotes, colons and indentation "
                                           "on this line and the one above")
            data = None
        finally:
            self.loader.dispose()
        if self.problems:
            raise SourceError(self.problems)
        return Source(self.name, data, self.values, self.keys)

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
        if isinstance(event, yaml.AliasEvent):
            self._add(event.start_mark, "alias", f"'*{event.anchor}' points elsewhere in the file; write the value out")
            return None
        if event.anchor:
            self._add(event.start_mark, "alias", f"'&{event.anchor}' names a part of the file; delete it and write "
                                                 "values out where they are used")
        if event.tag:
            self._add(event.start_mark, "tag", f"the tag '{event.tag}' is not used here; delete it")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
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
                self._add(mark, "key-not-text", "expected a word before the colon")
                self._node((*path, "?"), event)
                self._node((*path, "?"), self.loader.get_event())
                continue
            key, here = event.value, (*path, event.value)
            if key in mapping:
                first = ":".join(map(str, (self.name, *self.keys[here])))
                self._add(mark, "duplicate-key", f"'{key}' stands here twice (first at {first}); keep one of them")
                self._node((*path, key, "?"), self.loader.get_event())
                continue
            self.keys[here] = (mark.line + 1, mark.column + 1)
            mapping[key] = self._node(here, self.loader.get_event())
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        plain = event.implicit[0]
        tag = self.loader.resolve(yaml.ScalarNode, event.value, (plain, not plain))
        if tag == "tag:yaml.org,2002:str" or event.tag:
            return event.value
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            # Looks like a date, a number or a merge key and is none: as good as any text.
            return event.value

    def _problem(self, mark: Any, rule: str, text: str) -> Problem:
        return Problem(self.name, mark.line + 1, mark.column + 1, rule, text)

    def _add(self, mark: Any, rule: str, text: str) -> None:
        self.problems.append(self._problem(mark, rule, text))


def told(value: Any) -> str:
    """Return how to name a value to an author: "the boolean true", "the number 1.1", "a list"."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text '{value}'"
    return f"the date {value}"

