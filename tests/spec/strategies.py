"""Random specs: every kind of type, with names and texts that YAML, URIs and JSON pointers trip over.

The modules and what they declare are fixed, so that references resolve and strategies are built once;
what the declarations say is random.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sdkscribe.spec import (
    Argument,
    ArrayType,
    AuthSends,
    BodyPart,
    Client,
    ClientOption,
    ComputedType,
    Credential,
    Cursor,
    DeclarationKind,
    DerivedType,
    Encoding,
    EnumMember,
    Exclusion,
    Field,
    ForeignType,
    FormArrays,
    FormObjects,
    Header,
    IntersectionType,
    KeptMember,
    KeptNames,
    KeptPackage,
    KeptPlace,
    LiteralType,
    MapType,
    Method,
    Module,
    Name,
    ObjectType,
    Overload,
    Package,
    PageClass,
    PageLink,
    PageNumber,
    PageOffset,
    Place,
    Placement,
    QueryArrays,
    QueryObjects,
    ReferenceType,
    Remark,
    Resource,
    ResourceLink,
    Returns,
    ScalarType,
    Spec,
    StreamErrors,
    Style,
    TupleType,
    Type,
    TypeDeclaration,
    TypeParameter,
    UnionType,
    UnknownType,
    VariableType,
    Verbatim,
)

T = TypeVar("T")

WORDS = [
    "2024-10-01",
    "1e-05",
    "1.0e-05",
    "on",
    "no",
    "y",
    "inf",
    ".inf",
    "-.inf",
    ".nan",
    "null",
    "~",
    "007",
    "0o7",
    "0x1f",
    "0b1",
    "1_000",
    "12:30",
    "1:2:3.4",
    "+1",
    "-0",
    ".5",
    "5.",
    "5e3",
    "true",
    "=",
    "<<",
    "-",
    "?",
    "...",
    "---",
    "#",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "{a}",
    "[a]",
    "a:",
    ":a",
    "a:b",
    "a#b",
    "-a",
    "6.8.1",
    "'",
    '"',
    "\\",
]
TRAPS = [
    *WORDS,
    *[
        "",
        " ",
        " a",
        "a ",
        "a\tb",
        "a: b",
        "a #b",
        "- a",
        "a\x00",
        "\x7f",
        "\u2028",
        "\x85",
        "\ufeff",
    ],
    *["\xa0", "\U0001f600", "\uffff", "\r\n", "\n", "a\n", "\na", "a\n\n", "  a\nb", "\ta\nb"],
    *["a\n  b", "a\n   ", "   \na", "a\n\t\nb", "a\u2028\nb", "a\n# b", "a\n\n\nb"],
]

TYPE_NAMES = (
    Name("resources/shared", "Shared"),
    Name("resources/shared", "Shared.Inner"),
    Name("resources/beta/sessions", "a/b~c %20é"),
    Name("resources/beta/sessions", "$on"),
    Name("x:y z/%41#", "Odd"),
    Name("index", "Root"),
)
PAGE_NAME = Name("core/a b/pagination", "Page")
RESOURCE_NAMES = (
    Name("resources/beta/sessions", "Sessions"),
    Name("x:y z/%41#", "a/b~c %20é"),
)
MODULES = ("index", "resources/beta/sessions", "x:y z/%41#", "resources/shared", "empty")


def several(
    items: SearchStrategy[T], most: int = 2, least: int = 0
) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


def distinct(
    items: SearchStrategy[T], key: Callable[[T], str], most: int = 3, least: int = 0
) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(items, min_size=least, max_size=most, unique_by=key).map(tuple)


traps = st.sampled_from(TRAPS)
_texts = traps | st.text(max_size=12) | st.text(alphabet=" \n\t:#-ab'\".0é", max_size=12)


@st.composite
def a_text(draw: st.DrawFn) -> str:
    """Drawn in a function because the `repr` of a strategy that is not is of many pages."""
    return draw(_texts)


texts = a_text()
words = st.sampled_from(["a", "b", "on", "x_y", "$z", "é", "Record", "key", "T", "null"])
descriptions = st.none() | texts | st.just("Text.\n\n@deprecated use another")


# ------------------------------------------------------------------------------------------ types

_numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.one_of(
    st.builds(ScalarType, kind=st.sampled_from(("string", "number", "boolean", "null"))),
    st.builds(ScalarType, kind=st.sampled_from(("undefined", "never", "object", "void"))),
    st.builds(ScalarType, kind=st.sampled_from(("string", "number")), open=st.just(True)),
    st.builds(ScalarType, kind=st.just("integer"), evidence=st.none() | texts),
)
literals = st.one_of(
    st.builds(LiteralType, value=traps | st.booleans() | _numbers),
    st.builds(LiteralType, value=traps, spelling=st.none() | texts),
)
_values = st.builds(LiteralType, value=traps | _numbers)
_kinds = st.sampled_from(("upload", "bytes", "date"))
foreign = st.builds(ForeignType, kind=_kinds, spelling=words)
unknown = st.builds(UnknownType, spelling=st.sampled_from(("unknown", "any")))
variables = st.builds(VariableType, name=words)
_names = st.sampled_from((*TYPE_NAMES, PAGE_NAME))
_plain_references = st.builds(ReferenceType, target=_names, spelling=st.none() | words)
_leaves: SearchStrategy[Type] = st.one_of(
    scalars, literals, foreign, unknown, variables, _plain_references
)


@st.composite
def a_leaf(draw: st.DrawFn) -> Type:
    return draw(_leaves)


leaves = a_leaf()


def maps(inner: SearchStrategy[Type]) -> SearchStrategy[MapType]:
    plain = st.sampled_from((ScalarType(kind="string"), ScalarType(kind="number")))
    return st.builds(MapType, keys=plain | inner, values=inner, key_name=st.none() | words)


def objects(inner: SearchStrategy[Type]) -> SearchStrategy[ObjectType]:
    fields = st.builds(
        Field,
        wire_name=words | texts,
        type=inner,
        required=st.booleans(),
        description=descriptions,
        readonly=st.booleans(),
        spelling=st.none() | words,
        joins=st.none() | texts,
    )
    others = st.none() | maps(inner)
    return st.builds(ObjectType, fields=distinct(fields, lambda f: f.wire_name), others=others)


@st.composite
def tuples(draw: st.DrawFn, inner: SearchStrategy[Type]) -> TupleType:
    items = draw(several(inner))
    return TupleType(
        items=items,
        optional=draw(st.integers(0, len(items))),
        rest=draw(st.none() | inner) if items else None,
        readonly=draw(st.booleans()),
    )


def references(inner: SearchStrategy[Type]) -> SearchStrategy[ReferenceType]:
    arguments = several(inner)
    return st.builds(ReferenceType, target=_names, arguments=arguments, spelling=st.none() | words)


derived = st.builds(
    DerivedType,
    utility=st.sampled_from(("Omit", "Pick", "Partial", "Required")),
    of=_plain_references,
    keys=several(words | texts),
)


def _larger(inner: SearchStrategy[Type]) -> SearchStrategy[Type]:
    members = several(inner, least=1, most=4)
    arrays = st.sampled_from(("Array", "[]", "ReadonlyArray", "readonly []"))
    return st.one_of(
        st.builds(ArrayType, items=inner, spelling=arrays),
        tuples(inner),
        st.builds(UnionType, members=members),
        st.builds(IntersectionType, members=members),
        maps(inner),
        objects(inner),
        references(inner),
        derived,
        st.builds(ComputedType, spelling=texts, meaning=inner),
    )


@st.composite
def a_type(draw: st.DrawFn, depth: int) -> Type:
    return draw(leaves if depth == 0 or draw(st.booleans()) else _LARGER[depth - 1])


_LARGER = tuple(_larger(a_type(depth)) for depth in range(2))
types = a_type(2)


# ----------------------------------------------------------------------------------- declarations

_parameters = st.builds(
    TypeParameter, name=words, constraint=st.none() | types, default=st.none() | types
)
_heads = st.tuples(
    descriptions,
    distinct(_parameters, lambda p: p.name, most=2),
    st.booleans(),
    st.none() | texts,
    st.none() | texts,
    st.none() | texts,
)
_interfaces = st.tuples(objects(types), several(references(leaves) | derived))


@st.composite
def declarations(draw: st.DrawFn, name: Name) -> TypeDeclaration:
    description, parameters, exported, spelling, python_name, python_alias = draw(_heads)
    plain = TypeDeclaration(
        name=name,
        kind="external",
        type=UnknownType(),
        description=description,
        parameters=parameters,
        exported=exported,
        spelling=spelling,
        python_name=python_name,
        python_alias=python_alias,
    )
    match draw(st.sampled_from(get_args(DeclarationKind))):
        case "interface":
            body, bases = draw(_interfaces)
            return replace(plain, kind="interface", type=body, extends=bases)
        case "class" if draw(st.booleans()):
            bases = (draw(references(leaves)),)
            return replace(plain, kind="class", type=draw(objects(types)), extends=bases)
        case "class":
            return replace(plain, kind="class", type=draw(references(leaves)))
        case "alias":
            return replace(plain, kind="alias", type=draw(types))
        case "enum":
            values = draw(several(_values, least=1, most=3))
            names = draw(st.lists(texts, min_size=len(values), max_size=len(values), unique=True))
            members = tuple(EnumMember(name=name, description=draw(descriptions)) for name in names)
            return replace(plain, kind="enum", type=UnionType(members=values), members=members)
        case _:
            return plain


# -------------------------------------------------------------------------------------- resources

_places = st.sampled_from(get_args(Place))
_placements = st.one_of(
    st.builds(
        Placement,
        field=st.just("") | words,
        place=_places,
        wire_name=words,
        option=st.none() | words,
    ),
    st.builds(Placement, field=words, place=_places, wire_name=st.just("")),
)
_arguments = st.builds(
    Argument,
    name=words,
    type=types,
    required=st.booleans(),
    place=st.none() | _places,
    placements=several(_placements),
)
_returns = st.one_of(
    st.builds(Returns, kind=st.sampled_from(("bytes", "text", "nothing"))),
    st.builds(
        Returns,
        kind=st.sampled_from(("value", "stream")),
        type=types,
        unwrap=st.none() | texts,
    ),
    st.builds(Returns, kind=st.just("value_or_stream"), type=types, events=types),
    st.builds(Returns, kind=st.just("page"), type=types, page_class=_names),
)
_overloads = st.builds(
    Overload,
    arguments=distinct(_arguments, lambda a: a.name),
    returns=_returns,
    description=descriptions,
)
headers = several(st.builds(Header, name=words, value=texts))
_header = st.builds(Header, name=words, value=texts)
_auth = several(
    st.builds(
        Credential,
        headers=distinct(_header, lambda header: header.name, least=1),
        scheme=st.none() | words,
    )
)
_body_parts = st.builds(
    BodyPart, name=words, content_type=texts, is_json=st.booleans(), is_body_if_alone=st.booleans()
)
methods = st.builds(
    Method,
    name=words,
    verb=st.sampled_from(("GET", "POST", "")),
    path=st.sampled_from(("/a/{b}", "/", "")),
    overloads=several(_overloads),
    other_paths=several(st.sampled_from(("/c/{d}", "/e"))),
    headers=headers,
    encoding=st.sampled_from(get_args(Encoding)),
    body_parts=distinct(_body_parts, lambda part: part.name),
    base_url=st.none() | texts,
    spelling=st.none() | texts,
    without_headers=several(words),
    security=st.none() | several(words),
    streams_by=words,
)
_links = distinct(
    st.builds(ResourceLink, attribute=words, target=st.sampled_from(RESOURCE_NAMES)),
    lambda link: link.attribute,
)
_resource_parts = st.tuples(
    descriptions,
    st.none() | st.sampled_from(RESOURCE_NAMES),
    _links,
    distinct(methods, lambda m: m.name, most=2),
)
_lines = st.none() | several(texts)
_frames = st.tuples(_lines, _lines, st.none() | words)


@st.composite
def resources(draw: st.DrawFn, name: Name) -> Resource:
    description, base, links, found = draw(_resource_parts)
    spelling, exports, follows = draw(_frames)
    return Resource(
        name=name,
        description=description,
        extends=base,
        resources=links,
        methods=found,
        spelling=spelling,
        exports=exports,
        follows=follows,
    )


_remarks = st.builds(Remark, text=texts, line=st.integers(1, 9))
_verbatim = st.builds(Verbatim, text=texts, follows=st.none() | texts)


def modules(path: str) -> SearchStrategy[Module]:
    types_here = [declarations(name) for name in TYPE_NAMES if name.module == path]
    resources_here = [resources(name) for name in RESOURCE_NAMES if name.module == path]
    return st.builds(
        Module,
        path=st.just(path),
        imports=_lines,
        types=st.tuples(*types_here),
        resources=st.tuples(*resources_here),
        types_package=st.none() | texts,
        leaves_out_resources=st.booleans(),
        verbatim=several(_verbatim),
        remarks=several(_remarks),
    )


# ------------------------------------------------------------------------------------- whole specs

_options = st.builds(
    ClientOption,
    name=words,
    env=st.none() | words,
    default=st.none() | texts,
    is_today_by_default=st.booleans(),
    required=st.booleans(),
    description=descriptions,
)
clients = st.builds(
    Client,
    class_name=texts,
    error_class=texts,
    base_url=texts,
    error_field=st.none() | words,
    base_url_env=st.none() | words,
    environments=distinct(st.tuples(words, texts), lambda environment: environment[0]),
    description=descriptions,
    options=distinct(_options, lambda o: o.name),
    headers=headers,
    auth=_auth,
    auth_sends=st.sampled_from(get_args(AuthSends)),
    is_auth_optional=st.booleans(),
    query=headers,
    resources=_links,
    methods=st.none() | st.sampled_from(RESOURCE_NAMES),
    query_arrays=st.sampled_from(get_args(QueryArrays)),
    query_objects=st.sampled_from(get_args(QueryObjects)),
    form_arrays=st.sampled_from(get_args(FormArrays)),
    form_objects=st.sampled_from(get_args(FormObjects)),
    stream_errors=st.sampled_from(get_args(StreamErrors)),
    idempotency_header=st.none() | words,
    timeout=st.floats(min_value=0, max_value=1e9),
    max_retries=st.integers(0, 9),
)
_paths = several(words | texts)
_cursors = st.builds(
    Cursor,
    param=words,
    path=_paths,
    of=st.sampled_from(("page", "first_item", "last_item")),
)
_page_numbers = st.builds(
    PageNumber, param=words, current=st.none() | _paths, last=st.none() | _paths
)
_page_offsets = st.builds(
    PageOffset, param=words, current=st.none() | _paths, total=st.none() | _paths
)
_page_links = st.builds(PageLink, path=_paths)
_page_classes = st.builds(
    PageClass,
    name=st.just(PAGE_NAME),
    parameters=distinct(_parameters, lambda p: p.name, most=2),
    type=objects(types),
    items=_paths,
    has_more=st.none() | _paths,
    forward=st.none() | _cursors | _page_numbers | _page_offsets | _page_links,
    backward=st.none() | _cursors,
    may_be_empty=st.booleans(),
    in_body=st.booleans(),
    headers=headers,
)
_packages = st.builds(
    Package, name=texts, version=texts, integrity=st.none() | texts, license=st.none() | texts
)
_styles = st.builds(
    Style,
    declarations=words,
    modules=words,
    resource=words,
    options=words,
    promise=words,
    page_promise=words,
    optional=texts,
    short_forms=st.booleans(),
    export_imports=st.booleans(),
    imports=distinct(st.tuples(texts, words), lambda pair: pair[0]),
)
_kept_places = st.builds(
    KeptPlace,
    type=_names,
    form=st.sampled_from(["model", "params"]),
    place=st.sampled_from(["types.a.A", "types.on.null.B"]),
)
_kept_members = st.builds(
    KeptMember,
    owner=_names,
    member=words | texts,
    python_name=st.sampled_from(["a", "on", "null_", "x_y"]),
)
_kept_packages = st.builds(
    KeptPackage,
    module=words.filter(lambda word: word != "null"),
    package=st.sampled_from(["dns", "beta.on"]),
)
_kept_names = st.builds(
    KeptNames,
    packages=distinct(_kept_packages, lambda kept: kept.module).map(sorted).map(tuple),
    places=distinct(_kept_places, lambda kept: str(kept[:2])).map(sorted).map(tuple),
    members=distinct(_kept_members, lambda kept: str(kept[:2])).map(sorted).map(tuple),
)
_specs = st.builds(
    Spec,
    package=_packages,
    client=clients,
    modules=st.tuples(*(modules(path) for path in MODULES)),
    pages=st.tuples(_page_classes),
    only=several(texts),
    exclusions=several(st.builds(Exclusion, name=_names, rule=texts, reason=texts)),
    style=_styles,
    names=_kept_names,
)


@st.composite
def a_spec(draw: st.DrawFn) -> Spec:
    return draw(_specs)


specs = a_spec()
