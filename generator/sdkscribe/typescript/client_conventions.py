"""How a client writes the values of a form, and how it is told of errors in a stream: what functions that
every SDK of the family has do in this one."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.spec import FormArrays, FormObjects, StreamErrors
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node, child, text, walk

_FORM_MODULES = ("internal/uploads", "uploads")
FORM_WRITER = "addFormValue"
_STREAM_MODULES = ("core/streaming", "streaming")


def form_arrays(modules: Modules) -> FormArrays:
    """How an array is written: `form.append(key + '[]', …)`, `${key}[${index}]` or as JSON."""
    for branch in _form_branches(modules, "Array.isArray(value)"):
        if _writes_json(branch):
            return "json"
        if any(text(node).endswith("}]`") for node in walk(branch) if _is_template(node)):
            return "indices"
    return "brackets"


def form_objects(modules: Modules) -> FormObjects | None:
    """How an object is written: `${key}[${name}]`, or as JSON where there is no file in it; None where
    that depends on its name."""
    for branch in _form_branches(modules, "typeof value === 'object'"):
        if _writes_json(branch):
            return None if _compares_key(branch) else "json"
    return "brackets"


def stream_errors(modules: Modules) -> StreamErrors:
    """Which events are errors: those with a field `error`, `if (data && data.error)`, and those of
    that name, `if (sse.event === 'error')`."""
    scripts = [script for module in _STREAM_MODULES if (script := modules.script(module))]
    said: StreamErrors = "none" if scripts else "all"
    for script in scripts:
        for node in script.nodes("if_statement"):
            condition = child(node, "condition")
            asked = text(condition) if condition is not None else ""
            if "data.error" in asked:
                return "all"
            if ".event" in asked and asked.endswith("'error')"):
                said = "events"
    return said


def _form_branches(modules: Modules, condition: str) -> Iterator[Node]:
    """What the writer of forms does with a value for which a condition holds."""
    for module in _FORM_MODULES:
        script = modules.script(module)
        for node in script.nodes("if_statement") if script is not None else ():
            asked, consequence = child(node, "condition"), child(node, "consequence")
            if asked is None or consequence is None or text(asked) != f"({condition})":
                continue
            if FORM_WRITER in text(consequence):
                yield consequence


def _is_template(node: Node) -> bool:
    return node.type == "template_string"


def _writes_json(branch: Node) -> bool:
    return "JSON.stringify" in text(branch)


def _compares_key(branch: Node) -> bool:
    """Whether it matters under which name a value is sent: `key === 'env'`."""
    return any(
        node.type == "binary_expression" and text(child(node, "left") or node) == "key"
        for node in walk(branch)
    )
