"""What a page is, for programs: a page and its project in, data in the words of schema.org out, as JSON-LD.

Addresses in it are relative to the page. A page that only does something (a tool) is nothing that schema.org has a word for, and
gets nothing. Of a quiz's questions it holds what is asked, never what is right: whoever searches should not find keys without
the notes around them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from typing import Any

from .items import Item
from .output import Output
from .project import AskedQuiz, Project
from .render import (ARTICLE, FITS, GLOSSARY, HOME, PRACTICE, QUIZZES, RESEARCH, SAFETY, SIDE_BY_SIDE, aspect_uri, front_of, quiz_uri,
                     role_uri)

# A data block is text to the end of its element, wherever that may be.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_TYPES = {"csv": "text/csv", "json": "application/json", "yml": "application/yaml"}


def block(page: Output, project: Project, files: tuple[str, ...], link: Callable[[str], str]) -> str:
    """Return the JSON of a page's data block, safe within its element, or "" for a page that has none.

    `files` are the places of the open data; `link` makes addresses relative to the page.
    """
    told = {key: unescape(text) for key, text in front_of(page).items()}
    uri = page.uri.removeprefix(project.folder)
    own = _of(uri, project, files, link)
    if own is None:
        return ""
    whole = {"@context": "https://schema.org", **own, "inLanguage": project.say.language, "isAccessibleForFree": True,
             "name": told["title"], "description": told["description"], "image": link(told["image"])}
    if uri != HOME:
        whole["isPartOf"] = {"@type": "WebSite", "name": project.comparison.title, "url": link(HOME)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def _of(uri: str, project: Project, files: tuple[str, ...], link: Callable[[str], str]) -> dict[str, Any] | None:
    comparison = project.comparison
    roles = [_thing(role.plural) for role in comparison.roles]
    article = {"@type": "Article", "name": comparison.article.title}
    lesson = {"@type": "LearningResource", "learningResourceType": "reading", "about": roles}
    quizzes = [{"@type": "Quiz", "name": asked.quiz.title, "url": link(quiz_uri(asked.quiz.id))} for asked in project.quizzes]
    own = next((asked for asked in project.quizzes if quiz_uri(asked.quiz.id) == uri), None)
    pages: dict[str, dict[str, Any]] = {
        HOME: {"@type": "WebSite", "about": roles, "isBasedOn": article},
        SIDE_BY_SIDE: {"@type": "Dataset", "about": roles, "isBasedOn": article,
                       "variableMeasured": [aspect.name for aspect in comparison.aspects],
                       "distribution": [{"@type": "DataDownload", "contentUrl": link(file),
                                         "encodingFormat": _TYPES[file.rpartition(".")[2]]} for file in files]},
        ARTICLE: {**lesson, "isBasedOn": article},
        QUIZZES: {"@type": "Collection", "about": roles, "hasPart": quizzes},
        GLOSSARY: {"@type": "DefinedTermSet", "hasDefinedTerm": [
            {"@type": "DefinedTerm", "@id": f"#{term.id}", "termCode": term.id, "name": term.term, "description": term.meaning,
             **({"alternateName": list(term.also)} if term.also else {})} for term in comparison.terms]},
        **dict.fromkeys((FITS, PRACTICE, RESEARCH, SAFETY), lesson),
        **{role_uri(role.id): {**lesson, "about": _thing(role.plural), "isBasedOn": article} for role in comparison.roles},
        **{aspect_uri(aspect.id): {**lesson, "about": [_thing(aspect.name), *roles], "isBasedOn": article} for aspect in comparison.aspects},
        # Quizzes may be many and long: of these the page's own alone.
        **({uri: _quiz(own)} if own else {}),
    }
    return pages.get(uri)


def _thing(name: str) -> dict[str, str]:
    return {"@type": "Thing", "name": name}


def _quiz(asked: AskedQuiz) -> dict[str, Any]:
    quiz = asked.quiz
    return {"@type": "Quiz", "learningResourceType": "quiz", "interactivityType": "active", "timeRequired": f"PT{quiz.minutes}M",
            "audience": {"@type": "Audience", "audienceType": quiz.audience}, "teaches": list(quiz.goals),
            "hasPart": [_question(item) for item in asked.items]}


def _question(item: Item) -> dict[str, str]:
    """Return a question by its stem; for some kinds there is a word for how it is answered."""
    part = item.parts[0]
    how = {"eduQuestionType": "Checkbox" if part.several else "Multiple choice"} if len(item.parts) == 1 and part.options else {}
    return {"@type": "Question", "name": item.stem, **how}
