"""The quiz in a browser: with scripts and without, by mouse and by keyboard alone, every kind of item."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from building import FEW, built
from comparison import outputs
from comparison.items import ordered
from support import ROOT, THREE_ROLES, having, html, lay_project, reasons_of, text_of
from taking import answer, check, choose, graded, item, key, listen, respond, status, told, wrong

QUIZ = "quizzes/self-check/"
# A quiz of the made-up comparison with an item of every kind, with two to six options.
KINDS = "quizzes/kinds/"


@pytest.fixture(scope="module")
def asked():
    return next(quiz for quiz in outputs.read_project(ROOT).quizzes if quiz.quiz.id == "self-check")


@pytest.fixture(scope="module")
def kinds():
    return {item.id: item for quiz in outputs.read_project(THREE_ROLES).quizzes if quiz.quiz.id == "kinds" for item in quiz.items}


def test_the_page_holds_every_item_whole_in_the_quiz_s_order(site, other_site):
    for folder, root in ((site, ROOT), (other_site, THREE_ROLES)):
        for quiz in outputs.read_project(root).quizzes:
            tree = html((folder / "quizzes" / quiz.quiz.id / "index.html").read_text(encoding="utf-8"))
            forms = having(tree, "data-quiz-item")
            assert [form.get("data-quiz-item") for form in forms] == [entry.id for entry in quiz.items]
            for form, entry in zip(forms, quiz.items):
                holds(form, entry, quiz.quiz.id)


def holds(form, entry, quiz: str) -> None:
    """Hold the form of an item against the item: stem, options in their order, key, accepted answers, rationales."""
    assert (form.get("data-quiz-stamp").split()[1], form.get("data-quiz-topic")) == (entry.revision, entry.topic)
    fieldset = next(form.iter("fieldset"))
    assert fieldset[0].tag == "legend" and entry.stem in text_of(fieldset[0])
    for part in entry.parts:
        written = having(form, "data-quiz-key", part.id)[0]
        if part.accepted:
            assert [text_of(e) for e in having(written, "data-quiz-accepted")] == list(part.accepted)
            assert text_of(having(written, "data-quiz-rationale")[0]) == part.rationale
            continue
        place = having(form, "data-quiz-part", part.id)[0]
        assert part.prompt in text_of(place)
        shown = [e.get("value") for e in place.iter() if e.tag in ("input", "option") and e.get("value")]
        # The rows of a matching item all offer the responses in one order.
        seed = entry.parts[0].id if entry.kind == "match" else part.id
        assert shown == [option.id for option in ordered(part.options, f"{quiz}/{entry.id}/{seed}")]
        assert {e.get("type") for e in place.iter("input")} <= {"checkbox" if part.several else "radio"}
        told = {id: (e.get("data-quiz-correct") is not None, text_of(e)) for id, e in reasons_of(form, part.id).items()}
        assert {id: right for id, (right, _) in told.items()} == {option.id: option.correct for option in part.options}
        for option in part.options:
            assert option.text in told[option.id][1] and option.rationale in told[option.id][1]


def test_every_rationale_stands_with_a_link_to_the_exact_row_or_note(site, asked):
    for quiz in outputs.read_project(ROOT).quizzes:
        tree = html((site / "quizzes" / quiz.quiz.id / "index.html").read_text(encoding="utf-8"))
        for form, entry in zip(having(tree, "data-quiz-item"), quiz.items):
            rows = having(form, "data-quiz-rows")[0]
            assert [a.get("href").rpartition("#")[2] for a in having(rows, "data-fact")] == [f"fact-{id}" for id in entry.facts]
            assert [a.get("href").rpartition("#")[2] for a in having(rows, "data-cites")] == list(entry.cites)
            assert entry.facts or entry.cites


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
    listen(page)
    choose(page, "which-treating", "relaxation")
    page.locator("#item-which-treating input").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert told(page, "which-treating").inner_text() == "" == status(page)
    assert "Checked: 0" in page.locator("[data-quiz-total]").inner_text()
    assert graded(page) == []


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
    assert said.startswith("Not right.") and options["relaxation"].rationale in said
    assert options["all"].rationale not in said
    choose(page, "which-treating", "therapeutic")
    said = check(page, "which-treating")
    assert said.startswith("Right.") and options["therapeutic"].rationale in said


def test_feedback_links_to_the_row_and_shows_its_markers(visit, address):
    page = visit(address + QUIZ)
    choose(page, "denied-license", "relaxation")
    said = check(page, "denied-license")
    assert "Conflicts with law or standards" in said
    # Whoever knows the real rule is told of the clash, with place and date, and the way to the source.
    assert "45 states" in said and "As of: 14 Mar 2025" in said and "Where this is from" in said
    first = told(page, "denied-license").get_by_role("link").first
    assert first.get_attribute("href").endswith("side-by-side/#fact-license")


def test_a_hint_links_to_the_row_and_tells_nothing_more(visit, address, kinds):
    page = visit(address + QUIZ)
    hint = item(page, "denied-license").locator("[data-quiz-hint]")
    hint.locator("summary").click()
    assert hint.get_by_role("link").first.get_attribute("href").endswith("side-by-side/#fact-license")
    assert "Right:" not in hint.inner_text()


def test_a_choice_of_several_names_wrong_picks_and_counts_missing_ones_until_the_answer_is_asked_for(visit, address, asked):
    page = visit(address + QUIZ)
    entry = next(e for e in asked.items if e.id == "select-settings-relaxation")
    stray = next(option for option in entry.parts[0].options if not option.correct)
    right, *missed = [option for option in entry.parts[0].options if option.correct]
    choose(page, entry.id, right.id, missed[0].id, stray.id)
    said = check(page, entry.id)
    assert said.startswith("Partly right.")
    assert f"Chosen but not right: {stray.text}." in said and f"Still to find: {len(missed) - 1}." in said
    listed = told(page, entry.id).locator("> ul").inner_text()
    assert right.text in listed and [option.text for option in missed[1:] if option.text in listed] == []
    # Under the answer both are told apart by name.
    item(page, entry.id).locator("[data-quiz-answer] > summary").click()
    offered = item(page, entry.id).locator("[data-quiz-part] input").evaluate_all("$inputs => $inputs.map($input => $input.value)")
    reasons = item(page, entry.id).locator("[data-quiz-key] li").all()
    marks = {id: e.locator(".quiz-mark").inner_text() for id, e in zip(offered, reasons, strict=True) if e.locator(".quiz-mark").count()}
    assert marks == dict.fromkeys((right.id, missed[0].id, stray.id), "(your choice)") | {
        option.id: "(overlooked)" for option in missed[1:]}
    choose(page, entry.id, *entry.parts[0].key)
    item(page, entry.id).locator(f'input[value="{stray.id}"]').uncheck()
    assert check(page, entry.id).startswith("Right.")


def test_a_grid_asks_for_every_row_and_counts_the_right_ones(visit, address, asked):
    page = visit(address + QUIZ)
    entry = next(e for e in asked.items if e.id == "classify-scope")
    choose(page, entry.id, *entry.parts[0].key, part=entry.parts[0].id)
    assert check(page, entry.id).startswith("Not complete yet.")
    for part in entry.parts[1:]:
        choose(page, entry.id, next(option.id for option in part.options if not option.correct), part=part.id)
    said = check(page, entry.id)
    assert said.startswith("Partly right.") and f"1 of {len(entry.parts)} right." in said


def test_every_kind_of_item_can_be_answered_right_and_wrong(visit, other_address, kinds):
    assert {entry.kind for entry in kinds.values()} == {"which", "select", "single", "match", "true-false", "short"}
    page = visit(other_address + KINDS)
    listen(page)
    for entry in kinds.values():
        said = answer(page, entry, wrong(entry))
        assert (entry.id, said.split("\n")[0]) == (entry.id, "Not right.")
        for part in entry.parts:
            given = wrong(entry).get(part.id, ())
            assert [o.id for o in part.options if o.id in given and o.rationale not in said] == []
        item(page, entry.id).get_by_role("button", name="Try again").click()
        said = answer(page, entry)
        assert (entry.id, said.split("\n")[0]) == (entry.id, "Right.")
    # Only the first try is told of: the second came after the reasons.
    assert [(told["id"], told["verdict"], told["points"]) for told in graded(page)] == [(id, "wrong", 0) for id in kinds]
    assert f"{len(kinds)} of {len(kinds)} points" in page.locator("[data-quiz-total]").inner_text()


def test_a_false_statement_is_worth_half_without_its_correction(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    respond(page, "judge-false", verdict=["false"])
    assert check(page, "judge-false").startswith("Not complete yet.")
    respond(page, "judge-false", correction=["hedge"])
    said = check(page, "judge-false")
    assert said.startswith("Partly right.") and kinds["judge-false"].parts[1].options[1].rationale in said
    assert "0.5 of" in page.locator("[data-quiz-total]").inner_text()
    # Whoever calls a true one true needs none.
    respond(page, "judge-true", verdict=["true"])
    assert check(page, "judge-true").startswith("Right.")


def test_a_matching_counts_rows_and_tells_of_the_response_that_was_chosen(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    entry = kinds["words"]
    respond(page, "words", g01=["g03"], g02=["g02"])
    said = check(page, "words")
    assert said.startswith("Partly right.") and "1 of 2 right." in said
    chosen = next(option for option in entry.parts[0].options if option.id == "g03")
    assert chosen.rationale in said


def test_what_is_typed_counts_in_any_spelling_and_is_shown_as_text(visit, other_address):
    page = visit(other_address + KINDS)
    for typed in ("BILLHOOK", "a bill-hook", " hape "):
        respond(page, "typed", answer=typed)
        assert check(page, "typed").startswith("Right.")
    nasty = "<img src=x onerror=alert(1)> {points} & 'x'"
    respond(page, "typed", answer=nasty)
    said = check(page, "typed")
    assert said.startswith("Not right.") and f"You typed: {nasty}" in said
    assert told(page, "typed").locator("img").count() == 0
    respond(page, "typed", answer="   ")
    assert check(page, "typed").startswith("Not answered yet.")


def test_answering_everything_right_scores_everything(visit, address, asked):
    page = visit(address + QUIZ)
    for entry in asked.items:
        assert answer(page, entry).startswith("Right.")
    count = len(asked.items)
    assert page.locator("[data-quiz-total]").inner_text() == f"{count} of {count} points. Checked: {count} of {count}."


def test_try_again_clears_one_item_and_start_over_all(visit, address, asked):
    page = visit(address + QUIZ)
    for entry in asked.items[:3]:
        answer(page, entry)
    first = asked.items[0].id
    item(page, first).get_by_role("button", name="Try again").click()
    assert page.locator("[data-quiz-total]").inner_text().startswith(f"2 of {len(asked.items)} points.")
    assert page.evaluate("document.activeElement.form.dataset.quizItem") == first
    assert item(page, first).locator("input:checked").count() == 0
    page.get_by_role("button", name="Start over").click()
    assert page.locator("[data-quiz-total]").inner_text().startswith(f"0 of {len(asked.items)} points.")
    assert page.locator(".quiz-item input:checked").count() == 0
    assert page.locator("[data-quiz-answer] >> visible=true").count() == 0
    assert page.evaluate("document.activeElement.form.dataset.quizItem") == first


def test_a_test_tells_nothing_before_it_is_submitted(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    listen(page)
    page.get_by_label("Test:").check()
    assert page.get_by_role("button", name="Check").count() == 0
    ids = list(kinds)
    for id in ids[:-2]:
        respond(page, id, **(wrong(kinds[id]) if id == ids[0] else key(kinds[id])))
    item(page, ids[1]).get_by_label("Flag").check()
    assert page.locator("[data-quiz-total]").inner_text() == f"Answered: {len(ids) - 2} of {len(ids)}. Flagged: 1."
    states = [link.get_attribute("aria-label") for link in page.locator("[data-quiz-map] a").all()]
    assert states[:2] == ["Question 1: answered", "Question 2: answered, flagged"]
    assert states[-1] == f"Question {len(ids)}: not answered"
    assert graded(page) == [] and page.locator("[data-quiz-feedback] >> visible=true").count() == 0
    # Enter in a text field does not submit anything by accident.
    page.locator("#item-typed input[type=text]").press("Enter")
    assert graded(page) == []
    page.get_by_role("button", name="Submit").click()
    assert [told["verdict"] for told in graded(page)] == ["wrong", *["right"] * (len(ids) - 3), "unanswered", "unanswered"]
    assert page.evaluate("document.activeElement.textContent") == "Your results"
    summary = page.locator("[data-quiz-sum]").inner_text()
    assert summary == (f"{len(ids) - 3} of {len(ids)} points. Right: {len(ids) - 3}, partly right: 0, not right: 1, not answered: 2.")
    assert summary in status(page)
    assert told(page, ids[-1]).inner_text().startswith("Not answered.")
    # What was answered stands fast under its feedback.
    assert item(page, ids[0]).locator("[data-quiz-part] input").first.is_disabled()
    (finished,) = page.evaluate("window.finished")
    assert (finished["id"], finished["mode"], finished["score"], finished["count"]) == ("kinds", "test", len(ids) - 3, len(ids))
    assert [result["id"] for result in finished["results"]] == ids
    assert finished["results"][0]["chosen"] == wrong(kinds[ids[0]])


def test_results_stand_by_topic_with_the_rows_to_look_at_again(visit, address, asked):
    page = visit(address + QUIZ)
    page.get_by_label("Test:").check()
    missed = next(entry for entry in asked.items if entry.id == "which-hospitals")
    for entry in asked.items:
        respond(page, entry.id, **(wrong(entry) if entry is missed else key(entry)))
    page.get_by_role("button", name="Submit").click()
    rows = {row.locator("th").inner_text(): row for row in page.locator(".quiz-topics tbody tr").all()}
    comparison = outputs.read_project(ROOT).comparison
    assert list(rows) == [aspect.name for aspect in comparison.aspects if aspect.id in {entry.topic for entry in asked.items}]
    settings = rows["Settings"]
    count = sum(entry.topic == "settings" for entry in asked.items)
    assert f"{count - 1} of {count}" in settings.inner_text()
    assert settings.locator("td a").last.get_attribute("href").endswith("side-by-side/#fact-hospitals")
    assert "Nothing; all of it is right." in rows["Training"].inner_text()
    assert page.locator("[data-quiz-missed] li").count() == 1
    assert page.locator("[data-quiz-missed] li a").first.get_attribute("href") == "#item-which-hospitals"


def test_exactly_the_missed_items_are_taken_again_in_their_order(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    page.get_by_label("Test:").check()
    ids = list(kinds)
    missed = [ids[4], ids[1], ids[-1]]
    for id in ids:
        if id != ids[-1]:
            respond(page, id, **(wrong(kinds[id]) if id in missed else key(kinds[id])))
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("button", name="Take these again").click()
    shown = [form.get_attribute("data-quiz-item") for form in page.locator("[data-quiz-item] >> visible=true").all()]
    assert shown == sorted(missed, key=ids.index)
    assert page.evaluate("document.activeElement.closest('form').dataset.quizItem") == shown[0]
    assert page.locator("[data-quiz-map] a >> visible=true").count() == 3
    assert page.locator("[data-quiz-item] >> visible=true").locator("input:checked").count() == 0
    for id in shown:
        respond(page, id, **key(kinds[id]))
    page.get_by_role("button", name="Submit").click()
    assert page.locator("[data-quiz-sum]").inner_text().startswith(f"{len(ids)} of {len(ids)} points.")
    assert not page.get_by_role("button", name="Take these again").is_visible()
    assert page.locator("[data-quiz-item] >> visible=true").count() == len(ids)


def test_what_one_was_sure_of_and_got_wrong_comes_first(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    listen(page)
    assert page.get_by_label("Sure", exact=True).count() == 0 or not page.get_by_label("Sure", exact=True).first.is_visible()
    page.get_by_label("Ask me how sure I am").check()
    first, second, third = list(kinds.values())[:3]
    for entry, level, response in ((first, "Sure", wrong(first)), (second, "Unsure", wrong(second)), (third, "Sure", key(third))):
        item(page, entry.id).get_by_label(level, exact=True).check()
        answer(page, entry, response)
    page.get_by_role("button", name="See the results").click()
    listed = page.locator("[data-quiz-surely] li")
    assert listed.count() == 1 and first.stem in listed.inner_text()
    assert page.locator("[data-quiz-surely]").evaluate("e => e.compareDocumentPosition(document.querySelector('.quiz-topics')) & 4") == 4
    assert [told["confidence"] for told in graded(page)] == ["sure", "unsure", "sure"]


def test_the_results_can_be_printed(visit, other_address):
    page = visit(other_address + KINDS)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="See the results").click()
    page.get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    assert page.locator(".quiz-setup, .quiz-actions, .quiz-hint").locator("visible=true").count() == 0
    assert page.locator("[data-quiz-results]").is_visible()


def test_a_quiz_can_be_taken_by_keyboard_alone(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    page.locator("[data-quiz-setup] a").focus()
    for entry in kinds.values():
        for part in entry.parts:
            if part.options and not part.key:
                page.keyboard.press("Tab")
                continue
            page.keyboard.press("Tab")
            assert page.evaluate("[document.activeElement.form.dataset.quizItem, document.activeElement.name]") == [entry.id, part.id]
            if part.accepted:
                page.keyboard.type(part.accepted[0])
            elif entry.kind == "match":
                wanted = next(option.text for option in part.options if option.correct)
                page.keyboard.type(wanted[:6])
            elif part.several:
                # Each box is a stop of its own.
                for index in range(len(part.options)):
                    if index:
                        page.keyboard.press("Tab")
                    if page.evaluate("document.activeElement.value") in part.key:
                        page.keyboard.press("Space")
            else:
                # Every option can be reached from any other by arrows alone.
                reached = set()
                for _ in part.options:
                    page.keyboard.press("ArrowDown")
                    reached.add(page.evaluate("document.activeElement.value"))
                assert reached == {option.id for option in part.options}
                while page.evaluate("document.activeElement.value") not in part.key:
                    page.keyboard.press("ArrowDown")
        assert told(page, entry.id).inner_text() == ""
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[data-quiz-hint]') !== null")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('[data-quiz-check]')")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("Enter")
        assert (entry.id, told(page, entry.id).inner_text().split("\n")[0]) == (entry.id, "Right.")
        # Focus stays where it was, and Answer and reasons is reached before the next question.
        assert page.evaluate("document.activeElement.matches('[data-quiz-check]')")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('[data-quiz-answer] > summary')"):
                break
        assert page.evaluate("document.activeElement.closest('form').dataset.quizItem") == entry.id
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-quiz-finish]')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Your results"
    assert page.locator("[data-quiz-sum]").inner_text().startswith(f"{len(kinds)} of {len(kinds)} points.")


def test_one_polite_region_says_what_happened(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    assert page.locator("[role=status], [aria-live]").filter(has_not=page.locator("form")).locator("xpath=self::*[ancestor::article]").count() == 1
    entry = kinds["six-answers"]
    check(page, entry.id)
    assert status(page) == "Not answered yet. Choose an answer, then check."
    check(page, entry.id)
    assert status(page) == "Not answered yet. Choose an answer, then check.\u00a0"
    answer(page, entry, wrong(entry))
    assert status(page).startswith("Not right.") and entry.parts[0].options[0].rationale in status(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off_and_targets_are_large_enough(visit, other_address, kinds, width):
    page = visit(other_address + KINDS, width=width, has_touch=width == 320, is_mobile=width == 320)
    page.get_by_label("Ask me how sure I am").check()
    for entry in kinds.values():
        answer(page, entry, wrong(entry))
    page.get_by_role("button", name="See the results").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    least = 44 if width == 320 else 24
    sizes = page.locator(".quiz :is(label.quiz-option, button, summary, select, input[type=text], .quiz-setup label)").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => [e.textContent.slice(0, 30), e.getBoundingClientRect().height])")
    assert len(sizes) > 40
    assert [size for size in sizes if size[1] < least] == []


def test_a_quiz_reads_from_right_to_left(visit, other_address, kinds):
    page = visit(other_address + KINDS, width=360)
    page.evaluate("document.body.dir = 'rtl'")
    for entry in kinds.values():
        answer(page, entry, wrong(entry))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box, text = (item(page, "gate").locator(f".quiz-option >> nth=0 >> {part}").bounding_box() for part in ("input", "span"))
    assert box["x"] > text["x"]


def test_texts_that_look_like_markup_are_shown_as_text(visit, serve, tmp_path):
    project = lay_project(tmp_path / "project")
    comparison = project / "docs" / "comparison.yml"
    nasty = """</title></script><img src=x onerror="document.body.id='hit'"> " & ]]> *x* `y` {{ z }} # | ~"""
    # A translation of what has changed would stop the build.
    text = comparison.read_text(encoding="utf-8").replace("translations: [es]\n", "")
    text = text.replace("label: Spas\n", f"label: {json.dumps(nasty)}\n")
    text = text.replace("phrase: work in spas", f"phrase: {json.dumps(nasty)}")
    text = text.replace("  - id: settings\n    name: Settings", f"  - id: settings\n    name: {json.dumps(nasty)}")
    text = text.replace("title: Relaxation and", f"title: {json.dumps(nasty)} #").replace("summary: One", f"summary: {json.dumps(nasty)} #")
    text = text.replace("plural: relaxation massage therapists", f"plural: {json.dumps(nasty)}")
    # What is waived for the shipped words is no longer found in others, and that would stop the build.
    text = re.sub(r"^waivers:\n(?:(?: .*)?\n)*", "", text, flags=re.MULTILINE)
    comparison.write_text(text, encoding="utf-8")
    address = serve(built(project, **FEW))
    # All pages are opened first, so that the half second in which nothing more is asked for is waited for once.
    opened = {path: visit(address + path) for path in (QUIZ, "side-by-side/", "aspects/settings/", "roles/relaxation/", "article/", "")}
    for path, page in opened.items():
        if path == QUIZ:
            for form in page.locator("[data-quiz-item]").all():
                for part in form.locator("[data-quiz-part]").all():
                    part.locator("input").first.check()
                form.get_by_role("button", name="Check").click()
            page.get_by_role("button", name="See the results").click()
        assert page.locator("article img").count() == 0
        assert nasty in page.locator("article").inner_text()
        assert page.evaluate("document.body.id") != "hit"
        assert nasty in page.title()
        assert page.locator("meta[name=description]").get_attribute("content")
        assert page.evaluate("document.querySelectorAll('[onerror]').length") == 0
        page.wait_for_load_state("networkidle")
        assert [url for url in page.requests if url.endswith("/x")] == []


def test_the_browser_scores_every_row_of_the_table(visit, address):
    table = json.loads((Path(__file__).parent.parent / "scoring.json").read_text(encoding="utf-8"))
    page = visit(address + QUIZ)
    found = page.evaluate("""async ([url, table]) => { const { score } = await import(url);
        return table.rows.map(([name, response]) => score(table.items[name], response)); }""",
                          [address + "assets/quiz/scoring.mjs", table])
    expected = [{"verdict": verdict, "points": points, "complete": complete} for _, _, verdict, points, complete in table["rows"]]
    assert len(expected) >= 200 and found == expected


def test_the_quiz_of_another_comparison_works_as_well(visit, other_address):
    page = visit(other_address + "quizzes/fields/")
    (fields,) = [quiz for quiz in outputs.read_project(THREE_ROLES).quizzes if quiz.quiz.id == "fields"]
    for entry in fields.items:
        assert answer(page, entry).startswith("Right.")
    assert page.locator("[data-quiz-total]").inner_text().startswith("12 of 12 points.")


def test_what_a_quiz_loads_is_light_and_loaded_on_pages_with_a_quiz_only(site, address, visit):
    def loaded(place: str) -> set[str]:
        page = visit(address + place)
        page.wait_for_load_state("networkidle")
        return {request.removeprefix(address).partition("?")[0] for request in page.requests} - {place}

    bare = loaded("about/")
    extra = loaded("quizzes/self-check/") - bare
    assert {"assets/quiz/quiz.mjs", "assets/quiz/quiz.css"} <= extra
    assert [file for file in bare if "quiz" in file] == []
    assert sum(len(gzip.compress((site / file).read_bytes())) for file in extra) <= 25_000
