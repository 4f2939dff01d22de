"""Python names, made from the names of a spec: fields, arguments, methods, modules and classes.

A name can only be made by sanitizing, so whoever holds one may print it. Whether two names collide
is not known here.
"""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from sdkscribe.words import snake_case, spelled_out

# Windows knows devices by these names, whatever follows a dot.
_WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


class PythonName(str):
    """A snake_case identifier that is no keyword and does not begin with an underscore."""

    __slots__ = ()

    def __new__(cls, wire_name: str) -> PythonName:
        return str.__new__(cls, _identifier(wire_name))

    def avoiding(self, taken: frozenset[str]) -> PythonName:
        """This name, with an underscore at its end where it is taken."""
        return str.__new__(PythonName, f"{self}_") if self in taken else self


class MethodName(PythonName):
    """The name of a method. JavaScript's `del` is `delete` in Python's SDKs."""

    __slots__ = ()

    def __new__(cls, name: str) -> MethodName:
        return super().__new__(cls, spelled_out(name))  # type: ignore[return-value]


class ModuleName(PythonName):
    """The name of a Python module, whose file may lie on any system."""

    __slots__ = ()

    def __new__(cls, name: str) -> ModuleName:
        identifier = _identifier(name)
        is_device = identifier in _WINDOWS_DEVICES
        return str.__new__(cls, f"{identifier}_" if is_device else identifier)


class ClassName(str):
    """A CapWords identifier, joined from the names of the enclosing types and the type's own."""

    __slots__ = ()

    def __new__(cls, *names: str) -> ClassName:
        return str.__new__(cls, _joined(names))


@cache
def camel_case(module: str) -> ClassName:
    """`vector_stores`, as a class is named for it: `VectorStores`."""
    return ClassName(*module.split("_"))


BUILTINS = frozenset(dir(builtins))

# What every model has: pydantic's own names, those of its class of classes, and those of the runtime's
# base class.
MODEL_ATTRIBUTES = frozenset(
    {
        "construct", "copy", "dict", "from_orm", "json", "model_computed_fields", "model_config",
        "model_construct", "model_copy", "model_dump", "model_dump_json", "model_extra",
        "model_fields", "model_fields_set", "model_json_schema", "model_parametrized_name",
        "model_post_init", "model_rebuild", "model_validate", "model_validate_json",
        "model_validate_strings", "mro", "parse_file", "parse_obj", "parse_raw", "register",
        "schema", "schema_json",
        "to_dict", "to_json", "update_forward_refs", "validate",
    }
)  # fmt: skip


_NOTHING_KEPT: Mapping[str, str] = {}


def field_names(
    wire_names: Iterable[str],
    reserved: frozenset[str],
    named: Callable[[str], PythonName] = PythonName,
    kept: Mapping[str, str] = _NOTHING_KEPT,
) -> dict[str, PythonName]:
    """The Python name of each field of an object, by its wire name; or of each member of a class.

    Of two that would be the same, one that is `kept` keeps it, then the one that is spelled so; the
    other, and one that is reserved, gets an underscore. Of those that are kept, longer ones may be
    made of shorter ones.
    """
    names: dict[str, PythonName] = {}
    taken = set(reserved)
    made = [(w, PythonName(kept[w]) if w in kept else named(w)) for w in wire_names]

    def precedence(each: tuple[str, PythonName]) -> tuple[bool, int, bool]:
        wire_name, name = each
        return wire_name not in kept, len(kept.get(wire_name, "")), wire_name != name

    for wire_name, name in sorted(made, key=precedence):
        while name in taken:
            name = name.avoiding(frozenset(taken))
        taken.add(name)
        names[wire_name] = name
    return names


@cache
def _identifier(wire_name: str) -> str:
    return _not_a_keyword(_not_a_digit_first(snake_case(wire_name)))


@cache
def _joined(names: tuple[str, ...]) -> str:
    joined = "".join([_capitalized(name) for name in names])
    return _not_a_keyword(_not_a_digit_first(joined, "API"))


@cache
def _capitalized(name: str) -> str:
    if name.isascii() and name.isalnum():  # as most are
        return name[0].upper() + name[1:]
    normal = unicodedata.normalize("NFKC", name)
    kept = "".join(c if f"a{c}".isidentifier() else " " for c in normal).split()
    return "".join(word[:1].upper() + word[1:] for word in " ".join(kept).lstrip("_").split())


def _not_a_digit_first(name: str, prefix: str = "api_") -> str:
    return name if name.isidentifier() else prefix + name


def _not_a_keyword(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name
