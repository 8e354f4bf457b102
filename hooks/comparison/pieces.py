"""What a browser makes the files of sets from: a project in, the parts of the text formats out.

Of each format what stands before and after the questions, and of each item its piece in every format. The browser joins them
and knows no format itself; `docs/assets/quiz/files.mjs` says how.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from . import exchange
from .exporters import TEXT_FORMATS
from .output import Output
from .project import Project
from .render import SET_FILES, pieces_uri

# Stands for the name of a set, which is eight hexadecimal digits. No format escapes letters, and no set is called this.
_NAME = "hhhhhhhh"


def outputs(project: Project) -> Iterator[Output]:
    """Yield one file an item with its pieces by the names of the formats, then the index of the formats."""
    without: dict[str, list[str]] = {exporter.name: [] for exporter in TEXT_FORMATS}
    for item in project.items:
        told = _pieces(exchange.question(item, project))
        for name in (name for name, piece in told.items() if not piece):
            without[name].append(item.id)
        yield Output(pieces_uri(item.id), _json(told))
    # All that a head knows of a set is its name: between these strings stands the name, wherever the format tells it.
    formats = {
        exporter.name: {
            "suffix": exporter.suffix,
            "head": exporter.head(exchange.of_set(_NAME, (), project)).split(_NAME),
            "foot": exporter.FOOT,
            "without": without[exporter.name],
        }
        for exporter in TEXT_FORMATS
    }
    yield Output(SET_FILES, _json(formats))


# While a site is served, most questions stay as they were at the last build.
@lru_cache(maxsize=1000)
def _pieces(question: exchange.Question) -> dict[str, str]:
    return {exporter.name: exporter.piece(question) for exporter in TEXT_FORMATS}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
