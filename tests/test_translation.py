"""Translations: the shipped one is whole, its items are those of the original, and what it lacks is told and marked."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from comparison import outputs
from comparison.errors import SourceError
from comparison.exporters import FORMATS
from comparison.project import read_project
from comparison.render import FIGURE_PNG, FIGURE_SVG, FILES
from support import ROOT, SPANISH, fragment, having, text_of

SOURCES = Path(__file__).parent / "sources" / "good"


@pytest.fixture(scope="module")
def shipped():
    return read_project(ROOT)


@pytest.fixture(scope="module")
def spanish(shipped):
    (found,) = shipped.translations
    return found


@pytest.fixture
def tiny(tmp_path) -> Path:
    """The good project of tests with its translation."""
    for folder in ("docs", "quizzes"):
        (tmp_path / folder).mkdir()
    shutil.copy(SOURCES / "tiny-notes.yml", tmp_path / "docs" / "comparison.yml")
    with (tmp_path / "docs" / "comparison.yml").open("a") as text:
        text.write("translations: [es]\n")
    shutil.copy(SOURCES / "tiny.es.yml", tmp_path / "docs" / "comparison.es.yml")
    shutil.copy(SOURCES / "tiny-quiz.yml", tmp_path / "quizzes" / "tiny-quiz.yml")
    return tmp_path


def pages(root: Path) -> dict[str, str]:
    return {output.uri: output.text for output in outputs.read(root, formats=())[1] if output.uri.endswith(".md")}


def test_the_site_is_shipped_in_spanish_with_nothing_left_out(shipped, spanish):
    assert (shipped.language, spanish.language, spanish.folder, spanish.untranslated) == ("en", "es", "es/", frozenset())
    assert [quiz.quiz.id for quiz in spanish.quizzes] == ["self-check"]
    assert [warning for warning in shipped.warnings if warning.path == "docs/comparison.es.yml"] == []


def test_a_translation_changes_texts_alone(shipped, spanish):
    def bare(comparison):
        return ([(role.id,) for role in comparison.roles], [(aspect.id, aspect.headline, aspect.need) for aspect in comparison.aspects],
                [(fact.id, fact.aspect, fact.stances, fact.claims) for fact in comparison.facts],
                [(claim.id, claim.paragraph, claim.about, claim.flags, claim.context) for claim in comparison.claims],
                [(note.id, note.sources, note.confidence) for note in (*comparison.context, *comparison.safety)],
                [(source.id, source.title, source.publisher, source.url) for source in comparison.sources], comparison.answer)
    assert bare(spanish.comparison) == bare(shipped.comparison)


def test_every_text_of_a_fact_is_another_in_spanish(shipped, spanish):
    same = [fact.id for fact, own in zip(shipped.comparison.facts, spanish.comparison.facts, strict=True)
            if fact.phrase == own.phrase or fact.label == own.label and fact.label != "Spas"]
    assert same == []


def test_a_translated_item_is_the_same_question(shipped, spanish):
    originals = {item.id: item for item in shipped.bank}
    assert {item.id for item in spanish.bank} == {id for id, item in originals.items() if item.kind != "short"}
    for item in spanish.bank:
        original = originals[item.id]
        assert (item.revision, item.key_revision, item.code) == (original.revision, original.key_revision, original.code)
        assert item.stem != original.stem
        # Without the tie to the original, a stored answer would still fit: what is right is told by ids.
        assert replace(item, original=None).key_revision == original.key_revision
        assert [(part.id, part.key, [option.id for option in part.options]) for part in item.parts] == [
            (part.id, part.key, [option.id for option in part.options]) for part in original.parts]
    assert spanish.version == shipped.version


def test_numbers_stay_what_they_are(shipped, spanish):
    def numbers(text):
        return sorted(re.sub(r"(?<=\d),(?=\d{3})", "", number) for number in re.findall(r"\d(?:,?\d)*", text))
    pairs = [*zip(shipped.comparison.context, spanish.comparison.context, strict=True),
             *zip(shipped.comparison.safety, spanish.comparison.safety, strict=True)]
    told = {note.id: (numbers(note.says), numbers(own.says)) for note, own in pairs if note.says != own.says}
    assert len(told) >= 40 and {id: both for id, both in told.items() if both[0] != both[1]} == {}


def test_pages_tell_their_language_and_their_counterparts():
    made = pages(ROOT)
    assert 'lang: "en"\ncounterparts: {"en": "roles/relaxation/", "es": "es/roles/relaxation/"}\n' in made["roles/relaxation.md"]
    assert 'lang: "es"\ncounterparts: {"en": "roles/relaxation/", "es": "es/roles/relaxation/"}\n' in made["es/roles/relaxation.md"]
    assert 'counterparts: {"en": "", "es": "es/"}' in made["es/index.md"]
    assert "counterparts" not in made["fits/index.md"]
    own = {uri.removeprefix("es/") for uri in made if uri.startswith("es/")}
    assert own == {uri for uri, text in made.items() if "\ncounterparts:" in text and not uri.startswith("es/")}


def test_the_table_comes_as_data_in_each_language():
    made = {output.uri for output in outputs.read(ROOT, formats=())[1]}
    assert (*(format.uri for format in FORMATS), FIGURE_SVG, FIGURE_PNG) == FILES
    assert {f"es/{uri}" for uri in FILES} <= made


def test_a_note_without_a_translation_is_told_of_and_shown_in_its_own_language(tiny):
    warnings = [str(warning) for warning in read_project(tiny).warnings if warning.rule == "not-translated"]
    assert warnings == [f"docs/comparison.es.yml:2:1: shown in the original language, because there is no translation: {id}; translate "
                        f"them here [not-translated]" for id in ("D01", "N01")]
    tree = fragment(pages(tiny)["es/side-by-side.md"])
    notes = having(tree, "data-context")
    assert {note.get("data-context") for note in notes} == {"N01", "D01"}
    for note in notes:
        said = [text_of(part) for part in having(note, "lang", "en")]
        assert "Sin traducir todavía, en inglés:" in text_of(note) and said and said[0] in pages(tiny)["side-by-side.md"]


@pytest.mark.parametrize("file, old, new, named", [
    ("comparison.yml", "label: Spas\n", "label: Baths\n", "fact 'spas'"),
    ("comparison.yml", "question: where", "question: in which places", "aspect 'settings'"),
    ("context.yml", "certainty:", "certainty: once", "note 'F"), ("safety.yml", "topic:", "topic: now", "safety note 'S")])
def test_a_text_whose_original_has_changed_stops_the_build(tmp_path, file, old, new, named):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(ROOT / "quizzes", tmp_path / "quizzes")
    text = (tmp_path / "docs" / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "docs" / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError) as stopped:
        read_project(tmp_path)
    stale = [problem for problem in stopped.value.problems if problem.rule == "stale-translation"]
    assert stale and all(problem.path == "docs/comparison.es.yml" and named in problem.text for problem in stale)
    # What the message says is what mends it.
    wanted = dict(re.search(r'write (\S+): "(\w+)"', problem.text).groups() for problem in stale)
    own = tmp_path / "docs" / "comparison.es.yml"
    head, made_of = own.read_text(encoding="utf-8").split("made_of:")
    for id, digest in wanted.items():
        made_of = re.sub(rf'(?<![\w-]){id}:\s+"\w+"', f'{id}: "{digest}"', made_of)
    own.write_text(f"{head}made_of:{made_of}", encoding="utf-8")
    assert read_project(tmp_path).translations


def test_a_flipped_stance_changes_both_languages(tmp_path):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    # Quizzes with questions of their own want them read again first.
    (tmp_path / "quizzes").mkdir()
    shutil.copy(ROOT / "quizzes" / "self-check.yml", tmp_path / "quizzes")
    text = (tmp_path / "docs" / "comparison.yml").read_text(encoding="utf-8")
    fact = text[text.index("- id: spas"):]
    flipped = fact.replace("relaxation: stated", "relaxation: denied", 1)
    (tmp_path / "docs" / "comparison.yml").write_text(text.replace(fact, flipped), encoding="utf-8")
    before, after = pages(ROOT), pages(tmp_path)
    showing = [uri for uri, content in before.items() if uri in after and "roles/therapeutic" not in uri and re.search('data-facts?="[^"]*spas', content)]
    assert {uri.startswith("es/") for uri in showing} == {True, False}
    assert [uri for uri in showing if after[uri] == before[uri]] == []


def test_the_title_of_the_article_is_marked_with_the_language_that_it_stays_in(shipped):
    title, made = shipped.comparison.article.title, pages(ROOT)
    for uri in ("index.md", "article.md"):
        marked = f'“<span lang="en">{title}</span>”'
        assert (marked in made[f"es/{uri}"], f"“{title}”" in made[uri]) == (True, True)
        assert "<span lang=" not in made[uri]


def test_a_site_in_spanish_takes_one_line():
    project, made = outputs.read(SPANISH, formats=())
    assert (project.language, project.translations) == ("es", ())
    stems = {item.id: item.stem for item in project.items}
    assert stems["which-shape"] == "Según el artículo, ¿qué jardineras dan forma al árbol?"
    assert stems["denied-new-sorts"] == "Según el artículo, ¿qué jardineras NO ponen variedades nuevas en árboles viejos?"
    assert stems["select-tools-waterer"] == "Según el artículo, ¿con qué herramientas trabajan las regadoras?"
    rationales = {option.id: option.rationale for item in project.items if item.id == "which-saw" for option in item.parts[0].options}
    assert rationales["pruner"] == ("El artículo dice que las podadoras trabajan con una sierra (párrafo 2); dice lo mismo de las injertadoras "
                                    "(párrafo 2); dice que las regadoras no (párrafo 2).")
    report = next(output.text for output in made if output.uri == "quizzes/lint-report.md")
    assert "K3, K6, W4" in report


def test_rules_that_look_for_english_words_hold_for_english_alone(tiny):
    # "All of the above" is a mistake in English; in Spanish the same letters say nothing that a list here knows.
    from comparison import lint
    assert not lint.holds("K3", "es") and lint.holds("K3", "en") and lint.holds("K1", "es")
    assert lint.OF_WORDS < set(lint.RULES)
