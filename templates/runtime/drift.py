"""Builds a value from JSON that is not as the API declared it: new enum values, other types, fields
gone, members of unions that nobody knew.

What can be built is; what can't is kept as it came, and nothing is lost. It walks annotations as it
goes, slowly: `models.build` comes here only when validation has failed.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import pydantic
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from .models import BaseModel, UnknownModel, is_model
from .types import is_mapping


def build_leniently(annotation: object, data: object) -> object:
    """What `data` stands for as a value of type `annotation`, as far as it goes."""
    annotation = _bare(annotation)
    if is_model(annotation):
        return _model(annotation, data) if is_mapping(data) else data
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Union or origin is UnionType:
        return _union(arguments, data)
    if origin is list and isinstance(data, list):
        return [build_leniently(arguments[0], item) for item in cast("list[object]", data)]
    if origin is dict and is_mapping(data):
        return {key: build_leniently(arguments[1], value) for key, value in data.items()}
    return data


def _model(model: type[BaseModel], data: Mapping[str, object]) -> BaseModel:
    try:
        return model.model_validate(data)
    except ValidationError:
        return _construct(model, data)


def _construct(model: type[BaseModel], data: Mapping[str, object]) -> BaseModel:
    """The model without validation. A required field that is missing is None."""
    values: dict[str, object] = {}
    given: dict[str, str] = {}
    for name, field in model.model_fields.items():
        key = _wire_name(name, field)
        if key in data or name in data:
            given[name] = key if key in data else name
            values[name] = build_leniently(field.annotation, data[given[name]])
        else:
            values[name] = None if field.is_required() else field.get_default()
    taken = set(given.values())
    others = _type_of_others(model)
    extra = {k: build_leniently(others, v) for k, v in data.items() if k not in taken}
    built = model.__new__(model)
    object.__setattr__(built, "__dict__", values)
    object.__setattr__(built, "__pydantic_fields_set__", {*given, *extra})
    object.__setattr__(built, "__pydantic_extra__", extra)
    object.__setattr__(built, "__pydantic_private__", None)
    return built


def _union(members: Iterable[object], data: object) -> object:
    members = tuple(_flat(members))
    if is_mapping(data):
        models = [member for member in members if is_model(member)]
        if models:
            return _model(_best(models, data), data)
    kind: type[object] = type(data)
    for member in members:
        if kind in (dict, list) and get_origin(member) is kind:
            return build_leniently(member, data)
    return data


def _best(models: list[type[BaseModel]], data: Mapping[str, object]) -> type[BaseModel]:
    """The member that `data` was probably meant for: by its tag where all members have one, else
    by what it fits, else by how many of its fields `data` has."""
    tag = _tag(models)
    if tag is not None and tag in data:
        models = [model for model in models if data[tag] in _literals(model)[tag]]
    for model in models if len(models) > 1 else ():
        if _fits(model, data):
            return model
    best = max(models, key=lambda model: len(_wire_names(model) & data.keys()), default=None)
    if best is None or (len(models) > 1 and not _wire_names(best) & data.keys()):
        return UnknownModel
    return best


def _fits(model: type[BaseModel], data: Mapping[str, object]) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True


def _tag(models: list[type[BaseModel]]) -> str | None:
    """The field that tells the models apart: a literal in each, the same in no two."""
    for wire_name in _literals(models[0]) if len(models) > 1 else ():
        literals = [_literals(model).get(wire_name) for model in models]
        values = [value for member in literals for value in member or ()]
        if None not in literals and len(set(values)) == len(values):
            return wire_name
    return None


@lru_cache(maxsize=4096)
def _literals(model: type[BaseModel]) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    for name, field in model.model_fields.items():
        annotation = _bare(field.annotation)
        if get_origin(annotation) is Literal:
            found[_wire_name(name, field)] = get_args(annotation)
    return found


@lru_cache(maxsize=4096)
def _wire_names(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(_wire_name(name, field) for name, field in model.model_fields.items())


def _wire_name(name: str, field: FieldInfo) -> str:
    return field.alias or name


@lru_cache(maxsize=4096)
def _type_of_others(model: type[BaseModel]) -> object:
    """The declared type of the fields that the model does not name."""
    for base in model.__mro__[: model.__mro__.index(pydantic.BaseModel)]:
        if "__pydantic_extra__" in inspect.get_annotations(base):
            hints = get_type_hints(base, include_extras=True)
            return get_args(hints["__pydantic_extra__"])[1]
    return object


def _flat(members: Iterable[object]) -> Iterable[object]:
    for member in map(_bare, members):
        if get_origin(member) is Union or get_origin(member) is UnionType:
            yield from _flat(get_args(member))
        else:
            yield member


def _bare(annotation: object) -> Any:
    """The annotation without what is written around it: named aliases and `Annotated`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif hasattr(annotation, "__value__"):
            annotation = cast("Any", annotation).__value__
        else:
            return annotation
