"""The page for instructors: every file there is, who takes it, and what is lost in it."""

from __future__ import annotations

import math

import pytest
from comparison.exporters import QUIZ_FORMATS
from comparison.messages import messages
from support import having, html, text_of

PAGE = "quizzes/instructors/"


@pytest.fixture(scope="module", params=["site", "other_site"])
def any_site(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def page(any_site):
    return html((any_site / PAGE / "index.html").read_text(encoding="utf-8"))


def quizzes(site) -> list[str]:
    return [folder.name for folder in (site / "quizzes").iterdir() if f'data-quiz-id="{folder.name}"' in (
        (folder / "index.html").read_text(encoding="utf-8") if (folder / "index.html").is_file() else "")]


def test_every_quiz_is_offered_in_every_format_with_the_size_of_the_file(any_site, page):
    assert quizzes(any_site)
    for id in quizzes(any_site):
        fold = next(fold for fold in having(page, "data-files") if fold.get("data-files") == id)
        links = having(fold, "data-format")
        assert [link.get("data-format") for link in links] == [exporter.name for exporter in QUIZ_FORMATS]
        for link, exporter in zip(links, QUIZ_FORMATS):
            file = any_site / PAGE / link.get("href")
            assert file.resolve() == (any_site / "downloads" / f"{id}.{exporter.suffix}").resolve()
            told = next(li for li in fold.iter("li") if link in list(li)).find("span").text
            assert told == f"{math.ceil(file.stat().st_size / 1000)} KB"


def test_there_is_no_file_that_the_page_does_not_offer(any_site, page):
    offered = {(any_site / PAGE / link.get("href")).resolve() for link in having(page, "data-format") if link.get("href")}
    files = {file.resolve() for file in (any_site / "downloads").iterdir() if not file.name.startswith(("comparison.", "figure.", "this-site."))
             and not file.name.endswith(".schema.json")}
    assert offered == files


def test_each_format_says_who_takes_it_and_how_it_was_tried(page):
    say = messages()
    for exporter in QUIZ_FORMATS:
        steps = say.group(f"export.format.{exporter.name}.steps")
        assert steps and set(steps) <= set(say.group("export.system"))
        for system, text in steps.items():
            fold = next(fold for fold in having(page, "data-system") if fold.get("data-system") == system)
            assert [dd for dd in fold.iter("dd") if text_of(dd).startswith(text)] != []
        assert say(f"export.format.{exporter.name}.tried")


def test_the_losses_told_are_those_of_the_exporter(page):
    say = messages()
    for exporter in QUIZ_FORMATS:
        told = next(part for part in page.iter("div") if part.get("id") == f"format-{exporter.name}")
        assert [(one.get("data-loss"), text_of(one)) for one in having(told, "data-loss")] == [
            (loss, say(f"export.loss.{loss}")) for loss in exporter.losses]


def test_a_format_with_a_schema_leads_to_it(any_site, page):
    for exporter in QUIZ_FORMATS:
        told = next(part for part in page.iter("div") if part.get("id") == f"format-{exporter.name}")
        schemas = [(any_site / PAGE / link.get("href")).resolve() for link in having(told, "href")]
        assert schemas == [any_site.resolve() / uri for uri in [getattr(exporter, "schema_uri", None)] if uri]
        assert [file for file in schemas if not file.is_file()] == []


def test_every_message_of_a_format_belongs_to_one_that_there_is(page):
    assert {key.partition(".")[0] for key in messages().group("export.format")} == {exporter.name for exporter in QUIZ_FORMATS}


def test_the_page_says_of_every_quiz_that_its_answers_are_in_plain_sight(any_site, page):
    links = {link.get("href") for link in having(page, "href")}
    assert {f"../{id}/" for id in quizzes(any_site)} <= links
    assert "cannot hide" in (any_site / PAGE / "index.html").read_text(encoding="utf-8")
