"""What the Python package will say: finished text and flags, in frozen values for the templates.

Each file names its template and holds what the template prints. Nothing here knows a spec.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Groups: TypeAlias = tuple[tuple[str, ...], ...]
"""Lines of code in groups that an empty line parts: imports, in their sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportsPlan:
    """Imports at run time, and imports for type checkers only."""

    always: Groups = ()
    checking: Groups = ()


# ---------------------------------------------------------------------------------------- types


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlan:
    """A field of a class. `default` is empty where there is none; `doc` is a literal."""

    name: str
    annotation: str
    default: str = ""
    doc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyPlan:
    """A property of a class, and the expression that it is; `doc` is a literal."""

    name: str
    annotation: str
    value: str
    doc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPlan:
    """A class of fields and properties. `extra` is the type and value that stand for the fields
    without a name."""

    name: str
    bases: str
    doc: str | None = None
    fields: tuple[FieldPlan, ...] = ()
    properties: tuple[PropertyPlan, ...] = ()
    extra: str | None = None

    @property
    def is_class(self) -> bool:
        return True

    @property
    def is_empty(self) -> bool:
        return not (self.doc or self.fields or self.properties or self.extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasPlan:
    """A name for a type. `annotation` says to type checkers that it is one. `named` makes a type
    with an identity of its own, which stands for the alias when the program runs."""

    name: str
    annotation: str
    value: str
    named: str | None = None
    doc: str | None = None

    @property
    def is_class(self) -> bool:
        return False


DefinitionPlan: TypeAlias = ClassPlan | AliasPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesPlan:
    """What a module of types defines; `variables` are its type variables."""

    variables: tuple[str, ...] = ()
    definitions: tuple[DefinitionPlan, ...] = ()


# ------------------------------------------------------------------------------------ resources


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturePlan:
    """One way to call a method: its whole parameters, and the type of its answer."""

    parameters: tuple[str, ...]
    returns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPlan:
    """A method: `definition` is `def` or `async def`; `overload` decorates its overloads; `imports`
    are those of its body; `request` is the call that sends, without its arguments."""

    name: str
    definition: str
    decorators: tuple[str, ...]
    overload: str
    overloads: tuple[SignaturePlan, ...]
    signature: SignaturePlan
    doc: str
    imports: tuple[str, ...]
    request: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessorPlan:
    """A cached attribute that holds a resource, or a view of one: `value` builds a `type`. `source`
    is the line that imports the class, where it lives elsewhere."""

    name: str
    type: str
    value: str
    source: str | None = None
    doc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapperPlan:
    """A view of the class `wraps`, whose methods answer with the response itself: `wrap` makes
    them do so. It keeps what it is a view of as `attribute`."""

    name: str
    wraps: str
    attribute: str
    wrap: str
    methods: tuple[str, ...]
    accessors: tuple[AccessorPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePlan:
    """A resource class, sync or async."""

    name: str
    base: str
    doc: str | None
    accessors: tuple[AccessorPlan, ...]
    methods: tuple[MethodPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesPlan:
    """What a module of resources defines: the resources, and the views of them."""

    resources: tuple[ResourcePlan, ...]
    wrappers: tuple[WrapperPlan, ...]


# ----------------------------------------------------------------------------------- the client


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionPlan:
    """An option of the client: the type of its parameter, and of the attribute that it becomes."""

    name: str
    parameter: str
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientClassPlan:
    """A client class, sync or async. `http_client` is httpx2's class for its connections."""

    name: str
    base: str
    doc: str | None
    constructor_doc: str
    options: tuple[OptionPlan, ...]
    http_client: str
    accessors: tuple[AccessorPlan, ...]
    own_methods: OwnMethodsPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMethodsPlan:
    """The client's own methods: the class that has them, and each with the client's name for it."""

    class_name: str
    methods: tuple[OwnMethodPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMethodPlan:
    name: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPlan:
    """What the module of the client defines. `definition` is the arguments that describe it;
    `environments` is the type of the client's argument that names one, if it has any."""

    definition: tuple[str, ...]
    environments: str | None
    max_retries: int
    clients: tuple[ClientClassPlan, ...]
    wrappers: tuple[WrapperPlan, ...]


# ---------------------------------------------------------------------------------- the package


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """A name that a package loads on first use, as literals: from which module, which attribute
    (an empty one for the module itself)."""

    name: str
    module: str
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsPlan:
    """An `__init__.py` that loads what it exports on first use. `names` is what `__all__` lists;
    `constants` are lines that give some of them their values at once."""

    doc: str | None
    names: tuple[str, ...]
    constants: tuple[str, ...]
    exports: tuple[ExportPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReexportsPlan:
    """A module that only passes on what it imports: the `names`."""

    names: tuple[str, ...]


Content: TypeAlias = TypesPlan | ResourcesPlan | ClientPlan | ExportsPlan | ReexportsPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """A file to render: its path in the package, what it imports, and what it holds. `header` is
    the comment that opens it, and `pragmas` what follows for type checkers."""

    path: str
    header: tuple[str, ...] = ()
    pragmas: tuple[str, ...] = ()
    imports: ImportsPlan = ImportsPlan()
    content: Content
