"""Problems for tools: problems in, JSON or the commands of GitHub's workflows out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .errors import Problem, shown

Told = Iterable[tuple[str, Problem]]
ERROR, WARNING = "error", "warning"


def as_json(told: Told) -> str:
    """Return problems as JSON: {"problems": [{"level", "path", "line", "column", "rule", "text"}]}."""
    return json.dumps({"problems": [{"level": level, "path": one.path, "line": one.line, "column": one.column, "rule": one.rule,
                                     "text": one.text} for level, one in told]}, indent=2)


def as_github(told: Told) -> str:
    """Return a workflow command a line for each problem, which GitHub shows beside the line that it is about.

    Percent signs and line ends are escaped as the runner reads them back (its `command.ts`), in properties colons and commas
    as well; other invisible characters are written out.
    """
    return "\n".join(f"::{level} file={_property(one.path)},line={one.line},col={one.column},title={_property(one.rule)}"
                     f"::{_data(one.text)}" for level, one in told)


def _data(text: str) -> str:
    return shown(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
