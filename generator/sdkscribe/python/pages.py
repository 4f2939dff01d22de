"""The module of page classes: each API's own, as the fields of a page and how the next is got."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import assert_never

from sdkscribe.plan import ClassPlan, FieldPlan, FilePlan, TypesPlan
from sdkscribe.python.annotations import Scope
from sdkscribe.python.fields import model_field
from sdkscribe.python.flavors import FLAVORS, Flavor
from sdkscribe.python.homes import Home
from sdkscribe.python.imports import Imports, ModulePath, path_of
from sdkscribe.python.names import (
    BUILTINS,
    MODEL_ATTRIBUTES,
    ClassName,
    PythonName,
    field_names,
)
from sdkscribe.python.pending import PendingFile
from sdkscribe.python.places import Places
from sdkscribe.python.problems import no_rule
from sdkscribe.python.types import Types
from sdkscribe.spec import (
    Cursor,
    FieldPath,
    Name,
    PageClass,
    PageLink,
    PageNumber,
    PageOffset,
    PageStep,
    Spec,
)

PAGES_MODULE: ModulePath = ("pagination",)
# What every page has beside what every model has.
_PAGE_ATTRIBUTES = frozenset(
    {
        "get_next_page", "has_next_page", "iter_pages", "next_page_info", "page_data",
        "page_items", "page_received", "page_requested", "page_rule",
    }
)  # fmt: skip


def page_home(page_class: Name, flavor: Flavor) -> Home:
    """Where a page class is."""
    return Home(module=PAGES_MODULE, name=ClassName(flavor.page_prefix, page_class.leaf))


def pending_pages(spec: Spec, types: Types, places: Places) -> Iterator[PendingFile]:
    """The module of page classes, where the spec has any."""
    if spec.pages:
        yield PendingFile(path=path_of(PAGES_MODULE), plan=partial(_plan, spec, types, places))


def _plan(spec: Spec, types: Types, places: Places) -> FilePlan:
    imports = Imports(here=PAGES_MODULE, taken=frozenset(_own_names(spec.pages, types)))
    classes = [
        _class(page, flavor, types, places, imports) for page in spec.pages for flavor in FLAVORS
    ]
    items = dict.fromkeys(_item(page) for page in spec.pages)
    variable = imports.outside("typing", "TypeVar")
    return FilePlan(
        path=path_of(PAGES_MODULE),
        imports=imports.plan(),
        content=TypesPlan(
            variables=tuple(f"{item} = {variable}({item!r})" for item in items),
            definitions=tuple(classes),
        ),
    )


def _own_names(pages: tuple[PageClass, ...], types: Types) -> Iterator[str]:
    for page in pages:
        yield _item(page)
        yield from (page_home(page.name, flavor).name for flavor in FLAVORS)
        yield from _names(page, types).values()


def _item(page: PageClass) -> str:
    """The type parameter of a page: the type of its items. Pages of one type of item have it too."""
    if len(page.parameters) > 1:
        raise no_rule("a page class with several type parameters", page.name, page.line)
    return page.parameters[0].name if page.parameters else "Item"


def _names(page: PageClass, types: Types) -> dict[str, PythonName]:
    wire_names = [field.wire_name for field in page.type.fields]
    kept = types.kept.of_members(page.name)
    return field_names(wire_names, MODEL_ATTRIBUTES | _PAGE_ATTRIBUTES, kept=kept)


def _class(
    page: PageClass, flavor: Flavor, types: Types, places: Places, imports: Imports
) -> ClassPlan:
    names = _names(page, types)
    scope = Scope(
        form="model",
        owner=page.name,
        types=types,
        imports=imports,
        named=lambda name: places.local_name(name, "model", imports),
        parameters=tuple(replace(p, constraint=None, default=None) for p in page.parameters),
        shadowed=BUILTINS.intersection(names.values()),
    )
    base = scope.runtime("pagination", f"Base{flavor.page_prefix}Page")
    item = _item(page)
    fields = (model_field(f, names[f.wire_name], scope) for f in page.type.fields)
    return ClassPlan(
        name=page_home(page.name, flavor).name,
        bases=f"{base}[{item}], {scope.typing('Generic')}[{item}]",
        fields=(_rule(page, scope), *fields, *_bare_items(page, scope)),
    )


def _bare_items(page: PageClass, scope: Scope) -> Iterator[FieldPlan]:
    """The field of the runtime's own for an answer that is an array itself."""
    if not page.items and "items" not in _names(page, scope.types).values():
        yield FieldPlan(name="items", annotation=f"{scope.typing('List')}[{_item(page)}]")


def _rule(page: PageClass, scope: Scope) -> FieldPlan:
    arguments = [f"items={_path(page.items)}"]
    if page.has_more is not None:
        arguments.append(f"has_more={_path(page.has_more)}")
    if page.forward is not None:
        arguments.append(f"forward={_next(page.forward, scope)}")
    if page.backward is not None:
        arguments.append(f"backward={_next(page.backward, scope)}")
    if page.may_be_empty:
        arguments.append("may_be_empty=True")
    if page.in_body:
        arguments.append("in_body=True")
    if page.headers:
        names = _names(page, scope.types)
        pairs = ((str(names.get(h.name, PythonName(h.name))), h.value) for h in page.headers)
        arguments.append(f"headers=({''.join(f'{pair!r}, ' for pair in pairs)})")
    rule = scope.runtime("pagination", "PageRule")
    return FieldPlan(
        name="page_rule",
        annotation=f"{scope.typing('ClassVar')}[{rule}]",
        default=f" = {rule}({', '.join(arguments)})",
    )


def _next(rule: PageStep, scope: Scope) -> str:
    places: dict[str, FieldPath | None]
    match rule:
        case Cursor(param=param, path=path, of=of):
            cursor = scope.runtime("pagination", "Cursor")
            return f"{cursor}(param={param!r}, path={_path(path)}, of={of!r})"
        case PageLink(path=path):
            return f"{scope.runtime('pagination', 'PageLink')}(path={_path(path)})"
        case PageNumber(param=param, current=current, last=last):
            step, places = "PageNumber", {"current": current, "last": last}
        case PageOffset(param=param, current=current, total=total):
            step, places = "PageOffset", {"current": current, "total": total}
        case _:
            assert_never(rule)
    given = [f"{name}={_path(path)}" for name, path in places.items() if path is not None]
    arguments = ", ".join([f"param={param!r}", *given])
    return f"{scope.runtime('pagination', step)}({arguments})"


def _path(path: FieldPath) -> str:
    """A path along the attributes of models."""
    return repr(tuple(str(PythonName(name).avoiding(MODEL_ATTRIBUTES)) for name in path))
