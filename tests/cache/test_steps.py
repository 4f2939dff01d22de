"""The cache is never wrong: with it and without it, the same input gives the same files and the same
problems, whatever was made before.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command_line import Run, change
from python.declare import (
    BOOLEAN,
    INTEGER,
    NULL,
    STRING,
    array,
    interface,
    link,
    literal,
    ref,
    required,
    resource,
    union,
)
from python.declare import spec as spec_with
from python.kitchen import kitchen
from sdkscribe import own_files, reading, steps
from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.plan import FilePlan
from sdkscribe.python.generate import generate
from sdkscribe.render import rendered
from sdkscribe.source import open_source
from sdkscribe.spec import (
    Field,
    Module,
    Name,
    ObjectType,
    ReferenceType,
    Spec,
    Type,
    TypeDeclaration,
)
from sdkscribe.spec_folder import spec_of
from sdkscribe.spec_yaml import dump
from sdkscribe.steps import SpecTexts, generate_package, transcribe_source
from sdkscribe.transcribe import transcribe
from source.tarballs import tgz

Outcome = Mapping[str, str] | frozenset[Problem]
Change = Callable[[TypeDeclaration], tuple[TypeDeclaration, ...]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def outcome(make: Callable[[], Mapping[str, str]]) -> Outcome:
    try:
        return dict(make())
    except SdkscribeError as error:
        return frozenset(error.problems)


def texts_of(spec: Spec) -> SpecTexts:
    texts = dump(spec)
    return SpecTexts(texts=lambda: texts, read=lambda: spec)


# ------------------------------------------------------------------------- what a person may change

TYPES = [declared.name for module in kitchen().modules for declared in module.types]
FIELD_TYPES: st.SearchStrategy[Type] = st.one_of(
    st.sampled_from([STRING, INTEGER, BOOLEAN, literal("zz"), union(STRING, NULL)]),
    st.sampled_from(TYPES).map(lambda name: ReferenceType(target=name)),
    st.sampled_from(TYPES).map(lambda name: array(ReferenceType(target=name))),
)


def with_fields(declared: TypeDeclaration, *fields: Field) -> TypeDeclaration:
    if not isinstance(declared.type, ObjectType):
        return declared
    return replace(declared, type=replace(declared.type, fields=fields))


def fields(declared: TypeDeclaration) -> tuple[Field, ...]:
    return declared.type.fields if isinstance(declared.type, ObjectType) else ()


def described(declared: TypeDeclaration) -> tuple[TypeDeclaration, ...]:
    return (replace(declared, description=f"{declared.description} And more."),)


def shrunk(declared: TypeDeclaration) -> tuple[TypeDeclaration, ...]:
    return (with_fields(declared, *fields(declared)[:-1]),)


def loosened(declared: TypeDeclaration) -> tuple[TypeDeclaration, ...]:
    return (
        with_fields(declared, *(replace(f, required=not f.required) for f in fields(declared))),
    )


def removed(declared: TypeDeclaration) -> tuple[TypeDeclaration, ...]:
    return ()


def as_text(declared: TypeDeclaration) -> tuple[TypeDeclaration, ...]:
    return (replace(declared, kind="alias", type=STRING, extends=()),)


def grown(field: Field) -> Change:
    def grow(declared: TypeDeclaration) -> tuple[TypeDeclaration, ...]:
        others = (f for f in fields(declared) if f.wire_name != field.wire_name)
        return (with_fields(declared, *others, field),)

    return grow


def beside(name: str) -> Change:
    return lambda declared: (declared, interface(declared.name.module, name))


CHANGES = st.one_of(
    st.sampled_from([described, shrunk, loosened, removed, as_text]),
    FIELD_TYPES.map(lambda type: grown(Field(wire_name="zzTop", type=type))),
    st.sampled_from(["Zz", "Step", "STEP", "RecipeParam", "Shared"]).map(beside),
)


def changed(spec: Spec, name: Name, change_type: Change) -> Spec:
    def in_module(module: Module) -> Module:
        if module.path != name.module:
            return module
        types = (t for d in module.types for t in (change_type(d) if d.name == name else (d,)))
        return replace(module, types=tuple({t.name: t for t in types}.values()))

    return replace(spec, modules=tuple(in_module(module) for module in spec.modules))


@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(TYPES), CHANGES), min_size=2, max_size=5))
def test_a_package_is_the_same_with_the_cache_and_without(
    changes: list[tuple[Name, Change]],
) -> None:
    spec = kitchen()
    for name, change_type in changes:
        spec = changed(spec, name, change_type)
        cached = outcome(lambda: generate_package(texts_of(spec), package="kitchen"))  # noqa: B023
        assert cached == outcome(lambda: generate(spec, package="kitchen"))  # noqa: B023


A, B, C = "resources/a", "resources/b", "resources/c"
STEP = interface(B, "Step", required("kind", literal("step")))
USE = interface(C, "Use", required("step", ref(B, "Step")))
HEIR = TypeDeclaration(
    name=Name(C, "Heir"),
    kind="interface",
    type=ObjectType(fields=(required("id", STRING),)),
    extends=(ref(B, "Step"),),
)
EITHER = interface(C, "Either", required("it", union(ref(B, "Step"), ref(A, "Other"))))
OTHER = interface(A, "Other", required("kind", literal("other")))


def three(*types: TypeDeclaration) -> Spec:
    """A spec of three modules with resources, and so with one package of types."""
    modules = [
        Module(
            path=path,
            types=tuple(declared for declared in types if declared.name.module == path),
            resources=(resource(path, path[-1].upper()),),
        )
        for path in (A, B, C)
    ]
    return spec_with(
        *modules, links=tuple(link(m.path[-1], m.path, m.path[-1].upper()) for m in modules)
    )


@pytest.mark.parametrize(
    ("before", "after", "file"),
    [
        ((STEP, USE), (interface(A, "Step"), STEP, USE), "use.py"),
        ((STEP, HEIR), (with_fields(STEP, required("id", STRING)), HEIR), "heir.py"),
        (
            (STEP, OTHER, EITHER),
            (STEP, with_fields(OTHER, required("kind", STRING)), EITHER),
            "either.py",
        ),
        ((STEP, HEIR), (with_fields(STEP, required("heir", ref(C, "Heir"))), HEIR), "heir.py"),
    ],
    ids=[
        "a name is taken",
        "a base has other fields",
        "a tag is lost",
        "a cycle",
    ],
)
def test_what_changes_in_one_module_shows_in_another(
    before: tuple[TypeDeclaration, ...], after: tuple[TypeDeclaration, ...], file: str
) -> None:
    made = generate_package(texts_of(three(*before)), package="p")
    then = generate_package(texts_of(three(*after)), package="p")
    assert dict(then) == generate(three(*after), package="p")
    assert made[f"types/{file}"] != then[f"types/{file}"]


def test_only_what_a_change_reaches_is_planned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[str] = []

    def noted(file: FilePlan) -> str:
        planned.append(file.path)
        return rendered(file)

    monkeypatch.setattr("sdkscribe.python.generate.rendered", noted)
    spec = kitchen()
    whole = generate_package(texts_of(spec), package="kitchen")
    at_first = len(planned)
    planned.clear()
    pantry = next(name for name in TYPES if name.module == "resources/pantry")
    after = generate_package(texts_of(changed(spec, pantry, described)), package="kitchen")
    changed_files = [path for path in whole if whole[path] != after[path]]
    assert changed_files
    assert set(changed_files) <= set(planned)
    assert len(planned) < at_first * 2 / 3


@pytest.mark.parametrize(
    "other",
    [
        replace(kitchen(), package=replace(kitchen().package, version="9.9.9")),
        replace(kitchen(), pages=()),
        replace(kitchen(), client=replace(kitchen().client, idempotency_header="Once")),
        replace(kitchen(), client=replace(kitchen().client, class_name="Galley")),
    ],
    ids=["version", "pages", "idempotency", "class"],
)
def test_what_stands_outside_of_modules_changes_every_file_that_says_it(other: Spec) -> None:
    generate_package(texts_of(kitchen()), package="kitchen")
    cached = outcome(lambda: generate_package(texts_of(other), package="kitchen"))
    assert cached == outcome(lambda: generate(other, package="kitchen"))


# ---------------------------------------------------------------------------------- sources, folders


def transcribed(source: Path, *overlays: Path, only: tuple[str, ...] = ()) -> Mapping[str, str]:
    spec = transcribe_source(str(source), only=only, overlays=overlays, say=lambda message: None)
    texts = spec.texts()
    assert generate(spec.read(), package="p") == generate(spec_of(texts, Path()), package="p")
    return texts


def test_a_source_that_was_transcribed_is_not_read_again(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = transcribed(package)

    def unexpected(*arguments: object) -> None:
        raise AssertionError("it was transcribed again")

    monkeypatch.setattr(steps, "_transcribed", unexpected)
    assert transcribed(package) == first


def test_another_version_is_read_with_what_is_known_of_the_last(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, and then an archive of the next version: the client is the same, and is not read again."""
    transcribed(package)
    change(package, "package.json", "1.2.3", "1.2.4")
    change(package, "resources/things.d.ts", "Its name.", "What it is called.")
    files = {f"package/{p.relative_to(package)}": p.read_text() for p in package.rglob("*.*s*")}
    archive = tmp_path / "acme-1.2.4.tgz"
    archive.write_bytes(tgz(files))

    def unexpected(*arguments: object) -> None:
        raise AssertionError("it was read again")

    expected = dump(transcribe(open_source(str(archive))))
    monkeypatch.setattr(reading, "read_client", unexpected)
    texts = transcribed(archive)
    assert texts == expected
    assert "What it is called." in texts["resources/things.yaml"]


def test_any_change_of_a_source_shows(package: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.yaml"
    before = [transcribed(package)]
    change(package, "resources/things.d.ts", "Its name.", "What it is called.")
    before.append(transcribed(package))
    change(package, "resources/things.js", "'/things'", "'/all-things'")
    before.append(transcribed(package))
    change(package, "package.json", "1.2.3", "1.2.4")
    before.append(transcribed(package))
    before.append(transcribed(package, only=("things",)))
    for version in ("2.0.0", "3.0.0"):
        overlay.write_text(
            "patches:\n- {file: spec.yaml, at: /package/version, was: 1.2.4, "
            f"is: {version}, reason: ours}}\n"
        )
        before.append(transcribed(package, overlay))
    assert len({str(sorted(texts.items())) for texts in before}) == len(before)


def test_what_is_wrong_is_said_each_time(package: Path) -> None:
    change(package, "resources/things.d.ts", "name: string; size", "name: Nowhere; size")
    said: list[str] = []
    for _ in range(2):
        with pytest.raises(SdkscribeError) as raised:
            transcribed(package)
        said.append(str(raised.value))
    assert said[0] == said[1]


def test_a_check_compares_with_the_disk_when_everything_was_made_before(
    run: Run, package: Path, tmp_path: Path
) -> None:
    settings_file = f'[tool.sdkscribe.targets.acme]\nsource = "{package}"\n'
    (tmp_path / "pyproject.toml").write_text(settings_file)
    assert run("sync").status == 0
    assert run("sync", "--check").status == 0
    made = tmp_path / "generated/acme/types/thing.py"
    whole = made.read_text()
    made.write_text(f"{whole}# mine\n")
    assert "changed: types/thing.py" in run("sync", "--check").out
    assert "edited by hand: types/thing.py" in run("sync").err
    made.unlink()
    assert "1 written or removed" in run("sync").out
    assert made.read_text() == whole


# ------------------------------------------------------------------------------------- the generator

DIGEST = "from sdkscribe.own_files import generator_digest; print(generator_digest())"


def test_another_generator_takes_nothing_over(tmp_path: Path) -> None:
    generator = tmp_path / "generator"
    shutil.copytree(Path(own_files.__file__).parent, generator / "sdkscribe")
    shutil.copytree(own_files.TEMPLATES, tmp_path / "templates")

    def digest() -> str:
        environment = {**os.environ, "PYTHONPATH": str(generator), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", DIGEST]
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        ).stdout

    seen = [digest()]
    assert digest() == seen[0]
    for path in (
        generator / "sdkscribe/python/fields.py",
        tmp_path / "templates/types.py.jinja",
        tmp_path / "templates/runtime/models.py",
    ):
        path.write_text(path.read_text() + "\n")
        seen.append(digest())
    (generator / "sdkscribe/more.py").touch()
    seen.append(digest())
    assert len(set(seen)) == len(seen)
