"""What the article says of a fact, in full sentences."""

from __future__ import annotations

from comparison.account import Account
from comparison.messages import messages
from few import SOURCED

COMPARISON = SOURCED.comparison
BILLHOOK, FENCER = COMPARISON.fact("billhook"), COMPARISON.roles[2]
# The claims on it stand in three paragraphs, one of which speaks of every role.
SCATTERED = COMPARISON.fact("quickest").model_copy(update={"claims": ("L11", "L12", "L04")})


def account() -> Account:
    return Account(COMPARISON, SOURCED.say)


def test_an_account_tells_of_each_role_in_their_order():
    assert account().of(BILLHOOK) == (
        "The article says that dry-stone wallers do not carry a billhook (paragraph 2); it says that hedge layers do (paragraph 2); "
        "it says that fence builders do not (paragraph 2).")


def test_the_role_that_is_asked_about_leads_and_silence_on_it_is_told_to_be_no_denial():
    assert account().of(COMPARISON.fact("alive"), "fencer") == (
        "The article does not mention whether fence builders leave something alive behind; it is silent about dry-stone wallers; "
        "it says that hedge layers do (paragraph 3). Being silent is not saying no.")
    assert account().of(COMPARISON.fact("alive")).endswith("it is silent about fence builders.")


def test_an_account_of_one_role_leaves_out_the_others():
    assert account().of_one(BILLHOOK, FENCER) == "The article says that fence builders do not carry a billhook (paragraph 2)."
    assert account().of_one(COMPARISON.fact("stone"), FENCER) == (
        "The article does not mention whether fence builders build with loose stone. Being silent is not saying no.")


def test_what_the_article_says_of_another_role_as_well_is_told_so():
    # In English both sound alike.
    assert Account(COMPARISON, messages("es")).of(BILLHOOK) == (
        "El artículo dice que dry-stone wallers no carry a billhook (párrafo 2); dice que hedge layers sí (párrafo 2); "
        "dice que fence builders tampoco (párrafo 2).")


def test_each_role_is_told_with_the_paragraphs_that_speak_of_it():
    wood = COMPARISON.fact("cut-wood").model_copy(update={"claims": ("L03", "L11")})
    assert account().of(wood, "hedger") == (
        "The article says that hedge layers build with cut wood (paragraph 1); it is silent about dry-stone wallers; "
        "it says that fence builders do (paragraph 3).")


def test_several_paragraphs_are_named_in_their_order_each_once():
    assert account().where(SCATTERED, FENCER) == "paragraphs 1, 3 and 4"
    assert account().where(SCATTERED, COMPARISON.roles[0]) == "paragraph 4"
    assert account().of_one(SCATTERED, FENCER) == "The article says that fence builders close a field by evening (paragraphs 1, 3 and 4)."
