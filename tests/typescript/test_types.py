"""Type expressions, read from one-line declarations."""

from __future__ import annotations

import pytest

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    ArrayType,
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    MapType,
    Name,
    ObjectType,
    ReferenceType,
    ScalarType,
    TupleType,
    Type,
    TypeDeclaration,
    UnionType,
    UnknownType,
)
from sdkscribe.typescript.memory import Memory
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.place import Place
from sdkscribe.typescript.reach import Reached
from sdkscribe.typescript.source_files import SourceFiles
from sdkscribe.typescript.types import place_in, type_declaration

STRING = ScalarType(kind="string")
NULL = ScalarType(kind="null")


def memory_of(files: dict[str, bytes], problems: list[Problem]) -> Memory:
    return Memory(files=SourceFiles(contents=files), problems=problems)


def declare(source: str, name: str = "T", **others: str) -> tuple[TypeDeclaration, list[Problem]]:
    place, declaration = placed(source, name, **others)
    return declaration, place.problems


def placed(source: str, name: str = "T", **others: str) -> tuple[Place, TypeDeclaration]:
    """A declaration, and the place that it was read in, with what was met there."""
    files = {"resources/m.d.ts": source.encode()}
    files.update({f"resources/{path}.d.ts": text.encode() for path, text in others.items()})
    modules = Modules(files=SourceFiles(contents=files))
    file = modules.declarations("resources/m")
    place = place_in(modules, file, "resources/m", "", [])
    return place, type_declaration(file.declared[name], Name("resources/m", name), place)


EXPRESSIONS: list[tuple[str, Type]] = [
    ("string", STRING),
    ("unknown", UnknownType()),
    ("any", UnknownType(spelling="any")),
    ("boolean", ScalarType(kind="boolean")),
    ("'a'", LiteralType(value="a")),
    ('"a"', LiteralType(value="a", spelling='"a"')),
    (r"'it\'s'", LiteralType(value="it's", spelling=r"'it\'s'")),
    ("-1", LiteralType(value=-1)),
    ("1.50", LiteralType(value=1.5, spelling="1.50")),
    ("true", LiteralType(value=True)),
    ("string | null", UnionType(members=(STRING, NULL))),
    (
        "'a' | 'b' | 'c'",
        UnionType(members=tuple(LiteralType(value=value) for value in "abc")),
    ),
    (
        "(string & {}) | 'a'",
        UnionType(members=(ScalarType(kind="string", open=True), LiteralType(value="a"))),
    ),
    ("Array<string>", ArrayType(items=STRING)),
    ("string[]", ArrayType(items=STRING, spelling="[]")),
    ("readonly string[]", ArrayType(items=STRING, spelling="readonly []")),
    ("ReadonlyArray<string>", ArrayType(items=STRING, spelling="ReadonlyArray")),
    ("[string, null]", TupleType(items=(STRING, NULL))),
    ("readonly [string]", TupleType(items=(STRING,), readonly=True)),
    ("Record<string, null>", MapType(keys=STRING, values=NULL, key_name=None)),
    ("{ [id: string]: null }", MapType(keys=STRING, values=NULL, key_name="id")),
    (
        "{ a?: string; 'b[c]': null }",
        ObjectType(
            fields=(
                Field(wire_name="a", type=STRING, required=False),
                Field(wire_name="b[c]", type=NULL),
            )
        ),
    ),
    (
        "{ a: string } & { b: null }",
        IntersectionType(
            members=(
                ObjectType(fields=(Field(wire_name="a", type=STRING),)),
                ObjectType(fields=(Field(wire_name="b", type=NULL),)),
            )
        ),
    ),
    ("Date", ForeignType(kind="date", spelling="Date")),
    ("Blob", ForeignType(kind="upload", spelling="Blob")),
]


@pytest.mark.parametrize(("expression", "expected"), EXPRESSIONS, ids=[e for e, _ in EXPRESSIONS])
def test_an_expression_means(expression: str, expected: Type) -> None:
    declaration, problems = declare(f"export type T = {expression};")
    assert problems == []
    assert declaration.type == expected


def test_a_name_is_looked_up_from_the_innermost_namespace_out() -> None:
    source = """
        export interface Kind { outer: string }
        export interface T { audio: T.Audio }
        export declare namespace T {
            interface Audio { kind: Kind; input: Audio.Input }
            interface Kind { inner: string }
            namespace Audio { interface Input { kind: Kind } }
        }
    """
    declaration, problems = declare(source, "T.Audio")
    assert problems == []
    assert isinstance(declaration.type, ObjectType)
    assert [f.type for f in declaration.type.fields] == [
        ReferenceType(target=Name("resources/m", "T.Kind")),
        ReferenceType(target=Name("resources/m", "T.Audio.Input")),
    ]


def test_a_name_is_followed_through_imports_reexports_and_renamings() -> None:
    source = """
        import * as API from './index';
        import { Shared as Local } from './shared';
        export type T = API.Shared | Local | API.Box.Renamed;
    """
    declaration, problems = declare(
        source,
        index="export * from './shared'; export { Box } from './box';",
        shared="export interface Shared { a: string }",
        box="""
            import * as Inner from './shared';
            export declare class Box { }
            export declare namespace Box { export { type Original as Renamed }; }
            export interface Original { b: string }
        """,
    )
    assert problems == []
    assert declaration.type == UnionType(
        members=(
            ReferenceType(target=Name("resources/shared", "Shared"), spelling="API.Shared"),
            ReferenceType(target=Name("resources/shared", "Shared"), spelling="Local"),
            ReferenceType(target=Name("resources/box", "Original"), spelling="API.Box.Renamed"),
        )
    )


def test_bases_keep_their_order() -> None:
    source = """
        export interface A { a: string } export interface B { b: string }
        export interface T extends A, B { c: string }
    """
    declaration, _ = declare(source)
    assert declaration.extends == (
        ReferenceType(target=Name("resources/m", "A")),
        ReferenceType(target=Name("resources/m", "B")),
    )


def test_a_utility_type_is_derived_from_a_declared_one() -> None:
    source = """
        export interface Base { a: string; b: string }
        export interface T extends Omit<Base, 'a' | 'b'> { c: string }
    """
    declaration, problems = declare(source)
    assert problems == []
    base = ReferenceType(target=Name("resources/m", "Base"))
    assert declaration.extends == (DerivedType(utility="Omit", of=base, keys=("a", "b")),)


def test_documentation_keeps_its_lines_and_its_indentation() -> None:
    source = """
        /**
         * First.
         *
         *     code
         * - a list
         */
        export interface T { /** One line. */ a: string }
    """
    declaration, _ = declare(source)
    assert declaration.description == "First.\n\n    code\n- a list"
    assert isinstance(declaration.type, ObjectType)
    assert declaration.type.fields[0].description == "One line."


def test_a_comment_that_documents_nothing_is_not_documentation() -> None:
    declaration, _ = declare("// eslint-disable-next-line\nexport interface T { /**/ a: string }")
    assert declaration.description is None
    assert isinstance(declaration.type, ObjectType)
    assert declaration.type.fields[0].description is None


NUMBERS = [
    ("created_at", "The Unix timestamp (in seconds) of its creation.", True),
    ("silence_duration_ms", "Duration of silence, in milliseconds.", True),
    ("max_output_tokens", "Maximum number of output tokens.", True),
    ("rank", "An integer between 1 and 5.", True),
    ("temperature", "Sampling temperature, limited to [0.6, 1.2].", False),
    ("threshold", "Activation threshold (0.0 to 1.0).", False),
    ("speed", "How fast the model speaks.", False),
]


@pytest.mark.parametrize(("name", "documented", "whole"), NUMBERS, ids=[n for n, _, _ in NUMBERS])
def test_a_number_is_whole_where_its_words_say_so(name: str, documented: str, whole: bool) -> None:
    declaration, _ = declare(f"export interface T {{ /** {documented} */ {name}: number | 'inf' }}")
    assert isinstance(declaration.type, ObjectType)
    union = declaration.type.fields[0].type
    assert isinstance(union, UnionType)
    number = union.members[0]
    assert isinstance(number, ScalarType)
    assert (number.kind == "integer") == whole
    assert (number.evidence is not None) == whole


BAD = [
    ("Nowhere.T", "a reference resolves to nothing: Nowhere.T", 17),
    ("`a${Nowhere}`", "a reference resolves to nothing: Nowhere", 21),
    ("import('./nowhere').T", "a reference resolves to nothing: import('./nowhere').T", 17),
    ("010", "no rule for `literal_type`: 010", 17),
]


@pytest.mark.parametrize(("expression", "message", "column"), BAD, ids=[b for b, _, _ in BAD])
def test_what_has_no_rule_is_a_problem_with_its_place(
    expression: str, message: str, column: int
) -> None:
    _, problems = declare(f"\nexport type T = {expression};")
    assert [str(p).splitlines()[0] for p in problems] == [f"resources/m.d.ts:2:{column}: {message}"]


def test_interfaces_of_one_name_are_merged() -> None:
    source = "export interface T { a: string } export interface T { a: string; b: null }"
    first, problems = declare(source)
    assert problems == []
    files = {"resources/m.d.ts": source.encode()}
    reached = Reached(memory=memory_of(files, problems), external=frozenset())
    reached.add_module("resources/m")
    merged = reached.types[first.name]
    assert isinstance(merged.type, ObjectType)
    assert [f.wire_name for f in merged.type.fields] == ["a", "b"]
    assert problems == []


def test_functions_and_classes_of_the_sdks_own_modules_stand_for_any_value() -> None:
    files = {
        "resources/m.d.ts": b"""
            import { Handler, Box, Plain } from '../lib/x';
            export interface T { run: Handler<string>; box: Box; plain: Plain }
        """,
        "lib/x.d.ts": b"""
            export type Handler<A> = (a: A) => void;
            export declare class Box { open(): void }
            export interface Plain { a: string }
        """,
    }
    problems: list[Problem] = []
    reached = Reached(memory=memory_of(files, problems), external=frozenset())
    reached.add_module("resources/m")
    assert problems == []
    kinds = {str(name): declared.kind for name, declared in reached.types.items()}
    assert kinds == {
        "resources/m#T": "interface",
        "lib/x#Handler": "external",
        "lib/x#Box": "external",
        "lib/x#Plain": "interface",
    }
    assert {str(name) for name in reached.library} == {"lib/x#Handler", "lib/x#Box"}


def test_a_class_and_an_interface_of_one_name_are_both_there() -> None:
    source = b"export declare class A {}\nexport interface A { data: string }"
    modules = Modules(files=SourceFiles(contents={"resources/m.d.ts": source}))
    name = Name("resources/m", "A")
    declared, of_class = modules.outlined(name), modules.outlined_class(name)
    assert declared is not None
    assert of_class is not None
    assert (declared.kind, of_class.kind) == ("interface", "class")


def test_a_package_may_import_its_own_modules_by_its_name() -> None:
    modules = Modules(
        files=SourceFiles(contents={"resources/m.d.ts": b"", "core.d.ts": b""}, package="@a/b")
    )
    assert modules.imported_module("resources/m", "@a/b/core") == "core"
    assert modules.imported_module("resources/m", "@a/bc/core") == "@a/bc/core"
