"""QTI 3.0 in a real browser, in the player that 1EdTech certified: every kind of question played, scored and explained."""

from __future__ import annotations

import io
import shutil
import zipfile
from itertools import groupby

import pytest
from comparison import exchange
from comparison.exporters import qti30
from exporting import made_up, shipped
from qti_answers import answers, name, shown
from qti_samples import AWKWARD, HOSTILE
from support import ROOT

# How many questions of each kind are played; the kinds of one sort are made alike.
EACH = 3


def kind(question: exchange.Question) -> str:
    """Return what tells questions apart that are made and scored in different ways."""
    half = any(choice.weight not in (0, 1) for choice in question.choices) and question.form == exchange.SINGLE
    return f"{question.form} {question.item.kind}{' with half points' if half else ''}"


def _kinds() -> dict[str, list[exchange.Question]]:
    """Return some shipped questions by their kind."""
    every = sorted((question for assessment in shipped().values() for question in assessment.questions), key=kind)
    return {told: list({question.id: question for question in some}.values())[:EACH] for told, some in groupby(every, kind)}


KINDS = _kinds()


@pytest.fixture(scope="module")
def player(tmp_path_factory, serve):
    """A function that lays an assessment beside the player and returns the address of the player's page."""
    folder = tmp_path_factory.mktemp("player")
    shutil.copy(ROOT / "tests" / "site" / "qti_player.html", folder)
    shutil.copy(ROOT / "node_modules" / "vue" / "dist" / "vue.min.js", folder / "vue.js")
    for file in ("qti3Player.css", "qti3Player.umd.min.js"):
        shutil.copy(ROOT / "node_modules" / "qti3-item-player" / "dist" / file, folder)
    address = serve(folder)

    def lay(assessment: exchange.Assessment) -> str:
        with zipfile.ZipFile(io.BytesIO(qti30.data(assessment))) as package:
            package.extractall(folder)
        return f"{address}qti_player.html"

    return lay


@pytest.fixture
def play(player, visit):
    """A function that plays questions with every answer and holds points and texts against the scoring model."""
    def every(assessment: exchange.Assessment) -> None:
        page = visit(player(assessment))
        # Where the player does not understand an item, it says so in its log and goes on.
        page.on("console", lambda message: page.errors.append(message.text) if "Exception]" in message.text else None)
        for question in assessment.questions:
            for answer in answers(question):
                _play(page, question, answer, assessment.say)
        host = page.url.rpartition("/")[0]
        assert [address for address in page.requests if not address.startswith((host, "data:"))] == []

    return every


def _play(page, question, answer, say) -> None:
    page.evaluate("file => load(file)", f"items/{question.id}.xml")
    body = page.locator(".qti-item-body")
    assert _told(body.locator("p").first.inner_text()) == _told(question.stem)
    assert page.locator(".qti-feedback-block:visible").count() == 0
    if question.form == exchange.TYPED:
        page.locator("input").fill(answer.given or "")
    elif question.form == exchange.ROWS:
        for pair in answer.given or ():
            page.locator(f'[data-pair="{pair}"]').click()
    else:
        for chosen in answer.chosen:
            page.locator(f'[data-identifier="{name(chosen)}"]').click()
    outcomes = page.evaluate("end()")
    wanted = answer.score(question)
    assert abs(outcomes["SCORE"] * 100 - wanted.points) <= 0.501
    assert (outcomes["SCORE"] == outcomes["MAXSCORE"] == 1) == (wanted.verdict == "right")
    heard = [_told(block) for block in page.locator(".qti-feedback-block:visible").all_inner_texts()]
    assert heard == [_told(" ".join(paragraphs)) for paragraphs in shown(question, answer, say)]


def _told(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_every_kind_scores_and_explains_every_answer(play, kind):
    some = next(iter(shipped().values()))
    play(exchange.Assessment("kind", kind, (), tuple(KINDS[kind]), some.project))


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_opens_and_leaving_it_blank_is_not_wrong(player, visit, id):
    page = visit(player(shipped()[id]))
    page.on("console", lambda message: page.errors.append(message.text) if "Exception]" in message.text else None)
    for question in {kind(question): question for question in shipped()[id].questions}.values():
        page.evaluate("file => load(file)", f"items/{question.id}.xml")
        assert _told(page.locator(".qti-item-body p").first.inner_text()) == _told(question.stem)
        outcomes = page.evaluate("end()")
        assert (outcomes["SCORE"], outcomes["FEEDBACK"]) == (0, ["NONE"])
        assert page.locator(".qti-feedback-block:visible").count() == 0


def test_texts_that_break_other_formats_show_as_they_are(play):
    play(made_up((HOSTILE, AWKWARD)))
