"""Two Python packages of one API, side by side: what both have, and where they say otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from fidelity.python_package.fields import Field, fields_of, is_typed_dict
from fidelity.python_package.methods import Method, methods_of
from fidelity.python_package.reader import Definition, ModulePath, Package
from fidelity.python_package.shapes import Shape, shape_of

Aspect: TypeAlias = Literal[
    "import",
    "nested class",
    "name of a union",
    "field",
    "name",
    "required",
    "nullable",
    "literals",
    "structure",
    "whole",
    "number",
    "method",
    "arguments",
    "verb",
    "path",
]

ASPECTS: dict[Aspect, str] = {
    "import": "top-level types, by package and name",
    "nested class": "nested classes, by module and name",
    "name of a union": "names of unions, by module and name",
    "field": "fields of the types in both",
    "name": "names of these fields in Python",
    "required": "whether they are required",
    "nullable": "whether they may be null",
    "literals": "their literals",
    "structure": "their structure",
    "whole": "numbers, whole by theirs",
    "number": "numbers, not whole by theirs",
    "method": "methods",
    "arguments": "their arguments",
    "verb": "their verbs",
    "path": "their paths",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where the two differ, and what each says there; empty for what one does not have."""

    aspect: Aspect
    place: str
    theirs: str
    ours: str


@dataclass(slots=True, kw_only=True)
class Comparison:
    """How often the two agree, by aspect, and all their differences. `whole` and `number` count
    numbers: those that they have as whole and we do, and those that they don't and we don't."""

    agreements: dict[Aspect, int] = field(default_factory=dict[Aspect, int])
    differences: list[Difference] = field(default_factory=list[Difference])

    def note(self, aspect: Aspect, place: str, theirs: object, ours: object) -> None:
        if theirs == ours:
            self.agreements[aspect] = self.agreements.get(aspect, 0) + 1
        else:
            difference = Difference(aspect=aspect, place=place, theirs=str(theirs), ours=str(ours))
            self.differences.append(difference)

    def differing(self, aspect: Aspect) -> list[Difference]:
        return [difference for difference in self.differences if difference.aspect == aspect]


def compare(theirs: Package, ours: Package, client: str) -> Comparison:
    """Everything that can be compared of two packages, whose clients have one name."""
    comparison = Comparison()
    pairs = list(_exported_pairs(theirs, ours, comparison))
    _Types(comparison=comparison).compare(pairs)
    _compare_nested_names(theirs, ours, comparison)
    _compare_methods(methods_of(theirs, client), methods_of(ours, client), comparison)
    return comparison


# ---------------------------------------------------------------------------------------- names


def _exported_pairs(
    theirs: Package, ours: Package, comparison: Comparison
) -> Iterator[tuple[Definition, Definition]]:
    """The types that both export from one package. A type that only they have is no difference."""
    wanted, found = dict(_exports(theirs)), dict(_exports(ours))
    known = {name: ".".join(package) for package, name in found}
    for (package, name), definition in wanted.items():
        place = ".".join((*package, name))
        if (package, name) in found:
            comparison.note("import", place, place, place)
            yield definition, found[package, name]
        elif name in known:
            comparison.note("import", place, ".".join(package), known[name])


def _exports(package: Package) -> Iterator[tuple[tuple[ModulePath, str], Definition]]:
    for init in package.packages(("types",)):
        for name in init.bindings:
            found = init.resolve(name)
            if isinstance(found, Definition):
                yield (init.path, name), found


def _compare_nested_names(theirs: Package, ours: Package, comparison: Comparison) -> None:
    """The names in the modules that both have: code imports `Choice` from `chat_completion`."""
    for module in theirs.modules(("types",)):
        beside = ours.module(module.path)
        if beside is None:
            continue
        for name, bound in module.bindings.items():
            if isinstance(bound, ast.ClassDef | ast.expr) and _is_of_types(name, bound):
                place = ".".join((*module.path, name))
                is_there = isinstance(beside.resolve(name), Definition)
                is_class = isinstance(bound, ast.ClassDef)
                aspect: Aspect = "nested class" if is_class else "name of a union"
                comparison.note(aspect, place, name, name if is_there else "")


def _is_of_types(name: str, bound: ast.ClassDef | ast.expr) -> bool:
    """Whether a name is one to import: `__all__` is not, nor is a type variable."""
    is_variable = isinstance(bound, ast.Call) and ast.unparse(bound.func) == "TypeVar"
    return not name.startswith("_") and not is_variable


# ---------------------------------------------------------------------------------------- types


@dataclass(frozen=True, slots=True, kw_only=True)
class _Types:
    """Compares types pair by pair, and what they are made of, each pair once."""

    comparison: Comparison
    seen: set[tuple[Definition, Definition]] = field(
        default_factory=set[tuple[Definition, Definition]]
    )

    def compare(self, pairs: list[tuple[Definition, Definition]]) -> None:
        for theirs, ours in pairs:
            self._compare_definitions(theirs, ours)

    def _compare_definitions(self, theirs: Definition, ours: Definition) -> None:
        if (theirs, ours) in self.seen:
            return
        self.seen.add((theirs, ours))
        if isinstance(theirs.node, ast.ClassDef) and isinstance(ours.node, ast.ClassDef):
            self._compare_fields(theirs, ours)
        else:
            self._compare_shapes(_shape(theirs), _shape(ours), str(theirs))

    def _compare_fields(self, theirs: Definition, ours: Definition) -> None:
        wanted, found = fields_of(theirs), fields_of(ours)
        for wire_name in {**wanted, **found}:
            place = f"{theirs}.{wire_name}"
            if wire_name in wanted and wire_name in found:
                self.comparison.note("field", place, wire_name, wire_name)
                self._compare_field(
                    wanted[wire_name], found[wire_name], place, is_sent=is_typed_dict(theirs)
                )
            else:
                theirs_has = wire_name if wire_name in wanted else ""
                ours_has = wire_name if wire_name in found else ""
                self.comparison.note("field", place, theirs_has, ours_has)

    def _compare_field(self, theirs: Field, ours: Field, place: str, *, is_sent: bool) -> None:
        note = self.comparison.note
        note("name", place, theirs.name, ours.name)
        if is_sent:
            note("required", place, theirs.is_required, ours.is_required)
            note("nullable", place, theirs.shape.is_nullable, ours.shape.is_nullable)
        else:
            # Their models give None to whatever may be null, so that "required and null" and
            # "may be absent" read alike there.
            note("required", place, theirs.is_required, _is_always_a_value(ours))
            note("nullable", place, theirs.shape.is_nullable, _may_be_none(ours))
        self._compare_shapes(theirs.shape, ours.shape, place)

    def _compare_shapes(self, theirs: Shape, ours: Shape, place: str) -> None:
        if theirs.literals or ours.literals:
            self.comparison.note("literals", place, _values(theirs), _values(ours))
        self._compare_numbers(theirs, ours, place)
        self.comparison.note("structure", place, skeleton(theirs), skeleton(ours))
        for kind in ("lists", "maps"):
            for one, other in zip(getattr(theirs, kind), getattr(ours, kind), strict=False):
                self._compare_shapes(one, other, f"{place}[]")
        for left, right in _paired(theirs.classes, ours.classes):
            self._compare_definitions(left, right)

    def _compare_numbers(self, theirs: Shape, ours: Shape, place: str) -> None:
        wanted, found = _number(theirs), _number(ours)
        if wanted and found:
            self.comparison.note("whole" if wanted == "int" else "number", place, wanted, found)


def _paired(
    theirs: tuple[Definition, ...], ours: tuple[Definition, ...]
) -> Iterator[tuple[Definition, Definition]]:
    """The members of two unions: those of one name, then those that are left, in their order."""
    by_name = {definition.name: definition for definition in ours}
    named = [(one, by_name[one.name]) for one in theirs if one.name in by_name]
    yield from named
    left = [one for one in theirs if one.name not in by_name]
    others = [one for one in ours if all(one is not other for _, other in named)]
    yield from zip(left, others, strict=False)


def _shape(definition: Definition) -> Shape:
    if isinstance(definition.node, ast.ClassDef):
        return Shape(classes=(definition,))
    return shape_of(definition.node, definition.module)


def _is_always_a_value(field: Field) -> bool:
    return field.is_required and not field.shape.is_nullable


def _may_be_none(field: Field) -> bool:
    return field.shape.is_nullable or not field.is_required


def _number(shape: Shape) -> str | None:
    return next(iter(shape.scalars & {"int", "float"}), None)


def skeleton(shape: Shape) -> str:
    """A shape in words, without literals' values, classes' names, and whether numbers are whole."""
    scalars = {"number" if scalar in ("int", "float") else scalar for scalar in shape.scalars}
    kinds = {name for name, _ in shape.literals}
    if "str" in scalars:
        kinds.discard("str")
    parts = [
        *sorted(scalars),
        *(f"literal {kind}" for kind in sorted(kinds)),
        *(f"list[{skeleton(inner)}]" for inner in shape.lists),
        *(f"map[{skeleton(inner)}]" for inner in shape.maps),
        *["class"] * len(shape.classes),
    ]
    return " | ".join(parts)


# -------------------------------------------------------------------------------------- methods


def _compare_methods(
    theirs: dict[str, Method], ours: dict[str, Method], comparison: Comparison
) -> None:
    for name, method in theirs.items():
        found = ours.get(name)
        comparison.note("method", name, name, name if found else "")
        if found is not None:
            comparison.note("verb", name, method.verb, found.verb)
            comparison.note("path", name, method.path, found.path)
            comparison.note("arguments", name, _arguments(method), _arguments(found))
    for name in ours.keys() - theirs.keys():
        comparison.note("method", name, "", name)


def _arguments(method: Method) -> str:
    keyword = (f"{name}{'' if needed else '?'}" for name, needed in method.keyword.items())
    return ", ".join([*method.positional, "*", *sorted(keyword)])


def _values(shape: Shape) -> str:
    return ", ".join(sorted(f"{value!r}" for _, value in shape.literals))
