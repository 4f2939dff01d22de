"""The spellings that a whole module keeps: of its imports, its classes, their methods' signatures, and
what it passes on, where they are not what the house style makes of the spec."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sdkscribe.spec import Method, Module, Overload, Resource, Spec
from sdkscribe.spelling.exports import usual_exports
from sdkscribe.spelling.imports import imports_of, used_by
from sdkscribe.spelling.modules import class_head, module_text
from sdkscribe.spelling.signatures import method_lines, usual_signatures
from sdkscribe.spelling.speller import Spelled, Speller, speller_of
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.declarations import DeclarationFile, with_comments
from sdkscribe.typescript.members import signatures_of
from sdkscribe.typescript.memory import Memory
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.statements import same_tokens, statement_of, with_remarks, with_statements
from sdkscribe.typescript.style import learn_style
from sdkscribe.typescript.syntax import Node, child, text
from sdkscribe.typescript.verbatim import (
    declares_types,
    early_namespaces,
    leading_statements,
    namespace_bodies,
    verbatim_statements,
)


def with_spellings(spec: Spec, memory: Memory, whole: Collection[str]) -> Spec:
    """The spec with the spellings that its modules need, as far as their paths are in `whole`, and of
    their style what is of use to the others."""
    style = learn_style(memory, sorted(whole))
    speller = speller_of(spec.modules, spec.pages, style)
    spelled = [_kept(memory, module, speller, module.path in whole) for module in spec.modules]
    names = frozenset[str]().union(*(each.names for each in spelled))
    imports = tuple(each for each in style.imports if each[0].rpartition(" ")[2] in names)
    modules = tuple(each.module for each in spelled)
    return replace(spec, modules=modules, style=replace(style, imports=imports))


def _kept(memory: Memory, module: Module, speller: Speller, is_whole: bool) -> Spelled:
    seen = speller.seen_from(module)
    spelled, _ = memory.made(
        module.path,
        ("spelled", "whole" if is_whole else "slice"),
        (*module.types, *module.resources),
        (replace(module, types=(), resources=()), seen),
        lambda modules, _: _spelled(modules, module, seen, is_whole),
    )
    return spelled


def _spelled(modules: Modules, module: Module, speller: Speller, is_whole: bool) -> Spelled:
    if is_whole:
        module = with_statements(module, modules.declarations(module.path))
        module = _with_resources(modules, module, speller)
    used = used_by(module, speller)
    if is_whole:
        module = _with_statements(modules, module, imports_of(used, module.path, speller.style))
        module = _with_remarks(modules, module, speller)
    names = frozenset(used.others) if module.imports is None else frozenset[str]()
    return Spelled(module=module, names=names)


def _all_same(ones: Collection[str], others: Collection[str]) -> bool:
    return len(ones) == len(others) and all(map(same_tokens, ones, others))


def _with_statements(modules: Modules, module: Module, usual: tuple[str, ...]) -> Module:
    """The module with its imports, and with what it passes on outside of any namespace."""
    file = modules.declarations(module.path)
    imports = tuple(text(node) for node in leading_statements(file.root))
    kept = None if _all_same(imports, usual) else imports
    return replace(module, imports=kept, verbatim=verbatim_statements(file, module))


def _with_remarks(modules: Modules, module: Module, speller: Speller) -> Module:
    file = modules.declarations(module.path)
    if not file.remarks:
        return module
    kept = tuple(_kept_signatures(module, file))
    return with_remarks(module, file, kept, module_text(module, speller))


def _kept_signatures(module: Module, file: DeclarationFile) -> Iterator[tuple[int, int]]:
    """The spans, in bytes, of the signatures that are kept as they stand, with all between them."""
    for resource in module.resources:
        body = child(file.classes[resource.name.name].node, "body")
        signatures = {} if body is None else _signatures(body)
        for method in resource.methods:
            found = [node for _, node in signatures.get(method.name, ())]
            if method.spelling is not None and found:
                yield found[0].start_byte, found[-1].end_byte


def _with_resources(modules: Modules, module: Module, speller: Speller) -> Module:
    file = modules.declarations(module.path)
    before = _types_before(file, module)
    resources = tuple(
        replace(
            _spelled_resource(resource, file, module, speller),
            follows=before[resource.name.name],
        )
        for resource in module.resources
    )
    early = early_namespaces(file.root)
    bodies = namespace_bodies(file.root)
    namespaces = {
        name: body
        for name, body in bodies
        if body.start_byte not in early and not declares_types(body)
    }
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


def _with_exports(
    resource: Resource, body: Node | None, module: Module, speller: Speller
) -> Resource:
    source = tuple(text(statement) for statement in body.named_children) if body is not None else ()
    usual = usual_exports(resource, module, speller)
    return resource if _all_same(source, usual) else replace(resource, exports=source)


def _spelled_resource(
    resource: Resource, file: DeclarationFile, module: Module, speller: Speller
) -> Resource:
    node = file.classes[resource.name.name].node
    body = child(node, "body")
    if body is None:
        return resource
    statement = statement_of(node)
    before = (statement.text or b"")[: body.start_byte - statement.start_byte]
    attributes = _attributes(body, resource)
    lines = (f"{before.decode().strip()} {{", *attributes.get(None, ()))
    usual = class_head(resource, speller)
    signatures = _signatures(body)
    methods = (
        _spelled_method(method, signatures.get(method.name, []), file, module, speller)
        for method in resource.methods
    )
    return replace(
        resource,
        spelling=None if _all_same(lines, usual) else lines,
        methods=tuple(
            _with_attributes(method, attributes.get(method.name, ()), module, speller)
            for method in methods
        ),
    )


def _with_attributes(
    method: Method, attributes: Sequence[str], module: Module, speller: Speller
) -> Method:
    """The method with the attributes that stand behind it in its class."""
    if not attributes:
        return method
    usual = method_lines(replace(method, overloads=_undescribed(method)), module.path, speller)
    return replace(method, spelling="\n".join((*usual, *attributes)))


def _undescribed(method: Method) -> tuple[Overload, ...]:
    """The overloads with the first one's documentation left out, which stands before a spelling."""
    first, *others = method.overloads
    return (replace(first, description=None), *others)


def _attributes(body: Node, resource: Resource) -> dict[str | None, list[str]]:
    """The attributes of a class that hold resources, by the method that they stand behind."""
    held = {link.attribute for link in resource.resources}
    methods = {method.name for method in resource.methods}
    found: dict[str | None, list[str]] = {}
    behind: str | None = None
    for node, comment in with_comments(body):
        name = child(node, "name")
        if name is None:
            continue
        if node.type == "public_field_definition" and text(name) in held:
            documented = "" if comment is None else f"{text(comment)}\n"
            found.setdefault(behind, []).append(f"{documented}{text(node)};")
        elif text(name) in methods:
            behind = text(name)
    return found


def _signatures(body: Node) -> dict[str, list[tuple[str | None, Node]]]:
    """The documentation and the node of each signature, by the method's name."""
    found: dict[str, list[tuple[str | None, Node]]] = {}
    for node, comment in with_comments(body):
        name = child(node, "name")
        if name is not None and signatures_of(node, comment):
            found.setdefault(text(name), []).append((documentation(comment), node))
    return found


def _spelled_method(
    method: Method,
    signatures: list[tuple[str | None, Node]],
    file: DeclarationFile,
    module: Module,
    speller: Speller,
) -> Method:
    usual = list(usual_signatures(method, module.path, speller))
    source = [f"{file.source(node)};" for _, node in signatures]
    described = [description for description, _ in signatures]
    if [description for description, _ in usual] == described and _all_same(
        [line for _, line in usual], source
    ):
        return method
    return replace(method, spelling=_dedented(signatures, file))


def _dedented(signatures: list[tuple[str | None, Node]], file: DeclarationFile) -> str:
    """The source from the first signature to the last, with what stands between them."""
    first, last = signatures[0][1], signatures[-1][1]
    source = file.content[first.start_byte : last.end_byte].decode()
    indentation = " " * first.start_point.column
    return source.replace(f"\n{indentation}", "\n") + ";"
