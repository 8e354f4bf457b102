"""The quiz in a browser: with scripts and without, by mouse and by keyboard alone."""

from __future__ import annotations

import json

import pytest
from comparison import outputs
from comparison.items import ordered
from support import ROOT, having, html, text_of

QUIZ = "quizzes/self-check/"


@pytest.fixture(scope="module")
def asked():
    return outputs.read(ROOT)[0].quizzes[0]


def item(page, id):
    return page.locator(f"#item-{id}")


def choose(page, id, *options, part="answer"):
    for option in options:
        item(page, id).locator(f'[data-quiz-part="{part}"] input[value="{option}"]').check()


def check(page, id) -> str:
    """Press Check and return what stands under the question."""
    item(page, id).get_by_role("button", name="Check").click()
    return told(page, id).inner_text()


def told(page, id):
    return item(page, id).locator("[data-quiz-feedback]")


def answer(page, asked_item) -> str:
    for part in asked_item.parts:
        choose(page, asked_item.id, *part.key, part=part.id)
    return check(page, asked_item.id)


def test_the_page_holds_every_item_whole_in_the_quiz_s_order(site, asked):
    tree = html((site / QUIZ / "index.html").read_text(encoding="utf-8"))
    forms = having(tree, "data-quiz-item")
    assert [form.get("data-quiz-item") for form in forms] == [entry.id for entry in asked.items]
    for form, entry in zip(forms, asked.items):
        assert form.get("data-quiz-revision") == entry.revision
        fieldset = next(form.iter("fieldset"))
        assert fieldset[0].tag == "legend" and entry.stem in text_of(fieldset[0])
        for part in entry.parts:
            inputs = [e for e in form.iter("input") if e.get("name") == f"{entry.id}/{part.id}"]
            wanted = ordered(part.options, f"{asked.quiz.id}/{entry.id}/{part.id}")
            assert [e.get("value") for e in inputs] == [option.id for option in wanted]
            assert {e.get("type") for e in inputs} == {"checkbox" if part.several else "radio"}
            key = next(e for e in having(form, "data-quiz-key", part.id))
            told = {e.get("data-quiz-option"): (e.get("data-quiz-correct") is not None, text_of(e)) for e in key.iter("li")}
            assert {id: right for id, (right, _) in told.items()} == {option.id: option.correct for option in part.options}
            for option in part.options:
                assert option.text in told[option.id][1] and option.rationale in told[option.id][1]


def test_every_rationale_stands_with_a_link_to_the_exact_row(site, asked):
    tree = html((site / QUIZ / "index.html").read_text(encoding="utf-8"))
    for form, entry in zip(having(tree, "data-quiz-item"), asked.items):
        rows = having(form, "data-quiz-rows")[0]
        assert [a.get("href").rpartition("#")[2] for a in having(rows, "data-fact")] == [f"fact-{id}" for id in entry.facts]


def test_without_scripts_everything_can_be_read_and_nothing_is_dead(visit, address, asked):
    page = visit(address + QUIZ, scripts=False)
    assert page.locator("[data-quiz-item] >> visible=true").count() == len(asked.items)
    assert page.locator("article button >> visible=true").count() == 0
    first = page.locator("[data-quiz-item]").first
    first.locator("[data-quiz-answer] > summary").focus()
    page.keyboard.press("Enter")
    option = asked.items[0].parts[0].options[0]
    assert first.get_by_text(option.rationale).first.is_visible()


def test_choosing_never_grades(visit, address):
    page = visit(address + QUIZ)
    choose(page, "which-treating", "relaxation")
    page.locator("#item-which-treating input").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert told(page, "which-treating").inner_text() == ""
    assert "0 checked" in page.locator("[data-quiz-total]").inner_text()


def test_the_answers_are_out_of_sight_until_an_item_was_checked(visit, address):
    page = visit(address + QUIZ)
    assert page.locator("[data-quiz-answer] >> visible=true").count() == 0
    choose(page, "which-treating", "therapeutic")
    check(page, "which-treating")
    assert page.locator("[data-quiz-answer] >> visible=true").count() == 1


def test_a_right_a_wrong_and_a_missing_answer_are_told_in_words(visit, address, asked):
    page = visit(address + QUIZ)
    assert check(page, "which-treating").startswith("Not answered yet.")
    choose(page, "which-treating", "relaxation")
    said = check(page, "which-treating")
    options = {option.id: option for option in next(e for e in asked.items if e.id == "which-treating").parts[0].options}
    assert told.startswith("Not right.") and options["relaxation"].rationale in told
    assert options["all"].rationale not in told
    choose(page, "which-treating", "therapeutic")
    said = check(page, "which-treating")
    assert told.startswith("Right.") and options["therapeutic"].rationale in told


def test_feedback_links_to_the_row_and_shows_its_markers(visit, address):
    page = visit(address + QUIZ)
    choose(page, "denied-license", "relaxation")
    said = check(page, "denied-license")
    assert "Conflicts with law or standards" in told
    # Whoever knows the real rule is told of the clash, with place, date and source.
    assert "45 states" in told and "As of: 14 Mar 2025" in told and "(ABMP)" in told
    status = told(page, "denied-license")
    assert status.get_by_role("link").first.get_attribute("href").endswith("side-by-side/#fact-license")


def test_a_choice_of_several_tells_wrong_picks_and_missing_ones_apart_without_giving_them_away(visit, address, asked):
    page = visit(address + QUIZ)
    entry = next(e for e in asked.items if e.id == "select-settings-relaxation")
    wrong = next(option for option in entry.parts[0].options if not option.correct)
    right, *missed = [option for option in entry.parts[0].options if option.correct]
    choose(page, entry.id, right.id, wrong.id)
    said = check(page, entry.id)
    assert told.startswith("Partly right.")
    assert "Chosen but not right: 1." in told and f"Still to find: {len(missed)}." in told
    listed = item(page, entry.id).locator("[role=status] > ul").inner_text()
    assert right.text in listed and [option.text for option in missed if option.text in listed] == []
    choose(page, entry.id, *part_key(entry))
    item(page, entry.id).locator(f'input[value="{wrong.id}"]').uncheck()
    assert check(page, entry.id).startswith("Right.")


def part_key(entry):
    return entry.parts[0].key


def test_a_grid_asks_for_every_row_and_counts_the_right_ones(visit, address, asked):
    page = visit(address + QUIZ)
    entry = next(e for e in asked.items if e.id == "classify-scope")
    choose(page, entry.id, *entry.parts[0].key, part=entry.parts[0].id)
    assert check(page, entry.id).startswith("Not complete yet.")
    for part in entry.parts[1:]:
        wrong = next(option.id for option in part.options if not option.correct)
        choose(page, entry.id, wrong, part=part.id)
    said = check(page, entry.id)
    assert told.startswith("Partly right.") and f"1 of {len(entry.parts)} right." in told


def test_answering_everything_right_scores_everything(visit, address, asked):
    page = visit(address + QUIZ)
    for entry in asked.items:
        assert answer(page, entry).startswith("Right.")
    count = len(asked.items)
    assert page.locator("[data-quiz-total]").inner_text() == f"{count} of {count} right, {count} checked."


def test_try_again_clears_one_item_and_start_over_all(visit, address, asked):
    page = visit(address + QUIZ)
    for entry in asked.items[:3]:
        answer(page, entry)
    first = asked.items[0].id
    item(page, first).get_by_role("button", name="Try again").click()
    assert page.locator("[data-quiz-total]").inner_text() == f"2 of {len(asked.items)} right, 2 checked."
    assert page.evaluate("document.activeElement.name").startswith(first)
    assert item(page, first).locator("input:checked").count() == 0
    page.get_by_role("button", name="Start over").click()
    assert page.locator("[data-quiz-total]").inner_text() == f"0 of {len(asked.items)} right, 0 checked."
    assert page.locator(".quiz input:checked").count() == 0
    assert page.locator("[data-quiz-answer] >> visible=true").count() == 0
    assert page.evaluate("document.activeElement.name").startswith(first)


def test_a_quiz_can_be_taken_by_keyboard_alone(visit, address, asked):
    page = visit(address + QUIZ)
    page.locator("#quiz-goals").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    for entry in asked.items[:4]:
        for part in entry.parts:
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.name") == f"{entry.id}/{part.id}"
            page.keyboard.press("Space")
            for _ in range(len(part.options)):
                if page.evaluate("document.activeElement.value") in part.key:
                    break
                page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('[data-quiz-check]')")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        page.keyboard.press("Enter")
        assert told(page, entry.id).inner_text().startswith("Right.")
        # Past Try again and the links to the rows to Answer and reasons, before the next question.
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('[data-quiz-again]')")
        for fact in entry.facts:
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.hash") == f"#fact-{fact}"
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('[data-quiz-answer] > summary')"):
                break
        assert page.evaluate("document.activeElement.closest('form').dataset.quizItem") == entry.id


def test_feedback_is_announced_politely_from_a_region_that_was_there_before(visit, address, asked):
    page = visit(address + QUIZ)
    assert page.locator("[data-quiz-feedback][role=status]").count() == len(asked.items)


def test_texts_that_look_like_markup_are_shown_as_text(visit, serve, tmp_path):
    from building import built
    from support import lay_project

    project = lay_project(tmp_path / "project")
    comparison = project / "docs" / "comparison.yml"
    nasty = """</title></script><img src=x onerror="document.body.id='hit'"> " & ]]> *x* `y` {{ z }} # | ~"""
    text = comparison.read_text(encoding="utf-8")
    text = text.replace("label: Spas\n", f"label: {json.dumps(nasty)}\n")
    text = text.replace("phrase: work in spas", f"phrase: {json.dumps(nasty)}")
    text = text.replace("  - id: settings\n    name: Settings", f"  - id: settings\n    name: {json.dumps(nasty)}")
    text = text.replace("title: Relaxation and", f"title: {json.dumps(nasty)} #").replace("summary: One", f"summary: {json.dumps(nasty)} #")
    text = text.replace("plural: relaxation massage therapists", f"plural: {json.dumps(nasty)}")
    comparison.write_text(text, encoding="utf-8")
    address = serve(built(project))
    for path in (QUIZ, "side-by-side/", "aspects/settings/", "roles/relaxation/", "article/", ""):
        page = visit(address + path)
        if path == QUIZ:
            for form in page.locator("[data-quiz-item]").all():
                for part in form.locator("[data-quiz-part]").all():
                    part.locator("input").first.check()
                form.get_by_role("button", name="Check").click()
        assert page.locator("article img").count() == 0
        assert nasty in page.locator("article").inner_text()
        assert page.evaluate("document.body.id") != "hit"
        assert nasty in page.title()
        assert page.locator("meta[name=description]").get_attribute("content")
        assert page.evaluate("document.querySelectorAll('[onerror]').length") == 0
        page.wait_for_load_state("networkidle")
        assert [url for url in page.requests if url.endswith("/x")] == []


def judge(page, address, parts):
    return page.evaluate("""async ([url, parts]) => (await import(url)).judge(parts)""",
                         [address + "assets/quiz/scoring.mjs", parts])


@pytest.mark.parametrize("chosen, several, verdict", [
    ([], True, "unanswered"),
    (["a"], True, "partly"),
    (["a", "b"], True, "right"),
    (["b", "a"], True, "right"),
    (["a", "b", "c"], True, "partly"),
    (["c"], True, "wrong"),
    (["a", "b", "c", "d"], True, "partly"),
])
def test_a_choice_of_several_is_judged_as_a_whole(visit, address, chosen, several, verdict):
    page = visit(address + QUIZ)
    part = {"options": ["a", "b", "c", "d"], "key": ["a", "b"], "several": several, "chosen": chosen}
    result = judge(page, address, {"answer": part})
    assert result["verdict"] == verdict
    assert sorted(result["hits"] + result["extra"]) == [f"answer/{option}" for option in sorted(chosen)]
    assert set(result["missed"]) == {f"answer/{option}" for option in {"a", "b"} - set(chosen)}


def test_the_quiz_of_another_comparison_works_as_well(visit, other_address):
    from support import THREE_ROLES

    page = visit(other_address + "quizzes/fields/")
    for entry in outputs.read(THREE_ROLES)[0].quizzes[0].items:
        assert answer(page, entry).startswith("Right.")
    assert "11 of 12 right" not in page.locator("[data-quiz-total]").inner_text()
    assert "12 of 12 right" in page.locator("[data-quiz-total]").inner_text()
