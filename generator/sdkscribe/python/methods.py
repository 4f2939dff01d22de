"""The methods of a resource: signatures, documentation, and the one call that each makes."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from sdkscribe.plan import MethodPlan, SignaturePlan
from sdkscribe.python.annotations import Scope, alternatives, annotation, union_of
from sdkscribe.python.answers import answer, returned
from sdkscribe.python.calls import Sending, request_arguments, route
from sdkscribe.python.docstrings import LINE_LENGTH, literal
from sdkscribe.python.flavors import FLAVORS, Flavor
from sdkscribe.python.imports import Imports
from sdkscribe.python.members import Members
from sdkscribe.python.names import BUILTINS, MethodName
from sdkscribe.python.overloads import PythonOverload, merged, overloads_of
from sdkscribe.python.places import Places, qualified
from sdkscribe.python.problems import each
from sdkscribe.python.prose import cleaned, wrapped
from sdkscribe.python.signatures import IDEMPOTENCY_KEY, Parameter, signatures_of
from sdkscribe.spec import Form, Method, Name, Resource, is_deprecated

_BODY_INDENT = 8
_ROOM_FOR_ANSWER = LINE_LENGTH - len("    ) -> :")
_EXTRA_DOCS = {
    "extra_headers": "Headers to send as well; they win over the method's own.",
    "extra_query": "Query parameters to send as well; they win over the method's own.",
    "extra_body": "Fields to send in the body as well; they win over the method's own.",
    "timeout": "The timeout of this request, in seconds, in place of the client's.",
}
# What a method's body may use of its module: a type that it imports can't be called so.
_MODULE_NAMES = frozenset(
    {"Annotated", "Dict", "Field", "List", "Literal", "Optional", "Tuple", "Union"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What the flavors of a method have in common: its parameters, as they are and as they are
    written, those of its overloads where it has several, and its documentation."""

    whole: PythonOverload
    whole_parameters: tuple[str, ...]
    overloads: tuple[tuple[PythonOverload, tuple[str, ...]], ...]
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodWriter:
    """Writes the methods of one resource, with the imports of its module. `scope` is that of the
    signatures; `renaming` are the types that hold fields with other names on the wire."""

    resource: Resource
    members: Members
    scope: Scope
    places: Places
    renaming: Set[Name]
    has_idempotency_keys: bool

    def write(self, method: Method) -> list[MethodPlan]:
        """The method in each flavor."""
        owner = Name(self.resource.name.module, f"{self.resource.name.name}.{method.name}")
        writer = replace(self, scope=replace(self.scope, owner=owner))
        shared = writer._shared(method)
        return each(lambda flavor: writer._write(method, shared, flavor), FLAVORS)

    def _shared(self, method: Method) -> _Shared:
        types = self.scope.types
        takes_key = self._takes_key(method)
        signatures = signatures_of(method, self.resource.name, types, takes_key=takes_key)
        overloads = overloads_of(signatures, types)
        whole = merged(overloads)
        several = overloads if len(overloads) > 1 else ()
        return _Shared(
            whole=whole,
            whole_parameters=self._parameters(method, whole),
            overloads=tuple((o, self._parameters(method, o)) for o in several),
            doc=_doc(method, whole.parameters, takes_key=takes_key),
        )

    def _write(self, method: Method, shared: _Shared, flavor: Flavor) -> MethodPlan:
        whole = shared.whole
        body = Imports(here=self.scope.imports.here, taken=self.scope.imports.taken | _MODULE_NAMES)
        answered = answer(method, whole, flavor, self._in_body(body, whole, "model"), body)
        sending = Sending(
            method=method,
            parameters=whole.parameters,
            scope=self._in_body(body, whole, "params"),
            renaming=self.renaming,
            takes_key=self._takes_key(method),
        )
        call = [
            repr(method.verb),
            route(sending),
            *answered.arguments,
            *request_arguments(sending, body),
        ]
        return MethodPlan(
            name=self.members.methods[method.name],
            definition=flavor.definition if answered.is_awaited else "def",
            decorators=tuple(self._decorators(method)),
            overloads=tuple(self._signature(o, p, flavor) for o, p in shared.overloads),
            overload=self.scope.typing("overload") if shared.overloads else "",
            signature=self._signature(whole, shared.whole_parameters, flavor),
            doc=shared.doc,
            imports=tuple(line for group in body.plan().always for line in group),
            request=f"{flavor.wait if answered.is_awaited else ''}self.{answered.request}",
            arguments=tuple(call),
        )

    def _in_body(self, body: Imports, whole: PythonOverload, form: Form) -> Scope:
        """The scope of a method's body, which imports the types that it needs itself, and whose
        parameters hide builtins."""

        def named(name: Name) -> str:
            home = self.places.homes[self.places.key(name, form)]
            return body.inside(home.module, home.name, otherwise=qualified(home, name))

        shadowed = BUILTINS.intersection(parameter.name for parameter in whole.parameters)
        return replace(self.scope, form=form, named=named, shadowed=shadowed)

    def _takes_key(self, method: Method) -> bool:
        return self.has_idempotency_keys and method.verb != "GET"

    def _signature(
        self, overload: PythonOverload, parameters: tuple[str, ...], flavor: Flavor
    ) -> SignaturePlan:
        """One way to call a method."""
        scope = self._scope_of_form("model")
        answers = dict.fromkeys(
            one for returns in overload.returns for one in returned(returns, flavor, scope)
        )
        returns = self._union(list(answers), room=_ROOM_FOR_ANSWER)
        return SignaturePlan(parameters=parameters, returns=returns)

    def _parameters(self, method: Method, overload: PythonOverload) -> tuple[str, ...]:
        """The parameters as they are written; required ones come first."""
        scope = self._scope_of_form("params")
        keyword = [p for p in overload.parameters if not p.is_positional]
        return (
            "self",
            *(self._parameter(p, scope) for p in overload.parameters if p.is_positional),
            "*",
            *(self._parameter(p, scope) for p in sorted(keyword, key=lambda p: not p.required)),
            *self._extras(method),
        )

    def _parameter(self, parameter: Parameter, scope: Scope) -> str:
        if parameter.required:
            return f"{parameter.name}: {annotation(parameter.type, scope)}"
        omit = self.scope.runtime("types", "omit")
        room = LINE_LENGTH - len(f"        {parameter.name}:  = {omit},")
        parts, omitted = alternatives(parameter.type, scope), self._type("Omit")
        if len(f"{union_of(parts, str)} | {omitted}") <= room:  # nothing is imported to measure it
            written = union_of(parts, scope.typing)
            return f"{parameter.name}: {written} | {omitted} = {omit}"
        return f"{parameter.name}: {self._union([*parts, omitted], room)} = {omit}"

    def _union(self, members: list[str], room: int) -> str:
        """A union, written so that both formatters lay it out alike where it needs several lines."""
        short = " | ".join(members)
        if len(members) == 1 or len(short) <= room:
            return short
        return f"{self.scope.typing('Union')}[{', '.join(members)}]"

    def _extras(self, method: Method) -> Iterator[str]:
        for name, type_name in (("headers", "Headers"), ("query", "Query"), ("body", "Body")):
            yield f"extra_{name}: {self._type(type_name)} | None = None"
        number = self.scope.builtin("float")
        default = self.scope.runtime("types", "not_given")
        types = f"{number} | {self._type('Timeout')} | {self._type('NotGiven')} | None"
        yield f"timeout: {types} = {default}"
        if self._takes_key(method):
            yield f"{IDEMPOTENCY_KEY}: {self.scope.builtin('str')} | None = None"

    def _type(self, name: str) -> str:
        return self.scope.imports.inside(("_runtime", "types"), name, is_checking=True)

    def _scope_of_form(self, form: Form) -> Scope:
        """The scope of a signature. Types nested in another are named through its module, as
        several methods' params have nested types of the same name."""

        def named(name: Name) -> str:
            home = self.places.homes[self.places.key(name, form)]
            if "." not in name.name:
                otherwise = qualified(home, name)
                return self.scope.imports.inside(
                    home.module, home.name, is_checking=True, otherwise=otherwise
                )
            package, stem = home.module[:-1], home.module[-1]
            module = self.scope.imports.inside(package, stem, is_checking=True)
            return f"{module}.{home.name}"

        return replace(self.scope, form=form, named=named)

    def _decorators(self, method: Method) -> Iterator[str]:
        if is_deprecated(method.description):
            deprecated = self.scope.imports.outside("typing_extensions", "deprecated")
            yield f"{deprecated}({_deprecation(method)!r})"


def _deprecation(method: Method) -> str:
    """What a method's documentation says of its deprecation."""
    text = cleaned(method.description)
    _, _, words = text.partition("Deprecated: ")
    paragraph = words.partition("\n\n")[0]
    return " ".join(paragraph.split()) or f"`{MethodName(method.name)}` is deprecated."


def _doc(method: Method, parameters: tuple[Parameter, ...], *, takes_key: bool) -> str:
    """A method's documentation, with that of its arguments."""
    width = LINE_LENGTH - _BODY_INDENT
    lines = [*wrapped(cleaned(method.description), width), "", "Args:"]
    for name, doc in _argument_docs(parameters, takes_key=takes_key):
        lines.extend([*_argument_doc(name, doc, width), ""])
    return literal("\n".join(lines).strip("\n"), indent=_BODY_INDENT)


def _argument_docs(
    parameters: tuple[Parameter, ...], *, takes_key: bool
) -> Iterator[tuple[str, str]]:
    yield from ((p.name, cleaned(p.description)) for p in parameters if p.description)
    yield from _EXTRA_DOCS.items()
    if takes_key:
        yield IDEMPOTENCY_KEY, "A key that tells a request sent twice from two requests."


def _argument_doc(name: str, doc: str, width: int) -> Iterator[str]:
    first, *rest = wrapped(f"{name}: {doc}", width - 6) or [f"{name}:"]
    yield f"  {first}"
    for line in rest:
        yield f"      {line}" if line else ""
