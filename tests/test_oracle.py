"""A second opinion on what a payload may be: datamodel-code-generator's models of the same schema.

Each type of both targets is asked about valid and about mutated payloads, three times: by the
generated package in strict mode, by datamodel-code-generator's models, and by a JSON Schema library
as the judge. Where the first and the judge differ it is our bug; where the second differs from the
judge, a named difference has to explain it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module, util
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as SchemaError
from pydantic import BaseModel, TypeAdapter, ValidationError

from payloads import Schema, mutated, valid
from sdkscribe.export.definition_names import definition_names
from sdkscribe.export.json_schema import export_json_schema
from sdkscribe.python.nested_names import chain_of, holding_fields
from sdkscribe.spec import Name, Spec, Type
from sdkscribe.spec_walk import references, types_of
from sdkscribe.spec_yaml import load
from sdkscribe.words import snake_case

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One type: the package's own, the peer's, and its schema."""

    name: str
    ours: Any
    peers: Any
    definitions: dict[str, Schema]
    build: Callable[..., object]

    def accepts(self, payload: object) -> tuple[bool, bool]:
        """Whether the package in strict mode, and whether the peer, takes a payload."""
        return self._ours(payload), self._peers(payload)

    def _ours(self, payload: object) -> bool:
        try:
            self.build(self.ours, payload, strict=True)
        except ValidationError:
            return False
        return True

    def _peers(self, payload: object) -> bool:
        try:
            TypeAdapter(self.peers).validate_json(json.dumps(payload))
        except ValidationError:
            return False
        return True

    def errors(self, payload: object) -> list[SchemaError]:
        schema = {"$ref": f"#/$defs/{self.name}", "$defs": self.definitions}
        judge: Any = Draft202012Validator(schema)
        return list(judge.iter_errors(payload))


def peer_models(target: str, schema: Schema, folder: Path) -> ModuleType:
    """The module that datamodel-code-generator makes of a schema."""
    source, made = folder / f"{target}.json", folder / f"{target}_peer.py"
    source.write_text(json.dumps(schema))
    command = [str(Path(sys.executable).parent / "datamodel-codegen"), "--input", str(source)]
    command += ["--input-file-type", "jsonschema", "--output", str(made), "--use-title-as-name"]
    command += ["--output-model-type", "pydantic_v2.BaseModel", "--enum-field-as-literal", "all"]
    command += ["--strict-types", "str", "int", "bool", "--target-python-version", "3.11"]
    subprocess.run(command, check=True, capture_output=True)
    described = util.spec_from_file_location(f"{target}_peer", made)
    assert described is not None
    assert described.loader is not None
    module = util.module_from_spec(described)
    sys.modules[module.__name__] = module
    described.loader.exec_module(module)
    return module


def our_types(package: str) -> dict[str, Any]:
    """Every model and alias of a package's answers, by its file and its name there."""
    folder = ROOT / "generated" / package / "types"
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*.py")):
        if path.stem in ("__init__",) or path.stem.endswith(("_param", "_params")):
            continue
        dotted = ".".join((package, "types", *path.relative_to(folder).with_suffix("").parts))
        found |= {f"{path.stem}.{n}": v for n, v in vars(import_module(dotted)).items()}
    return found


def cases_of(target: str, folder: Path) -> Iterator[Case]:
    spec: Spec = load(ROOT / "spec" / target)
    schema = export_json_schema(spec)
    definitions = cast("dict[str, Schema]", schema["$defs"])
    peers = peer_models(target, schema, folder)
    types = our_types(target)
    build = import_module(f"{target}._runtime.models").build
    fields = holding_fields(spec.types())
    for name, title in definition_names(spec.types()).items():
        nested = "".join(chain_of(name, fields))
        ours = types.get(f"{snake_case(name.top_level)}.{nested or name.leaf}")
        if ours is not None:
            yield Case(
                name=title,
                ours=ours,
                peers=getattr(peers, title),
                definitions=definitions,
                build=build,
            )


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    folder = tmp_path_factory.mktemp("peers")
    return [case for target in ("legacy_sessions", "client_secrets")
            for case in cases_of(target, folder)]  # fmt: skip


# ------------------------------------------------------------------------ the named differences


def _leaves(error: SchemaError) -> Iterator[SchemaError]:
    if error.context:
        for inner in error.context:
            yield from _leaves(inner)
    else:
        yield error


def null_for_an_optional_property(error: SchemaError) -> bool:
    """The peer writes an optional property `X | None = None`, and so takes null for it."""
    return error.instance is None


def boolean_for_a_number(error: SchemaError) -> bool:
    """The peer's plain `float` takes a boolean for a number, in pydantic's lax mode."""
    return isinstance(error.instance, bool) and error.validator_value == "number"


PEER_IS_LENIENT = (null_for_an_optional_property, boolean_for_a_number)


def is_explained(errors: list[SchemaError]) -> bool:
    """Whether a named leniency of the peer is behind each complaint of the judge."""
    return all(
        any(explains(leaf) for leaf in _leaves(error) for explains in PEER_IS_LENIENT)
        for error in errors
    )


def agree(case: Case, payload: object) -> None:
    ours, peers = case.accepts(payload)
    errors = case.errors(payload)
    assert ours == (not errors), f"{case.name}: {payload}: {[e.message for e in errors]}"
    if peers != ours:
        assert peers, f"{case.name}: only the peer refuses {payload}"
        assert is_explained(errors), f"{case.name}: only the peer takes {payload}"


@settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data(), random=st.randoms(use_true_random=False))
def test_both_take_and_refuse_the_same_payloads(
    cases: list[Case], data: st.DataObject, random: Random
) -> None:
    case = data.draw(st.sampled_from(cases), label="type")
    payload = valid(random, case.definitions[case.name], case.definitions)
    agree(case, payload)
    agree(case, mutated(random, payload))


def test_every_model_round_trips_a_payload_and_refuses_what_is_none(cases: list[Case]) -> None:
    models = [case for case in cases if isinstance(case.ours, type)]
    assert len(models) > 40
    random = Random(7)
    no_objects: tuple[object, ...] = (None, 1, "text", list[object](), ["x"])
    for case in models:
        for _ in range(10):
            payload = valid(random, case.definitions[case.name], case.definitions)
            built = case.build(case.ours, payload, strict=True)
            assert isinstance(built, BaseModel)
            assert built.model_dump(by_alias=True, exclude_unset=True) == payload
        for wrong in no_objects:
            assert not case.accepts(wrong)[0], (case.name, wrong)


def test_no_type_is_left_out_but_those_of_requests_alone(cases: list[Case]) -> None:
    asked = {case.name for case in cases}
    for target in ("legacy_sessions", "client_secrets"):
        spec = load(ROOT / "spec" / target)
        overloads = [o for r in spec.resources().values() for m in r.methods for o in m.overloads]
        sent = reached(spec, (a.type for o in overloads for a in o.arguments))
        answered = reached(spec, (o.returns.type for o in overloads if o.returns.type is not None))
        titles = definition_names(spec.types())
        for name, title in titles.items():
            assert title in asked or name in sent - answered, title


def reached(spec: Spec, nodes: Iterable[Type]) -> set[Name]:
    """The declarations that types refer to, and all that those refer to in turn."""
    found: set[Name] = set()
    waiting = [reference.target for node in nodes for reference in references(node)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            inner = types_of(spec.types()[name])
            waiting += [reference.target for node in inner for reference in references(node)]
    return found
