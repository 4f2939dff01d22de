"""What a declaration may hold, on its whole road: TypeScript in; the spec's YAML, JSON Schema, Python and
TypeScript out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from command_line import PACKAGE
from fidelity.comparison import compare
from sdkscribe.diff.compare import compare as compare_specs
from sdkscribe.errors import SdkscribeError
from sdkscribe.export.json_schema import export_json_schema
from sdkscribe.export.typescript import export_typescript
from sdkscribe.python.generate import generate
from sdkscribe.source import Source
from sdkscribe.spec import Spec
from sdkscribe.spec_yaml import dump, load, to_documents
from sdkscribe.transcribe import transcribe

MODULE = "resources/things"
REST = """
export declare class Things extends APIResource {
    /** Make a thing. */
    create(body: ThingCreateParams, options?: RequestOptions): APIPromise<Thing>;
}
export interface ThingCreateParams { name: string }
"""


def source_of(types: str, before: str = "") -> Source:
    """A small package whose module of things declares these types, `Thing` among them."""
    files = {**PACKAGE, f"{MODULE}.d.ts": before + REST + types}
    content = {path: text.encode() for path, text in files.items()}
    return Source(name="acme", version="1.2.3", kind="folder", files=content)


def transcribed(types: str, before: str = "") -> Spec:
    spec = transcribe(source_of(types, before))
    assert load(dump(spec)) == spec
    return spec


def differences(types: str, before: str = "") -> tuple[str, ...]:
    """What is lost, or changed, on the way to the spec and back."""
    source = source_of(types, before)
    spec = load(dump(transcribe(source)))
    path = f"{MODULE}.d.ts"
    return compare(MODULE, source.files[path], export_typescript(spec)[path], spec).differences


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Declarations, and what comes of the type `T` (in YAML and JSON Schema) and of a field of it in
    Python. `excluded` are the names of what is left out, without the module's."""

    source: str
    yaml: dict[str, object]
    schema: dict[str, object]
    python: str
    excluded: tuple[str, ...] = ()


CASES = {
    "an enumeration of texts": Case(
        source='export declare enum T {\n    A = "a",\n    /** B! */\n    B = "b"\n}',
        yaml={"kind": "enum", "members": {"A": {}, "B": {"description": "B!"}}, "enum": ["a", "b"]},
        schema={"title": "T", "enum": ["a", "b"]},
        python='T: TypeAlias = Literal["a", "b"]',
    ),
    "an enumeration of numbers that are only counted": Case(
        source="export declare const enum T { A, B = 5, C, 'd e' = -1, }",
        yaml={
            "kind": "enum",
            "spelling": "export declare const enum T { A, B = 5, C, 'd e' = -1, }",
            "members": {"A": {}, "B": {}, "C": {}, "d e": {}},
            "enum": [0, 5, 6, -1],
        },
        schema={"title": "T", "enum": [0, 5, 6, -1]},
        python="T: TypeAlias = Literal[0, 5, 6, -1]",
    ),
    "a member of an enumeration": Case(
        source="export declare enum E { A = 1 }\nexport type T = E.A | null;",
        yaml={"anyOf": [{"const": 1, "typescript": "E.A"}, {"type": "null"}]},
        schema={"title": "T", "anyOf": [{"enum": [1]}, {"type": "null"}]},
        python="T: TypeAlias = Optional[Literal[1]]",
    ),
    "members of an enumeration that have to be worked out": Case(
        source='export declare enum T { A = "a", B = 1 << 2, }',
        yaml={
            "kind": "enum",
            "spelling": 'export declare enum T { A = "a", }',
            "members": {"A": {}},
            "enum": ["a"],
        },
        schema={"title": "T", "enum": ["a"]},
        python='T: TypeAlias = Literal["a"]',
        excluded=("T.B",),
    ),
    "functions among the members of an object": Case(
        source="""export interface T {
            /** Called back. */
            onEvent?: ((event: string) => void) | null;
            run(): void;
            (a: string): void;
            new (b: string): T;
            a: { done: () => void; b?: string };
            set c(value: string);
        }""",
        yaml={
            "spelling": "export interface T {\n            a: { b?: string };\n        }",
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "object", "properties": {"b": {"type": "string"}}}},
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {"a": {"type": "object", "properties": {"b": {"type": "string"}}}},
            "required": ["a"],
        },
        python="class T(BaseModel):\n    a: A\n",
        excluded=("T.onEvent", "T.run", "T.()", "T.new()", "T.a.done", "T.c (set)"),
    ),
    "functions that take functions": Case(
        source="export interface T {\n    a: string | ((b: { c(): void }) => void);\n"
        "    d: (e: { f(): void }) => void;\n    g: 1;\n}",
        yaml={
            "type": "object",
            "required": ["a", "g"],
            "properties": {
                "a": {
                    "anyOf": [
                        {"type": "string"},
                        {"computed": "((b: { c(): void }) => void)", "allOf": [{}]},
                    ]
                },
                "g": {"const": 1},
            },
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {"a": {"anyOf": [{"type": "string"}, {}]}, "g": {"const": 1}},
            "required": ["a", "g"],
        },
        python="    a: Union[str, object]\n",
        excluded=("T.a (function)", "T.d"),
    ),
    "functions inside other types": Case(
        source="export type T = string | Array<() => void> | (new () => Thing);",
        yaml={
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"computed": "() => void", "allOf": [{}]}},
                {"computed": "(new () => Thing)", "allOf": [{}]},
            ]
        },
        schema={"title": "T", "anyOf": [{"type": "string"}, {"type": "array", "items": {}}, {}]},
        python="T: TypeAlias = Union[str, List[object], object]",
        excluded=("T (function)",),
    ),
    "symbols": Case(
        source="export type T = { a: symbol; b: { [Symbol.iterator](): void; c: Array<unique symbol> } };",
        yaml={
            "kind": "alias",
            "spelling": "export type T = { b: { c: Array<unique symbol> } };",
            "type": "object",
            "required": ["b"],
            "properties": {
                "b": {
                    "type": "object",
                    "required": ["c"],
                    "properties": {
                        "c": {
                            "type": "array",
                            "items": {"computed": "unique symbol", "allOf": [{}]},
                        }
                    },
                }
            },
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {
                "b": {
                    "type": "object",
                    "properties": {"c": {"type": "array", "items": {}}},
                    "required": ["c"],
                }
            },
            "required": ["b"],
        },
        python="    c: List[object]\n",
        excluded=("T.a", "T.b.[Symbol.iterator]", "T.b.c (symbol)"),
    ),
    "accessors": Case(
        source="export interface T {\n    get a(): string;\n    get b(): 1;\n    set b(value: 1);\n}",
        yaml={
            "spelling": "export interface T {\n    get a(): string;\n    get b(): 1;\n}",
            "type": "object",
            "required": ["a", "b"],
            "properties": {
                "a": {"readOnly": True, "type": "string"},
                "b": {"readOnly": True, "const": 1},
            },
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {
                "a": {"readOnly": True, "type": "string"},
                "b": {"readOnly": True, "const": 1},
            },
            "required": ["a", "b"],
        },
        python="class T(BaseModel):\n    a: str\n",
        excluded=("T.b (set)",),
    ),
    "a tuple whose items have names, may be left out, or go on": Case(
        source="export type T = readonly [first: string, second?: 1 | 2, ...others: boolean[]];",
        yaml={
            "spelling": "export type T = readonly [first: string, second?: 1 | 2, ...others: boolean[]];",
            "type": "array",
            "typescript": "readonly",
            "prefixItems": [{"type": "string"}, {"enum": [1, 2]}],
            "minItems": 1,
            "items": {"type": "boolean"},
        },
        schema={
            "title": "T",
            "type": "array",
            "minItems": 1,
            "prefixItems": [{"type": "string"}, {"enum": [1, 2]}],
            "items": {"type": "boolean"},
        },
        python="T: TypeAlias = List[Union[str, Literal[1, 2], bool]]",
    ),
    "a tuple that goes on in front": Case(
        source="export type T = [...string[], number];",
        yaml={
            "computed": "[...string[], number]",
            "allOf": [
                {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "number"}]}}
            ],
        },
        schema={
            "title": "T",
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, {"type": "number"}]},
        },
        python="T: TypeAlias = List[Union[str, Number]]",
    ),
    "a condition on a type parameter": Case(
        source="export type If<V> = V extends Array<infer I> ? I : V['a'];\nexport type T = If<string[]>;",
        yaml={
            "$ref": "#/types/If",
            "arguments": [{"type": "array", "typescript": "[]", "items": {"type": "string"}}],
        },
        schema={"title": "T", "$ref": "#/$defs/If"},
        python="T: TypeAlias = If\n",
    ),
    "index signatures": Case(
        source="export interface T {\n    readonly [key: `x-${string}`]: string;\n    [index: number]: 1;\n}",
        yaml={
            "spelling": "export interface T {\n    readonly [key: `x-${string}`]: string;\n"
            "    [index: number]: 1;\n}",
            "type": "object",
            "properties": {},
            "additionalProperties": {"anyOf": [{"type": "string"}, {"const": 1}]},
        },
        schema={
            "title": "T",
            "type": "object",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"enum": [1]}]},
        },
        python="T: TypeAlias = Dict[str, Union[str, Literal[1]]]",
    ),
    "the type that it stands in itself": Case(
        source="export interface T {\n    next?: this;\n    a: bigint;\n    b: 10n;\n}",
        yaml={
            "type": "object",
            "required": ["a", "b"],
            "properties": {
                "next": {"computed": "this", "allOf": [{"$ref": "#/types/T"}]},
                "a": {"computed": "bigint", "allOf": [{"type": "integer", "evidence": "bigint"}]},
                "b": {"const": 10, "typescript": "10n"},
            },
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {
                "next": {"$ref": "#/$defs/T"},
                "a": {"type": "integer"},
                "b": {"const": 10},
            },
            "required": ["a", "b"],
        },
        python="    next: Maybe[T] = None\n",
    ),
    "bases that are no declared types": Case(
        source="export interface T extends Record<string, string>, Readonly<B>, Array<1> {\n    a: 'x';\n}\n"
        "interface B {\n    a: string;\n    b: string;\n}",
        yaml={
            "spelling": "export interface T extends Record<string, string>, Readonly<B>, Array<1> {\n"
            "    a: 'x';\n}",
            "type": "object",
            "required": ["b", "a"],
            "properties": {"b": {"type": "string"}, "a": {"const": "x"}},
            "typescript": "Record",
            "additionalProperties": {"type": "string"},
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {"b": {"type": "string"}, "a": {"const": "x"}},
            "required": ["b", "a"],
            "additionalProperties": {"type": "string"},
        },
        python='    a: Literal["x"]\n',
        excluded=("T (base)",),
    ),
    "a function": Case(
        source="export type T = <V>(value: V) => value is V;",
        yaml={"kind": "external"},
        schema={"title": "T"},
        python="    t: T\n",
        excluded=("T",),
    ),
    "a class": Case(
        source="export declare class T {\n    a: string;\n    b(): void;\n}",
        yaml={"kind": "external"},
        schema={"title": "T"},
        python="    t: T\n",
        excluded=("T",),
    ),
    "objects of the platform": Case(
        source="export interface T {\n    signal: AbortSignal;\n    at: Promise<string>;\n    to: URL;\n}",
        yaml={
            "type": "object",
            "required": ["signal", "at", "to"],
            "properties": {
                "signal": {"computed": "AbortSignal", "allOf": [{}]},
                "at": {"computed": "Promise<string>", "allOf": [{}]},
                "to": {"computed": "URL", "allOf": [{"type": "string"}]},
            },
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {"signal": {}, "at": {}, "to": {"type": "string"}},
            "required": ["signal", "at", "to"],
        },
        python="    to: str\n",
        excluded=("T.signal (AbortSignal)", "T.at (Promise)"),
    ),
    "a property that is called abstract": Case(
        source="export interface T {\n    /** abstract: yes */\n    abstract: string;\n}",
        yaml={
            "type": "object",
            "required": ["abstract"],
            "properties": {"abstract": {"description": "abstract: yes", "type": "string"}},
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {"abstract": {"description": "abstract: yes", "type": "string"}},
            "required": ["abstract"],
        },
        python="    abstract: str\n",
    ),
    "what is exported by default": Case(
        source="export default interface T { a: string }",
        yaml={
            "spelling": "export default interface T { a: string }",
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "string"}},
        },
        schema={
            "title": "T",
            "type": "object",
            "properties": {"a": {"type": "string"}},
            "required": ["a"],
        },
        python="class T(BaseModel):",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_construct_is_carried_over(case: Case) -> None:
    types = f"export interface Thing {{ t: T }}\n{case.source}\n"
    spec = transcribed(types)
    module = to_documents(spec)[f"{MODULE}.yaml"]
    assert isinstance(module["types"], dict)
    assert module["types"]["T"] == case.yaml
    schemas = export_json_schema(spec)["$defs"]
    assert isinstance(schemas, dict)
    assert schemas["T"] == case.schema
    text = "".join(generate(spec, package="acme_api").values())
    assert case.python in text
    here = (e.name for e in spec.exclusions if e.name.module == MODULE)
    assert tuple(name.name for name in here) == case.excluded
    assert differences(types) == ()


ODDLY_WRITTEN = {
    "comments that document nothing": """
        // before
        export interface Thing { // first
            /** A name. */
            name: string; // same line
            /* two */ // of them
            kind: 'a' // in a union
              | 'b';
            // last
        }
        // between
    """,
    "comments in namespaces": """
        export interface Thing { name: string }
        export declare namespace Thing {
            // at the start
            interface A { a: string }
            /* inside */ interface B { b: string }
            // at the end
        }
    """,
    "other separators": "export interface Thing { a: string, b: number\n c: boolean }",
    "parentheses": "export type Thing = { a: ((string))[] };",
    "a leading bar": "export type Thing =\n  | { a: string }\n  | { b: string };",
    "words that are not usual": "export declare type Thing = Other;\ndeclare interface Other { a: 1 }",
    "documentation in one line": "/** One. */ export interface Thing { /** A name. */ name: string }",
    "names that are passed on as types": "export interface Thing { a: 1 }\nexport type * from './other';",
    "a list that passes on nothing": "export interface Thing { a: 1 }\nexport {};",
    "what namespaces pass on and declare besides": """
        export interface Thing { a: 1 }
        export declare namespace Thing {
            export { Other as O };
            const LIMIT: 5;
            function run(): void;
            interface A { a: Thing.O }
            export { Other as P };
        }
        export interface Other { a: 1 }
        export declare namespace Alone { export { Thing as T }; }
    """,
    "namespaces of classes that pass names on and declare types": """
        export interface Thing { a: Deep.A }
        export declare namespace Deep { interface A { a: 1 } }
        export declare namespace Things {
            export import First = Deep.A;
            type Second = Thing;
            type Third = Deep.A;
            export import Fourth = Deep.A;
        }
    """,
    "what stands behind namespaces that no type is called as": """
        export declare namespace Ghost { interface A { a: string } }
        export { Thing as First };
        export declare namespace Outer.Inner { interface A { a: string } }
        export { Thing as Second };
        export interface Thing { a: Ghost.A; b: Outer.Inner.A }
    """,
    "values and classes with the name of a type": """
        export interface Thing { color: Color }
        export type Color = 'a' | 'b';
        /** All of them. */
        export declare const Color: { readonly A: 'a'; readonly B: 'b' };
        export interface Box { a: 1 }
        export declare class Box { open(): void }
    """,
    "declarations in parts": """
        export interface Thing { a: 1 }
        export interface Thing { b: 2 }
        export declare enum Color { Red = "red" }
        export declare enum Color { Blue = "blue" }
    """,
    "the variance of type parameters": """
        export interface Thing { a: Box<string> }
        export interface Box<in out V, const W extends string = 'a'> { v: V; w: W }
    """,
    "names with the module that they are of": """
        export interface Thing { a: import('./things').Other; b: import("./things").Box<string>[] }
        export interface Other { a: 1 }
        export interface Box<V> { v: V }
    """,
    "objects of the platform": """
        export interface Thing {
            a: Iterable<string>; b: Function; c: NodeJS.Timeout; d: Map<string, number>; e: Error;
            f: Symbol; g: Object; h: String; i: {}; j: object; k: Intl.NumberFormat;
        }
    """,
    "declarations of other modules": """
        export interface Thing { a: 1 }
        declare global { interface Window { thing: Thing } }
        declare module './other' { interface Other { thing: Thing } }
        export default Thing;
    """,
    "imports of other kinds, and late ones": """
        import type { Other } from './other';
        import type * as All from './other';
        export interface Thing { a: 1 }
        import Required = require('./other');
        import { type Late } from './late';
    """,
}


@pytest.mark.parametrize("types", ODDLY_WRITTEN.values(), ids=ODDLY_WRITTEN)
def test_what_is_written_in_another_way_comes_back_so(types: str) -> None:
    assert differences(types) == ()


def test_comments_around_imports_and_methods_come_back() -> None:
    before = """
        // Made by hand.
        import { APIResource } from '../resource'; // the base
        /* eslint-disable */
        import { APIPromise } from '../promise';
        // behind all imports
    """
    types = "export interface Thing { a: 1 }\n// the end"
    assert differences(types, before) == ()
    assert [each.text for each in transcribed(types, before).modules[0].remarks] == [
        "// Made by hand.",
        "// the base",
        "/* eslint-disable */",
        "// behind all imports",
        "// the end",
    ]


def test_what_is_no_type_of_a_module_is_listed_by_its_rule() -> None:
    types = """
        export interface Thing { a: 1 }
        export declare class ThingError extends ApiError { readonly code: 'a'; }
        export declare class ApiError extends Error {}
        export declare class Alone { b: string }
        export declare const LIMIT: 5;
        declare global { interface Window { thing: Thing } }
    """
    here = (e for e in transcribed(types).exclusions if e.name.module == MODULE)
    assert {exclusion.name.name: exclusion.rule for exclusion in here} == {
        "ThingError": "error",
        "ApiError": "error",
        "Alone": "unlinked",
        "LIMIT": "value",
        "global": "augmentation",
    }


def test_namespaces_that_pass_names_on_one_by_one_are_a_style() -> None:
    before = (
        'import { APIResource } from "../resource.js";\nimport * as ThingsAPI from "./things.js";\n'
    )
    types = """
        export interface Thing { a: 1 }
        export declare namespace Things {
            export import Thing = ThingsAPI.Thing;
            export import ThingCreateParams = ThingsAPI.ThingCreateParams;
        }
    """
    spec = transcribed(types, before)
    assert spec.style.export_imports
    assert differences(types, before) == ()
    (resource,) = spec.resources().values()
    assert (resource.exports, spec.modules[0].imports) == (None, None)


def test_a_package_whose_modules_lie_in_a_folder_of_it_is_written_without_that_folder() -> None:
    source = source_of("export interface Thing { a: 1 }")
    files = {f"dist/{path}": content for path, content in source.files.items()}
    spec = transcribe(replace(source, files=files, root="dist/"))
    assert spec.style.declarations == ".d.ts"
    assert set(export_typescript(spec)) == {f"{MODULE}.d.ts"}


CHANGES = {
    "a value of an enumeration": (
        'export declare enum T { A = "a" }',
        'export declare enum T { A = "a", B = "b" }',
        {"literals-added"},
    ),
    "only the name of a value": (
        'export declare enum T { A = "a" }',
        'export declare enum T { Other = "a" }',
        set[str](),
    ),
    "an enumeration that was a union": (
        "export type T = 'a' | 'b';",
        'export declare enum T { A = "a", B = "b" }',
        set[str](),
    ),
    "an item that may be left out": (
        "export type T = [string, number];",
        "export type T = [string, number?];",
        {"type-widened"},
    ),
    "an item of a tuple that goes on": (
        "export type T = [string, ...number[]];",
        "export type T = [string, ...boolean[]];",
        {"type-replaced"},
    ),
    "a function": (
        "export interface T { a: string; b: () => void }",
        "export interface T { a: string; c: (d: string) => void }",
        set[str](),
    ),
}


@pytest.mark.parametrize(("old", "new", "kinds"), CHANGES.values(), ids=CHANGES)
def test_what_changed_is_told_by_what_it_means(old: str, new: str, kinds: set[str]) -> None:
    thing = "export interface Thing { t: T }\n"
    found = compare_specs(transcribed(thing + old), transcribed(thing + new)).changes
    assert {change.kind for change in found} == kinds


ODD_CLASSES = {
    "exported by default": "export default class Things extends APIResource { METHOD }",
    "abstract": "export declare abstract class Things extends APIResource { METHOD }",
    "comments among its members": "export declare class Things extends APIResource { // a\n METHOD // b\n }",
    "a comment in a signature": "export declare class Things extends APIResource {\n"
    "create(/* the body */ body: ThingCreateParams, // why\n options?: RequestOptions): APIPromise<Thing>; }",
    "a function as an argument": "export declare class Things extends APIResource {\n"
    "create(body: ThingCreateParams, onDone?: () => void, options?: RequestOptions): APIPromise<Thing>; }",
    "members of other kinds": "export declare class Things extends APIResource {\n"
    "readonly a: string; static b: string; get c(): number; [key: string]: unknown; METHOD }",
    "a namespace before its types": "export declare class Things extends APIResource { METHOD }\n"
    "// why\nexport declare namespace Things { export { type Thing as Thing }; }",
    "types of a namespace that nothing refers to": "export declare class Things extends APIResource {\n"
    "METHOD }\nexport declare namespace Others { interface One { a: 1 } namespace Deep { type B = 2 } }\n"
    "export declare namespace Things { interface Two { a: 1 } }",
    "attributes behind methods": "export declare class Things extends APIResource {\n"
    "/** Make. */ METHOD /** The inner ones. */ inner: Inner; }\n"
    "export declare class Inner extends APIResource {}",
    "documentation of a resource": "export declare class Things extends APIResource {\n"
    "/** The inner ones. */ inner: Inner; METHOD }\nexport declare class Inner extends APIResource {}",
}


@pytest.mark.parametrize("declared", ODD_CLASSES.values(), ids=ODD_CLASSES)
def test_a_class_that_is_written_in_another_way_comes_back_so(declared: str) -> None:
    method = "create(body: ThingCreateParams, options?: RequestOptions): APIPromise<Thing>;"
    types = "export interface ThingCreateParams { name: string }\nexport interface Thing { a: 1 }\n"
    source = source_of(types)
    text = f"{declared.replace('METHOD', method)}\n{types}"
    files = {**source.files, f"{MODULE}.d.ts": text.encode()}
    spec = load(dump(transcribe(replace(source, files=files))))
    rendered = export_typescript(spec)[f"{MODULE}.d.ts"]
    assert compare(MODULE, text.encode(), rendered, spec).differences == ()


def test_a_property_that_holds_an_overloaded_function_is_a_method() -> None:
    held = """    /** Find them. */
    find: {
        (query?: ThingFindParams, options?: RequestOptions): APIPromise<Thing>;
        (options?: RequestOptions): APIPromise<Thing>;
    };
}
"""
    types = "export interface Thing { a: 1 }\nexport interface ThingFindParams { b?: string }"
    made = source_of(types)
    path, script = f"{MODULE}.d.ts", f"{MODULE}.js"
    declared = made.files[path].replace(b"}\n", held.encode(), 1)
    code = b"""
export class Things extends APIResource {
  constructor() { super(...arguments); this.find = this.search; }
  create(body, options) { return this._client.post('/things', { body, ...options }); }
  search(query = {}, options) {
    if (isRequestOptions(query)) { return this.search({}, query); }
    return this._client.get('/things', { query, ...options });
  }
}
"""
    changed = replace(made, files={**made.files, path: declared, script: code})
    spec = load(dump(transcribe(changed)))
    (things,) = (each for name, each in spec.resources().items() if name.module == MODULE)
    found = {method.name: (method.verb, method.path) for method in things.methods}
    assert found == {"create": ("POST", "/things"), "find": ("GET", "/things")}
    assert compare(MODULE, declared, export_typescript(spec)[path], spec).differences == ()


DEEP = {
    "a type": "export interface Thing { a: %s }" % ("Array<" * 2000 + "string" + ">" * 2000),
    "an alias": "export type Thing = %s" % ("(" * 2000 + "string" + ")" * 2000),
    "namespaces": "export declare namespace Thing %s"
    % ("{ namespace N " * 2000 + "{" + "}" * 2001),
}


@pytest.mark.parametrize("types", DEEP.values(), ids=DEEP)
def test_what_is_nested_too_deeply_is_a_problem_with_its_place(types: str) -> None:
    with pytest.raises(
        SdkscribeError, match=r"resources/things.d.ts:\d+:\d+: no rule for .* so deeply"
    ):
        transcribe(source_of(types))


def test_a_signature_that_is_nested_too_deeply_is_a_problem_with_its_place() -> None:
    answer = f"APIPromise<{'Array<' * 2000}Thing{'>' * 2000}>"
    source = source_of("export interface Thing { a: 1 }")
    path = f"{MODULE}.d.ts"
    files = {
        **source.files,
        path: source.files[path].replace(b"APIPromise<Thing>", answer.encode()),
    }
    with pytest.raises(
        SdkscribeError, match=r"things.d.ts:4:5: no rule for a signature .* so deeply"
    ):
        transcribe(replace(source, files=files))
