"""Each row of the table of verdicts is what happens to a program, and to a payload, that uses what changed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from string import Template
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator
from mypy import api as mypy

from diff.test_client_verdicts import CASES as CLIENTS
from diff.witnesses import (
    TYPE_WITNESSES,
    WITNESSES,
    MethodWitness,
    TypeWitness,
    Witness,
    class_of,
    row_of,
    spec_of,
)
from python.conftest import write
from python.declare import INTEGER, STRING, interface, link, method, required, resource
from python.declare import spec as api_of
from sdkscribe.diff.changes import Change, Kind, MethodPlace, ResourcePlace, TypePlace
from sdkscribe.diff.compare import compare
from sdkscribe.diff.verdicts import TABLE, Audience, Policy, Verdict, verdicts_of
from sdkscribe.export.json_schema import export_json_schema
from sdkscribe.python.generate import generate
from sdkscribe.spec import Field, Module, Spec

STRICT = Policy(response_literals="breaking")
PROGRAM = Template("""
from typing_extensions import assert_never
from $package import Kitchen, types
from $package.pagination import SyncCursorPage

def program(client: Kitchen) -> None:
    $body
""")


def bodies(witness: Witness) -> dict[Audience, str]:
    match witness:
        case TypeWitness(caller=caller, reader=reader):
            return {"Python caller": caller, "Python reader": reader}
        case MethodWitness(program=program):
            is_of_answer = "Python reader" in verdicts(witness)
            return {"Python reader" if is_of_answer else "Python caller": program}


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How many errors a strict checker finds in each program, by package, audience and row."""
    root = tmp_path_factory.mktemp("witnesses")
    for package in ("old", "new"):
        made = generate(spec_of(WITNESSES, is_new=package == "new"), package=package)
        write(root / package, dict(made))
        for witness in WITNESSES:
            for audience, body in bodies(witness).items():
                text = Template(body).substitute(row=row_of(witness)).replace("\n", "\n    ")
                program = PROGRAM.substitute(package=package, body=text)
                (root / f"{program_name(package, audience, witness)}.py").write_text(program)
    programs = [path.name for path in root.glob("*.py")]
    options = ["--strict", "--config-file", "", "--python-version", "3.11"]
    cache = ["--cache-dir", str(root / "cache")]
    here = Path.cwd()
    os.chdir(root)
    try:
        said, trouble, _ = mypy.run([*options, *cache, *programs])
    finally:
        os.chdir(here)
    assert not trouble
    return Counter(re.findall(r"^(\w+)\.py:\d+: error", said, re.MULTILINE))


def program_name(package: str, audience: Audience, witness: Witness) -> str:
    return f"{package}_{audience.split()[1]}_{row_of(witness)}"


@pytest.fixture(scope="module")
def changes() -> tuple[Change, ...]:
    return compare(spec_of(WITNESSES, is_new=False), spec_of(WITNESSES, is_new=True)).changes


def of_row(changes: tuple[Change, ...], witness: Witness) -> list[Change]:
    """The causes in one resource's module, and on it."""
    row = row_of(witness)
    return [c for c in changes if c.part_of is None and row_of_place(c) == row]


def row_of_place(change: Change) -> str:
    match change.place:
        case TypePlace(name=name):
            return name.module.split("/")[-1]
        case MethodPlace(resource=resource) | ResourcePlace(resource=resource):
            return resource.partition(".")[0]
        case _:
            return ""


def verdicts(witness: Witness) -> dict[Audience, Verdict]:
    """What the table says of both sides of a witness."""
    pair = spec_of([witness], is_new=False), spec_of([witness], is_new=True)
    found: dict[Audience, Verdict] = {}
    for change in compare(*pair).changes:
        if change.kind == witness.kind:
            found.update(verdicts_of(change, STRICT))
    return found


# What a change cannot be without: what holds a type that is nested now, is another type.
BESIDE: dict[Kind, set[Kind]] = {
    "argument-nested": {"type-renamed"},
    "answer-nested": {"type-renamed"},
}
ids = [witness.id for witness in WITNESSES]


@pytest.mark.parametrize("witness", WITNESSES, ids=ids)
def test_the_change_has_one_entry_for_each_type_or_method_that_it_is_made_in(
    witness: Witness, changes: tuple[Change, ...]
) -> None:
    """What is sent and what is received are two types, and so two causes, except where they share one."""
    found = [change.kind for change in of_row(changes, witness)]
    assert set(found) - BESIDE.get(witness.kind, set()) == {witness.kind}
    assert len(found) <= 2


@pytest.mark.parametrize("witness", WITNESSES, ids=ids)
def test_a_program_breaks_where_the_table_says_so(witness: Witness, errors: Counter[str]) -> None:
    judged = verdicts(witness)
    for audience in bodies(witness):
        assert (
            errors[program_name("old", audience, witness)] == 0
        ), f"{audience}: bad for the old API"
        broken = errors[program_name("new", audience, witness)] > 0
        assert broken == (judged[audience] == "breaking"), f"{audience}: {judged[audience]}"


@pytest.mark.parametrize("witness", TYPE_WITNESSES, ids=[w.id for w in TYPE_WITNESSES])
def test_a_payload_is_valid_where_the_table_says_so(witness: TypeWitness) -> None:
    name, judged = class_of(row_of(witness)), verdicts(witness)
    old, new = spec_of([witness], is_new=False), spec_of([witness], is_new=True)
    sent, received = f"{name}SendParams", f"{name}Received"
    assert is_valid(witness.sent, export_json_schema(old), sent)
    assert is_valid(witness.received, export_json_schema(new), received)
    taken = is_valid(witness.sent, export_json_schema(new), sent)
    assert taken == (judged["wire request"] != "breaking")
    understood = is_valid(witness.received, export_json_schema(old), received)
    assert understood == (judged["wire response"] != "breaking")

    if witness.kind.startswith("field-removed"):
        assert not is_known(witness.sent, witness.new), "what is sent is heeded"


def is_known(payload: object, fields: tuple[Field, ...]) -> bool:
    return set(cast("dict[str, object]", payload)) <= {field.wire_name for field in fields}


def test_every_row_of_the_table_has_a_witness() -> None:
    """Of the client's options there are programs of their own, as of types that moved."""
    assert {witness.kind for witness in WITNESSES} | set(CLIENTS) | {"type-moved"} == set(TABLE)


@pytest.mark.parametrize(
    ("there", "status"),
    [("resources/spoons/spoons", 0), ("resources/cellars/spoons", 1)],
    ids=["in the same package", "in another package"],
)
def test_a_type_that_moved_may_be_imported_as_before_or_not(
    there: str, status: int, tmp_path: Path
) -> None:
    """Which is why the table says P: `x` and `x/x` share one."""
    old, new = (api_with_spoon(module) for module in ("resources/spoons", there))
    (moved,) = (c for c in compare(old, new).changes if c.part_of is None)
    assert moved.kind == "type-moved"
    assert set(verdicts_of(moved, STRICT).values()) == {"safe", "potential"}
    for spec, package in ((old, "old"), (new, "new")):
        write(tmp_path / package, dict(generate(spec, package=package)))
    statement = "from {}.types import Spoon"
    ran = [
        subprocess.run([sys.executable, "-c", statement.format(package)], cwd=tmp_path)
        for package in ("old", "new")
    ]
    assert [one.returncode for one in ran] == [0, status]


def api_with_spoon(module: str) -> Spec:
    spoon = interface(module, "Spoon", required("length", INTEGER), required("metal", STRING))
    spoons = resource(module, "Spoons", method("polish", "POST", "/spoons"))
    return api_of(
        Module(path=module, types=(spoon,), resources=(spoons,)),
        links=(link("spoons", module, "Spoons"),),
    )


def is_valid(payload: object, schema: dict[str, object], name: str) -> bool:
    judge: Any = Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"})
    return bool(judge.is_valid(payload))


def test_the_table_in_the_docs_is_the_one_in_the_code() -> None:
    docs = (Path(__file__).parents[2] / "docs/diff.md").read_text()
    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([SPB-]) \| ([SPB-]) \| ([SPB-]) \| ([SPB-]) \|$", docs, re.M
    )
    assert {kind: " ".join(letters) for kind, *letters in rows} == dict(TABLE)
