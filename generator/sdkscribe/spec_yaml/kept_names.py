"""The names that a spec remembers, as they stand under `names` in `spec.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sdkscribe.spec import Form, KeptMember, KeptNames, KeptPackage, KeptPlace, Name
from sdkscribe.spec_yaml.links import named
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node

_FORMS: tuple[Form, ...] = get_args(Form)


def names_node(names: KeptNames) -> Node:
    """Names by what has them, in the order of the alphabet."""
    types: dict[str, Node] = {}
    for kept in sorted(names.places):
        types.setdefault(str(kept.type), {})[kept.form] = kept.place
    members: dict[str, Node] = {}
    for each in sorted(names.members):
        members.setdefault(str(each.owner), {})[each.member] = each.python_name
    found: Node = {}
    if names.packages:
        found["packages"] = dict(sorted(names.packages))
    if types:
        found["types"] = dict(types)
    if members:
        found["members"] = dict(members)
    return found


def names_of(taker: Taker, node: Node) -> KeptNames:
    taker.expect_keys(node, known("packages", "types", "members"))
    return KeptNames(
        packages=tuple(_packages(taker, taker.optional_mapping(node, "packages"))),
        places=tuple(_places(taker, node)),
        members=tuple(_members(taker, node)),
    )


def _packages(taker: Taker, packages: Node) -> Iterator[KeptPackage]:
    for module in packages:
        package = taker.text(packages, module)
        if not all(part.isidentifier() for part in package.split(".")):
            taker.complain(packages, module, f"`{package}` is no package for types")
        yield KeptPackage(module=module, package=package)


def _places(taker: Taker, node: Node) -> Iterator[KeptPlace]:
    for owner, places in _owners(taker, node, "types"):
        taker.expect_keys(places, known(*_FORMS))
        for form in _FORMS:
            if form in places:
                yield KeptPlace(type=owner, form=form, place=_dotted(taker, places, form))


def _members(taker: Taker, node: Node) -> Iterator[KeptMember]:
    for owner, names in _owners(taker, node, "members"):
        for member in names:
            name = taker.text(names, member)
            if not name.isidentifier():
                taker.complain(names, member, f"`{name}` is no name in Python")
            yield KeptMember(owner=owner, member=member, python_name=name)


def _owners(taker: Taker, node: Node, key: str) -> Iterator[tuple[Name, Node]]:
    for text, names in taker.entries(node, key):
        owner = named(text)
        if owner is None:
            taker.complain(node, key, f"`{text}` is no name of the form `module#Name`")
        else:
            yield owner, names


def _dotted(taker: Taker, places: Node, form: str) -> str:
    place = taker.text(places, form)
    parts = place.split(".")
    if len(parts) < len(("types", "module", "Class")) or not all(p.isidentifier() for p in parts):
        hint = "name the module and the class: `types.usage.Usage`"
        taker.complain(places, form, f"`{place}` is no place of a type", hint)
    return place
