"""`sync` and `update` go on calling what was there as it was, and write down what that takes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml

from command_line import THINGS_SCRIPT, THINGS_TYPES, Run, change

TARGET = '[tool.sdkscribe.targets.acme]\nsource = "acme"\n'
SPEC = Path("spec/acme")
TYPES = Path("generated/acme/types")
RIVAL = "export interface Usage { rival: string }\n"
RIVAL_ASIDE = {
    "types": {
        "resources/things#Usage": {"model": "types.things_usage.ThingsUsage"},
        "resources/zoo#Usage": {"model": "types.usage.Usage"},
    }
}


@pytest.fixture
def acme(package: Path) -> Path:
    """A package with a resource whose types give way to those of another of the same name."""
    types, script = THINGS_TYPES.replace("Things", "Zoo"), THINGS_SCRIPT.replace("Things", "Zoo")
    (package / "resources/zoo.d.ts").write_text(types.replace("Thing", "Usage"))
    (package / "resources/zoo.js").write_text(script.replace("/things", "/zoo"))
    imported = "import * as API from './resources/things';"
    change(package, "client.d.ts", imported, f"{imported}\nimport * as Z from './resources/zoo';")
    change(package, "client.d.ts", "API.Things;", "API.Things; zoo: Z.Zoo;")
    Path("pyproject.toml").write_text(TARGET)
    return package


@pytest.fixture
def synced(run: Run, acme: Path) -> Path:
    assert run("sync").status == 0
    return acme


def add(package: Path, module: str, text: str) -> None:
    path = package / f"resources/{module}.d.ts"
    path.write_text(path.read_text() + text)


def names() -> object:
    return yaml.safe_load((SPEC / "spec.yaml").read_text()).get("names")


def sources() -> dict[str, str]:
    return {path.name: path.read_text() for path in TYPES.iterdir()}


def test_what_was_there_keeps_its_name_and_its_file(run: Run, synced: Path) -> None:
    before = sources()
    add(synced, "things", RIVAL)
    assert run("sync").status == 0
    after = sources()
    added = after.pop("things_usage.py")
    assert "class ThingsUsage(BaseModel):\n    rival: str\n" in added
    assert {**after, "__init__.py": ""} == {**before, "__init__.py": ""}
    assert names() == RIVAL_ASIDE


def test_without_a_spec_that_was_there_the_rules_decide(run: Run, acme: Path) -> None:
    add(acme, "things", RIVAL)
    assert run("sync").status == 0
    assert "rival: str" in sources()["usage.py"]
    assert "class ZooUsage(BaseModel):" in sources()["zoo_usage.py"]
    assert names() is None


@pytest.mark.parametrize("is_clean", [True, False])
def test_a_check_agrees_in_a_clean_clone_too(run: Run, synced: Path, is_clean: bool) -> None:
    add(synced, "things", RIVAL)
    assert run("sync").status == 0
    if is_clean:
        shutil.rmtree(Path(os.environ["SDKSCRIBE_CACHE"]) / "made")
    assert run("sync", "--check").status == 0


def test_the_committed_spec_gives_the_same_package(run: Run, synced: Path) -> None:
    add(synced, "things", RIVAL)
    assert run("sync").status == 0
    assert run("generate", SPEC, "--out", "generated/acme", "--check").status == 0


def test_what_came_later_keeps_its_name_too(run: Run, synced: Path) -> None:
    add(synced, "things", RIVAL)
    assert run("sync").status == 0
    change(synced, "resources/zoo.d.ts", "interface Usage {", "interface Gone {")
    change(synced, "resources/zoo.d.ts", "APIPromise<Usage>", "APIPromise<Gone>")
    assert run("sync").status == 0
    assert "rival: str" in sources()["things_usage.py"]
    assert names() == {
        "types": {"resources/things#Usage": RIVAL_ASIDE["types"]["resources/things#Usage"]}
    }


def test_nothing_is_remembered_of_what_is_gone(run: Run, synced: Path) -> None:
    add(synced, "things", RIVAL)
    assert run("sync").status == 0
    change(synced, "resources/things.d.ts", RIVAL, "")
    assert run("sync").status == 0
    assert names() is None


def test_a_field_keeps_its_name(run: Run, synced: Path) -> None:
    change(synced, "resources/zoo.d.ts", "size?:", "Size?:")
    assert run("sync").status == 0
    assert "    size: " in sources()["usage.py"]
    change(synced, "resources/zoo.d.ts", "Size?:", "size?: boolean; Size?:")
    assert run("sync").status == 0
    assert "    size: Maybe[Union[int, Literal['inf']]]" in sources()["usage.py"].replace('"', "'")
    assert "    size_: Maybe[bool]" in sources()["usage.py"]
    assert names() == {"members": {"resources/zoo#Usage": {"Size": "size", "size": "size_"}}}
    assert run("sync", "--check").status == 0


def test_a_method_and_its_arguments_keep_their_names(run: Run, synced: Path) -> None:
    change(synced, "resources/zoo.d.ts", "create(", "Create(")
    change(synced, "resources/zoo.js", "create(", "Create(")
    change(synced, "resources/zoo.d.ts", "UsageCreateParams { name", "UsageCreateParams { Name")
    assert run("sync").status == 0
    call = "create(options?: RequestOptions): APIPromise<string>;"
    change(synced, "resources/zoo.d.ts", "/** Make a thing. */", f"{call} /** Make a thing. */")
    change(
        synced,
        "resources/zoo.js",
        "{\n",
        "{\n create(options) { return this._client.get('/', options); }\n",
    )
    change(synced, "resources/zoo.d.ts", "{ Name", "{ name: boolean; Name")
    assert run("sync").status == 0
    text = Path("generated/acme/resources/zoo.py").read_text()
    made = text.partition("    def create(")[2]
    assert "        name_: bool,\n        name: str,\n" in made
    assert "    def create_(" in text
    assert run("sync", "--check").status == 0


def test_a_name_that_a_person_gives_comes_first(run: Run, synced: Path) -> None:
    add(synced, "things", RIVAL)
    assert run("sync").status == 0
    Path("names.yaml").write_text(
        "python_names:\n- {of: things, type: Usage, is: Usage, reason: it is the better known}\n"
    )
    Path("pyproject.toml").write_text(f'{TARGET}overlays = ["names.yaml"]\n')
    assert run("sync").status == 0
    assert "rival: str" in sources()["usage.py"]


def test_a_type_that_no_method_reached_is_found_though_one_asks_with_it_now(
    run: Run, synced: Path
) -> None:
    add(synced, "zoo", "export interface Cage { size: number }\n")
    assert run("sync").status == 0
    change(synced, "resources/zoo.d.ts", "UsageCreateParams {", "UsageCreateParams { cage?: Cage;")
    assert run("sync").status == 0
    assert {"cage.py", "cage_param.py"} <= sources().keys()
    assert names() == {"types": {"resources/zoo#Cage": {"model": "types.cage.Cage"}}}
    assert run("sync", "--check").status == 0


def test_a_wider_slice_renames_nothing(run: Run, acme: Path) -> None:
    add(acme, "things", RIVAL)
    Path("pyproject.toml").write_text(f'{TARGET}only = ["zoo"]\n')
    assert run("sync").status == 0
    before = sources()["usage.py"]
    Path("pyproject.toml").write_text(TARGET)
    assert run("sync").status == 0
    assert sources()["usage.py"] == before
    assert names() == RIVAL_ASIDE


def test_a_vendored_folder_keeps_its_names(run: Run, acme: Path) -> None:
    assert run("vendor", acme, "--into", "app/acme_api").status == 0
    add(acme, "things", RIVAL)
    assert run("update", "app/acme_api", acme).status == 0
    types = Path("app/acme_api/types")
    assert "size:" in (types / "usage.py").read_text()
    assert "rival:" in (types / "things_usage.py").read_text()
    assert run("verify", "app/acme_api").status == 0
    assert run("update", "app/acme_api", acme, "--check").status == 0


def test_a_spec_that_cannot_be_read_is_named(run: Run, synced: Path) -> None:
    (SPEC / "resources/zoo.yaml").write_text("types: [\n")
    shutil.rmtree(Path(os.environ["SDKSCRIBE_CACHE"]) / "made")
    ran = run("sync")
    assert ran.status == 2
    assert "spec/acme/resources/zoo.yaml:" in ran.err
    assert "remove the folder to forget them" in ran.err


def test_another_package_takes_no_names_over(run: Run, synced: Path) -> None:
    add(synced, "things", RIVAL)
    change(synced, "package.json", '"acme"', '"other"')
    assert run("sync").status == 0
    assert "rival: str" in sources()["usage.py"]
    assert names() is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("types: {Usage: {model: types.usage.Usage}}", "`Usage` is no name of the form"),
        ("types: {resources/zoo#Usage: {model: Usage}}", "`Usage` is no place of a type"),
        ("types: {resources/zoo#Usage: {models: types.usage.Usage}}", "did you mean `model`?"),
        ("types: {resources/zoo#Usages: {model: types.usage.Usage}}", "`resources/zoo#Usage`"),
        ("members: {resources/zoo#Usage: {Size: 1a}}", "`1a` is no name in Python"),
        ("members: {resources/zoo#Usage: {Sise: size}}", "`Sise`"),
        ("packages: {resources/zo: zoo}", "did you mean `resources/zoo`?"),
        ("packages: {resources/zoo: .zoo}", "`.zoo` is no package for types"),
    ],
)
def test_names_of_nothing_are_errors(run: Run, synced: Path, text: str, said: str) -> None:
    path = SPEC / "spec.yaml"
    path.write_text(f"{path.read_text()}names: {{{text}}}\n")
    ran = run("generate", SPEC, "--out", "other")
    assert ran.status == 2
    assert said in ran.err
