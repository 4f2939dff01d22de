"""Builds a value from JSON that is not as the API declared it: new enum values, other types, fields
gone, members of unions that nobody knew.

What can be built is; what can't is kept as it came, and nothing is lost. For each annotation there
is a function that builds its values, made when it is first needed: `models.build` comes here only
when validation has failed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from typing import Literal, cast, get_args, get_origin, get_type_hints

import pydantic
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from .annotation import bare, is_union, members
from .forgiving import forgiven
from .models import BaseModel, DateTime, UnknownModel, is_model, validator_of
from .types import is_mapping

Builder = Callable[[object], object]

_ARRIVES_AS: dict[object, type[object]] = {
    dict: dict, list: list, tuple: list, datetime: str, str: str
}  # fmt: skip
"""What JSON has for a type, where there is more to do than to take it as it came."""


def build_leniently(annotation: object, data: object) -> object:
    """What `data`, which is not as declared, stands for as a value of type `annotation`."""
    wanted = bare(annotation)
    if is_model(wanted) and is_mapping(data):
        return _drifted(wanted, data)
    return _builder(wanted)(data)


@lru_cache(maxsize=4096)
def _builder(annotation: Hashable) -> Builder:
    """The function that builds values of a type."""
    wanted = bare(annotation)
    if is_model(wanted):
        return partial(_model, wanted)
    origin, arguments = get_origin(wanted), get_args(wanted)
    if is_union(wanted):
        return _union(tuple(members(arguments)))
    if origin is list:
        return partial(_list, arguments[0])
    if origin is dict:
        return partial(_dict, arguments[1])
    if origin is tuple:
        return partial(_tuple, arguments)
    return _date_time if wanted is datetime else _as_it_came


def _as_it_came(data: object) -> object:
    return data


def _list(item: Hashable, data: object) -> object:
    if not isinstance(data, list):
        return data
    build = _builder(item)
    return [build(each) for each in cast("list[object]", data)]


def _dict(value: Hashable, data: object) -> object:
    if not is_mapping(data):
        return data
    build = _builder(value)
    return {key: build(each) for key, each in data.items()}


def _tuple(items: tuple[Hashable, ...], data: object) -> object:
    if not isinstance(data, list):
        return data
    values = cast("list[object]", data)
    if len(values) != len(items):
        return values
    return tuple(_builder(item)(value) for item, value in zip(items, values, strict=True))


def _date_time(data: object) -> object:
    try:
        return validator_of(DateTime).validate_python(data)
    except ValidationError:
        return data


def _model(model: type[BaseModel], data: object) -> object:
    if not is_mapping(data):
        return data
    try:
        return cast("BaseModel", validator_of(model).validate_python(data))
    except ValidationError:
        return _drifted(model, data)


def _drifted(model: type[BaseModel], data: Mapping[str, object]) -> BaseModel:
    return forgiven(model, data) or _construct(model, data)


def _construct(model: type[BaseModel], data: Mapping[str, object]) -> BaseModel:
    """The model without validation. A required field that is missing is None."""
    values: dict[str, object] = {}
    given: dict[str, str] = {}
    for name, field in model.model_fields.items():
        key = _wire_name(name, field)
        if key in data or name in data:
            given[name] = key if key in data else name
            build = _builder(cast("Hashable", field.annotation))
            values[name] = build(data[given[name]])
        else:
            values[name] = None if field.is_required() else field.get_default()
    taken = set(given.values())
    build_other = _builder(_type_of_others(model))
    extra = {key: build_other(value) for key, value in data.items() if key not in taken}
    built = model.__new__(model)
    object.__setattr__(built, "__dict__", values)
    object.__setattr__(built, "__pydantic_fields_set__", {*given, *extra})
    object.__setattr__(built, "__pydantic_extra__", extra)
    object.__setattr__(built, "__pydantic_private__", None)
    return built


def _union(members: tuple[Hashable, ...]) -> Builder:
    """Builds a member: of several models the one that the data was probably meant for, by its tag
    where all of them have one, else by what it fits, else by how many of its fields it has."""
    models = [member for member in members if is_model(member)]
    tag, tagged = _tag(models)
    others = {_ARRIVES_AS.get(get_origin(m) or m): m for m in reversed(members)}

    def build(data: object) -> object:
        if models and is_mapping(data):
            if tag is None or tag not in data:
                return _model(_best(models, data), data)
            value = _hashable(data[tag])
            if value in tagged:
                return _model(tagged[value], data)
            return _model(UnknownModel, {**data, tag: value})
        other = others.get(type(data))
        return data if other is None else _builder(other)(data)

    return build


class _ListAsTag(list[object]):
    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


class _DictAsTag(dict[str, object]):
    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


def _hashable(tag: object) -> Hashable:
    """A tag that pydantic can look up, where it writes a union that is told apart by it."""
    if isinstance(tag, list):
        return _ListAsTag(cast("list[object]", tag))
    return _DictAsTag(tag) if is_mapping(tag) else tag


def _best(models: list[type[BaseModel]], data: Mapping[str, object]) -> type[BaseModel]:
    if len(models) == 1:
        return models[0]
    for model in models:
        if _fits(model, data):
            return model
    best = max(models, key=lambda model: len(_wire_names(model) & data.keys()))
    return best if _wire_names(best) & data.keys() else UnknownModel


def _fits(model: type[BaseModel], data: Mapping[str, object]) -> bool:
    try:
        validator_of(model).validate_python(data)
    except ValidationError:
        return False
    return True


def _tag(models: list[type[BaseModel]]) -> tuple[str | None, dict[object, type[BaseModel]]]:
    """The field that tells the models apart, and its values: a literal in each, the same in no
    two."""
    for tag in _literals(models[0]) if len(models) > 1 else ():
        pairs = [(value, model) for model in models for value in _literals(model).get(tag, ())]
        by_value = dict(pairs)
        if len(by_value) == len(pairs) and set(by_value.values()) == set(models):
            return tag, by_value
    return None, {}


def has_literals_of(model: type[BaseModel], data: Mapping[str, object]) -> bool:
    """Whether data says that it is of a model: it has each literal that the model has, and there is one."""
    literals = _literals(model)
    return bool(literals) and all(data.get(tag) in given for tag, given in literals.items())


@lru_cache(maxsize=4096)
def _literals(model: type[BaseModel]) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    for name, field in model.model_fields.items():
        annotation = bare(field.annotation)
        if get_origin(annotation) is Literal:
            found[_wire_name(name, field)] = get_args(annotation)
    return found


@lru_cache(maxsize=4096)
def _wire_names(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(_wire_name(name, field) for name, field in model.model_fields.items())


def _wire_name(name: str, field: FieldInfo) -> str:
    return field.alias or name


@lru_cache(maxsize=4096)
def _type_of_others(model: type[BaseModel]) -> Hashable:
    """The declared type of the fields that the model does not name."""
    for base in model.__mro__[: model.__mro__.index(pydantic.BaseModel)]:
        if "__pydantic_extra__" in inspect.get_annotations(base):
            hints = get_type_hints(base, include_extras=True)
            return cast("Hashable", get_args(hints["__pydantic_extra__"])[1])
    return object
