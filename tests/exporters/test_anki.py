"""The Anki package, read by the library of Anki itself: imported, rendered, scheduled, and imported again."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from unicodedata import normalize

import pytest
from anki.collection import Card
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS
from comparison import rows
from comparison.exporters import anki
from comparison.items import Item, Option, Part
from exporting import TRAPS, assessments, made_up, shipped
from flashcards import learning
from hypothesis import given, settings
from support import fragment, text_of

QUESTION, TERM, ROW = "question", "glossary", "table row"


@pytest.fixture
def learner():
    with learning() as one:
        yield one


def classed(tree, *names: str) -> list:
    return [element for element in tree.iter() if set(names) <= set(element.get("class", "").split())]


def plain(element) -> str:
    return "".join(element.itertext())


def answers(tree) -> list[tuple[str, bool, str]]:
    return [(plain(classed(entry, "option")[0]), "right" in entry.get("class").split(),
             "".join(map(plain, classed(entry, "why"))))
            for entry in tree.iter("li") if classed(entry, "option")]


def read(card: Card) -> dict[str, object]:
    """Return a question from both sides of its card as Anki shows them."""
    front, back = fragment(card.question()), fragment(card.answer())
    sections = classed(back, "row")
    reasons = [plain(entry) for entry in back.iter("p") if "why" in entry.get("class", "")]
    return {
        "stem": plain(classed(front, "asked")[0]), "again": plain(classed(back, "asked")[0]),
        "prompts": [plain(entry) for group in classed(front, "rows") for entry in group.iter("li")],
        "choices": [plain(entry) for group in classed(front, "choices") for entry in group.iter("li")],
        "rows": [(plain(classed(section, "prompt")[0]), sorted(answers(section))) for section in sections],
        "answers": [] if sections or reasons else answers(back),
        "accepted": [text for text, _, _ in answers(back)] if reasons else [],
        "rationale": "".join(reasons), "notes": [plain(entry) for group in classed(back, "notes") for entry in group.iter("p")],
        "topic": plain(classed(back, "topic")[0]), "title": plain(fragment(card.note()["Title"])),
        "tags": sorted(card.note().tags)}


def composed(value: object) -> object:
    """Return texts as Anki keeps them, accents with their letters; a search for either form then finds both."""
    if isinstance(value, str):
        return normalize("NFC", value)
    return type(value)(map(composed, value)) if isinstance(value, (list, tuple)) else value


def expected(question, quizzes=()) -> dict[str, object]:
    told = [(choice.text, choice.correct, choice.rationale) for choice in question.choices]
    shared = question.rows[0].choices if question.rows else question.choices
    kind, topic, *areas = question.tags
    return {name: composed(value) for name, value in {
        "stem": question.stem, "again": question.stem, "prompts": [row.prompt for row in question.rows],
        "choices": [choice.text for choice in shared], "answers": told,
        "rows": [(row.prompt, sorted((choice.text, choice.correct, choice.rationale) for choice in map(_composed, row.choices)))
                 for row in question.rows],
        "accepted": list(question.accepted), "rationale": question.rationale, "notes": list(question.notes),
        "topic": " · ".join([question.topic, *question.areas]), "title": question.title,
        "tags": sorted([f"kind::{kind}", f"topic::{topic}",
                        *(f"area::{id}" for id in areas), *(f"quiz::{id}" for id in quizzes)])}.items()}


def _composed(choice):
    return replace(choice, text=composed(choice.text), rationale=composed(choice.rationale))


def check(assessment, learner) -> None:
    assert learner.take(anki.data(assessment))[1:] == (0, 0, 0)
    cards = learner.cards(QUESTION)
    assert len(cards) == len(assessment.questions)
    for card, question in zip(cards, assessment.questions):
        quizzes = [asked.quiz.id for asked in assessment.project.quizzes if question.item in asked.items]
        assert read(card) == expected(question, quizzes)


@settings(max_examples=30, deadline=None)
@given(assessments())
def test_any_question_reads_back_whole_but_for_its_points(assessment):
    with learning() as learner:
        check(assessment, learner)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_whole_but_for_its_points(id, learner):
    check(shipped()[id], learner)


def test_what_is_named_as_lost_is_lost():
    assert anki.losses == ("partial-credit", "points")
    one = shipped()["self-check"]

    def heavier(choices):
        return tuple(replace(choice, weight=choice.weight / 3) for choice in choices)

    weighed = tuple(replace(question, points=Fraction(1, 7), choices=heavier(question.choices),
                            rows=tuple(replace(row, choices=heavier(row.choices)) for row in question.rows))
                    for question in one.questions)
    assert weighed != one.questions
    assert anki.data(replace(one, questions=weighed)) == anki.data(one)


def test_no_text_becomes_a_feature_of_anki(learner):
    text = "{{c1::gap}} {{Stem}} [sound:a.mp3] [latex]x[/latex] [$]y[/$] [anki:play:q:0] \\(z\\) \\[w\\] <img src=q> "
    text += " ".join(TRAPS)
    options = tuple(Option(f"o{place}", f"{text} {place}", place == 0, f"{text} because {place}") for place in range(3))
    assessment = made_up((Item("item-1", "single", text, (Part("answer", "", options),), topic="glossary"),))
    check(assessment, learner)
    (card,) = learner.cards(QUESTION)
    assert card.question_av_tags() == card.answer_av_tags() == []
    sides = card.question() + card.answer()
    assert [element.tag for element in fragment(sides).iter() if element.tag in ("img", "a", "script", "anki-mathjax", "b")] == []
    assert "\\(" not in sides and "[sound" not in sides
    assert {"tex2jax_ignore"} <= {name for element in fragment(sides).iter("div") for name in element.get("class", "").split()}


def test_entries_become_a_card_each_way(learner):
    assessment = shipped()["training"]
    learner.take(anki.data(assessment))
    cards = learner.cards(TERM)
    terms = {term.term: term for term in assessment.project.comparison.terms}
    asked = {id for item in assessment.items for id in item.cites} & {term.id for term in terms.values()}
    assert asked and asked <= {terms[plain(fragment(card.note()["Term"]))].id for card in cards}
    for there, back in zip(cards[::2], cards[1::2]):
        term = terms[plain(fragment(there.note()["Term"]))]
        assert (there.nid, there.ord, back.ord) == (back.nid, 0, 1)
        assert term.meaning not in text_of(fragment(there.question())) and term.meaning in text_of(fragment(there.answer()))
        assert plain(classed(fragment(back.question()), "asked")[0]) == term.meaning
        assert plain(classed(fragment(back.answer()), "found")[0]) == term.term
        assert all(form in text_of(fragment(back.answer())) for form in term.also)
        addresses = [assessment.project.comparison.source(id).url for id in term.sources]
        assert [address for address in addresses if address not in text_of(fragment(back.answer()))] == []


def test_words_of_the_glossary_come_along_that_no_question_cites():
    assessment = shipped()["self-check"]
    cited = {id for item in assessment.items for id in item.cites}
    with learning() as learner:
        learner.take(anki.data(assessment))
        told = " ".join(plain(fragment(card.answer())) for card in learner.cards(QUESTION)).casefold()
        brought = {plain(fragment(card.note()["Term"])) for card in learner.cards(TERM)}
    known = {term.term: term for term in assessment.project.comparison.terms}
    assert {name for name in brought if known[name].id not in cited} != set()
    forms = {name: [re.sub(r"\s*\(.*\)", "", name), *known[name].also] for name in brought if known[name].id not in cited}
    assert [name for name, told_as in forms.items() if not any(form.casefold() in told for form in told_as)] == []


def test_rows_say_what_the_article_says_of_each_role_with_what_stands_beside_it(learner):
    assessment = shipped()["scope"]
    comparison = assessment.project.comparison
    learner.take(anki.data(assessment))
    facts = [fact for fact in comparison.facts if fact.id in {id for item in assessment.items for id in item.facts}]
    cards = learner.cards(ROW)
    assert [plain(fragment(card.note()["Label"])) for card in cards] == [fact.label for fact in facts]
    for card, fact in zip(cards, facts):
        back = fragment(card.answer())
        assert fact.phrase in text_of(fragment(card.question()))
        told = [text_of(entry) for entry in classed(back, "stances")[0].iter("li")]
        assert [line.casefold().startswith(f"{role.plural}: {stance}".casefold()) for line, role, stance in zip(
            told, comparison.roles, (fact.stances[role.id] for role in comparison.roles), strict=True)] == [True] * len(told)
        safety = [note.says for note in rows.row(comparison, fact).notes if note in comparison.safety]
        beside = text_of(classed(back, "notes")[0])
        assert [says for says in safety if says not in beside] == []
        assert bool(beside) == bool(rows.row(comparison, fact).notes)


def test_decks_lie_within_one_of_the_site_and_say_what_they_are_about(learner):
    assessment = shipped()["safety"]
    learner.take(anki.data(assessment))
    decks = {name: count for name, count in learner.decks().items() if count}
    say = assessment.say
    assert list(decks) == sorted([f"{assessment.site}::{title}" for title in (
        assessment.title, say("glossary.title"), say("side.title"))])
    about = learner.collection.decks.by_name(f"{assessment.site}::{assessment.title}")["desc"]
    assert [text_of(paragraph) for paragraph in fragment(about).iter("p")] == list(assessment.about)


@pytest.mark.parametrize("title, name", [("A :: B", "A : B"), ("::", "-"), ("XX", "XX"), ("One:", "One"),
                                         (" a \t\n b ", "a b"), ('"a" <b> & c', '"a" <b> & c')])
def test_a_title_makes_one_deck_whatever_it_holds(title, name, learner):
    assessment = replace(shipped()["safety"], title=title)
    learner.take(anki.data(assessment))
    assert learner.decks()[f"{assessment.site}::{name}"] == len(assessment.questions)


def test_importing_again_adds_nothing_and_keeps_the_schedule(learner):
    assessment = shipped()["scope"]
    new, *rest = learner.take(anki.data(assessment))
    assert rest == [0, 0, 0]
    card = learner.study(f"{assessment.site}::{assessment.title}")
    before, cards, fields = learner.schedule(card), len(learner.cards()), learner.fields()
    assert before[-1] == 1
    assert learner.take(anki.data(assessment)) == (0, 0, new, 0)
    assert learner.take(anki.data(assessment), update_notes=ALWAYS) == (0, 0, new, 0)
    assert (learner.schedule(card), len(learner.cards()), learner.fields()) == (before, cards, fields)


def edited(assessment, edition: int = 1):
    """Return a quiz with one question, one glossary entry and one row reworded, as another edition."""
    project = assessment.project
    comparison = project.comparison
    comparison = comparison.model_copy(update={
        "edition": edition,
        "terms": (comparison.terms[0].model_copy(update={"meaning": comparison.terms[0].meaning + " (new)"}), *comparison.terms[1:]),
        "facts": tuple(fact.model_copy(update={"phrase": fact.phrase + " (new)"})
                       if fact.id == assessment.questions[0].item.facts[0] else fact for fact in comparison.facts)})
    first = replace(assessment.questions[0], stem=assessment.questions[0].stem + " (new)")
    return replace(assessment, questions=(first, *assessment.questions[1:]), project=replace(project, comparison=comparison))


@pytest.mark.parametrize("edition, options", [(2, {}), (1, {"update_notes": ALWAYS})], ids=["a new edition", "update always"])
def test_importing_after_an_edit_rewords_the_notes_and_keeps_the_schedule(edition, options, learner):
    assessment = shipped()["scope"]
    learner.take(anki.data(assessment))
    card = learner.study(f"{assessment.site}::{assessment.title}")
    before, fields, places = learner.schedule(card), learner.fields(), learner.decks()
    assert not learner.collection.get_card(card).note()["Stem"].endswith("(new)")
    new, updated, _known, refused = learner.take(anki.data(edited(assessment, edition)), **options)
    after = learner.fields()
    changed = {guid for guid in after if after[guid] != fields[guid]}
    # In a new edition every note is a newer one, as it is with all packages of Anki's.
    assert (new, refused, updated) == (0, 0, len(after) if edition == 2 else len(changed))
    assert (len(after), learner.schedule(card), learner.decks()) == (len(fields), before, places)
    assert learner.collection.get_card(card).note()["Stem"].endswith("(new)")
    assert "(new)" in "".join(learner.card('"note:*: glossary" card:1 "Meaning:*(new)"').note().fields)
    assert "(new)" in learner.card('"note:*: table row" "Statement:*(new)*"').note()["Answer"]


def test_a_new_edition_leaves_alone_what_the_learner_has_changed(learner):
    assessment = shipped()["scope"]
    learner.take(anki.data(assessment))
    note = learner.cards(QUESTION)[0].note()
    note["Stem"] = "In my own words"
    learner.collection.update_note(note)
    learner.take(anki.data(edited(assessment, 700)))
    assert learner.cards(QUESTION)[0].note()["Stem"] == "In my own words"


def test_two_quizzes_share_what_both_ask_whichever_comes_first():
    one, two = shipped()["self-check"], shipped()["settings"]
    shared = {item.id for item in one.items} & {item.id for item in two.items}
    assert shared
    told = []
    for first, second in ((one, two), (two, one)):
        with learning() as learner:
            learner.take(anki.data(first))
            card = learner.study(f"{first.site}::{first.title}")
            before = learner.schedule(card)
            _new, updated, known, refused = learner.take(anki.data(second))
            assert (updated, refused) == (0, 0) and known >= len(shared)
            decks = learner.decks()
            assert decks[f"{first.site}::{first.title}"] == len(first.questions)
            assert decks[f"{first.site}::{second.title}"] == len(second.questions) - len(shared)
            assert learner.schedule(card) == before
            told.append(learner.fields())
    assert told[0] == told[1]


def test_what_has_the_same_id_on_another_site_is_another_note(learner):
    assessment = shipped()["safety"]
    comparison = assessment.project.comparison
    roles = tuple(role.model_copy(update={"id": f"{role.id}-too"}) for role in comparison.roles)
    stances = {role.id: f"{role.id}-too" for role in comparison.roles}
    other = comparison.model_copy(update={"roles": roles, "title": "Elsewhere", "facts": tuple(
        fact.model_copy(update={"stances": {stances[id]: stance for id, stance in fact.stances.items()}})
        for fact in comparison.facts)})
    new, *_rest = learner.take(anki.data(assessment))
    assert learner.take(anki.data(replace(assessment, project=replace(assessment.project, comparison=other)))) == (new, 0, 0, 0)


def test_the_package_has_two_files_and_no_date():
    data = anki.data(shipped()["safety"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.filename: entry.date_time for entry in archive.infolist()} == dict.fromkeys(("collection.anki2", "media"), (1980, 1, 1, 0, 0, 0))
        database = archive.read("collection.anki2")
    # Where a database in a file names the version of SQLite that wrote it (offset 96), this one names none.
    assert database[92:100] == bytes(8)
    assert anki.data(shipped()["safety"]) == data


def test_lasting_ids_are_these(learner):
    # Learners have them in their collections. If this test fails, what they update would come as a second set of cards.
    comparison = made_up(()).project.comparison
    item = Item("item-1", "short", "What?", (Part("answer", "", (), accepted=("that",)),), (comparison.facts[0].id,),
                (comparison.terms[0].id,), topic="glossary")
    learner.take(anki.data(made_up((item,))))
    notes = [learner.cards(sort)[0].note() for sort in (QUESTION, TERM, ROW)]
    assert [(note.guid, note.mid) for note in notes] == [
        ("KX!,~>awny", 1487497908), ("Ik{[$liUS8", 2086820847), ("xWm)0il<yU", 2091868034)]
