"""The configuration: what a target means, and every fault at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkscribe.config import Target, load_config
from sdkscribe.errors import SdkscribeError

MINIMAL = '[tool.sdkscribe.targets.acme]\nsource = "acme@1.2.3"\n'


def project(folder: Path, text: str | bytes) -> Path:
    content = text.encode() if isinstance(text, str) else text
    (folder / "pyproject.toml").write_bytes(content)
    return folder


def faults(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(SdkscribeError) as caught:
        load_config(project(folder, text))
    return [str(problem).partition("\n")[0] for problem in caught.value.problems]


def test_a_target_needs_only_a_source(tmp_path: Path) -> None:
    config = load_config(project(tmp_path, MINIMAL))
    assert config.root == tmp_path
    assert config.targets == (
        Target(
            name="acme",
            source="acme@1.2.3",
            only=(),
            overlays=(),
            spec=tmp_path / "spec/acme",
            out=tmp_path / "generated/acme",
            package="acme",
        ),
    )


def test_a_target_may_say_everything(tmp_path: Path) -> None:
    text = """
    [tool.sdkscribe.targets.acme]
    source = "vendored/acme.tgz"
    only = ["beta.sessions", "files"]
    overlays = ["overlays/acme.yaml"]
    spec = "specs/acme"
    out = "src/app/acme"
    package = "acme_api"
    """
    assert load_config(project(tmp_path, text)).targets == (
        Target(
            name="acme",
            source="vendored/acme.tgz",
            only=("beta.sessions", "files"),
            overlays=(tmp_path / "overlays/acme.yaml",),
            spec=tmp_path / "specs/acme",
            out=tmp_path / "src/app/acme",
            package="acme_api",
        ),
    )


def test_targets_keep_their_order(tmp_path: Path) -> None:
    text = 'tool.sdkscribe.targets = {b = {source = "b@1.0.0"}, a = {source = "a@1.0.0"}}'
    assert [target.name for target in load_config(project(tmp_path, text)).targets] == ["b", "a"]


def test_a_project_without_a_pyproject_has_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "sdkscribe.toml").write_text('[targets.acme]\nsource = "acme@1.2.3"\n')
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    assert [target.source for target in load_config(tmp_path).targets] == ["acme@1.2.3"]


def test_a_fault_in_a_file_of_its_own_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "sdkscribe.toml").write_text('[targets.acme]\nsauce = "acme@1.2.3"\n')
    with pytest.raises(SdkscribeError) as caught:
        load_config(tmp_path)
    assert str(caught.value) == (
        "sdkscribe.toml:2:1: unknown key `sauce`\n  did you mean `source`?\n"
        'sdkscribe.toml:1:10: the target has no `source`\n  such as source = "openai@6.8.1"'
    )


def test_settings_stand_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "sdkscribe.toml").write_text("")
    with pytest.raises(SdkscribeError) as caught:
        load_config(project(tmp_path, MINIMAL))
    assert str(caught.value) == (
        "sdkscribe.toml: there are settings in pyproject.toml too\n  keep one of them"
    )


def test_the_file_is_found_above_the_folder(tmp_path: Path) -> None:
    below = tmp_path / "src" / "app"
    below.mkdir(parents=True)
    project(below, "[project]\nname = 'a package without targets'\n")
    assert load_config(project(tmp_path, MINIMAL) / "src/app").root == tmp_path


def test_a_file_above_is_named_from_where_one_stands(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    project(tmp_path, "[tool.sdkscribe]\n")
    with pytest.raises(SdkscribeError, match=r"^\.\./pyproject\.toml:1:7: there are no targets"):
        load_config(tmp_path / "src")


def test_a_project_without_our_section_is_told_what_to_add(tmp_path: Path) -> None:
    project(tmp_path, "tool = 3\n")
    with pytest.raises(SdkscribeError) as caught:
        load_config(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: no sdkscribe.toml, and no pyproject.toml with [tool.sdkscribe], here or above\n"
        "  `sdkscribe init` writes a first one"
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("source = 3", "2:1: `source` is a string, not a number"),
        ('source = " "', "2:1: `source` is a string, not an empty one"),
        ("source = ['a']", "2:1: `source` is a string, not an array"),
        ("source = true", "2:1: `source` is a string, not a boolean"),
        ("source = {}", "2:1: `source` is a string, not a table"),
        ("source = 2024-10-01", "2:1: `source` is a string, not a date or time"),
        ('source = "a"\nonly = "b"', "3:1: `only` is a list of strings"),
        ('source = "a"\nonly = [1]', "3:1: `only` is a list of strings"),
        ('source = "a"\n  overlays = [""]', "3:3: `overlays` is a list of strings"),
        ('source = "a"\nspec = ""', "3:1: `spec` is a string, not an empty one"),
        ('source = "a"\nout = 1', "3:1: `out` is a string, not a number"),
        ('source = "a"\npackage = 1.5', "3:1: `package` is a string, not a number"),
        ('source = "a"\npackage = "my-api"', "3:1: `my-api` is no name for a Python package"),
        ('source = "a"\npackage = "class"', "3:1: `class` is no name for a Python package"),
        ("# nothing", "1:25: the target has no `source`"),
    ],
)
def test_a_wrong_value_is_reported_where_it_stands(tmp_path: Path, line: str, fault: str) -> None:
    assert faults(tmp_path, f"[tool.sdkscribe.targets.acme]\n{line}\n") == [
        f"pyproject.toml:{fault}"
    ]


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    project(tmp_path, MINIMAL + "overlay = []\nzzz = 1\n")
    with pytest.raises(SdkscribeError) as caught:
        load_config(tmp_path)
    assert str(caught.value) == (
        "pyproject.toml:3:1: unknown key `overlay`\n  did you mean `overlays`?\n"
        "pyproject.toml:4:1: unknown key `zzz`\n"
        "  the keys here are source, only, overlays, spec, out, package"
    )


def test_an_unknown_key_of_the_section_is_reported(tmp_path: Path) -> None:
    assert faults(tmp_path, "[tool.sdkscribe.target.acme]\nsource = 'a'\n") == [
        "pyproject.toml:1:17: unknown key `target`"
    ]


@pytest.mark.parametrize(
    ("text", "place"), [("[tool.sdkscribe]\n", "1:7"), ("[tool.sdkscribe.targets]\n", "1:17")]
)
def test_a_section_without_targets_is_an_error(tmp_path: Path, text: str, place: str) -> None:
    assert faults(tmp_path, text) == [f"pyproject.toml:{place}: there are no targets"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[tool]\nsdkscribe = 1", "2:1: `sdkscribe` is a table, not a number"),
        ("[tool.sdkscribe]\ntargets = []", "2:1: `targets` is a table, not an array"),
        ("[tool.sdkscribe.targets]\nacme = 'a@1'", "2:1: `acme` is a table, not a string"),
    ],
)
def test_what_should_be_a_table_is_reported(tmp_path: Path, text: str, fault: str) -> None:
    assert faults(tmp_path, text)[0] == f"pyproject.toml:{fault}"


@pytest.mark.parametrize("name", ["my-api", '"a b"', "1st", "class", '""'])
def test_a_target_is_named_by_a_python_identifier(tmp_path: Path, name: str) -> None:
    text = f"[tool.sdkscribe.targets.{name}]\nsource = 'a'\nout = 'a'\nspec = 'b'\n"
    (fault,) = faults(tmp_path, text)
    assert fault.startswith("pyproject.toml:1:25: a target's name is a Python identifier, and `")


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        ('out = "generated/acme"', "5:1: `out` shares a folder with `out` of acme"),
        ('out = "./generated/../generated/acme/"', "5:1: `out` shares a folder with `out` of acme"),
        ('out = "generated"', "5:1: `out` shares a folder with `out` of acme"),
        ('out = "generated/acme/other"', "5:1: `out` shares a folder with `out` of acme"),
        ('spec = "spec/acme"', "5:1: `spec` shares a folder with `spec` of acme"),
        ('out = "spec/other/code"', "5:1: `out` shares a folder with `spec` of other"),
        ('out = "."', "5:1: `out` is the project's own folder"),
        ('spec = ".."', "5:1: `spec` is the project's own folder"),
    ],
)
def test_folders_are_not_shared(tmp_path: Path, extra: str, fault: str) -> None:
    text = f'{MINIMAL}[tool.sdkscribe.targets.other]\nsource = "b@1.0.0"\n{extra}\n'
    assert faults(tmp_path, text)[0].startswith(f"pyproject.toml:{fault}")


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    text = "[tool.sdkscribe.targets.b-c]\nonly = 1\nsauce = ''\n"
    assert len(faults(tmp_path, text)) == 4


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[tool\n", "pyproject.toml:1:6: not valid TOML: Expected ']' at the end of a table"),
        ("a = 1\nb = \n", "pyproject.toml:2:5: not valid TOML: Invalid value"),
        ('a = 1\nb = "', "pyproject.toml:2:1: not valid TOML: "),
        ("a = 1\na = 2\n", "pyproject.toml:2:6: not valid TOML: Cannot overwrite a value"),
    ],
)
def test_invalid_toml_is_reported_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    assert faults(tmp_path, text)[0].startswith(fault)


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    assert faults(tmp_path, b"a = '\xff'") == ["pyproject.toml: is not UTF-8"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[tool.\"sdkscribe\".targets . 'acme'] # x\nsource = 1", "2:1"),
        ("[tool]\nsdkscribe.targets.acme.source = 1", "2:24"),
        ("[tool]\r\n\r\nsdkscribe.targets.acme.source = 1\r\n", "3:24"),
        ("[tool.sdkscribe]\ntargets = {acme = {source = 1}}", "2:1"),
        (
            'x = """\n[tool.sdkscribe.targets.acme]\n"""\ntool.sdkscribe.targets.acme.source = 1',
            "4:29",
        ),
        ("x = '''\n\n'''\n[tool.sdkscribe.targets.acme]\n\nsource = 1", "6:1"),
        ("x = '\u2028\u2029'\n[tool.sdkscribe.targets]\nacme.source = 1", "3:6"),
        ("x = [\n  ['tool'],\n]\n[tool.sdkscribe.targets]\nacme.source = 1", "5:6"),
    ],
)
def test_places_are_found_however_the_key_is_written(tmp_path: Path, text: str, place: str) -> None:
    assert faults(tmp_path, text)[0].startswith(f"pyproject.toml:{place}: `source` is a string")
