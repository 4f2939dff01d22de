"""Declarations that mean harm: whatever they say ends in a package that says what it would have said
anyway, or in an error with its place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from command_line import PACKAGE
from sdkscribe.errors import SdkscribeError
from sdkscribe.python.generate import generate
from sdkscribe.source import Source
from sdkscribe.spec_yaml import dump, load
from sdkscribe.transcribe import transcribe

TYPES = """
export declare class Things extends APIResource {
  /** %(doc)s */
  create(body: ThingCreateParams, options?: RequestOptions): APIPromise<Thing>;
}
/** %(doc)s */
export interface Thing { /** %(doc)s */ name: string; %(fields)s }
export interface ThingCreateParams { /** %(doc)s */ name: string }
%(more)s
"""


def package(**parts: str) -> dict[str, str]:
    """The files made of a small package with these parts in its declarations."""
    types = TYPES % {"doc": "A thing.", "fields": "", "more": "", **parts}
    texts = {**PACKAGE, "resources/things.d.ts": types}
    source = Source(
        name="acme",
        version="1.2.3",
        kind="folder",
        files={path: text.encode() for path, text in texts.items()},
    )
    spec = transcribe(source)
    assert load(dump(spec)) == spec
    return generate(spec, package="acme_api")


def syntax(files: dict[str, str]) -> dict[str, str]:
    """The syntax tree of every module, without the texts in it."""
    return {path: _without_texts(text) for path, text in files.items() if path.endswith(".py")}


def _without_texts(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


HOSTILE_WORDS = [
    '"""\nimport os\nos.system("touch /tmp/owned")\n"""',
    "'''); import os; os.abort() #",
    "\\",
    "\\\\\\",
    '"',
    'ends with a quote"',
    "ends with a backslash\\",
    "{{ 7 * 7 }} {% for x in y %} {# #}",
    "{% raw %}{{ self.__init__.__globals__ }}",
    "\x07\x1b[31m\x7f",
    "a\u2028b\u2029c\x85d\x0be\x0cf",
    "\u202e\u200b\ufeff",
    "# type: ignore\n# noqa\n# -*- coding: rot13 -*-",
    "*\\/",
    "%s %(x)s {0} ${PATH} `id`",
    "x" * 10_000,
    "\n" * 1000 + "y",
    "<<<<<<< yours\n=======\n>>>>>>> acme",
]


@pytest.mark.parametrize("words", HOSTILE_WORDS, ids=lambda words: repr(words[:20]))
def test_documentation_is_text_and_nothing_else(words: str) -> None:
    assert syntax(package(doc=words)) == syntax(package(doc="Some words."))


HOSTILE_TEXTS = [
    w.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for w in HOSTILE_WORDS
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: repr(text[:20]))
def test_the_values_of_an_enum_are_texts_and_nothing_else(text: str) -> None:
    made = syntax(package(fields=f'kind: "{text}" | "b"'))
    assert made == syntax(package(fields='kind: "a" | "b"'))


HOSTILE_NAMES = [
    "class", "None", "self", "__class__", "__init__", "__dict__", "model_config", "model_fields",
    "'..'", "'../../etc/passwd'", "'/etc/passwd'", "'C:\\\\Windows'", "'a\\u0000b'", "' '", "''",
    "'a\\nimport os'", "'\"\"\"'", "'{{ 7 * 7 }}'", "'x): pass\\n'", f"'{'x' * 10_000}'", "'ﬁ'", "'𝐚'",
    "'İ'", "'ｆｒｏｍ'", "'раypal'", "__pycache__",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: name[:20])
def test_a_field_of_any_name_is_one_field(name: str) -> None:
    made = ast.parse(package(fields=f"{name}: string")["types/thing.py"])
    (model,) = (node for node in made.body if isinstance(node, ast.ClassDef))
    fields = [node for node in model.body if isinstance(node, ast.AnnAssign)]
    assert len(fields) == 2
    assert not [n for n in ast.walk(model) if isinstance(n, ast.Import | ast.FunctionDef)]


TYPE_NAMES = [
    "None", "True", "str", "List", "Optional", "TypedDict", "BaseModel", "Literal", "Things", "Client",
    "Con", "Aux", "NUL", "__init__", "A$b", "Ünïcode", "İstanbul", "ﬁ", "Class", "Import", "type_",
]  # fmt: skip


@pytest.mark.parametrize("name", TYPE_NAMES)
def test_a_type_of_any_name_is_a_file_for_any_system(name: str) -> None:
    made = package(fields=f"a: {name}", more=f"export interface {name} {{ a: string }}")
    stems = {Path(path).stem.casefold() for path in made}
    assert not stems & {"con", "aux", "nul", "prn", "com1", "lpt1"}
    assert len({path.casefold() for path in made}) == len(made)
    assert max(map(len, made)) <= 120
    syntax(made)


def nested(depth: int, opening: str, closing: str) -> dict[str, str]:
    return {"fields": f"a: {opening * depth}string{closing * depth}"}


def chain(count: int, link: str, end: str) -> dict[str, str]:
    links = (link.format(n=n, next=n + 1) for n in range(count))
    return {"fields": "a: A0", "more": "\n".join([*links, end.format(n=count)])}


REFUSED = {
    "a name that is too long for a path": {
        "fields": f"a: {'X' * 300}",
        "more": f"export interface {'X' * 300} {{ a: string }}",
    },
    "a name of ten thousand characters": {
        "fields": f"a: {'X' * 10_000}",
        "more": f"export interface {'X' * 10_000} {{ a: string }}",
    },
    "names that are one file on some systems": {
        "fields": "a: Foo; b: FOO; c: foo",
        "more": "export interface Foo { a: string }\nexport interface FOO { a: string }"
        "\nexport interface foo { a: string }",
    },
    "arrays in arrays": nested(5000, "Array<", ">"),
    "objects in objects": nested(5000, "{ a: ", " }"),
    "brackets in brackets": nested(5000, "(", ")"),
    "unions in unions": nested(5000, "(string | ", ")"),
    "aliases of aliases": chain(300, "export type A{n} = A{next};", "export type A{n} = string;"),
    "bases of bases": chain(
        300,
        "export interface A{n} extends A{next} {{ f{n}: string }}",
        "export interface A{n} {{ a: string }}",
    ),
    "a type that is itself": {"fields": "a: A", "more": "export type A = A | string;"},
    "types that are each other": chain(1, "export type A{n} = A{next};", "export type A{n} = A0;"),
    "bases of each other": {
        "fields": "a: A",
        "more": "export interface A extends B {}\nexport interface B extends A {}",
    },
    "a NUL in documentation": {"doc": "a\x00b"},
    "a property that is there twice": {"fields": "a: string; a: number"},
}


@pytest.mark.parametrize("parts", REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_carried_over_is_an_error_with_its_place(parts: dict[str, str]) -> None:
    with pytest.raises(SdkscribeError) as caught:
        package(**parts)
    assert not [problem for problem in caught.value.problems if problem.location is None]


CARRIED = {
    "ten thousand literals": {"fields": "a: " + " | ".join(f"'v{n}'" for n in range(10_000))},
    "a chain of references": chain(
        200, "export interface A{n} {{ a: A{next} }}", "export interface A{n} {{ a: string }}"
    ),
    "a cycle of references": chain(
        5, "export interface A{n} {{ a?: A{next}; b: Array<A0> }}", "export type A{n} = A0;"
    ),
    "parts of one type put together again and again": chain(
        32,
        "export type A{n} = Pick<A{next}, 'a'> & Omit<A{next}, 'a'>;",
        "export interface A{n} {{ a: 1; b: 2 }}",
    ),
    "intersections of one type with itself": chain(
        32, "export type A{n} = A{next} & A{next};", "export interface A{n} {{ a: 1; b: 2 }}"
    ),
    "an array of itself": {"fields": "a: A", "more": "export type A = Array<A>;"},
}


@pytest.mark.parametrize("parts", CARRIED.values(), ids=CARRIED)
def test_what_is_merely_large_or_recursive_is_carried_over(parts: dict[str, str]) -> None:
    syntax(package(**parts))


def test_a_declaration_of_fifty_megabytes_is_read() -> None:
    remark = f"// {'x' * 1_000_000}\n"
    assert (
        syntax(package(doc="word " * 20_000, more=remark * 50)).keys() == syntax(package()).keys()
    )
