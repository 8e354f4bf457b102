"""The bank: what is derived, that its ids and revisions last, and that its keys follow from the data."""

from __future__ import annotations

import copy
import dataclasses
import subprocess
import sys

import pytest
from comparison.account import Account
from comparison.bank import derive
from comparison.items import ALL, NONE, Item, code_of, ordered
from comparison.lint import Background
from comparison.lint.errors import k1_key
from comparison.messages import messages, sentence_case
from comparison.model import Comparison
from comparison.proof import unproved
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import comparisons
from support import ROOT
import itertools

SAY = messages()


def bank(data: dict) -> dict[str, Item]:
    """Return the items of plain data, by id."""
    return {item.id: item for item in derive(Comparison.model_validate(data), SAY)}


def options(item: Item):
    return [option for part in item.parts for option in part.options]


def test_every_examinable_fact_is_asked_about_and_no_other(project):
    asked = {id for item in project.bank for id in item.facts}
    assert asked == {fact.id for fact in project.comparison.facts if not fact.not_examinable}
    assert any(fact.not_examinable for fact in project.comparison.facts)


def test_every_kind_is_derived(project):
    # What is typed asks for a word of the glossary, which not every comparison has.
    typed = {"short"} if project.comparison.terms else set()
    assert {item.kind for item in project.bank} == {"which", "select", "classify", "spot", "true-false"} | typed


def test_every_option_has_a_rationale_that_names_its_fact(project):
    for item in project.bank:
        for option in options(item):
            phrases = [project.comparison.fact(id).phrase for id in option.facts]
            assert [phrase for phrase in phrases if phrase not in option.rationale] == []


def test_every_key_follows_from_the_data(project, raw):
    assert [text for item in project.bank for text in unproved(raw, item)] == []


def test_a_flipped_key_is_not_proved(project, raw):
    for item in project.bank:
        for index, part in enumerate(item.parts):
            for place, option in enumerate(part.options):
                flipped = dataclasses.replace(option, correct=not option.correct)
                parts = list(item.parts)
                parts[index] = dataclasses.replace(
                    part, options=(*part.options[:place], flipped, *part.options[place + 1:]))
                assert unproved(raw, dataclasses.replace(item, parts=tuple(parts))) != []


def test_an_item_about_another_fact_is_not_proved(project, raw):
    which = [item for item in project.bank if item.kind == "which"]
    for item, other in itertools.pairwise(which):
        assert unproved(raw, dataclasses.replace(item, stem=other.stem)) != [] or item.stem == other.stem
        assert unproved(raw, dataclasses.replace(item, id=other.id)) != [] or item.stem == other.stem


def test_a_statement_about_another_role_or_of_another_sense_is_not_proved(project, raw):
    bank = [item for item in project.bank if item.kind == "true-false"]
    for item in bank:
        fact = project.comparison.fact(item.facts[0])
        statements = {SAY(f"item.{form}", role=sentence_case(role.plural), phrase=fact.phrase): (role, stance)
                      for role in project.comparison.roles for form, stance in (("statement", "stated"), ("denial", "denied"))}
        own = next(text for text in statements if f"“{text}”" in item.stem)
        for text, (role, stance) in statements.items():
            other = dataclasses.replace(item, stem=item.stem.replace(own, text))
            same = fact.stances[role.id] == fact.stances[statements[own][0].id] and stance == statements[own][1]
            assert same or unproved(raw, other) != []


def test_about_half_of_the_statements_stand_and_no_other_fact_moves_one(project, raw):
    bank = {item.id: item for item in project.bank if item.kind == "true-false"}
    true = [item for item in bank.values() if "true" in item.parts[0].key]
    assert len(bank) / 4 <= len(true) <= len(bank) * 3 / 4
    turned = copy.deepcopy(raw)
    turned["facts"] = turned["facts"][1:][::-1]
    again = derive(Comparison.model_validate(turned), SAY)
    assert {item.id: item.revision for item in again if item.kind == "true-false"}.items() <= {
        item.id: item.revision for item in bank.values()}.items()


def test_a_term_is_asked_for_unless_its_meaning_gives_it_away(project, raw):
    for item in project.bank:
        if item.kind == "short":
            (term,) = [term for term in project.comparison.terms if term.id in item.cites]
            (part,) = item.parts
            assert term.meaning in item.stem and term.term in part.accepted and set(term.also) <= set(part.accepted)
            assert [form for form in part.accepted if form.casefold() in term.meaning.casefold()] == []
            other = dataclasses.replace(part, accepted=(*part.accepted, "something else"))
            assert unproved(raw, dataclasses.replace(item, parts=(other,))) != []


def test_codes_are_short_and_no_two_items_share_one(project):
    codes = [item.code for item in project.items]
    assert {len(code) for code in codes} == {4} and len(set(codes)) == len(codes)


def test_the_code_of_an_id_never_changes():
    # Links that were handed out hold it.
    assert (code_of("which-spas"), code_of("retired")) == ("Bt_n", "W3IB")


def test_two_options_with_their_texts_swapped_are_not_proved(project, raw):
    for item in project.bank:
        part = item.parts[0]
        # What a statement is judged with are fixed words of the interface; what is typed has no options.
        if item.kind in ("classify", "true-false", "short") or part.several and item.kind == "which":
            continue
        right = next(option for option in part.options if option.correct)
        wrong = next(option for option in part.options if not option.correct)
        if {right.id, wrong.id} & {ALL, NONE}:
            continue
        swapped = {right.id: dataclasses.replace(right, text=wrong.text),
                   wrong.id: dataclasses.replace(wrong, text=right.text)}
        altered = dataclasses.replace(part, options=tuple(swapped.get(o.id, o) for o in part.options))
        assert unproved(raw, dataclasses.replace(item, parts=(altered, *item.parts[1:]))) != []


@given(comparisons())
@settings(max_examples=60, deadline=None)
def test_any_comparison_gives_items_that_are_proved_and_keep_the_rules(data):
    items = bank(data)
    known = Background(Comparison.model_validate(data), SAY, tuple(items.values()))
    assert [text for item in items.values() for text in unproved(data, item)] == []
    findings = [finding for item in items.values() for finding in k1_key(item, known)]
    assert findings == []
    assert {f"which-{fact['id']}" for fact in data["facts"]} <= set(items)


def test_with_two_roles_the_answer_can_be_each_both_or_neither(project):
    keys = {part.key for item in project.bank for part in item.parts if not part.several and item.kind != "spot"}
    roles = {(role.id,) for role in project.comparison.roles}
    assert roles | {(ALL,), (NONE,)} <= keys


def test_not_mentioned_is_never_keyed_as_denied(project):
    for item in project.bank:
        if item.id.startswith("denied-"):
            fact = project.comparison.fact(item.facts[0])
            keyed = set(item.parts[0].key)
            silent = {role for role, stance in fact.stances.items() if stance == "not mentioned"}
            assert not keyed & silent


def test_a_spot_item_tells_nothing_by_the_role_it_names(project):
    for item in project.bank:
        if item.kind == "spot":
            roles = [next(r.id for r in project.comparison.roles if option.text.lower().startswith(r.plural.lower()))
                     for option in item.parts[0].options]
            key = roles[[option.correct for option in item.parts[0].options].index(True)]
            assert roles.count(key) >= 2 and set(roles) != {key}


def test_the_order_of_an_item_s_facts_is_the_table_s_and_tells_nothing_of_the_key(project):
    order = [fact.id for fact in project.comparison.facts]
    assert [item.id for item in project.bank if list(item.facts) != sorted(item.facts, key=order.index)] == []
    assert all(len(set(item.facts)) == len(item.facts) for item in project.bank)


def test_ids_outlive_every_wording_and_the_order_of_facts(raw):
    changed = copy.deepcopy(raw)
    changed["facts"].reverse()
    for fact in changed["facts"]:
        fact["label"], fact["phrase"] = fact["label"] + " anew", fact["phrase"] + " anew"
    for role in changed["roles"]:
        role["plural"] += " anew"
    for term in changed.get("terms", ()):
        term["meaning"] += " Anew."
    before, after = bank(raw), bank(changed)
    assert set(before) == set(after)
    assert all(before[id].revision != after[id].revision for id in before)


def test_a_revision_changes_with_stem_options_or_key_and_not_with_a_rationale(raw):
    item = next(iter(bank(raw).values()))
    part = item.parts[0]

    def with_option(**changes):
        altered = dataclasses.replace(part.options[0], **changes)
        return dataclasses.replace(item, parts=(dataclasses.replace(part, options=(altered, *part.options[1:])),))

    assert dataclasses.replace(item, stem="Another?").revision != item.revision
    assert with_option(text="Another").revision != item.revision
    assert with_option(correct=not part.options[0].correct).revision != item.revision
    assert with_option(rationale="Another reason altogether, longer.").revision == item.revision


def test_the_revision_of_a_key_changes_with_the_key_alone(raw):
    item = next(item for item in bank(raw).values() if item.kind == "select")
    part = item.parts[0]

    def with_options(*options):
        return dataclasses.replace(item, stem="Another?", parts=(dataclasses.replace(part, prompt="Else", options=options),)).key_revision

    reworded = [dataclasses.replace(option, text=f"{option.text} anew") for option in reversed(part.options)]
    wrong = next(option for option in reworded if not option.correct)
    assert with_options(*reworded) == item.key_revision == with_options(*(o for o in reworded if o is not wrong))
    for option in reworded:
        assert with_options(*(dataclasses.replace(o, correct=not o.correct) if o is option else o for o in reworded)) != item.key_revision


def test_revisions_are_the_same_in_another_process_with_another_hash_seed():
    code = ("import sys; sys.path.insert(0, 'hooks'); from pathlib import Path; from comparison import outputs; "
            "p, made = outputs.read(Path('.'), formats=()); print([(i.id, i.revision) for i in p.bank], [hash(o.uri) and o.data for o in made])")
    told = {subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
                           env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")}
    assert len(told) == 1


def test_the_order_of_options_hangs_on_seed_and_ids_alone(project):
    item = next(item for item in project.bank if item.kind == "spot")
    options_ = item.parts[0].options
    assert ordered(options_, "s") == ordered(options_[::-1], "s")
    assert len({ordered(options_, str(seed)) for seed in range(20)}) > 5
    fewer = options_[1:]
    assert ordered(fewer, "s") == tuple(option for option in ordered(options_, "s") if option in fewer)


def test_both_and_neither_stay_last_in_every_order(project):
    item = next(item for item in project.bank if item.id.startswith("which-") and not item.parts[0].several)
    for seed in range(20):
        assert [option.id for option in ordered(item.parts[0].options, str(seed))][-2:] == [ALL, NONE]


def test_some_of_three_roles_are_asked_for_with_a_choice_of_several():
    from support import THREE_ROLES
    from comparison import source
    data = source.read(THREE_ROLES / "docs" / "comparison.yml", THREE_ROLES).data
    part = bank(data)["which-cut-wood"].parts[0]
    assert (part.several, part.key, [option.id for option in part.options]) == (
        True, ("hedger", "fencer"), ["waller", "hedger", "fencer"])


@pytest.mark.parametrize("id, expected", [
    ("which-spas", ("The article says that relaxation massage therapists work in spas (paragraph 2); it is silent about "
                    "therapeutic massage therapists.")),
    ("which-treating", ("The article says that relaxation massage therapists do not treat medical conditions (paragraph "
                        "3); it says that therapeutic massage therapists do (paragraph 6).")),
    ("which-anatomy", ("The article does not mention whether relaxation massage therapists have special training in "
                       "anatomy; it says that therapeutic massage therapists do (paragraphs 5 and 8). Being silent is "
                       "not saying no.")),
])
def test_the_account_reads_as_a_sentence(id, expected):
    from comparison import source
    data = source.read(ROOT / "docs" / "comparison.yml", ROOT).data
    assert bank(data)[id].parts[0].options[0].rationale == expected


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_an_account_leads_with_the_role_it_is_asked_for(data):
    comparison = Comparison.model_validate(data.draw(comparisons()))
    role = data.draw(st.sampled_from(comparison.roles))
    fact = data.draw(st.sampled_from(comparison.facts))
    told = Account(comparison, SAY).of(fact, role.id)
    first = {"stated": "says that ", "denied": "says that ", "not mentioned": "does not mention whether "}[fact.stances[role.id]]
    assert told.startswith(f"The article {first}{role.plural}")
