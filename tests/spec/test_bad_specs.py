"""What is wrong with a spec that a person has edited is said with its place, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkscribe.errors import SdkscribeError
from sdkscribe.spec_yaml import dump, from_documents, load, to_documents
from spec.samples import SESSIONS, SHARED, SPEC

SPEC_FILE = "spec.yaml"
MODULE = f"{SESSIONS}.yaml"
SHARED_FILE = f"{SHARED}.yaml"
FILES = dump(SPEC)

# (file, what stands there, what a person made of it, what the place points at, message, hint)
EDITS = [
    (
        SPEC_FILE,
        "format: 1",
        "format: 2",
        "format",
        "made by a newer sdkscribe",
        "update sdkscribe",
    ),
    (SPEC_FILE, "format: 1\n", "", "package:", "`format` must be 1", ""),
    (SPEC_FILE, "  name: example\n", "", "version:", "`name` is missing", ""),
    (SPEC_FILE, "'1.0'", "1.0", "version", "`version` must be text, not a number", "in quotes"),
    (SPEC_FILE, "license:", "licence:", "licence", "`licence` has no meaning here", "`license`?"),
    (
        SPEC_FILE,
        "retries: 2",
        "retries: two",
        "max_retries",
        "must be a whole number, not text",
        "",
    ),
    (SPEC_FILE, "timeout: 60.0", "timeout: true", "timeout", "a number, not a boolean", ""),
    (SPEC_FILE, "arrays: repeat", "arrays: often", "query_arrays", "one of: brackets, comma", ""),
    (SPEC_FILE, "required: true", "required: maybe", "required", "must be true or false", ""),
    (SPEC_FILE, "package:\n", "package: x\nx:\n", "package", "must be a mapping, not text", ""),
    (SPEC_FILE, "modules:\n", "modules: x\nonly:\n", "modules", "must be a list, not text", ""),
    (SPEC_FILE, "s/shared.yaml", "s/shard.yaml", "resources/shard", "no file", "`resources/shared"),
    (
        SPEC_FILE,
        "resources/Sessions",
        "resources/Session",
        "sessions:",
        "has no resource",
        "Sessions`?",
    ),
    (
        SPEC_FILE,
        "#/resources/Sessions",
        "#Sessions",
        "sessions:",
        "is no link to a resource",
        "write it",
    ),
    (SPEC_FILE, "shared#Elsewhere", "shared", "name: resources", "is no name of the form", ""),
    (SPEC_FILE, "    rule: external\n", "", "name: resources", "`rule` is missing", ""),
    (MODULE, "http: POST", "htttp: POST", "htttp", "`htttp` has no meaning here", "`http`?"),
    (MODULE, "http: POST", "htttp: POST", "htttp", "`http` is missing", ""),
    (MODULE, "in: body", "in: boddy", "in: boddy", "`boddy` is no place", "did you mean `body`?"),
    (
        MODULE,
        "- id: path",
        "- {id: path, a: path}",
        "{id: path",
        "each of `placements` must be one",
        "",
    ),
    (MODULE, "- id: path", "- id: nowhere", "id: nowhere", "`nowhere` is no place", "one of: path"),
    (
        MODULE,
        "  value:\n",
        "  values:\n",
        "returns:",
        "must be one of: bytes, text, nothing, value",
        "",
    ),
    (MODULE, "core/pagination#", "", "page_class", "has the form `module#Class`", ""),
    (
        MODULE,
        "      - id\n      - tool\n",
        "      - idd\n      - tool\n",
        "idd",
        "no property",
        "`id`?",
    ),
    (
        MODULE,
        "      - id\n      - tool\n",
        "      - id\n      - id\n",
        "id\n      - tools",
        "twice",
        "",
    ),
    (
        MODULE,
        "      - id\n      - tool\n",
        "      - 1\n",
        "1\n      - tools",
        "must be text",
        "quotes",
    ),
    (MODULE, "/Session.Tool'", "/Session.Tol'", "$ref: '#/types/Session.Tol", "no type", "Tool`?"),
    (
        MODULE,
        "#/types/Session.Tool'",
        "types.yaml'",
        "$ref: 'types",
        "is no link to a type",
        "write",
    ),
    (MODULE, "../shared.yaml", "../../../x.yaml", "$ref: ../../../", "is no link to a type", ""),
    (
        MODULE,
        "        deprecated: true\n",
        "",
        "description: |-\n          The",
        "go together",
        "add",
    ),
    (MODULE, "type: 'null'", "type: nothing", "type: nothing", "one of: string, number", ""),
    (MODULE, "type: 'null'", "type:", "type:\n      tools", "`type` must be one of", ""),
    (MODULE, "const: function", "const: [a]", "const: [a]", "a literal must be text", ""),
    (
        MODULE,
        "const: inf",
        "const: null",
        "const: null",
        "a literal must be text",
        "`type: 'null'`",
    ),
    (
        MODULE,
        "          evidence",
        "          reason",
        "reason",
        "`reason` has no meaning here",
        "",
    ),
    (
        MODULE,
        "      parameters: {}",
        "      parameters: any",
        "parameters: any",
        "be a mapping",
        "",
    ),
    (MODULE, "parameters: {}", "parameters: {typescript: x}", "typescript: x", "unknown, any", ""),
    (MODULE, "parameters: {}", "parameters: {not: {a: 1}}", "not:", "only `not: {}`", ""),
    (MODULE, "parameters: {}", "parameters: {anyOf: []}", "anyOf: []", "needs a member", ""),
    (MODULE, "parameters: {}", "parameters: {enum: []}", "enum: []", "needs a value", ""),
    (
        MODULE,
        "parameters: {}",
        "parameters: {type: array}",
        "{type: array",
        "`items` is missing",
        "",
    ),
    (
        MODULE,
        "parameters: {}",
        "parameters: {type: array, prefixItems: [{}], minItems: 1, maxItems: 2}",
        "maxItems",
        "must be the number of `prefixItems`",
        "",
    ),
    (
        MODULE,
        "parameters: {}",
        "parameters: {type: string, format: email, typescript: Email}",
        "format",
        "`format` must be one of: binary, date-time",
        "",
    ),
    (
        MODULE,
        "parameters: {}",
        "parameters: {type: object, typescript: '[a]'}",
        "typescript",
        "has no meaning on named properties",
        "",
    ),
    (
        MODULE,
        "parameters: {}",
        "parameters: {type: object, required: [a], additionalProperties: {}}",
        "required: [a]",
        "`required` has no meaning here",
        "",
    ),
    (
        MODULE,
        "parameters: {}",
        "parameters: {type: object, additionalProperties: {}, typescript: x}",
        "typescript",
        "must be `Record` or `[name]`",
        "",
    ),
    (SPEC_FILE, "  core/pagination#Cur", "  Cur", "CursorPage", "is no name of the form", ""),
    (SPEC_FILE, "      items:\n", "      itms:\n", "itms", "`itms` has no meaning", "`items`?"),
    (SPEC_FILE, "      items:\n", "      itms:\n", "itms", "`items` is missing", ""),
    (SPEC_FILE, "forward:\n        cursor", "backward:\n        number", "backward", "leads", ""),
    (
        MODULE,
        "parameters: {}",
        "parameters: {type: object, derived: Omit, of: {type: string}}",
        "of: {type",
        "a derived type is `of` a `$ref`",
        "",
    ),
    (
        MODULE,
        "parameters: {}",
        "parameters: {$ref: '../../spec.yaml#/pages/a%23B'}",
        "$ref: '../../spec",
        "spec.yaml has no page `B`",
        "",
    ),
    (SHARED_FILE, "kind: external", "kind: class", "kind: class", "a class is a `$ref`", ""),
    (SHARED_FILE, "kind: external", "kind: interface", "kind: int", "`type: object`", ""),
    (SHARED_FILE, "kind: external", "kind: external\n    type: string", "kind", "is known", ""),
    (SHARED_FILE, "kind: external", "allOf: [{}]\n    type: object", "{}", "only a `$ref`", ""),
    (
        SHARED_FILE,
        "kind: external",
        "kind: alias\n    allOf: []\n    type: object",
        "allOf",
        "only an interface or a class has bases",
        "",
    ),
]


@pytest.mark.parametrize(("file", "was", "becomes", "at", "message", "hint"), EDITS)
def test_an_edit_that_breaks_the_spec_is_reported_where_it_stands(
    file: str, was: str, becomes: str, at: str, message: str, hint: str
) -> None:
    assert was in FILES[file]
    text = FILES[file].replace(was, becomes, 1)
    with pytest.raises(SdkscribeError) as raised:
        load({**FILES, file: text})
    found = [p for p in raised.value.problems if message in p.message]
    assert found, str(raised.value)
    assert str(found[0].location) == place_of(at, file, text)
    assert hint in (found[0].hint or "")


def place_of(part: str, file: str, text: str) -> str:
    before = text[: text.index(part)]
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_all_problems_of_all_files_are_reported_at_once() -> None:
    with pytest.raises(SdkscribeError) as raised:
        load(
            {
                SPEC_FILE: FILES[SPEC_FILE].replace("rule:", "rool:"),
                MODULE: FILES[MODULE].replace("const:", "konst:"),
                SHARED_FILE: FILES[SHARED_FILE].replace("variable:", "variabel:"),
            }
        )
    paths = {problem.location.path for problem in raised.value.problems if problem.location}
    assert paths == {SPEC_FILE, MODULE, SHARED_FILE}


def test_invalid_yaml_in_several_files_is_reported_at_once() -> None:
    with pytest.raises(SdkscribeError) as raised:
        load({SPEC_FILE: "a: [", MODULE: "b: }"})
    assert len(raised.value.problems) == 2


def test_a_file_that_the_spec_does_not_list_is_an_error() -> None:
    with pytest.raises(
        SdkscribeError, match=r"other\.yaml:1:1: spec\.yaml does not list this file"
    ):
        load({**FILES, "other.yaml": "types: {}\n"})


def test_a_module_that_is_listed_twice_is_an_error() -> None:
    text = FILES[SPEC_FILE].replace("modules:\n", f"modules:\n  - {MODULE}\n")
    with pytest.raises(SdkscribeError, match="is listed twice"):
        load({**FILES, SPEC_FILE: text})


def test_a_folder_without_a_spec_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SdkscribeError, match=r"there is no spec\.yaml\n  name the folder"):
        load(tmp_path)
    with pytest.raises(SdkscribeError, match=r"there is no spec\.yaml"):
        load({MODULE: FILES[MODULE]})


def test_problems_of_a_folder_name_the_files_as_the_user_can_open_them(tmp_path: Path) -> None:
    (tmp_path / SPEC_FILE).write_text("format: 1\npackage: {}\nclient: {}\n", "utf-8")
    (tmp_path / "latin.yaml").write_bytes(b"types:\n  \xe9: {}\n")
    with pytest.raises(SdkscribeError) as raised:
        load(tmp_path)
    assert f"{tmp_path.as_posix()}/latin.yaml: the file is not UTF-8" in str(raised.value)


def test_documents_without_places_still_name_the_file() -> None:
    documents = to_documents(SPEC)
    documents[SPEC_FILE]["format"] = "x"
    with pytest.raises(SdkscribeError, match=r"^spec\.yaml: `format` must be a whole number"):
        from_documents(documents)
