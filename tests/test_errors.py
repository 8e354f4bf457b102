"""What is told of mistakes: the line for each, how much of it, and the words that somebody may have meant."""

from __future__ import annotations

import pytest
from comparison.errors import MOST_TOLD, Problem, SourceError, listed, nearest, shortened, told


def problem(line: int = 1, column: int = 1, text: str = "made up; mend it", path: str = "docs/comparison.yml") -> Problem:
    return Problem(path, line, column, "K2", text)


def test_a_problem_is_told_in_a_line_with_its_place_and_rule():
    assert str(problem(12, 3)) == "docs/comparison.yml:12:3: made up; mend it [K2]"
    assert problem(12, 3).as_warning() == "docs/comparison.yml:12:3: warning: made up; mend it [K2]"


@pytest.mark.parametrize("sign, written", [
    ("\n", r"\n"), ("\t", r"\t"), ("\x1b", r"\x1b"), ("\u202e", r"\u202e"), ("\xad", r"\xad"), ("\U000e0001", r"\U000e0001"),
    ("é", "é"), (" ", " "), ("ש", "ש"), ("\\", "\\")], ids=[
    "line-break", "tab", "escape", "turn", "soft-hyphen", "tag", "accent", "space", "hebrew", "backslash"])
def test_what_cannot_be_seen_is_written_out(sign, written):
    assert str(problem(text=f"'a{sign}b'")) == f"docs/comparison.yml:1:1: 'a{written}b' [K2]"


def test_a_text_of_more_than_a_thousand_letters_is_cut_in_its_middle():
    whole = "a" * 500 + "b" * 500
    assert problem(text=whole).text == whole
    assert problem(text="a" * 501 + "c" + "b" * 501).text == "a" * 500 + " … " + "b" * 500


def test_all_mistakes_are_told_once_in_the_order_of_reading():
    later, first, same, other = problem(10), problem(9, 2), problem(9, 2), problem(1, path="quizzes/kites.yml")
    error = SourceError(iter([other, later, first, same]))
    assert error.problems == (first, later, other) and str(error) == "\n".join(map(str, (first, later, other)))
    with pytest.raises(ValueError, match=r"^a SourceError needs at least one problem$"):
        SourceError([])


@pytest.mark.parametrize("count", [0, 1, MOST_TOLD, MOST_TOLD + 1])
def test_the_first_thousand_are_told_and_that_there_are_more(count):
    every = [problem(line) for line in range(1, count + 1)]
    more = ["There are more than 1000; mend these first"] if count > 1_000 else []
    assert told(every) == [*map(str, every[:1_000]), *more]
    assert told(every, Problem.as_warning) == [*map(Problem.as_warning, every[:1_000]), *more]


@pytest.mark.parametrize("word, known, near", [
    ("bulder", ["flier", "builder"], "builder"), ("BULDER", ["Builder", "builders"], "Builder"), ("glew", ["clue", "glue"], "glue"),
    ("wind", ["glue", "string"], ""), ("wind", [], ""), ("", ["glue"], "")])
def test_the_nearest_word_is_told_as_it_is_written(word, known, near):
    assert nearest(word, iter(known)) == (f" (did you mean '{near}'?)" if near else "")


def test_of_many_words_those_are_compared_that_share_most_pairs_of_letters():
    # Each of the others shares a pair with the word, and the nearest shares more of them, wherever it stands.
    others = [f"gl-{number}" for number in range(100)]
    for at in (0, 50, 100):
        assert nearest("GLUES", [*others[:at], "glue", *others[at:]]) == " (did you mean 'glue'?)"
    # With so many letters in other places it is not among those that are compared, though it is near enough for few.
    assert nearest("abcd", ["acbd"]) == " (did you mean 'acbd'?)"
    assert nearest("abcd", [*(f"abc{'x' * number}yzw" for number in range(1, 30)), "acbd"]) == " (did you mean 'acbd'?)"
    assert nearest("abcd", [*(f"abc{'x' * number}yzw" for number in range(1, 31)), "acbd"]) == ""


def test_a_quoted_text_is_shortened_and_ends_in_a_sign_that_says_so():
    assert [shortened("x" * count) for count in (1, 60, 61, 90)] == ["x", "x" * 60, "x" * 59 + "…", "x" * 59 + "…"]
    assert [shortened("kites", limit) for limit in (4, 5)] == ["kit…", "kites"]


def test_a_list_of_words_says_how_many_more_there_are():
    words = [f"w{number}" for number in range(1, 15)]
    assert [listed(iter(words[:count])) for count in (0, 1, 2)] == ["", "w1", "w1, w2"]
    assert listed(words[:12]) == ", ".join(words[:12])
    assert listed(words[:13]) == ", ".join(words[:12]) + " and 1 more" and listed(words, 2) == "w1, w2 and 12 more"
