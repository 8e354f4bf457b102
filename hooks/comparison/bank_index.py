"""The bank in, indexes of its items out: one for the pages that choose items or make sense of answers, and a short one for the
page that opens sets, with what their links hold. No keys, no reasons.

Options stand in the order in which they are shown, so that their places tell nothing of the key.
"""

from __future__ import annotations

import json

from .items import GLOSSARY_TOPIC, SAFETY_TOPIC, Item, Part, code_of, ordered
from .project import Project
from .quizzes import areas_of

URI = "assets/quiz/bank.json"
CODES = "assets/quiz/codes.json"
# So many digits of a revision are in the link of a set; `docs/assets/quiz/sets.mjs` says how.
_MARK = 3
# What the order of options hangs on where no quiz gives it.
SEED = "set"


def text(project: Project) -> str:
    """Return the index as JSON: the bank's version, and for each item what it is, where it belongs and what it shows.

    `key` changes with what is right and with nothing else. `rests` are the ids of all that an item rests on: two items
    that share one may give each other away. `retired` are the items that are no more, so that a link that names one can
    say which it was.
    """
    quizzes: dict[str, list[str]] = {item.id: [] for item in project.items}
    for asked in project.quizzes:
        for id in dict.fromkeys(item.id for item in asked.items):
            quizzes[id].append(asked.quiz.id)
    items = [
        {"id": item.id, "code": item.code, "revision": item.revision, "key": item.key_revision, "kind": item.kind, "topic": item.topic,
         "areas": areas_of(item, project.comparison), "quizzes": quizzes[item.id], "rests": [*item.facts, *item.cites],
         "stem": item.stem, "options": {part.id: _options(item, part) for part in item.parts}}
        for item in project.items
    ]
    return _json(project, items)


def codes(project: Project) -> str:
    """Return the short index as JSON: by the ids of the items, their codes with the beginnings of their revisions."""
    return _json(project, {item.id: item.code + item.revision[:_MARK] for item in project.items})


def _json(project: Project, items: object) -> str:
    retired = [{"id": id, "code": code_of(id)} for asked in project.quizzes for id in asked.quiz.retired]
    return json.dumps({"bank": project.version, "items": items, "retired": retired}, ensure_ascii=False, separators=(",", ":")) + "\n"


def names(project: Project) -> dict[str, list[tuple[str, str]]]:
    """Return what items can be chosen by, as lists of ids and names; only what some item has."""
    comparison, say = project.comparison, project.say
    kinds = dict.fromkeys(item.kind for item in project.items)
    topics = {item.topic for item in project.items}
    areas = {id for item in project.items for id in areas_of(item, comparison)}
    return {
        "topic_names": [(id, name) for id, name in topic_names(project) if id in topics],
        "kind_names": [(kind, say(f"assign.kind-{kind}")) for kind in kinds],
        "area_names": [(area.id, area.name) for area in (comparison.exam.areas if comparison.exam else ()) if area.id in areas],
        "quiz_names": [(asked.quiz.id, asked.quiz.title) for asked in project.quizzes],
    }


def topic_names(project: Project) -> list[tuple[str, str]]:
    """Return the ids and names of all topics, whether or not an item has them, in their order."""
    say = project.say
    return [*((aspect.id, aspect.name) for aspect in project.comparison.aspects), (SAFETY_TOPIC, say("safety.title")),
            (GLOSSARY_TOPIC, say("glossary.title"))]


def _options(item: Item, part: Part) -> dict[str, str]:
    return {option.id: option.text for option in ordered(part.options, f"{SEED}/{item.id}/{part.id}")}
