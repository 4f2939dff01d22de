"""Models whose answers keep lacking fields that the API declares to be there: their twins, which do
not ask for these fields, so that pydantic can build such answers in one go."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

import pydantic
from pydantic import ValidationError

from .models import BaseModel, validator_of

PATIENCE = 3
"""How many times a model's answers lack fields before it is given a twin: making one takes as long
as building many answers field by field."""

_times: Counter[type[BaseModel]] = Counter()
_twins: dict[type[BaseModel], type[BaseModel]] = {}


def build_json(cast_to: Any, content: bytes | str) -> Any:
    """The value of type `cast_to` that JSON stands for, without the required fields that it is
    known to lack. Raises pydantic's `ValidationError` for anything else that is not as declared."""
    twin = _twins.get(cast_to)
    if twin is None:
        return validator_of(cast_to).validate_json(content)
    return _as(cast_to, validator_of(twin).validate_json(content))


def forgiven(model: type[BaseModel], data: Mapping[str, object]) -> BaseModel | None:
    """The model without the required fields that `data` lacks, which are None; None if something
    else is wrong with `data`, or too little known of such answers yet."""
    fields = model.model_fields.items()
    if all(name in data or field.alias in data for name, field in fields if field.is_required()):
        return None
    _times[model] += 1
    if _times[model] <= PATIENCE:
        return None
    if model not in _twins:
        _twins[model] = _made_twin(model)
    try:
        return _as(model, validator_of(_twins[model]).validate_python(data))
    except ValidationError:
        return None


def _as(model: type[BaseModel], built: object) -> BaseModel:
    object.__setattr__(built, "__class__", model)
    return cast("BaseModel", built)


def _made_twin(model: type[BaseModel]) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            optional = copy.copy(field)
            optional.default = None
            fields[name] = (field.annotation, optional)
    return pydantic.create_model(
        model.__name__, __base__=model, __module__=model.__module__, **fields
    )
