"""The typed model: an author's data in, frozen objects or problems with their places out; also the JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.types import StrictBool, StrictInt

from .errors import Problem, listed, nearest
from .source import DataPath, Source


def _one_line(value: Any) -> Any:
    # Folded and quoted text in YAML may span lines; every surface wants one line.
    return " ".join(value.split()) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_one_line)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+[0-9]+$")]
Paragraph = Annotated[str, StringConstraints(pattern=r"^P[1-9][0-9]*$")]
Question = Annotated[str, StringConstraints(pattern=r"^[^{}]*\{role\}[^{}]*\?$"), BeforeValidator(_one_line)]

Stance = Literal["stated", "denied", "not mentioned"]
Flag = Literal["ok", "varies", "conflict", "evidence", "safety", "frame"]
STATED, DENIED, NOT_MENTIONED = get_args(Stance)
FLAGS: tuple[str, ...] = get_args(Flag)
# Flags whose claims must never stand bare: each says that the world outside the article differs.
CAUTION_FLAGS: tuple[str, ...] = ("varies", "conflict", "evidence", "safety")

# What to write instead, by the pattern that was missed.
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits joined by hyphens, such as 'first-aid'",
    r"^[A-Z]+[0-9]+$": "capital letters and a number, such as 'C01'",
    r"^P[1-9][0-9]*$": "P and the paragraph's number, such as 'P2'",
    r"^[^{}]*\{role\}[^{}]*\?$": "a question that holds {role} once and ends with '?'",
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Article(_Part):
    """The text whose comparison is shown."""

    title: Text
    """The article's title."""
    paragraphs: Annotated[StrictInt, Field(ge=1)]
    """How many non-empty lines follow the title."""
    note: Text
    """What a reader should know of the article: its author, date and sources, or that it names none."""


class Role(_Part):
    """What is compared: one column of the table."""

    id: Id
    """Permanent id, used in links and item ids."""
    name: Text
    """The name for one of them, in lower case where the language allows."""
    plural: Text
    """The name for several of them; sentences are made with it."""
    short: Text
    """A word for narrow places."""


class Aspect(_Part):
    """What the roles are compared on: one group of rows."""

    id: Id
    """Permanent id, used in links and item ids."""
    name: Text
    """The heading of the group."""
    question: Question
    """What the aspect asks of a role, in lower case: holds {role} once and ends with '?'."""
    headline: StrictBool = False
    """Whether the home page shows this aspect."""


class Fact(_Part):
    """One row of the table: what the article says of each role."""

    id: Id
    """Permanent id, used in links, item ids and downloads."""
    aspect: Id
    """The id of the aspect that this row belongs to."""
    label: Text
    """The name of the row."""
    phrase: Text
    """What "they" do; has to read well after "they", "they do not" and "which of them"."""
    stances: dict[Id, Stance]
    """What the article says of each role, by role id."""
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    """The ids of the article's statements that the row rests on."""
    not_examinable: Text | None = None
    """Why no quiz asks about this row; leave out for a row that quizzes may use."""

    def roles(self, stance: Stance) -> tuple[str, ...]:
        """Return the ids of the roles of which the article takes this stance, in the order written."""
        return tuple(role for role, taken in self.stances.items() if taken == stance)


class Claim(_Part):
    """One atomic statement of the article, in our own words."""

    id: ClaimId
    """Permanent id, such as C01."""
    paragraph: Paragraph
    """The paragraph it stands in: P1 is the first non-empty line after the title."""
    about: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The ids of the roles that the statement is about."""
    flags: Annotated[tuple[Flag, ...], Field(min_length=1)]
    """How the statement stands up outside the article."""
    flag_note: Text | None = None
    """What narrows the flags down, such as "if read as true of this group alone"."""
    says: Text
    """The statement, in our own words."""

    @property
    def number(self) -> int:
        """The paragraph's number, counted from 1."""
        return int(self.paragraph[1:])

    @property
    def cautions(self) -> tuple[str, ...]:
        """The flags that a reader has to see beside the statement."""
        return tuple(flag for flag in self.flags if flag in CAUTION_FLAGS)


class Comparison(_Part):
    """Everything one article says of the roles it compares."""

    title: Text
    """The title of the site."""
    summary: Text
    """One sentence for search engines and link previews."""
    noun: Text
    """What all the roles are, in the plural; fits after "which"."""
    article: Article
    """The article."""
    answer: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The ids of the facts that answer "what is the difference?" on the home page."""
    roles: Annotated[tuple[Role, ...], Field(min_length=2, max_length=5)]
    """Two to five roles, in the order of the table's columns."""
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]
    """The groups of rows, in order."""
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    """The rows, in order."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """The article's statements, in its order."""

    def role(self, id: str) -> Role:
        """Return the role with this id."""
        return _named(self.roles, id)

    def aspect(self, id: str) -> Aspect:
        """Return the aspect with this id."""
        return _named(self.aspects, id)

    def fact(self, id: str) -> Fact:
        """Return the fact with this id."""
        return _named(self.facts, id)

    def facts_of(self, aspect: Aspect) -> tuple[Fact, ...]:
        """Return the rows of an aspect, in the author's order."""
        return tuple(fact for fact in self.facts if fact.aspect == aspect.id)

    def claims_of(self, fact: Fact, role: Role | None = None) -> tuple[Claim, ...]:
        """Return the statements a fact rests on, in the article's order; with a role, those about that role."""
        return tuple(
            claim for claim in self.claims if claim.id in fact.claims and (role is None or role.id in claim.about)
        )


class WrittenOption(_Part):
    """One option of a written item."""

    id: Id
    """Permanent id within the item."""
    text: Text
    """What the learner reads."""
    correct: StrictBool = False
    """Whether this option belongs to the key."""
    rationale: Text
    """Why the option is right or not, in at least six words."""


class WrittenItem(_Part):
    """An item an author writes because no fact of the table gives it, such as a scenario."""

    id: Id
    """Permanent id, unlike that of any other item."""
    kind: Literal["single", "select"]
    """single: exactly one option is right; select: any number but all."""
    stem: Text
    """The question, in at least five words."""
    options: Annotated[tuple[WrittenOption, ...], Field(min_length=2)]
    """The options, in any order: the page shuffles them the same way each time."""
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The ids of the facts it rests on."""
    place: Text | None = None
    """Where it holds; needed unless the stem speaks of the article."""
    as_of: Text | None = None
    """When it held; needed unless the stem speaks of the article."""
    source: Text | None = None
    """The publication that says so; needed unless the stem speaks of the article."""


class Quiz(_Part):
    """One quiz that can be assigned."""

    id: Id
    """Permanent id; the name of the file."""
    title: Text
    """The title."""
    audience: Text
    """Who it is for."""
    goals: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What a learner can do afterwards."""
    minutes: Annotated[StrictInt, Field(ge=1)]
    """About how long it takes."""
    items: tuple[Id, ...] = ()
    """The ids of the derived items it asks, in order."""
    written: tuple[WrittenItem, ...] = ()
    """Items of its own, asked after the derived ones."""
    retired: tuple[Id, ...] = ()
    """Item ids that were used once and must never be used again."""


_Model = TypeVar("_Model", bound=_Part)


def _named(parts: Iterable[Any], id: str) -> Any:
    return next(part for part in parts if part.id == id)


def load(source: Source, model: type[_Model]) -> tuple[_Model | None, list[Problem], bool]:
    """Read a source as a model.

    Returns the model, the problems and whether it is whole. Where single entries of a list are at fault, the model
    holds the others, so that they can be checked as well; where even that is impossible, the model is None.
    """
    try:
        return model.model_validate(source.data), [], True
    except ValidationError as error:
        errors = [part for part in error.errors() if not _only_counts_faulty(part)]
    problems = [_problem(source, model, part) for part in errors]
    faulty = {part["loc"][:2] for part in errors}
    data = source.data
    if isinstance(data, dict) and all(len(at) == 2 and isinstance(at[1], int) for at in faulty):
        rest = {
            key: [entry for index, entry in enumerate(value) if (key, index) not in faulty]
            if isinstance(value, list) else value
            for key, value in data.items()
        }
        try:
            return model.model_validate(rest), problems, False
        except ValidationError:
            pass
    return None, problems, False


def _only_counts_faulty(error: Any) -> bool:
    # Pydantic counts a list's valid entries alone; a list that is long enough with its faulty ones has no problem
    # beyond theirs.
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _problem(source: Source, model: type[BaseModel], error: Any) -> Problem:
    """Translate one of pydantic's errors into the author's language."""
    at: DataPath = tuple(part for part in error["loc"] if part != "[key]")
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    field = at[-1] if at and isinstance(at[-1], str) else "this entry"
    match kind:
        case "missing":
            return source.problem(at[:-1], "missing-field", f"'{field}' is missing; add a line '{field}: ...'")
        case "extra_forbidden":
            known = _fields(model, at[:-1])
            return source.problem(at, "unknown-field", f"unknown field '{field}'; known fields: {listed(known, 20)}"
                                                       f"{nearest(str(field), known)}", key=True)
        case "string_type":
            remedy = ("put the word in quotes" if not isinstance(given, (dict, list)) and given is not None
                      else "write it after the colon")
            return source.problem(at, "expected-text", f"expected text, found {source.told(at, given)}; {remedy}")
        case "string_too_short":
            return source.problem(at, "empty-text", f"'{field}' is empty; write some text")
        case "string_pattern_mismatch":
            return source.problem(at, "bad-form", f"'{given}' has the wrong form; write "
                                                  f"{_PATTERNS[context['pattern']]}", key="[key]" in error["loc"])
        case "literal_error":
            allowed = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            found = f"'{given}'" if isinstance(given, str) else source.told(at, given)
            return source.problem(at, "unknown-word", f"{found} is not allowed here; allowed: {listed(allowed)}"
                                                      f"{nearest(str(given), allowed)}")
        case "tuple_type":
            return source.problem(at, "expected-list", f"expected a list, found {source.told(at, given)}; start each entry on a "
                                                       "line of its own with '- '")
        case "model_type" | "model_attributes_type" | "dict_type":
            return source.problem(at, "expected-mapping", f"expected fields, found {source.told(at, given)}; write one "
                                                          "'name: value' a line")
        case "int_type" | "int_from_float":
            return source.problem(at, "expected-number", f"expected a whole number, found {source.told(at, given)}; write digits "
                                                         "without quotes")
        case "bool_type":
            return source.problem(at, "expected-boolean", f"expected true or false, found {source.told(at, given)}")
        case "greater_than_equal":
            return source.problem(at, "too-small", f"{given} is too small; the least is {context['ge']}")
        case "too_short":
            return source.problem(at, "too-few", f"'{field}' has {_entries(context['actual_length'])}; it needs at least "
                                                 f"{context['min_length']}")
        case "too_long":
            return source.problem(at, "too-many", f"'{field}' has {_entries(context['actual_length'])}; it takes at most "
                                                  f"{context['max_length']}")
    raise AssertionError(f"no translation for pydantic's error {kind!r}")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count or 'no'} entries"


def _fields(model: Any, at: DataPath) -> list[str]:
    """Return the names of the fields that are allowed at a place in the data."""
    for part in at:
        if isinstance(part, str):
            model = model.model_fields[part].annotation
            while not (isinstance(model, type) and issubclass(model, BaseModel)):
                model = get_args(model)[0]
    return list(model.model_fields)
