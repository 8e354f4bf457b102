"""Questions as they leave the site: what they are called, and all that goes into every format."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path

from comparison import bank_index, exchange
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part
from comparison.project import Project, read_project
from exporting import made_up
from few import ON_FACTS, SOURCED, full, held
from support import ROOT

# After a change that is meant, `pytest --renew` writes it anew, to be read.
QUESTIONS = Path(__file__).parent / "questions.json"


def plain(value: object) -> object:
    """Return what leaves the site as JSON has it, less what it was made from."""
    if is_dataclass(value):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: plain(part) for name, part in told.items() if name != "watch" and not isinstance(part, (Item, Project))}
    if isinstance(value, tuple):
        return [*map(plain, value)]
    return str(value) if isinstance(value, Fraction) else value


def test_a_quiz_and_a_set_leave_the_site_with_all_of_this(request):
    asked = SOURCED.quizzes[0]
    goals = asked.quiz.model_copy(update={"goals": ("tell the trades apart", "know the tools")})
    quiz = exchange.of_quiz(replace(asked, quiz=goals, items=ON_FACTS), SOURCED)
    alone = [plain(one) for question in quiz.questions for one in exchange.split(question) if question.rows]
    told = {"quiz": plain(quiz), "set": plain(exchange.of_set("0badcafe", full().items, SOURCED)), "rows as questions": alone}
    held(QUESTIONS, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8"), request)
    assert quiz.project is SOURCED and full().project is SOURCED


def test_whoever_watches_is_told_what_is_done_and_sees_each_question():
    seen = []

    def watch(label, things):
        seen.append(label)
        for thing in things:
            seen.append(thing.id)
            yield thing

    assessment = replace(full(), watch=watch)
    assert exchange.joined(assessment, "Begin\n", lambda question: f"{question.form}\n").decode().splitlines() == [
        "Begin", *(question.form for question in assessment.questions)]
    assert seen == ["Writing questions", *(question.id for question in assessment.questions)]


def test_a_set_stands_in_a_file_in_the_order_in_which_a_browser_shows_it():
    corrections = Part(CORRECTION, "", tuple(Option(f"o{number}", f"It is {number}", number == 0, "So.") for number in range(7)))
    verdict = Part(VERDICT, "", (Option(TRUE, "Yes", False, "No."), Option(FALSE, "No", True, "So.")))
    assessment = made_up((Item("judged", "true-false", "So?", (verdict, corrections), topic="glossary"), Item(
        "row", "match", "Which?", (replace(corrections, id="r1"), replace(corrections, id="r2")), topic="glossary")))
    judged, row = (entry["options"] for entry in json.loads(bank_index.text(assessment.project))["items"])
    assert [choice.id for choice in assessment.questions[0].choices] == [TRUE, *judged[CORRECTION]]
    # Rows share their choices, so that these stand in the order of the first.
    assert [[choice.id for choice in one.choices] for one in assessment.questions[1].rows] == [[*row["r1"]]] * 2


def test_a_project_without_a_disclaimer_tells_none():
    project = replace(SOURCED, comparison=SOURCED.comparison.model_copy(update={"disclaimer": None}))
    assert exchange.of_set("a", ON_FACTS, project).about == exchange.of_set("a", ON_FACTS, SOURCED).about[:-1]


def test_a_title_is_a_question_s_own_and_names_no_part_of_its_key():
    project = read_project(ROOT)
    told = exchange.questions(project.items, project)
    assert len({question.title for question in told}) == len(told)
    # An item that asks for the statement not made is called after that statement: its id gives the answer away.
    spots = [question for question in told if question.item.kind == "spot"]
    assert spots and [question.id for question in spots for word in question.key[0].id.split("-")
                      if word in question.title.removeprefix(question.topic).casefold()] == []
