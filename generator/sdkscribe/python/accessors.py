"""The attributes that hold resources: of the client, of a resource, and of the views of both."""

from __future__ import annotations

from sdkscribe.plan import AccessorPlan, WrapperPlan
from sdkscribe.python.flavors import VIEWS, Flavor, View
from sdkscribe.python.homes import Home, resource_home
from sdkscribe.python.imports import Imports
from sdkscribe.python.members import Members
from sdkscribe.python.names import ClassName, PythonName, camel_case
from sdkscribe.spec import Name, ResourceLink

VIEW_ATTRIBUTES: dict[View, str] = {
    "raw": "with_raw_response",
    "streaming": "with_streaming_response",
}
_VIEW_DOCS: dict[View, str] = {
    "raw": '"""The same methods, returning the HTTP response, its body read, around the answer."""',
    "streaming": '"""The same methods, returning the HTTP response, its body not yet read."""',
}


def resource_accessor(
    link: ResourceLink, name: PythonName, flavor: Flavor, imports: Imports, client: str
) -> AccessorPlan:
    """An attribute that holds a resource; `client` is how it gets at the client."""
    home = _flavored(link.target, flavor)
    local, source = _imported(home, imports)
    return AccessorPlan(name=name, type=local, value=f"{local}({client})", source=source)


def view_accessors(class_name: str, flavor: Flavor) -> tuple[AccessorPlan, ...]:
    """`with_raw_response` and `with_streaming_response` of a class."""
    return tuple(
        AccessorPlan(
            name=VIEW_ATTRIBUTES[view],
            type=flavor.view(class_name, view),
            value=f"{flavor.view(class_name, view)}(self)",
            doc=_VIEW_DOCS[view],
        )
        for view in VIEWS
    )


def wrapper(
    class_name: str,
    links: tuple[ResourceLink, ...],
    members: Members,
    view: View,
    flavor: Flavor,
    imports: Imports,
) -> WrapperPlan:
    """The view of a class: its methods wrapped, its resources' views as attributes."""
    attribute = PythonName(class_name).avoiding(frozenset({"self"}))
    methods = tuple(members.methods.values())
    wrap = imports.inside(("_runtime", "response"), flavor.wrap[view]) if methods else ""
    return WrapperPlan(
        name=flavor.view(class_name, view),
        wraps=flavor.named(class_name),
        attribute=attribute,
        wrap=wrap,
        methods=methods,
        accessors=tuple(
            _viewed(link, members.resources[link.attribute], attribute, view, flavor, imports)
            for link in links
        ),
    )


def _viewed(
    link: ResourceLink,
    name: PythonName,
    attribute: str,
    view: View,
    flavor: Flavor,
    imports: Imports,
) -> AccessorPlan:
    plain = resource_home(link.target)
    home = Home(module=plain.module, name=flavor.view(plain.name, view))
    local, source = _imported(home, imports)
    return AccessorPlan(
        name=name, type=local, value=f"{local}(self._{attribute}.{name})", source=source
    )


def _flavored(target: Name, flavor: Flavor) -> Home:
    home = resource_home(target)
    return Home(module=home.module, name=flavor.named(home.name))


def _imported(home: Home, imports: Imports) -> tuple[str, str | None]:
    """A class's local name, and the statement that imports it where it is needed."""
    if home.module == imports.here:
        return home.name, None
    otherwise = ClassName(camel_case(home.module[-2]), home.name)
    local = imports.inside(home.module, home.name, is_checking=True, otherwise=otherwise)
    return local, imports.line(home.module, home.name, local)
