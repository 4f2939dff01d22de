"""Which forms each type of a spec takes: a model where the API answers with it, params where it is
asked with it, both where both. A type that reads the same in both has one form, shared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sdkscribe.python.reach import holders_of, reached_from
from sdkscribe.python.type_packages import is_shared, types_package
from sdkscribe.python.types import Types
from sdkscribe.spec import (
    ArrayType,
    ForeignType,
    Form,
    IntersectionType,
    Name,
    ObjectType,
    ReferenceType,
    Resource,
    Spec,
    TupleType,
    Type,
    TypeDeclaration,
)
from sdkscribe.spec_walk import children, references, types_of

Forms: TypeAlias = Mapping[Name, frozenset[Form]]

_PARAMS_ENDINGS = ("Param", "Params")
FORMS: tuple[Form, ...] = ("model", "params")


def forms_of(spec: Spec, types: Types) -> dict[Name, frozenset[Form]]:
    """The forms of every type: by the methods that reach it; of a type that no method reaches, by
    its name; and those whose names are kept."""
    unsaid = _other_names(types)
    forked = forking(types)
    used = used_in(spec, types)
    unused = [n for n in types if n not in used["params"] and n not in used["model"]]
    for form in FORMS:
        seeds = [n for n in unused if is_named_as_params(n) == (form == "params")]
        kept = [each.type for each in spec.names.places if each.form == form]
        used[form] |= reached_from([*seeds, *kept], types)
    return {
        name: (
            frozenset(form for form in FORMS if name in used[form])
            if name in forked
            else frozenset({"model"})
        )
        for name in types
        if name not in unsaid
    }


def forking(types: Types) -> set[Name]:
    """The types that read differently in a request and in an answer."""
    return holders_of((n for n, d in types.items() if _forks(d)), types)


def used_in(spec: Spec, types: Types) -> dict[Form, set[Name]]:
    """The types that are used in each form, whatever they are called."""
    return {
        "params": reached_from(_asked(spec), types),
        "model": reached_from([*_answered(spec), *shared_types(spec)], types),
    }


def shared_types(spec: Spec) -> Iterator[Name]:
    """What all resources share has a model, whether an answer holds it or not."""
    for module in spec.modules:
        if is_shared(types_package(module)):
            yield from (declared.name for declared in module.types)


def _other_names(types: Types) -> frozenset[Name]:
    """The aliases by which a namespace passes on a type beside it, but for those that are used."""
    passing_on = {
        name
        for name, declared in types.items()
        if "." in name.name
        and isinstance(declared.type, ReferenceType)
        and declared.type.target == Name(name.module, name.leaf)
    }
    used = {target for targets in types.targets.values() for target in targets}
    return frozenset(passing_on - used)


def is_named_as_params(name: Name) -> bool:
    """Whether a type is named as what a method is asked with: `FileListParams`, or one of several
    that it may be asked with, `FileListParamsStreaming`."""
    _, is_params, variant = name.top_level.rpartition("Params")
    return name.top_level.endswith(_PARAMS_ENDINGS) or bool(is_params and variant[:1].isupper())


def methods_params(spec: Spec) -> frozenset[Name]:
    """The top-level types that are named for what a method of their module is asked with, its
    variants too: `FileListParams` and `FileListParamsBase` where a method takes one of them."""
    asked = {
        without_variant(target)
        for module in spec.modules
        for resource in module.resources
        for target in _asked_by(resource)
        if target.module == module.path
    }
    named = (name for name in spec.types() if is_named_as_params(name))
    return frozenset(name for name in named if without_variant(name) in asked)


def without_variant(name: Name) -> Name:
    """`FileListParams`, of `FileListParamsStreaming`; of another type, its own name."""
    before, params, _ = name.name.rpartition("Params")
    return Name(name.module, before + params) if params else name


def _asked(spec: Spec) -> Iterator[Name]:
    for resource in spec.resources().values():
        yield from _asked_by(resource)


def _asked_by(resource: Resource) -> Iterator[Name]:
    for method in resource.methods:
        for overload in method.overloads:
            for argument in overload.arguments:
                yield from _targets(argument.type)


def _answered(spec: Spec) -> Iterator[Name]:
    for resource in spec.resources().values():
        for method in resource.methods:
            for overload in method.overloads:
                for node in (overload.returns.type, overload.returns.events):
                    if node is not None:
                        yield from _targets(node)
    for page in spec.pages:
        yield from _targets(page.type)


def _targets(node: Type) -> Iterator[Name]:
    return (reference.target for reference in references(node))


def _forks(declaration: TypeDeclaration) -> bool:
    """Whether a type reads differently in a request and in an answer: an object, an array, an
    upload."""
    return declaration.kind == "interface" or any(
        _holds_forking_type(node) for node in types_of(declaration)
    )


def _holds_forking_type(node: Type) -> bool:
    forking = ArrayType | TupleType | ObjectType | IntersectionType | ForeignType
    return isinstance(node, forking) or any(_holds_forking_type(c) for c in children(node))
