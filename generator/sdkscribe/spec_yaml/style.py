"""The house style of the declarations, as it stands under `typescript` in `spec.yaml`: what differs
from the style that is usual everywhere."""

from __future__ import annotations

from sdkscribe.spec import Style
from sdkscribe.spec_yaml.taking import Taker, known
from sdkscribe.spec_yaml.tree import Node, Tree

_USUAL = Style()
_KEYS = known(
    "declarations",
    "modules",
    "resource",
    "options",
    "promise",
    "page_promise",
    "optional",
    "short_forms",
    "export_imports",
    "imports",
)


def style_node(style: Style) -> Node:
    said: dict[str, Tree] = {
        "declarations": style.declarations,
        "modules": style.modules,
        "resource": style.resource,
        "options": style.options,
        "promise": style.promise,
        "page_promise": style.page_promise,
        "optional": style.optional,
        "short_forms": style.short_forms,
        "export_imports": style.export_imports,
    }
    found = {key: value for key, value in said.items() if value != getattr(_USUAL, key)}
    if style.imports:
        found["imports"] = dict(style.imports)
    return found


def style_of(taker: Taker, node: Node) -> Style:
    taker.expect_keys(node, _KEYS)

    def said(key: str, usual: str) -> str:
        return usual if key not in node else taker.text(node, key)

    imports = taker.optional_mapping(node, "imports")
    return Style(
        declarations=said("declarations", _USUAL.declarations),
        modules=said("modules", _USUAL.modules),
        resource=said("resource", _USUAL.resource),
        options=said("options", _USUAL.options),
        promise=said("promise", _USUAL.promise),
        page_promise=said("page_promise", _USUAL.page_promise),
        optional=said("optional", _USUAL.optional),
        short_forms=taker.flag(node, "short_forms", False),
        export_imports=taker.flag(node, "export_imports", False),
        imports=tuple((specifier, taker.text(imports, specifier)) for specifier in imports),
    )
