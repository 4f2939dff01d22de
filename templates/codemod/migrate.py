"""Rewrites calls, imports and reads of answers that were written for the old API.

    python -m libcst.tool codemod -x MODULE.Migrate FILES

where `MODULE` is this file's name, in a folder that `.libcst.codemod.yaml` lists under `modules`, beside the
`formatter` of your code; or call `migrated(source)`. What it moves was inferred: read the difference before you
keep it. It leaves alone what it cannot see through, such as arguments in a dict, and says so, with the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import libcst as cst
from libcst.codemod import CodemodContext, VisitorBasedCodemodCommand
from libcst.codemod.visitors import AddImportsVisitor
from libcst.helpers import get_full_name_for_node
from libcst.metadata import (
    Assignment,
    CodeRange,
    ParentNodeProvider,
    PositionProvider,
    ScopeProvider,
)


class Call(NamedTuple):
    """Where a method is, and where its arguments and the fields of its answer went: dotted paths.
    `demanded` are new arguments with the code of their value, empty where that is not known."""

    path: str
    moved: dict[str, str]
    demanded: dict[str, str]
    gone: tuple[str, ...]
    read: dict[str, str]


OLD_PACKAGE = ""
NEW_PACKAGE = ""
CALLS: dict[str, Call] = {}
IMPORTS: dict[tuple[str, str], tuple[str, str]] = {}
GONE: set[str] = set()

_WRAPPERS = ("with_raw_response", "with_streaming_response")
_Tree: TypeAlias = "dict[str, _Tree | cst.BaseExpression]"


def migrated(source: str) -> str:
    """A program's source, rewritten."""
    return Migrate(CodemodContext()).transform_module(cst.parse_module(source)).code


class Migrate(VisitorBasedCodemodCommand):
    DESCRIPTION = "Rewrites code for the old API to the new one."
    METADATA_DEPENDENCIES = (ScopeProvider, ParentNodeProvider, PositionProvider)

    def _say(self, node: cst.CSTNode, text: str) -> None:
        place = self.get_metadata(PositionProvider, node)
        assert isinstance(place, CodeRange)
        self.warn(f"line {place.start.line}: {text}")

    def _parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        return self.get_metadata(ParentNodeProvider, node, None)

    # ------------------------------------------------------------------------------------- calls

    def leave_Call(  # noqa: N802
        self, original_node: cst.Call, updated_node: cst.Call
    ) -> cst.BaseExpression:
        known = _known_call(original_node)
        if known is None:
            return updated_node
        old, call = known
        function = _moved_function(updated_node.func, old, call.path)
        if call.read and not self._is_followed(original_node):
            self._say(original_node, f"{call.path}: what is read from its answer is not followed")
        if any(arg.star for arg in updated_node.args) and (call.moved or call.demanded):
            self._say(
                original_node, f"{call.path}: arguments are not written out; move them by hand"
            )
            return updated_node.with_changes(func=function)
        args = self._moved_args(original_node, updated_node, call)
        return updated_node.with_changes(func=function, args=args)

    def _moved_args(self, original: cst.Call, node: cst.Call, call: Call) -> Sequence[cst.Arg]:
        kept: list[cst.Arg] = []
        tree: _Tree = {}
        for arg in node.args:
            name = "" if arg.keyword is None else arg.keyword.value
            if name in call.moved:
                _put(tree, call.moved[name], arg.value)
            else:
                kept.append(arg)
            if name in call.gone:
                self._say(original, f"{call.path}: there is no `{name}` any more")
        for path, code in call.demanded.items():
            if code:
                _put(tree, path, cst.parse_expression(code))
            else:
                self._say(original, f"{call.path}: needs `{path}`")
        moved = [_argument(name, _expression(value)) for name, value in tree.items()]
        return [*(arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in kept), *moved]

    def _is_followed(self, node: cst.Call) -> bool:
        """Whether nothing is read from an answer, or where `leave_Attribute` sees it."""
        parent = self._parent(node)
        user = self._parent(parent) if isinstance(parent, cst.Await) else parent
        if isinstance(user, cst.Assign):
            return all(isinstance(target.target, cst.Name) for target in user.targets)
        if isinstance(user, cst.AnnAssign | cst.NamedExpr):
            return isinstance(user.target, cst.Name)
        return isinstance(user, cst.Attribute | cst.Expr)

    # ------------------------------------------------------------------------------------- reads

    def leave_Attribute(  # noqa: N802
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        self._say_what_is_not_called(original_node)
        call = self._answered_by(original_node.value)
        path = None if call is None else call.read.get(original_node.attr.value)
        if path is None:
            return updated_node
        return _dotted(updated_node.value, path.split("."))

    def _answered_by(self, node: cst.BaseExpression) -> Call | None:
        """The method that a value is the answer of: it is the call, or a name that is only ever
        given to answers of that one method."""
        direct = _answering(node)
        if direct is not None or not isinstance(node, cst.Name):
            return direct
        scope = self.get_metadata(ScopeProvider, node, None)
        if scope is None:
            return None
        found = [self._assigned(assignment) for assignment in scope[node.value]]
        first = found[0] if found else None
        return first if all(call == first for call in found) else None

    def _assigned(self, assignment: object) -> Call | None:
        if not isinstance(assignment, Assignment):
            return None
        parent = self._parent(assignment.node)
        statement = self._parent(parent) if isinstance(parent, cst.AssignTarget) else parent
        if isinstance(statement, cst.Assign | cst.AnnAssign | cst.NamedExpr) and statement.value:
            return _answering(statement.value)
        return None

    def _say_what_is_not_called(self, node: cst.Attribute) -> None:
        """A resource, or a method, that is moved and that something else than a call is done with."""
        name, parent = get_full_name_for_node(node) or "", self._parent(node)
        is_called = isinstance(parent, cst.Call) and parent.func is node
        for old, call in CALLS.items():
            resource = old.rpartition(".")[0]
            if call.path == old:
                continue
            is_method = name.endswith(f".{old}") and not is_called
            if is_method or (
                name.endswith(f".{resource}") and not isinstance(parent, cst.Attribute)
            ):
                self._say(node, f"{old}: it is {call.path} now; it is not followed from here")
                return

    # ----------------------------------------------------------------------------------- imports

    def leave_ImportFrom(  # noqa: N802
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.BaseSmallStatement | cst.RemovalSentinel:
        module = "" if updated_node.module is None else get_full_name_for_node(updated_node.module)
        package, _, inside = (module or "").partition(".")
        if package != OLD_PACKAGE or updated_node.relative:
            return updated_node
        if not _aliases(updated_node):
            self._say(original_node, f"from {module} import *: import by name")
            return updated_node
        stay: list[cst.ImportAlias] = []
        for alias in _aliases(updated_node):
            new = IMPORTS.get((inside, alias.evaluated_name))
            if new is None:
                stay.append(alias)
                if not GONE.isdisjoint((inside, f"{inside}.{alias.evaluated_name}")):
                    self._say(original_node, f"{module}.{alias.evaluated_name} is gone")
            else:
                here = alias.evaluated_alias or alias.evaluated_name
                if new[1] != alias.evaluated_name:
                    self._say(
                        original_node, f"{alias.evaluated_name} is {new[1]} now: look at its fields"
                    )
                asname = None if here == new[1] else here
                path = f"{NEW_PACKAGE}.{new[0]}"
                AddImportsVisitor.add_needed_import(self.context, path, new[1], asname)
        if not stay:
            return cst.RemoveFromParent()
        names = [alias.with_changes(comma=cst.MaybeSentinel.DEFAULT) for alias in stay]
        return updated_node.with_changes(module=_name(_in_new_package(module or "")), names=names)

    def leave_ImportAlias(  # noqa: N802
        self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias
    ) -> cst.ImportAlias:
        statement = self.get_metadata(ParentNodeProvider, original_node, None)
        name = updated_node.evaluated_name
        if not isinstance(statement, cst.Import) or name.partition(".")[0] != OLD_PACKAGE:
            return updated_node
        if name.partition(".")[2] in GONE:
            self._say(original_node, f"{name} is gone")
        if OLD_PACKAGE == NEW_PACKAGE:
            return updated_node
        if "." in name and updated_node.asname is None:
            self._say(original_node, f"import {name}: import it by another name")
            return updated_node
        asname = updated_node.asname or cst.AsName(name=cst.Name(OLD_PACKAGE))
        return updated_node.with_changes(name=_name(_in_new_package(name)), asname=asname)


def _known_call(node: cst.Call) -> tuple[str, Call] | None:
    """The method that is called, by its old path: whatever the client is called."""
    name = get_full_name_for_node(node.func) if isinstance(node.func, cst.Attribute) else None
    if name is None:
        return None
    plain = ".".join(part for part in name.split(".") if part not in _WRAPPERS)
    return next(((old, call) for old, call in CALLS.items() if plain.endswith(f".{old}")), None)


def _answering(node: cst.BaseExpression) -> Call | None:
    given = node.value if isinstance(node, cst.NamedExpr) else node
    inner = given.expression if isinstance(given, cst.Await) else given
    known = _known_call(inner) if isinstance(inner, cst.Call) else None
    return None if known is None or _is_wrapped(inner) else known[1]


def _is_wrapped(node: cst.BaseExpression) -> bool:
    """Whether a call answers with a response around the answer."""
    name = get_full_name_for_node(node) or ""
    return any(wrapper in name.split(".") for wrapper in _WRAPPERS)


def _moved_function(function: cst.BaseExpression, old: str, new: str) -> cst.BaseExpression:
    """`client.with_raw_response.old` with the new path; a wrapper stays in front of the method."""
    left = old.count(".") + 1
    wrapper: str | None = None
    receiver = function
    while left and isinstance(receiver, cst.Attribute):
        if receiver.attr.value in _WRAPPERS:
            wrapper = receiver.attr.value
        else:
            left -= 1
        receiver = receiver.value
    *resources, method = new.split(".")
    return _dotted(receiver, [*resources, *([wrapper] if wrapper else []), method])


def _dotted(node: cst.BaseExpression, names: Iterable[str]) -> cst.BaseExpression:
    for name in names:
        node = cst.Attribute(value=node, attr=cst.Name(name))
    return node


def _put(tree: _Tree, path: str, value: cst.BaseExpression) -> None:
    *around, last = path.split(".")
    inside = tree
    for name in around:
        below = inside.setdefault(name, {})
        assert isinstance(below, dict), f"{path} is inside of a value"
        inside = below
    inside[last] = value


def _expression(value: _Tree | cst.BaseExpression) -> cst.BaseExpression:
    if not isinstance(value, dict):
        return value
    return cst.Dict(
        [
            cst.DictElement(cst.SimpleString(f'"{name}"'), _expression(inner))
            for name, inner in value.items()
        ]
    )


def _argument(name: str, value: cst.BaseExpression) -> cst.Arg:
    tight = cst.AssignEqual(
        whitespace_before=cst.SimpleWhitespace(""), whitespace_after=cst.SimpleWhitespace("")
    )
    return cst.Arg(keyword=cst.Name(name), value=value, equal=tight)


def _aliases(node: cst.ImportFrom) -> Sequence[cst.ImportAlias]:
    return () if isinstance(node.names, cst.ImportStar) else node.names


def _in_new_package(module: str) -> str:
    package, dot, inside = module.partition(".")
    assert package == OLD_PACKAGE
    return f"{NEW_PACKAGE}{dot}{inside}"


def _name(dotted: str) -> cst.Attribute | cst.Name:
    found = cst.parse_expression(dotted)
    assert isinstance(found, cst.Attribute | cst.Name)
    return found
