"""What a declaration may hold, on its whole road: TypeScript in; the spec's YAML, JSON Schema, Python and
TypeScript out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from command_line import PACKAGE
from fidelity.comparison import compare
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


def test_a_value_that_is_to_be_worked_out_is_a_problem_with_its_place() -> None:
    with pytest.raises(SdkscribeError) as caught:
        transcribed("export interface Thing { e: E }\nexport enum E { A = 1 << 2 }")
    (problem,) = caught.value.problems
    assert str(problem).startswith("resources/things.d.ts:8:17: no rule for `enum_assignment`")
