"""The spec: what an API says, in frozen values, as the package's declarations and JavaScript say it.

Types are one closed sum (`Type`), written to disk as JSON Schema by `spec_yaml`. Wherever two
TypeScript spellings mean the same, the spelling is kept beside the meaning, so that the source's
declarations can be rendered back from a spec. Source order is kept everywhere. This module imports
nothing of ours; every other module imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

FORMAT_VERSION = 1


class Name(NamedTuple):
    """A declaration's qualified name: its module's path in the package, without extension, and
    its dotted name there (`resources/beta/realtime/sessions`, `Session.Tool`). A tuple and no
    dataclass, because names are the keys of most maps: a tuple's hash is C's."""

    module: str
    name: str

    @property
    def top_level(self) -> str:
        """The outermost declaration that this one is nested in: itself, where it is not nested."""
        return self.name.partition(".")[0]

    @property
    def leaf(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def scope(self) -> str:
        """The dotted name of the enclosing namespace; empty at the top level."""
        return self.name.rpartition(".")[0]

    def __str__(self) -> str:
        return f"{self.module}#{self.name}"


# ---------------------------------------------------------------------------------------- types


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownType:
    """Any JSON value."""

    spelling: Literal["unknown", "any"] = "unknown"


ScalarKind: TypeAlias = Literal[
    "string", "number", "integer", "boolean", "null", "undefined", "never", "object", "void"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarType:
    """A primitive. `integer` is a `number` that the declaration's own words show to be whole, with
    those words as `evidence`. `open` is the `(string & {})` idiom: any string, known ones beside it.
    """

    kind: ScalarKind
    open: bool = False
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignType:
    """A type of the platform and not of the API: an upload, raw bytes, a date."""

    kind: Literal["upload", "bytes", "date"]
    spelling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralType:
    """One value. `spelling` is its source token where that is not the usual one (`"don't"`)."""

    value: str | int | float | bool
    spelling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayType:
    items: Type
    spelling: Literal["Array", "[]", "ReadonlyArray", "readonly []"] = "Array"


@dataclass(frozen=True, slots=True, kw_only=True)
class TupleType:
    items: tuple[Type, ...]
    readonly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapType:
    """An object whose keys are not named: `{ [key: string]: V }` (spelled by its key's name) or
    `Record<K, V>` (`key_name` is None)."""

    keys: Type
    values: Type
    key_name: str | None = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property. Absence is `required`; null is a member of the type. `spelling` is its name as the
    source writes it, where that is not the usual way (`'id'`, `200`)."""

    wire_name: str
    type: Type
    required: bool = True
    description: str | None = None
    readonly: bool = False
    spelling: str | None = None
    line: int = field(default=0, compare=False)

    @property
    def deprecated(self) -> bool:
        return is_deprecated(self.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectType:
    """Named properties, and the type of every other property where an index signature gives one."""

    fields: tuple[Field, ...] = ()
    others: MapType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionType:
    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntersectionType:
    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceType:
    """A use of a declared type. `spelling` is set where the source does not write the reference as
    `usual_spelling` would."""

    target: Name
    arguments: tuple[Type, ...] = ()
    spelling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedType:
    """A declared object type with fewer fields, or with other requirements: `Omit<Session, 'id'>`.
    What it comes to is `object_fields` of it."""

    utility: Literal["Omit", "Pick", "Partial", "Required"]
    of: ReferenceType
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedType:
    """A type that an expression works out from others (`Exclude<Item, Message>`, `T['content']`): what
    it comes to, and its text."""

    spelling: str
    meaning: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableType:
    """A use of a type parameter of the enclosing declaration."""

    name: str


Type: TypeAlias = (
    UnknownType
    | ScalarType
    | ForeignType
    | LiteralType
    | ArrayType
    | TupleType
    | MapType
    | ObjectType
    | UnionType
    | IntersectionType
    | ReferenceType
    | DerivedType
    | ComputedType
    | VariableType
)


# --------------------------------------------------------------------------------- declarations


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeParameter:
    name: str
    constraint: Type | None = None
    default: Type | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDeclaration:
    """An interface (its type is an `ObjectType`; `extends` are its bases), an alias, a class that
    adds nothing to the one that it extends (its type is the reference), or a type of a module that
    the source does not hold (`external`: any value, see `Exclusion`). `spelling` is the text of an
    interface that has fewer fields than its declarations have together."""

    name: Name
    kind: Literal["interface", "alias", "class", "external"]
    type: Type
    description: str | None = None
    parameters: tuple[TypeParameter, ...] = ()
    extends: tuple[ReferenceType | DerivedType, ...] = ()
    exported: bool = True
    spelling: str | None = None
    line: int = field(default=0, compare=False)

    @property
    def deprecated(self) -> bool:
        return is_deprecated(self.description)


Place: TypeAlias = Literal["path", "query", "header", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where one field of an argument goes. `wire_name` is the placeholder of the path, the key of
    the query or the name of the header; it is empty for a field that is the query or the body
    itself, or whose own fields are put into it. `option` is the client's option that stands for the
    field where it is not given. A header that is constant as well is a list: the constant comes
    last."""

    field: str
    place: Place
    wire_name: str
    option: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A parameter of a method, as TypeScript passes it. `place` says where it goes as a whole (or,
    for a params object, where the fields go that `placements` does not send elsewhere; None where
    no other field is sent)."""

    name: str
    type: Type
    required: bool = True
    place: Place | None = None
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """What a call answers: a `value` of `type`, a `page` of items of `type` (`page_class` is the
    class in the pagination module), a `stream` of events of `type`, a value of `type` or a stream
    of `events`, or bytes, text or nothing. `unwrap` is the property of the answer that holds it."""

    kind: Literal["value", "page", "stream", "value_or_stream", "bytes", "text", "nothing"]
    type: Type | None = None
    events: Type | None = None
    page_class: Name | None = None
    unwrap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """One call signature: its arguments (request options aside) and its answer."""

    arguments: tuple[Argument, ...]
    returns: Returns
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header with a constant value, or with one that names client options in braces
    (`Bearer {apiKey}`, `Basic base64({user}:{password})`). `scheme` is the security scheme that a
    header with credentials is of, where methods name the schemes that they take."""

    name: str
    value: str
    scheme: str | None = None


Encoding: TypeAlias = Literal["json", "multipart", "form", "binary", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPart:
    """How one field of a multipart form is sent, where it is not as its value says: its content type,
    and whether it is written as JSON."""

    name: str
    content_type: str
    is_json: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """An endpoint: what the declarations say of its arguments and answers, and what the JavaScript
    says of its verb (upper case), its path (`/files/{fileID}`), its headers, its encoding, and its
    base URL where that is not the client's. Where there are `other_paths`, the first path is called
    whose arguments are all given. `security` are the schemes whose credentials it sends, where that
    is not for the client to say; without any it sends none. `spelling` is the
    text of its signatures where they are not the usual ones."""

    name: str
    verb: str
    path: str
    overloads: tuple[Overload, ...]
    other_paths: tuple[str, ...] = ()
    headers: tuple[Header, ...] = ()
    encoding: Encoding = "json"
    body_parts: tuple[BodyPart, ...] = ()
    base_url: str | None = None
    security: tuple[str, ...] | None = None
    spelling: str | None = None
    line: int = field(default=0, compare=False)

    @property
    def description(self) -> str | None:
        return next((o.description for o in self.overloads if o.description), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLink:
    """An attribute that holds a resource: `client.beta`, `realtime.clientSecrets`."""

    attribute: str
    target: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A class of methods. It has those of the resource that it `extends` as well. Where they are not
    the usual ones, `spelling` has the lines of its head and its attributes, `exports` has those of
    the namespace that passes on the types around it, and `follows` names the type of the module
    that it comes after; usually it comes first."""

    name: Name
    extends: Name | None = None
    description: str | None = None
    resources: tuple[ResourceLink, ...] = ()
    methods: tuple[Method, ...] = ()
    spelling: tuple[str, ...] | None = None
    exports: tuple[str, ...] | None = None
    follows: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """A statement that says nothing new, as it stands in its module: one that passes on names outside
    of any namespace, or that declares an interface again. `follows` is the type or the resource
    that it stands behind; None is the end of the module, and an empty name the place before all
    declarations."""

    text: str
    follows: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One declaration module that holds anything of the slice. `types_package` is the package that
    the vendor's Python SDK keeps its types in, where that does not follow from `path`. `imports`
    are its import statements where they are not the usual ones."""

    path: str
    imports: tuple[str, ...] | None = None
    types: tuple[TypeDeclaration, ...] = ()
    resources: tuple[Resource, ...] = ()
    types_package: str | None = None
    verbatim: tuple[Verbatim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the package's modules are usually written, where packages differ: the endings of
    declaration files and of imports, the class that resources extend, the types of request options
    and of promises, what follows the type of an argument that may be left out, whether a method
    that needs no argument has a signature without any, and where the SDK's own names are imported
    from (`type Uploadable`, `* as Core`: a specifier and a module)."""

    declarations: str = ".d.ts"
    modules: str = ".js"
    resource: str = "APIResource"
    options: str = "RequestOptions"
    promise: str = "APIPromise"
    page_promise: str = "PagePromise"
    optional: str = ""
    short_forms: bool = False
    imports: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------------------------------- pages

FieldPath: TypeAlias = tuple[str, ...]
"""Where a value stands in an answer: the wire names that lead to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The next request has, as query parameter `param`, what stands at `path` of this page or of
    its first or last item."""

    param: str
    path: FieldPath
    of: Literal["page", "first_item", "last_item"] = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber:
    """The next request has, as query parameter `param`, one more than this page's number: what
    stands at `current`, or else this request's own. There is none after the number at `last`."""

    param: str
    current: FieldPath | None = None
    last: FieldPath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOffset:
    """The next request has, as query parameter `param`, how many items there were until now: what
    stands at `current` (or else this request's own, or 0) and this page's. There is none after as
    many as stand at `total`."""

    param: str
    current: FieldPath | None = None
    total: FieldPath | None = None


PageStep: TypeAlias = Cursor | PageNumber | PageOffset
"""How the next page is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClass:
    """A generic class of pages. `type` is the answer's fields, in terms of `parameters`; `items`
    leads to the page's items and is empty for an answer that is an array itself. `backward` goes
    where a request has its parameter, `forward` everywhere else; without any there is one page.
    Pages that `may_be_empty` may be followed by others even so; else an empty one is the last. The
    parameters are in the body where they are `in_body`, and in the query else.
    `headers` are fields that arrive as headers (name: the field, value: the header)."""

    name: Name
    parameters: tuple[TypeParameter, ...]
    type: ObjectType
    items: FieldPath
    has_more: FieldPath | None = None
    forward: PageStep | None = None
    backward: Cursor | None = None
    may_be_empty: bool = False
    in_body: bool = False
    headers: tuple[Header, ...] = ()
    line: int = field(default=0, compare=False)


# ----------------------------------------------------------------------------------- the client


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOption:
    """A vendor's own option of the client (not one that every client has, such as `timeout`). Its
    value is the argument, else that of the environment variable `env`, else `default`."""

    name: str
    env: str | None = None
    default: str | None = None
    required: bool = False
    description: str | None = None


QueryArrays: TypeAlias = Literal["brackets", "comma", "indices", "repeat"]
QueryObjects: TypeAlias = Literal["brackets", "dots"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The client: class, base URL, options, headers, the roots of the resource tree. Braces in the
    base URL name options. `environments` are named base URLs, the usual one first; `auth` is the
    headers that carry credentials; `methods` is the resource whose methods are the client's own;
    `error_field` is the field of an error's answer that holds the error, where that is not the
    whole of it; times are in seconds."""

    class_name: str
    error_class: str
    base_url: str
    error_field: str | None = None
    base_url_env: str | None = None
    environments: tuple[tuple[str, str], ...] = ()
    description: str | None = None
    options: tuple[ClientOption, ...] = ()
    headers: tuple[Header, ...] = ()
    auth: tuple[Header, ...] = ()
    resources: tuple[ResourceLink, ...] = ()
    methods: Name | None = None
    query_arrays: QueryArrays = "repeat"
    query_objects: QueryObjects = "brackets"
    idempotency_header: str | None = None
    timeout: float = 60.0
    max_retries: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Where the declarations come from; `integrity` is npm's hash of the published archive."""

    name: str
    version: str
    integrity: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A declaration that is not carried over: the rule that decided it, and why."""

    name: Name
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """An API, or a slice of it (`only`, resource paths; empty for the whole)."""

    package: Package
    client: Client
    modules: tuple[Module, ...]
    pages: tuple[PageClass, ...] = ()
    only: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    style: Style = Style()

    def types(self) -> dict[Name, TypeDeclaration]:
        return {d.name: d for module in self.modules for d in module.types}

    def resources(self) -> dict[Name, Resource]:
        return {r.name: r for module in self.modules for r in module.resources}


def is_deprecated(description: str | None) -> bool:
    return description is not None and "@deprecated" in description
