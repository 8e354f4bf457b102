"""The bank in, an index of its items out, for the pages that choose items or make sense of answers: no keys, no reasons.

Options stand in the order in which they are shown, so that their places tell nothing of the key.
"""

from __future__ import annotations

import json

from .items import Item, Part, ordered
from .project import Project
from .quizzes import areas_of

URI = "assets/quiz/bank.json"
# What the order of options hangs on where no quiz gives it.
SEED = "set"


def text(project: Project) -> str:
    """Return the index as JSON: the bank's version, and for each item what it is, where it belongs and what it shows.

    `rests` are the ids of all that an item rests on: two items that share one may give each other away.
    """
    quizzes = {item.id: [asked.quiz.id for asked in project.quizzes if item in asked.items] for item in project.items}
    items = [
        {"id": item.id, "code": item.code, "revision": item.revision, "kind": item.kind, "topic": item.topic,
         "areas": areas_of(item, project.comparison), "quizzes": quizzes[item.id], "rests": [*item.facts, *item.cites],
         "stem": item.stem, "options": {part.id: _options(item, part) for part in item.parts}}
        for item in project.items
    ]
    return json.dumps({"bank": project.version, "items": items}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _options(item: Item, part: Part) -> dict[str, str]:
    return {option.id: option.text for option in ordered(part.options, f"{SEED}/{item.id}/{part.id}")}
