"""Comparisons of any text, built for real: a browser shows each text as it is written and runs none of it."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest
from building import built
from hypothesis import HealthCheck, Phase, given, settings
from strategies import NASTY, comparisons
from support import STARTER, lay_project

# What is folded away is to be read as well.
TEXT = "document.querySelectorAll('details').forEach(part => { part.open = true; }), document.body.innerText"


def _distinct(data: dict) -> dict:
    """Return a comparison that no rule for questions stops: each text is told apart by a word of its own, and is well short."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    nasty = iter(NASTY * 100)
    for number, fact in enumerate(data["facts"]):
        mark = "".join(letters[int(digit)] for digit in f"{number:03}")
        fact |= {"label": f"{next(nasty)} lab{mark}", "phrase": f"{next(nasty)} phr{mark}",
                 "not_examinable": f"{next(nasty)} asks nothing"}
    for number, role in enumerate(data["roles"]):
        role |= {"name": f"{next(nasty)} one{letters[number]}", "plural": f"{next(nasty)} many{letters[number]}",
                 "short": f"{next(nasty)[:20]} sh{letters[number]}"}
    for number, aspect in enumerate(data["aspects"]):
        aspect["name"] = f"{next(nasty)} asp{letters[number % 26]}"
    return data


def drawn() -> list[dict]:
    """Return the same few comparisons each time: of those that were drawn the last, that of most aspects, and that of most roles."""
    taken = []

    @given(comparisons(most_aspects=20, most_facts=2))
    @settings(max_examples=60, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    def draw(data):
        taken.append(data)

    draw()
    chosen = [taken[-1], max(taken, key=lambda data: len(data["aspects"])), max(taken, key=lambda data: len(data["roles"]))]
    return [_distinct(data) for index, data in enumerate(chosen) if data not in chosen[:index]]


def nasty_quiz(data: dict) -> dict:
    """Return a quiz about a comparison, with one question for each nasty text, which stands in all of its own texts."""
    fact, sources = data["facts"][0], iter("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    written = []
    for number, place in enumerate(NASTY):
        # A rule stops what looks like a tag in a question itself.
        nasty = place.replace("<", "< ")
        mark = next(sources) * 4
        texts = [f"{nasty} {word}{mark}" for word in ("oak", "elm", "ash")]
        written.append({
            "id": f"nasty-{number}", "kind": "single", "stem": f"In {nasty[:30]} as of May 2026, which tree does {mark} plant?",
            "place": place, "as_of": "May 2026", "source": f"{place} leaflet", "facts": {fact["id"]: fact["stances"]},
            "options": [{"id": "abc"[index], "text": text, "rationale": f"{nasty} tells so of {mark}, tree {index}.", "correct": index == 1}
                        for index, text in enumerate(texts)]})
    return {"id": "nasty", "title": NASTY[2], "audience": NASTY[1], "goals": [NASTY[0]], "minutes": 9, "written": written}


def as_shown(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def laid(folder: Path, data: dict, *quizzes: dict) -> Path:
    """Lay down a project of a comparison and quizzes."""
    project = lay_project(folder, data=STARTER)
    shutil.rmtree(project / "quizzes")
    (project / "quizzes").mkdir()
    for place, content in (("docs/comparison.yml", data), *((f"quizzes/{quiz['id']}.yml", quiz) for quiz in quizzes)):
        # JSON is YAML.
        (project / place).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return project


def runs_nothing(page) -> bool:
    return page.evaluate("window.hit") is None and page.locator("article :is(iframe, [onerror], [onload], a[href^='javascript:'])").count() == 0


@pytest.mark.parametrize("data", drawn(), ids=lambda data: f"{len(data['roles'])}-roles-{len(data['aspects'])}-aspects")
def test_a_browser_shows_the_texts_of_any_comparison_and_runs_none(data, tmp_path, serve, visit):
    address = serve(built(laid(tmp_path / "project", data), FORMATS="csv"))
    seen = ""
    for place in ("", "side-by-side/", "article/", *(f"roles/{role['id']}/" for role in data["roles"]),
                  *(f"aspects/{aspect['id']}/" for aspect in data["aspects"][:3])):
        page = visit(address + place)
        seen += " " + as_shown(page.evaluate(TEXT))
        assert as_shown(page.locator("h1").first.inner_text()) != ""
        assert runs_nothing(page)
    wanted = [text for fact in data["facts"] for text in (fact["label"], fact["phrase"])] + [claim["says"] for claim in data["claims"]]
    wanted += [text for role in data["roles"] for text in (role["plural"], role["short"])]
    assert [text for text in wanted if as_shown(text) not in seen] == []


def test_a_browser_shows_the_texts_of_any_quiz_and_runs_none(tmp_path, serve, visit):
    data = drawn()[-1]
    quiz = nasty_quiz(data)
    address = serve(built(laid(tmp_path / "project", data, quiz), FORMATS="csv"))
    page = visit(address + "quizzes/nasty/")
    told = as_shown(page.evaluate(TEXT))
    for item in quiz["written"]:
        form = page.locator(f"#item-{item['id']}")
        form.locator("input[type=radio]").first.check()
        form.locator("[data-quiz-check]").click()
        shown = as_shown(form.inner_text())
        texts = [item["stem"], *(option[field] for option in item["options"] for field in ("text", "rationale"))]
        assert [text for text in texts if as_shown(text) not in told + shown] == []
    page.locator("[data-quiz-finish]").click()
    results = as_shown(page.locator("[data-quiz-results]").inner_text())
    assert [item["id"] for item in quiz["written"] if as_shown(item["stem"]) in results] != []
    assert runs_nothing(page)
    for place in ("quizzes/", "quizzes/instructors/", "quizzes/assign/", "quizzes/progress/"):
        page = visit(address + place)
        assert (place, runs_nothing(page)) == (place, True)
        assert as_shown(quiz["title"]) in as_shown(page.evaluate(TEXT))
