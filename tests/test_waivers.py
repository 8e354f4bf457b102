"""Waivers: what is told of those that are wrong, and what each lets pass of the warnings."""

from __future__ import annotations

from pathlib import Path

import pytest
from comparison.errors import Problem
from comparison.items import Item
from comparison.lint import ELSEWHERE, ERRORS, WARNINGS
from comparison.model import Comparison, Quiz
from comparison.source import Source, parse, read
from comparison.waivers import Noted, Waived, apply, check

GOOD = Path(__file__).parent / "sources" / "good"
KITES, QUIZ = (read(GOOD / name, GOOD).data for name in ("tiny-notes.yml", "tiny-quiz.yml"))
FACTS, SET = "docs/comparison.yml", "quizzes/tiny-quiz.yml"
REASON = "The note names these winds and no others."
RULES = ("K7, W1, W2, W3, W4, W5, W6, W7, W8, W9, W10, W11, W12, W13, W14, W15, W16, W17, W18, W19, W20, W21, W22, W23, W24, W25, "
         "F1, F2, F3, F4, F5, F9, F10")
FIVE = "; say in at least 5 words why the rule does not hold here"


def waiving(path: str, *waivers: str) -> tuple[Source, Comparison | Quiz]:
    """Return the source and the content of a file with waivers, one a line; each has a reason unless it says one."""
    lines = [f"- {{{waiver}}}" if "reason" in waiver else f"- {{{waiver}, reason: {REASON}}}" for waiver in waivers]
    source = parse("\n".join(["waivers:", *lines]) if lines else "waivers: []", path)
    return source, Comparison.model_validate(KITES | source.data) if path == FACTS else Quiz.model_validate(QUIZ | source.data)


def checked(path: str, *waivers: str) -> list[str]:
    # The ids come as a project hands them over, to be gone through once.
    return [str(problem) for problem in check(*waiving(path, *waivers), iter(["sunday", "rules"]))]


def not_its_own(place: str, id: str, guess: str = "") -> str:
    return (f"{place}: the waiver names item '{id}', which this file's waivers cannot be about{guess}; a quiz waives what "
            "is found in its own items and set, the comparison what is found in derived items [unknown-item]")


def item(id: str, kind: str = "which") -> Item:
    return Item(id, kind, "", ())


def noted(rule: str, about: Item | None = None, path: str = FACTS, line: int = 1) -> Noted:
    return Noted(path, about, Problem(path, line, 1, rule, "could be better"))


GLUE, STRING, LIST, SPOT = item("which-glue"), item("which-string"), item("select-tools", "select"), item("spot-glue", "spot")


def test_a_waiver_of_what_can_be_waived_with_a_reason_is_fine():
    for rule in WARNINGS:
        assert checked(SET, f"rule: {rule}", f"rule: {rule}, item: sunday") == []
        assert checked(FACTS, f"rule: {rule}", f"rule: {rule}, items: [sunday, rules]", f"rule: {rule}, kinds: [spot, which]") == []
    assert checked(SET) == checked(FACTS) == []


@pytest.mark.parametrize("rule", sorted({*ERRORS, *ELSEWHERE} - {*WARNINGS}))
def test_a_rule_that_stops_the_build_or_is_the_page_s_own_cannot_be_waived(rule):
    assert checked(SET, "rule: W1", f"rule: {rule}") == [
        f"{SET}:3:10: rule {rule} cannot be waived; mend what it finds. Rules that can: {RULES} [unwaivable-rule]"]


@pytest.mark.parametrize("rule, near", [("W26", "W6"), ("K70", "K7"), ("F99", "F9"), ("K99", "")])
def test_a_rule_that_is_not_there_is_told_with_those_that_are(rule, near):
    guess = f" (did you mean '{near}'?)" if near else ""
    assert checked(FACTS, f"rule: {rule}") == [
        f"{FACTS}:2:10: there is no rule '{rule}'; rules that can be waived: {RULES}{guess} [unknown-rule]"]


def test_a_reason_has_five_words_at_least():
    assert checked(SET, "rule: W1, reason: There are five words here") == []
    assert checked(SET, "rule: W1", "rule: W1, reason: Here are four words") == [
        f"{SET}:3:22: the reason 'Here are four words' is too short{FIVE} [short-reason]"]
    assert checked(FACTS, f"rule: W1, reason: {'x' * 61}") == [
        f"{FACTS}:2:22: the reason '{'x' * 59}…' is too short{FIVE} [short-reason]"]


def test_a_waiver_is_about_items_that_its_file_can_waive():
    assert checked(SET, "rule: W1, item: rules", "rule: W1, item: sundae") == [
        not_its_own(f"{SET}:3:20", "sundae", " (did you mean 'sunday'?)")]
    assert checked(FACTS, "rule: W1, items: [glue, sunday, wind]") == [
        not_its_own(f"{FACTS}:2:22", "glue"), not_its_own(f"{FACTS}:2:36", "wind")]


def test_a_waiver_names_items_or_kinds():
    assert checked(FACTS, "rule: W1, items: [sunday], kinds: [spot]") == [
        f"{FACTS}:2:3: the waiver names items and kinds; name one of the two, or none for the whole bank [unclear-waiver]"]


def test_all_that_is_wrong_with_waivers_is_told_at_once():
    told = checked(FACTS, "rule: K1, reason: Never, items: [glue], kinds: [spot]", "rule: W1, reason: Never")
    assert [(line.split(" ")[0], line.rpartition("[")[2]) for line in told] == [
        (f"{FACTS}:2:10:", "unwaivable-rule]"), (f"{FACTS}:2:22:", "short-reason]"), (f"{FACTS}:2:3:", "unclear-waiver]"),
        (f"{FACTS}:2:37:", "unknown-item]"), (f"{FACTS}:3:22:", "short-reason]")]


# The waivers of a comparison; the numbers of those of these warnings that they leave; what each let pass, by rule and items.
WARNED = (noted("W1", GLUE), noted("W2", GLUE), noted("W1", STRING), noted("W1", LIST), noted("W1", SPOT), noted("W1"),
          noted("W1", GLUE, line=2), noted("W1", GLUE, SET))
PASSED = {
    "nothing": ((), [0, 1, 2, 3, 4, 5, 6, 7], []),
    "the whole bank": (["rule: W1"], [1, 7], [("W1", ["which-glue", "which-string", "select-tools", "spot-glue"])]),
    "one item": (["rule: W1, items: [which-glue]"], [1, 2, 3, 4, 5, 7], [("W1", ["which-glue"])]),
    "two items": (["rule: W1, items: [spot-glue, which-string]"], [0, 1, 3, 5, 6, 7], [("W1", ["spot-glue", "which-string"])]),
    "a kind": (["rule: W1, kinds: [which]"], [1, 3, 4, 5, 7], [("W1", ["which-glue", "which-string"])]),
    "two kinds": (["rule: W1, kinds: [spot, select]"], [0, 1, 2, 5, 6, 7], [("W1", ["spot-glue", "select-tools"])]),
    "two rules": (["rule: W2", "rule: W1, kinds: [spot]"], [0, 2, 3, 5, 6, 7], [("W2", ["which-glue"]), ("W1", ["spot-glue"])]),
    "one twice": (["rule: W1, kinds: [which]", "rule: W1, items: [which-glue]"], [1, 3, 4, 5, 7],
                  [("W1", ["which-glue", "which-string"]), ("W1", ["which-glue"])]),
}


@pytest.mark.parametrize("case", PASSED)
def test_a_waiver_lets_pass_what_its_rule_finds_in_what_it_names_and_nothing_else(case):
    waivers, left, passed = PASSED[case]
    items = {one.id: one for one in (GLUE, STRING, LIST, SPOT)}
    assert apply(*waiving(FACTS, *waivers), [*WARNED]) == (
        [WARNED[number] for number in left], [Waived(rule, None, tuple(items[id] for id in ids), REASON) for rule, ids in passed], [])


def test_a_quiz_waives_what_is_found_in_its_own_file():
    found = [noted("W1", GLUE, SET), noted("W1", STRING, SET), noted("W9", None, SET), noted("W1", GLUE), noted("W9")]
    source, quiz = waiving(SET, "rule: W1, item: which-glue", "rule: W9, reason: It is as short as it should be")
    assert apply(source, quiz, found) == (
        found[1:2] + found[3:], [Waived("W1", quiz, (GLUE,), REASON), Waived("W9", quiz, (), "It is as short as it should be")], [])
    source, quiz = waiving(SET, "rule: W1")
    assert apply(source, quiz, found) == (found[2:], [Waived("W1", quiz, (GLUE, STRING), REASON)], [])


def test_a_waiver_whose_warning_is_gone_is_told_of_by_what_it_names():
    found = [noted("W1", GLUE), noted("W2", STRING), noted("W4", GLUE, SET)]
    waivers = "rule: W3", "rule: W1, items: [which-string, which-glue, spot-glue]", "rule: W1, kinds: [spot, which]", "rule: W4"
    left, waived, stale = apply(*waiving(FACTS, *waivers), found)
    assert (left, [(one.rule, one.items) for one in waived]) == (found[1:], [("W1", (GLUE,)), ("W1", (GLUE,))])
    assert [str(problem) for problem in stale] == [
        f"{FACTS}:2:3: nothing is found against W3 any more; take this waiver out [stale-waiver]",
        f"{FACTS}:3:22: nothing is found against W1 in item 'which-string' any more; take this waiver out [stale-waiver]",
        f"{FACTS}:3:48: nothing is found against W1 in item 'spot-glue' any more; take this waiver out [stale-waiver]",
        f"{FACTS}:4:22: nothing is found against W1 in items of the kind 'spot' any more; take this waiver out [stale-waiver]",
        f"{FACTS}:5:3: nothing is found against W4 any more; take this waiver out [stale-waiver]"]
    assert [str(problem) for problem in apply(*waiving(SET, "rule: W1, item: which-glue", "rule: W4, item: which-string"), found)[2]] == [
        f"{SET}:2:20: nothing is found against W1 in item 'which-glue' any more; take this waiver out [stale-waiver]",
        f"{SET}:3:20: nothing is found against W4 in item 'which-string' any more; take this waiver out [stale-waiver]"]
