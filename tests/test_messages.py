"""The message files: every language says all there is to say, with the same values filled in, in its own plural forms."""

from __future__ import annotations

import re

import pytest
from comparison import messages as texts_of
from comparison.errors import SourceError
from comparison.messages import FORMS, LANGUAGES, Messages, messages, plural_form, sentence_case
from support import ROOT

OTHERS = [language for language in LANGUAGES if language != "en"]
# What reads the same in both: names, formats, and texts of signs and values alone.
SAME = re.compile(r"(\{\w+\}|[^\w{]|[Kk]B|No\b)*")
NAMES = {"export.format.aiken.title", "export.format.cartridge.title", "export.format.gift.title", "export.format.json.title",
         "export.format.moodle-xml.title", "export.format.qti-21.title", "export.format.qti-30.title", "export.system.blackboard",
         "export.system.brightspace", "export.system.canvas", "export.system.moodle", "export.system.schoology", "language.direction",
         "export.correction"}


def texts(language: str) -> dict[str, str]:
    return dict(messages(language)._texts)


def apart(key: str) -> tuple[str, str]:
    """Return a message's key and the plural form that stands in it, if one does."""
    rest, _, last = key.rpartition(".")
    # What stands by itself as "other" are other systems.
    return (rest, last) if last in FORMS and {"other"} < set(messages("en").group(rest)) <= set(FORMS) else (key, "")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def test_there_are_messages_in_english_and_spanish():
    assert {"en", "es"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_messages_of_english_and_no_others(language):
    own = {apart(key)[0] for key in texts(language)}
    english = {apart(key)[0] for key in texts("en")}
    assert (sorted(english - own), sorted(own - english)) == ([], [])


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_has_the_same_values_filled_in(language):
    own, english = texts(language), texts("en")
    different = {key: (placeholders(english[key]), placeholders(text)) for key, text in own.items()
                 if key in english and apart(key)[1] in ("", "other") and placeholders(text) != placeholders(english[key])}
    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_with_plural_forms_has_just_those_of_its_language(language):
    forms: dict[str, set[str]] = {}
    for key in texts(language):
        name, form = apart(key)
        if form:
            forms.setdefault(name, set()).add(form)
    wanted = {plural_form(language, count) for count in range(200)} | {"other"}
    assert forms and {name: found for name, found in forms.items() if found != wanted} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_no_text(language):
    assert [key for key, text in texts(language).items() if not isinstance(text, str) or not text.strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_was_left_in_english(language):
    own, english = texts(language), texts("en")
    assert [key for key, text in own.items() if english.get(key) == text and not SAME.fullmatch(text) and key not in NAMES] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_called_by_every_other(language):
    assert set(messages(language).group("language.names")) == set(LANGUAGES)


@pytest.mark.parametrize("count, text", [(1, "one question"), (2, "2 questions"), (0, "0 questions")])
def test_the_number_chooses_the_form(count, text):
    assert messages("en")("quiz.questions", count=count) == text


@pytest.mark.parametrize("language, forms", [
    ("en", "other one other other other"), ("es", "other one other other other"), ("fr", "one one other other other"),
    ("he", "other one two other other"), ("ar", "zero one two few many")])
def test_a_language_has_forms_of_its_own(language, forms):
    assert [plural_form(language, count) for count in (0, 1, 2, 3, 11)] == forms.split()


def test_what_is_no_whole_number_is_said_as_many_are():
    assert {plural_form(language, "1") for language in ("en", "es", "fr", "he", "ar")} == {"other"}


def test_a_message_is_found_by_its_groups_and_filled_in():
    say = Messages("es", {"kites": "Kites", "tail": {"of": {"one": "{role} have a tail", "all": "Tails"}, "end": "Its end"}, "tails": "No"})
    assert say.language == "es"
    assert (say("kites"), say("tail.end"), say("tail.of.one", role="Fliers")) == ("Kites", "Its end", "Fliers have a tail")
    assert say.group("tail") == {"of.one": "{role} have a tail", "of.all": "Tails", "end": "Its end"}
    # One that has no forms is said with a number as it is.
    assert say("kites", count=1) == "Kites"


def test_a_message_is_said_in_the_form_that_its_language_has_for_the_number():
    forms = {"one": "a kite", "two": "a pair", "other": "kites"}
    hebrew, english = (Messages(language, {"kites": forms}) for language in ("he", "en"))
    short = Messages("he", {"kites": {"other": "kites"}})
    assert [hebrew("kites", count=count) for count in (1, 2, 3, "2")] == ["a kite", "a pair", "kites", "kites"]
    assert [english("kites", count=count) for count in (1, 2, 3)] == ["a kite", "kites", "kites"]
    assert short("kites", count=2) == hebrew("kites") == "kites"


def test_words_are_joined_as_a_sentence_has_them():
    say = Messages("en", {"paragraph": {"join": " and "}})
    assert [say.joined(words.split()) for words in ("a", "a b", "a b c", "a b c d")] == ["a", "a and b", "a, b and c", "a, b, c and d"]


def test_a_file_of_messages_that_is_no_yaml_is_told_with_its_place(tmp_path, monkeypatch):
    (tmp_path / "xx.yml").write_text('language:\n  name: "Kitish\n', encoding="utf-8")
    monkeypatch.setattr(texts_of, "_FOLDER", tmp_path)
    with pytest.raises(SourceError) as raised:
        messages("xx")
    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.column, problem.rule) == ("hooks/comparison/messages/xx.yml", 2, 9, "broken-yaml")


def test_an_unknown_message_or_a_missing_value_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        messages("en")("quiz.nothing")
    with pytest.raises(KeyError):
        messages("en")("quiz.questions")
    with pytest.raises(KeyError):
        messages("en")("paragraph.one")


@pytest.mark.parametrize("text, cased", [
    ("the wall", "The wall"), ("¿qué hacen?", "¿Qué hacen?"), ("¡vuelan!", "¡Vuelan!"), ("“so” it is", "“so” it is"),
    ("", "")])
def test_a_sentence_begins_with_a_capital_behind_the_sign_that_opens_it(text, cased):
    assert sentence_case(text) == cased


def test_the_browser_s_code_holds_no_sentence():
    # What it says comes from the page, so it holds no text with a space between words but code and comments.
    said = {}
    for path in (ROOT / "docs" / "assets").rglob("*.mjs"):
        code = re.sub(r"/\*.*?\*/|^\s*//.*?$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        found = re.findall(r"\"([A-Z][a-z']+(?: [\w']+)+[.!?]?)\"|>([A-Z][a-z]+ [a-z]+)<", code)
        if found:
            said[path.name] = found
    assert said == {}
