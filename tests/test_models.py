"""The types of an API alone, as other libraries' classes."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Run, refused
from sdkscribe.export.json_schema import declared_in, definitions
from sdkscribe.model_kinds import Models
from sdkscribe.models import generate_models
from sdkscribe.spec_yaml import load

ROOT = Path(__file__).parent.parent
SPECS = {name: load(ROOT / "spec" / name) for name in ("legacy_sessions", "client_secrets")}
PROGRAMS = {
    Models.MSGSPEC: "import msgspec; made = msgspec.json.decode(text, type=Thing)",
    Models.PYDANTIC: "made = Thing.model_validate_json(text)",
    Models.DATACLASS: "import json; made = Thing(**json.loads(text))",
}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both targets' types in every kind, a package each."""
    folder = tmp_path_factory.mktemp("models")
    for name, spec in SPECS.items():
        for models in Models:
            package = folder / f"{name}_{models}"
            package.mkdir()
            for path, text in generate_models(spec, models).items():
                (package / path).write_text(text)
    return folder


def run_python(folder: Path, program: str) -> list[object]:
    command = [sys.executable, "-W", "error", "-c", program]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return list(json.loads(ran.stdout))


@pytest.mark.parametrize("models", Models)
@pytest.mark.parametrize("name", SPECS)
def test_every_type_keeps_its_name_and_no_other_is_made_up(
    packages: Path, models: Models, name: str
) -> None:
    package = f"{name}_{models}"
    listed = f"import json, {package} as p; print(json.dumps([n for n in dir(p) if n[0].isupper() and n.isidentifier()]))"
    found = run_python(packages, listed)
    schema = definitions(declared_in(SPECS[name]))
    libraries = {"Annotated", "Any", "BaseModel", "Field", "Literal", "Meta", "RootModel", "Struct",
                 "TypeAlias", "UNSET", "UnsetType", "Union"}  # fmt: skip
    assert set(found) - libraries == set(schema)


def test_they_pass_a_strict_type_checker(packages: Path) -> None:
    names = [argument for path in packages.iterdir() for argument in ("-p", path.name)]
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(ROOT / ".mypy_cache"),
        *names,
    ]
    ran = subprocess.run(command, cwd=packages, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_the_same_spec_gives_the_same_bytes() -> None:
    spec = SPECS["legacy_sessions"]
    assert generate_models(spec, Models.MSGSPEC) == generate_models(spec, Models.MSGSPEC)


@pytest.mark.parametrize("models", Models)
def test_they_hold_what_the_api_answers(run: Run, package: Path, models: Models) -> None:
    assert run("vendor", package, "--models", models, "--into", "things").status == 0
    program = f"""
import json
from things import Thing
text = '{{"name": "a", "kind": "b", "size": 3}}'
{PROGRAMS[models]}
print(json.dumps([made.name, made.kind, made.size]))
"""
    assert run_python(Path.cwd(), program) == ["a", "b", 3]
    assert run("verify", "things").status == 0
    assert f"--models {models}" in Path("things/README.md").read_text()


def test_a_vendored_folder_of_types_is_updated_like_any_other(run: Run, package: Path) -> None:
    run("vendor", package, "--models", "msgspec", "--into", "things")
    module = Path("things/__init__.py")
    module.write_text(module.read_text() + "\n\nMINE = 1\n")
    types = package / "resources/things.d.ts"
    types.write_text(types.read_text().replace("size?: number | 'inf'", "weight?: number"))
    assert run("update", "things", package).status == 0
    assert "weight" in module.read_text()
    assert module.read_text().endswith("MINE = 1\n")
    assert not Path("things/_client.py").exists()


def test_a_spec_is_generated_as_types_alone(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    assert run("generate", "spec", "--models", "pydantic", "--out", "things").status == 0
    assert "class Thing(BaseModel):" in Path("things/__init__.py").read_text()
    assert run("generate", "spec", "--models", "pydantic", "--out", "things", "--check").status == 0


def test_without_the_extra_it_says_how_to_install_it(
    run: Run, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = builtins.__import__

    def missing(name: str, *arguments: object) -> object:
        if name.startswith("datamodel_code_generator"):
            raise ModuleNotFoundError(name)
        return imported(name, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    refused(run("vendor", package, "--models", "msgspec", "--into", "out"), "sdkscribe[models]")
