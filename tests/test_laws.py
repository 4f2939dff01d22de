"""Laws of the whole road: the same spec gives the same bytes, and a change stays where it is made."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sdkscribe.config import load_config
from sdkscribe.files import check
from sdkscribe.python.generate import generate
from sdkscribe.spec import Field, Method, Module, ObjectType, Resource, ScalarType, Spec
from sdkscribe.spec_yaml import dump, load

ROOT = Path(__file__).parent.parent
TARGETS = load_config(ROOT).targets
LEGACY = ROOT / "spec" / "legacy_sessions"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(params=TARGETS, ids=[target.name for target in TARGETS])
def spec(request: pytest.FixtureRequest) -> Iterator[Spec]:
    yield load(request.param.spec)


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_the_committed_spec_gives_the_committed_package(target: object) -> None:
    for one in TARGETS:
        if one is target:
            assert check(dict(generate(load(one.spec), package=one.package)), one.out) == ()


def test_a_spec_is_the_same_after_it_was_written_and_read(spec: Spec) -> None:
    from sdkscribe.spec_yaml import from_documents, to_documents

    assert from_documents(to_documents(spec)) == spec


def test_the_committed_spec_is_written_as_it_is_read() -> None:
    for target in TARGETS:
        assert check(dict(dump(load(target.spec))), target.spec) == ()


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_bytes_do_not_depend_on_the_hash_seed(seed: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sdkscribe", "generate", str(LEGACY)]
    subprocess.run(
        [*command, "--out", str(tmp_path / "legacy_sessions")],
        env={**os.environ, "PYTHONHASHSEED": seed, "SDKSCRIBE_CACHE": str(tmp_path / "cache")},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert tree(tmp_path / "legacy_sessions") == tree(ROOT / "generated" / "legacy_sessions")


def test_one_target_does_not_move_when_only_the_other_changes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    changed = tmp_path / "spec/client_secrets/resources/realtime/client-secrets.yaml"
    changed.write_text(changed.read_text().replace("Ephemeral key", "Short-lived key"))
    unreachable = {**os.environ, "PATH": "", "SDKSCRIBE_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "sdkscribe", "sync"]
    subprocess.run(command, env=unreachable, cwd=tmp_path, check=True, capture_output=True)
    made, committed = tmp_path / "generated", ROOT / "generated"
    assert tree(made / "legacy_sessions") == tree(committed / "legacy_sessions")
    assert tree(made / "client_secrets") != tree(committed / "client_secrets")


def test_adding_a_method_a_type_and_a_field_takes_away_no_line() -> None:
    before = load(LEGACY)
    after = replace(before, modules=tuple(_extended(module) for module in before.modules))
    old, new = generate(before, package="p"), generate(after, package="p")
    assert set(old) <= set(new)
    changed = [path for path in old if old[path] != new[path]]
    assert changed
    for path in changed:
        lines = difflib.ndiff(old[path].splitlines(), new[path].splitlines())
        assert [line for line in lines if line.startswith("- ")] == [], path


def _extended(module: Module) -> Module:
    if not module.types:
        return module
    first = module.types[0]
    assert isinstance(first.type, ObjectType)
    added = Field(wire_name="zz_added", type=ScalarType(kind="string"), required=False)
    grown = replace(first, type=replace(first.type, fields=(*first.type.fields, added)))
    copied = replace(first, name=first.name._replace(name="ZzAdded"), type=ObjectType())
    resources = tuple(_with_method(resource) for resource in module.resources)
    return replace(module, types=(grown, *module.types[1:], copied), resources=resources)


def _with_method(resource: Resource) -> Resource:
    methods: tuple[Method, ...] = tuple(
        replace(method, name=f"{method.name}Too", path=f"{method.path}/too")
        for method in resource.methods
    )
    return replace(resource, methods=resource.methods + methods)


def test_the_runtime_is_copied_as_it_is() -> None:
    for target in TARGETS:
        for path in (target.out / "_runtime").glob("*.py"):
            assert path.read_bytes() == (ROOT / "templates" / "runtime" / path.name).read_bytes()
