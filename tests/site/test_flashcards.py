"""Flashcards as a small screen shows them, by day and by night."""

from __future__ import annotations

import pytest
from accessible import broken
from comparison import exchange, outputs
from comparison.exporters import anki
from flashcards import learning
from support import THREE_ROLES

# As Anki puts a card into its page.
PAGE = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Card</title></head>
<body class="card card1 {mode}"><main>{side}</main></body></html>"""


@pytest.fixture(scope="module")
def sides() -> list[str]:
    """Both sides of every card of a quiz with questions of every kind."""
    project = outputs.read_project(THREE_ROLES)
    (kinds,) = [asked for asked in project.quizzes if asked.quiz.id == "kinds"]
    with learning() as learner:
        learner.take(anki.data(exchange.of_quiz(kinds, project)))
        return [side for card in learner.cards() for side in (card.question(), card.answer())]


@pytest.mark.parametrize("mode", ["", "nightMode"], ids=["day", "night"])
def test_a_card_fits_a_narrow_screen_stands_out_and_loads_nothing(browser, sides, mode):
    page = browser.new_page(viewport={"width": 360, "height": 640})
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    backgrounds = set()
    for side in sides:
        page.set_content(PAGE.format(mode=mode, side=side))
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        spaces = "[...document.querySelectorAll('.text')].map((element) => getComputedStyle(element).whiteSpace)"
        assert set(page.evaluate(spaces)) == {"pre-wrap"}
        backgrounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert broken(page, {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}) == []
    page.close()
    assert len(sides) > 20 and asked_for == []
    assert backgrounds == {"rgb(31, 33, 36)" if mode else "rgb(252, 252, 252)"}
