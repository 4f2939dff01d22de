"""What answers are made of: the base of all models, their field types, and `build`.

`build` turns decoded JSON into a typed value: through pydantic where the data is as declared, and
leniently (`drift`) where it has moved on. Knows nothing of requests.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeAlias,
    TypeGuard,
    TypeVar,
    cast,
)

import pydantic
from pydantic import ConfigDict, GetCoreSchemaHandler, Strict, ValidationError
from pydantic_core import CoreSchema, SchemaValidator, core_schema

T = TypeVar("T")


class BaseModel(pydantic.BaseModel):
    """An object that the API answers with. Fields that it does not declare are kept."""

    model_config = ConfigDict(
        extra="allow",
        defer_build=True,
        strict=True,
        populate_by_name=True,
        protected_namespaces=(),
    )

    _request_id: ClassVar[str | None] = None
    """The API's name for the request, on the object that a call returns."""

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = False,
    ) -> dict[str, object]:
        """The object as nested dicts: by default the fields that the API sent, by its names.

        `warnings` is for fields whose values are not as declared, and shows the values.
        """
        return self.model_dump(
            mode=mode,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = False,
    ) -> str:
        """The object as JSON text: by default the fields that the API sent, by its names.

        `warnings` is for fields whose values are not as declared, and shows the values.
        """
        return self.model_dump_json(
            indent=indent,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )

    def __str__(self) -> str:
        return repr(self)


class UnknownModel(BaseModel):
    """A member of a union that this package's version does not know; its fields are attributes."""


class _NullableUnlessStrict:
    """Lets null through where the type does not declare it, except in strict validation."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        declared = schema["schema"] if schema["type"] == "nullable" else schema
        # `strict=False` is for the choice of the branch; the types inside keep their strictness.
        return core_schema.lax_or_strict_schema(
            lax_schema=schema,
            strict_schema=declared,
            strict=False,
            serialization=_written_as(schema) if declared["type"] == "tagged-union" else None,
        )


def _written_as(schema: CoreSchema) -> core_schema.SerSchema:
    """How null is written as what it is: the strict schema, which is asked otherwise, warns of it
    where it is a tagged union."""
    return core_schema.wrap_serializer_function_ser_schema(
        lambda value, serialized: serialized(value), schema=schema
    )


if TYPE_CHECKING:
    from pydantic import TypeAdapter

    DateTime: TypeAlias = datetime
    Maybe: TypeAlias = T | None
    Number: TypeAlias = float
else:
    DateTime = Annotated[datetime, Strict(False)]
    """A date and time, which JSON has as text."""
    Maybe = Annotated[T | None, _NullableUnlessStrict()]
    """A field that may be absent. Null is not declared, but servers send it."""
    Number = int | float
    """A number; a whole one stays whole."""

FROM_ARRAY = Strict(False)
"""Marks a tuple, which JSON has as an array."""


def build(cast_to: type[T], data: object, *, strict: bool = False) -> T:
    """The value of type `cast_to` that decoded JSON stands for.

    Data that is not as declared is built as far as it goes and otherwise kept as it is; `strict`
    raises pydantic's `ValidationError` instead.
    """
    wanted: Any = cast_to
    validator = validator_of(wanted)
    if strict:
        return cast("T", validator.validate_json(json.dumps(data), strict=True))
    try:
        return cast("T", validator.validate_python(data))
    except ValidationError:
        from .drift import build_leniently

        return cast("T", build_leniently(cast_to, data))


def joined_text(value: object, *steps: tuple[str, ...]) -> str:
    """The texts that steps lead to, one after the other. A step is an attribute, and, where it lists
    several, another attribute of theirs and the value that tells which of them count."""
    if not steps:
        return value if isinstance(value, str) else ""
    (name, *condition), rest = steps[0], steps[1:]
    found = getattr(value, name, None)
    items = cast("list[object]", found) if isinstance(found, list) else [found]
    counting = (i for i in items if not condition or getattr(i, condition[0], None) == condition[1])
    return "".join(joined_text(item, *rest) for item in counting)


def is_model(cast_to: object) -> TypeGuard[type[BaseModel]]:
    """Whether a type is a model."""
    return isinstance(cast_to, type) and issubclass(cast_to, BaseModel)


def explain(error: ValidationError) -> str:
    """Where data is not as declared, and how, without the data itself: it may hold secrets."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    shown = [f"{'.'.join(map(str, p['loc'])) or 'the answer'}: {p['msg']}" for p in problems[:5]]
    more = [f"and {len(problems) - 5} more"] if len(problems) > 5 else []
    return "; ".join(shown + more)


@lru_cache(maxsize=4096)
def validator_of(cast_to: Any) -> SchemaValidator:
    """Pydantic's validator for a type, which is made when it is first needed."""
    if is_model(cast_to):
        cast_to.model_rebuild()
        return cast("SchemaValidator", cast_to.__pydantic_validator__)
    return cast("SchemaValidator", _adapter(cast_to).validator)


def _adapter(cast_to: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    try:
        return TypeAdapter[Any](cast_to, config=ConfigDict(strict=True))
    except pydantic.PydanticUserError:
        # Models, dataclasses and typed dicts bring their own configuration and refuse another.
        return TypeAdapter[Any](cast_to)
