"""One change of each kind, made at a random place of a whole API: what a comparison has to find, no more
and no less."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from diff.mutations.calls import (
    answer_changed,
    answer_nested,
    argument_added,
    argument_nested,
    overload_added,
    page_class_changed,
    page_rule_changed,
    placement_changed,
)
from diff.mutations.client import (
    base_url_changed,
    client_header_changed,
    convention_changed,
    credentials_changed,
    option_added,
    timeout_changed,
)
from diff.mutations.fields import (
    default_changed,
    deprecated_added,
    documentation_changed,
    field_added,
    field_became_required,
    field_renamed,
)
from diff.mutations.resources import (
    encoding_changed,
    endpoint_changed,
    header_changed,
    method_added,
    method_renamed,
    path_parameter_added,
    path_parameter_renamed,
    resource_added,
    resource_renamed,
    verb_changed,
)
from diff.mutations.types import (
    object_became_union,
    reference_changed,
    type_added,
    type_extracted,
    type_moved,
    type_renamed,
    type_rewritten,
)
from diff.mutations.values import (
    enum_opened,
    known_literals_added,
    literals_added,
    null_added,
    type_replaced,
    type_widened,
    union_member_added,
    wrapped_in_a_union,
)
from diff.mutations.whole import Mutation, Whole, whole_of

__all__ = ["MUTATIONS", "Mutation", "whole_of"]

Mutate: TypeAlias = Callable[[Whole], Mutation]

MUTATIONS: Mapping[str, Mutate] = {
    "an optional field": lambda whole: field_added(whole, is_required=False),
    "a required field": lambda whole: field_added(whole, is_required=True),
    "a field that must be there": field_became_required,
    "a field's name": field_renamed,
    "a default": default_changed,
    "a description": documentation_changed,
    "a deprecation": deprecated_added,
    "null": null_added,
    "a literal": literals_added,
    "a known literal": known_literals_added,
    "an open enum": enum_opened,
    "a member of a union": union_member_added,
    "a union around a type": wrapped_in_a_union,
    "another type": type_replaced,
    "a wider type": type_widened,
    "another type of the same form": reference_changed,
    "another type of the same values": type_rewritten,
    "a union in an object's place": object_became_union,
    "a name for a type": type_extracted,
    "a type": type_added,
    "a type's name": type_renamed,
    "a type's module": type_moved,
    "a method": method_added,
    "a method's name": method_renamed,
    "a resource": resource_added,
    "a resource's name": resource_renamed,
    "a path": endpoint_changed,
    "a verb": verb_changed,
    "an encoding": encoding_changed,
    "a header": header_changed,
    "a parameter of a path": path_parameter_added,
    "the name of a parameter of a path": path_parameter_renamed,
    "an optional argument": lambda whole: argument_added(whole, is_required=False),
    "a required argument": lambda whole: argument_added(whole, is_required=True),
    "a place": placement_changed,
    "an overload": overload_added,
    "an answer": answer_changed,
    "a class of pages": page_class_changed,
    "a rule of a class of pages": page_rule_changed,
    "an answer inside of another": answer_nested,
    "an argument inside of another": argument_nested,
    "a base URL": base_url_changed,
    "a convention": convention_changed,
    "credentials": credentials_changed,
    "a timeout": timeout_changed,
    "a client's header": client_header_changed,
    "an option": lambda whole: option_added(whole, is_required=False),
    "an option that is asked for": lambda whole: option_added(whole, is_required=True),
}
