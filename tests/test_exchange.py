"""Questions as they leave the site: what they are called."""

from __future__ import annotations

from comparison import exchange
from comparison.project import read_project
from support import ROOT


def test_a_title_is_a_question_s_own_and_names_no_part_of_its_key():
    project = read_project(ROOT)
    told = exchange.questions(project.items, project)
    assert len({question.title for question in told}) == len(told)
    # An item that asks for the statement not made is called after that statement: its id gives the answer away.
    spots = [question for question in told if question.item.kind == "spot"]
    assert spots and [question.id for question in spots for word in question.key[0].id.split("-")
                      if word in question.title.removeprefix(question.topic).casefold()] == []
