"""The spellings that a whole module keeps: of its imports, its classes, their methods' signatures, and
what it passes on, where they are not what the house style makes of the spec."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sdkscribe.spec import Method, Module, PageClass, Resource, Style
from sdkscribe.spelling.exports import usual_exports
from sdkscribe.spelling.imports import Used, imports_of, used_by
from sdkscribe.spelling.modules import class_head
from sdkscribe.spelling.signatures import usual_signatures
from sdkscribe.spelling.speller import Speller, speller_of
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import DeclarationFile, Declared, with_comments
from sdkscribe.typescript.members import signature_of
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.style import learn_style
from sdkscribe.typescript.syntax import Node, child, text
from sdkscribe.typescript.verbatim import leading_statements, verbatim_statements


def keep_spellings(
    modules: Modules,
    found: tuple[Module, ...],
    pages: Iterable[PageClass],
    whole: Collection[str],
) -> tuple[Style, tuple[Module, ...]]:
    """The modules, those of the paths in `whole` with the spellings that they need, and of their
    style what is of use to the others."""
    style = learn_style(modules, sorted(whole))
    speller = speller_of(found, pages, style)
    spelled = tuple(
        _with_resources(modules, module, speller) if module.path in whole else module
        for module in found
    )
    speller = speller_of(spelled, pages, style)
    used = {module.path: used_by(module, speller) for module in spelled}
    kept = tuple(
        (
            _with_statements(modules, module, imports_of(used[module.path], module.path, style))
            if module.path in whole
            else module
        )
        for module in spelled
    )
    return _of_use(style, [used[module.path] for module in kept if module.imports is None]), kept


def _of_use(style: Style, used: Iterable[Used]) -> Style:
    """The style without the imports that no module has where its imports are the usual ones."""
    names = {name for each in used for name in each.others}
    imports = (each for each in style.imports if each[0].rpartition(" ")[2] in names)
    return replace(style, imports=tuple(imports))


def same_tokens(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space."""
    return "".join(one.split()) == "".join(other.split())


def _all_same(ones: Collection[str], others: Collection[str]) -> bool:
    return len(ones) == len(others) and all(map(same_tokens, ones, others))


def _with_statements(modules: Modules, module: Module, usual: tuple[str, ...]) -> Module:
    """The module with its imports, and with what it passes on outside of any namespace."""
    root = modules.declarations(module.path).root
    imports = tuple(text(node) for node in leading_statements(root))
    kept = None if _all_same(imports, usual) else imports
    return replace(module, imports=kept, verbatim=verbatim_statements(root, module))


def _with_resources(modules: Modules, module: Module, speller: Speller) -> Module:
    file = modules.declarations(module.path)
    before = _types_before(file, module)
    resources = tuple(
        replace(
            _spelled_resource(resource, file.classes[resource.name.name], module, speller),
            follows=before[resource.name.name],
        )
        for resource in module.resources
    )
    namespaces = dict(_namespaces(file.root))
    return replace(
        module,
        resources=tuple(
            _with_exports(resource, namespaces.get(resource.name.name), module, speller)
            for resource in resources
        ),
    )


def _types_before(file: DeclarationFile, module: Module) -> dict[str, str | None]:
    """The last type before each class of a file."""
    types = [declaration.name.name for declaration in module.types]
    ends = {name: file.declared[name].node.start_byte for name in types}
    found: dict[str, str | None] = {}
    for name, declared in file.classes.items():
        start = declared.node.start_byte
        found[name] = next((each for each in reversed(types) if ends[each] < start), None)
    return found


def _namespaces(root: Node) -> Iterator[tuple[str, Node]]:
    """The bodies of the namespaces at a module's top level, by name."""
    for statement in root.named_children:
        declaration = child(statement, "declaration") or statement
        for node in (declaration, *declaration.named_children):
            name, body = child(node, "name"), child(node, "body")
            if node.type in ("internal_module", "module") and name is not None and body is not None:
                yield text(name), body


def _with_exports(
    resource: Resource, body: Node | None, module: Module, speller: Speller
) -> Resource:
    source = tuple(text(statement) for statement in body.named_children) if body is not None else ()
    usual = usual_exports(resource, module, speller)
    return resource if _all_same(source, usual) else replace(resource, exports=source)


def _spelled_resource(
    resource: Resource, declared: Declared, module: Module, speller: Speller
) -> Resource:
    body = child(declared.node, "body")
    if body is None:
        return resource
    before = declared.node.text or b""
    head = before[: body.start_byte - declared.node.start_byte].decode()
    exported = "export " if declared.exported else ""
    lines = (f"{exported}declare {head.strip()} {{", *_attributes(body, resource))
    usual = class_head(resource, speller)
    signatures = _signatures(body)
    return replace(
        resource,
        spelling=None if _all_same(lines, usual) else lines,
        methods=tuple(
            _spelled_method(method, signatures.get(method.name, []), module, speller)
            for method in resource.methods
        ),
    )


def _attributes(body: Node, resource: Resource) -> Iterator[str]:
    """The attributes of a class that hold resources."""
    held = {link.attribute for link in resource.resources}
    for node in body.named_children:
        name = child(node, "name")
        if node.type == "public_field_definition" and name is not None and text(name) in held:
            yield f"{text(node)};"


def _signatures(body: Node) -> dict[str, list[tuple[str | None, Node]]]:
    """The documentation and the node of each signature, by the method's name."""
    found: dict[str, list[tuple[str | None, Node]]] = {}
    for node, comment in with_comments(body):
        name = child(node, "name")
        if name is not None and signature_of(node, comment) is not None:
            found.setdefault(text(name), []).append((documentation(comment), node))
    return found


def _spelled_method(
    method: Method, signatures: list[tuple[str | None, Node]], module: Module, speller: Speller
) -> Method:
    usual = list(usual_signatures(method, module.path, speller))
    source = [f"{text(node)};" for _, node in signatures]
    described = [description for description, _ in signatures]
    if [description for description, _ in usual] == described and _all_same(
        [line for _, line in usual], source
    ):
        return method
    return replace(method, spelling=_dedented(signatures))


def _dedented(signatures: list[tuple[str | None, Node]]) -> str:
    """The source from the first signature to the last, with what stands between them."""
    first, last = signatures[0][1], signatures[-1][1]
    root = first.parent
    content = root.text if root is not None else None
    start = root.start_byte if root is not None else 0
    source = (content or b"")[first.start_byte - start : last.end_byte - start].decode()
    indentation = " " * first.start_point.column
    return source.replace(f"\n{indentation}", "\n") + ";"
