"""Validation: a source and a model in, the model's object or every problem, in the author's language, out."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from .errors import Problem, listed, nearest, shortened
from .source import MOST_PROBLEMS, DataPath, Source

_Model = TypeVar("_Model", bound=BaseModel)

# What to write instead, by the pattern that was missed.
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits joined by hyphens, such as 'first-aid'",
    r"^[A-Z]+[0-9]+$": "capital letters and a number, such as 'C01'",
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$": "capital letters and digits joined by hyphens, such as 'WHO-2024'",
    r"^https?://[^\s/]+(/\S*)?$": "an address that starts with http:// or https://",
    r"^[\w-]{1,60}\.yml$": "the name of a file in the same folder, such as 'context.yml'",
    r"^[a-z]{2,3}$": "the code of a language, such as 'es'",
    r"^[KWF][1-9][0-9]?$": "the letter K, W or F and a number, such as 'W12'",
    r"^P[1-9][0-9]{0,2}$": "P and the paragraph's number, such as 'P2'",
    r"^[^{}]*\{role\}[^{}]*\?$": "a question that holds {role} once and ends with '?'",
}


def load(source: Source, model: type[_Model]) -> tuple[_Model | None, list[Problem], bool]:
    """Read a source as a model.

    Returns the model, the problems and whether it is whole. Where single entries of a list are at fault, the model
    holds the others, so that they can be checked as well; where even that is impossible, the model is None.
    """
    try:
        return model.model_validate(source.data), [], True
    except ValidationError as error:
        errors = [part for part in error.errors(include_url=False) if not _only_counts_faulty(part)]
    problems = [_problem(source, model, part) for part in errors[:MOST_PROBLEMS + 1]]
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
    return bool(error["type"] == "too_short") and len(error["input"]) >= error["ctx"]["min_length"]


def _problem(source: Source, model: type[BaseModel], error: Any) -> Problem:
    """Translate one of pydantic's errors into the author's language."""
    at = _place(source, error["loc"])
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    field = at[-1] if at and isinstance(at[-1], str) else "this entry"
    match kind:
        case "missing":
            return source.problem(at[:-1], "missing-field", f"'{field}' is missing; add a line '{field}: ...'")
        case "extra_forbidden":
            known = _fields(model, error["loc"][:-1])
            return source.problem(at, "unknown-field", f"unknown field '{shortened(field)}'; known fields: {listed(known, 20)}"
                                                       f"{nearest(str(field), known)}", key=True)
        case "string_type":
            remedy = ("put the word in quotes" if not isinstance(given, (dict, list)) and given is not None
                      else "write it after the colon, in quotes if it begins with a sign such as #")
            return source.problem(at, "expected-text", f"expected text, found {source.told(at, given)}; {remedy}")
        case "string_too_short":
            return source.problem(at, "empty-text", f"'{field}' is empty; write some text")
        case "string_too_long":
            return source.problem(at, "too-long-text", f"'{shortened(given)}' has {len(given)} characters, and the most is "
                                                       f"{context['max_length']}; shorten it", key="[key]" in error["loc"])
        case "string_pattern_mismatch":
            return source.problem(at, "bad-form", f"'{shortened(given)}' has the wrong form; write "
                                                  f"{_PATTERNS[context['pattern']]}", key="[key]" in error["loc"])
        case "literal_error":
            allowed = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            near = nearest(given, allowed) if isinstance(given, str) else ""
            return source.problem(at, "unknown-word", f"expected one of {listed(allowed)}; found {source.told(at, given)}{near}")
        case "union_tag_invalid":
            allowed = [word.strip("'") for word in context["expected_tags"].split(", ")]
            given = source.told((*at, "kind"), context["tag"])
            return source.problem((*at, "kind"), "unknown-word", f"expected one of {listed(allowed)}; found {given}"
                                                                 f"{nearest(context['tag'], allowed)}")
        case "union_tag_not_found":
            if not isinstance(given, dict):
                return source.problem(at, "expected-mapping", f"expected fields, found {source.told(at, given)}; write one "
                                                              "'name: value' a line")
            return source.problem(at, "missing-field", "'kind' is missing; add a line 'kind: ...'")
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
            return source.problem(at, "expected-boolean", f"expected true or false, found {source.told(at, given)}; "
                                                          "write one of the two without quotes")
        case "less_than_equal":
            return source.problem(at, "too-large", f"{source.told(at, given)} is too large; the most is {context['le']}")
        case "greater_than_equal":
            return source.problem(at, "too-small", f"{source.told(at, given)} is too small; the least is {context['ge']}")
        case "too_short":
            return source.problem(at, "too-few", f"'{field}' has {_entries(context['actual_length'])}; it needs at least "
                                                 f"{context['min_length']}")
        case "too_long":
            return source.problem(at, "too-many", f"'{field}' has {_entries(context['actual_length'])}; it takes at most "
                                                  f"{context['max_length']}")
    raise AssertionError(f"no translation for pydantic's error {kind!r}")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count or 'no'} entries"


def _place(source: Source, loc: tuple[str | int, ...]) -> DataPath:
    """Return the place in the data that one of pydantic's errors speaks of, without its own signposts."""
    at: list[str | int] = []
    here = source.data
    for index, step in enumerate(loc):
        # Between an entry and its field stands the kind that was tried, which is no field of the data.
        is_kind = index and isinstance(loc[index - 1], int) and isinstance(here, dict) and here.get("kind") == step
        if step == "[key]" or is_kind:
            continue
        at.append(step)
        known = isinstance(here, dict) and step in here or isinstance(here, list) and isinstance(step, int)
        here = here[step] if known else None
    return tuple(at)


def _fields(model: Any, loc: tuple[str | int, ...]) -> list[str]:
    """Return the names of the fields that are allowed at a place, which pydantic names with the kinds it tried."""
    is_key = False
    for part in loc:
        if not isinstance(part, str) or is_key:
            # A place in a list, or the id that an entry of a mapping stands under.
            is_key = False
            continue
        if isinstance(model, tuple):
            # A choice among models: the step names the kind.
            model = next(choice for choice in model if part in get_args(choice.model_fields["kind"].annotation))
            continue
        model = model.model_fields[part].annotation
        while not isinstance(model, tuple) and not (isinstance(model, type) and issubclass(model, BaseModel)):
            if get_origin(model) is UnionType:
                choices = tuple(choice for choice in get_args(model) if choice is not NoneType)
                model = choices if len(choices) > 1 else choices[0]
            else:
                is_key = is_key or get_origin(model) is dict
                model = get_args(model)[1 if get_origin(model) is dict else 0]
    return list(model.model_fields)
