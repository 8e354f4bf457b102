"""The run that alters every value (`make mutants`): what it alters, and what it makes of what comes of it."""

from __future__ import annotations

from mutants.__main__ import Workshop, batches, surface
from mutants.altering import GONE, Mutant, mutants
from support import THREE_ROLES


def test_each_value_is_altered_in_turn_and_ids_stay():
    data = {"title": "Kites", "edition": 1, "facts": [{"id": "tail", "stances": {"one": "denied"}, "claims": ["K1", "K2"], "refer": True}]}
    found = list(mutants("f.yml", data))
    assert [(mutant.path, mutant.done) for mutant in found] == [
        (("title",), "worded"), (("edition",), "turned to 2"),
        (("facts", 0, "stances", "one"), "'stated' for 'denied'"), (("facts", 0, "stances", "one"), "'not mentioned' for 'denied'"),
        (("facts", 0, "claims", 0), "taken out"), (("facts", 0, "claims", 1), "taken out"), (("facts", 0, "refer"), "turned to False")]
    assert found[0].value == f"Kites {found[0].mark}" and [mutant for mutant in found[1:] if mutant.mark] == []
    assert found[4].applied(data)["facts"][0]["claims"] == ["K2"] and data["facts"][0]["claims"] == ["K1", "K2"]


def test_a_sample_of_mutants_leaves_no_survivor():
    workshop = Workshop(THREE_ROLES)
    told = [one for portion in list(batches(THREE_ROLES))[::25] for one in workshop.told(portion)]
    assert len(told) > 40 and {outcome for _, outcome, _ in told} == {"changed", "stopped"}
    assert all(names for _, _, names in told)


def test_a_value_of_which_nothing_tells_is_a_survivor():
    workshop = Workshop(THREE_ROLES)
    title = workshop.data["docs/comparison.yml"]["title"]
    unaltered = Mutant("docs/comparison.yml", ("title",), "left alone", title)
    assert workshop.told([unaltered]) == [(unaltered, "survived", [])]
    # What a text is replaced by shows; what is taken from what has to be there stops the build.
    other, none = unaltered._replace(value="Xyzzy"), unaltered._replace(value=GONE)
    assert {"index", "side-by-side"} <= set(workshop.told([other])[0][2])
    assert workshop.told([none]) == [(none, "stopped", ["missing-field"])]


def test_a_surface_has_the_name_that_people_would_give_it():
    assert [surface(uri) for uri in ("index.md", "es/roles/x.md", "quizzes/items/a.txt", "quizzes/items/a.json", "assets/quiz/bank.json")] == [
        "index", "es: roles", "questions of sets", "files of sets", "index of the bank"]
