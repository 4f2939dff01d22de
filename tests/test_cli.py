"""The command line on good and on bad input: what it prints, how it exits, what it leaves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from command_line import PACKAGE, Run, change, refused
from fidelity.comparison import compare
from sdkscribe.spec_yaml import load
from source.tarballs import tgz

# ------------------------------------------------------------------------------------- good input


def test_a_package_folder_becomes_a_spec_and_a_package(run: Run, package: Path) -> None:
    assert run("transcribe", package, "--out", "spec").status == 0
    made = run("generate", "spec", "--out", "acme_client")
    assert made.status == 0
    assert "acme_client: " in made.out
    assert "class Acme(SyncAPIClient)" in Path("acme_client/_client.py").read_text()
    assert "acme 1.2.3" in Path("acme_client/_client.py").read_text()


def test_an_archive_says_the_same_as_its_folder(run: Run, package: Path) -> None:
    archive = tgz({f"package/{path}": text for path, text in PACKAGE.items()})
    Path("acme.tgz").write_bytes(archive)
    assert run("transcribe", "acme.tgz", "--out", "from_archive").status == 0
    assert run("transcribe", package, "--out", "from_folder").status == 0
    spec = Path("from_archive/spec.yaml").read_text()
    assert "  integrity: sha512-" in spec
    without = [line for line in spec.splitlines() if "integrity:" not in line]
    assert without == Path("from_folder/spec.yaml").read_text().splitlines()
    things = "resources/things.yaml"
    assert Path("from_archive", things).read_text() == Path("from_folder", things).read_text()


def test_a_second_run_changes_nothing_and_a_check_agrees(run: Run, package: Path) -> None:
    command = ("transcribe", package, "--out", "spec")
    run(*command)
    before = {path: path.stat().st_mtime_ns for path in Path("spec").rglob("*")}
    assert "up to date" in run(*command).out
    assert run(*command, "--check").status == 0
    assert {path: path.stat().st_mtime_ns for path in Path("spec").rglob("*")} == before


def test_a_check_names_what_differs_and_writes_nothing(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    change(package, "resources/things.d.ts", "/** Its name. */ name", "/** Its name! */ name")
    before = Path("spec/resources/things.yaml").read_text()
    checked = run("transcribe", package, "--out", "spec", "--check")
    assert checked.status == 1
    assert "resources/things.yaml" in checked.out
    assert "without --check" in checked.err
    assert Path("spec/resources/things.yaml").read_text() == before


def test_a_spec_is_exported_as_one_json_schema(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    exported = json.loads(run("export", "spec", "--to", "json-schema").out)
    assert exported["$defs"]["Thing"]["required"] == ["name", "kind"]
    assert run("export", "spec", "--to", "json-schema", "--out", "s.json").status == 0
    assert json.loads(Path("s.json").read_text()) == exported


def test_a_spec_is_exported_as_the_declarations_that_it_was_made_from(
    run: Run, package: Path
) -> None:
    run("transcribe", package, "--out", "spec")
    assert run("export", "spec", "--to", "typescript", "--out", "types").status == 0
    written = Path("types/resources/things.d.ts").read_text()
    source = (package / "resources/things.d.ts").read_bytes()
    spec = load(Path("spec"))
    assert compare("resources/things", source, written, spec).differences == ()
    shown = run("export", "spec", "--to", "typescript").out
    assert f"// resources/things.d.ts\n{written}" in shown


TARGET = '[tool.sdkscribe.targets.acme]\nsource = "acme"\n'


def test_sync_makes_every_target_and_its_check_agrees(run: Run, package: Path) -> None:
    Path("pyproject.toml").write_text(TARGET)
    assert run("sync").status == 0
    assert Path("spec/acme/spec.yaml").exists()
    assert Path("generated/acme/_client.py").exists()
    assert run("sync", "--check").status == 0
    Path("generated/acme/types/thing.py").write_text("# edited\n")
    assert run("sync", "--check", "acme").status == 1


def test_sync_uses_the_committed_spec_where_npm_cannot_be_reached(
    run: Run, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("transcribe", package, "--out", "spec/acme")
    Path("pyproject.toml").write_text(TARGET.replace('"acme"', '"acme@1.2.3"'))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(package.parent / "empty"))
    synced = run("sync")
    assert synced.status == 0
    assert "npm is not on the PATH" in synced.err
    assert "acme: made from the committed spec instead" in synced.err
    assert Path("generated/acme/_client.py").exists()


@pytest.mark.parametrize("command", [(), ("transcribe",), ("generate",), ("export",), ("sync",)])
def test_help_names_what_a_command_takes(run: Run, command: tuple[str, ...]) -> None:
    helped = run(*command, "--help")
    assert helped.status == 0
    assert "Usage: sdkscribe" in helped.out


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out.strip().count(".") == 2


# -------------------------------------------------------------------------------------- bad input


def test_a_syntax_error_is_named_with_its_place(run: Run, package: Path) -> None:
    change(package, "resources/things.d.ts", "kind: 'a' | 'b'", "kind: 'a' |")
    refused(run("transcribe", package, "--out", "out"), "resources/things.d.ts:6:", "syntax error")


def test_a_construct_without_a_rule_is_named_with_its_source(run: Run, package: Path) -> None:
    change(package, "resources/things.d.ts", "kind: 'a' | 'b'", "kind: 010")
    refused(
        run("transcribe", package, "--out", "out"),
        "resources/things.d.ts:6:",
        "no rule for `literal_type`: 010",
    )


def test_a_reference_to_nothing_is_named(run: Run, package: Path) -> None:
    change(package, "resources/things.d.ts", "kind: 'a' | 'b'", "kind: Kinds.A")
    refused(run("transcribe", package, "--out", "out"), "a reference resolves to nothing: Kinds.A")


def test_every_problem_is_reported_at_once(run: Run, package: Path) -> None:
    change(package, "resources/things.d.ts", "kind: 'a' | 'b'", "kind: A; other: B")
    ran = run("transcribe", package, "--out", "out")
    refused(ran, "resolves to nothing: A", "resolves to nothing: B", "2 problems")


def test_a_resource_that_does_not_exist_gets_the_nearest_that_does(run: Run, package: Path) -> None:
    refused(
        run("transcribe", package, "--only", "thing", "--out", "out"),
        "the client has no resource `thing`",
        "did you mean `things`?",
    )
    refused(
        run("transcribe", package, "--only", "things.parts", "--out", "out"),
        "resource `things` has no resource `parts`",
    )


def test_an_overlay_that_no_longer_matches_is_named_with_both_values(
    run: Run, package: Path
) -> None:
    Path("overlay.yaml").write_text(
        "patches:\n"
        "- file: resources/things.yaml\n"
        "  at: /resources/Things/methods/create/http\n"
        "  was: POST /old\n"
        "  is: POST /new\n"
        "  reason: the path moved\n"
    )
    refused(
        run("transcribe", package, "--overlay", "overlay.yaml", "--out", "out"),
        "overlay.yaml:",
        "POST /old",
        "POST /things",
    )


def test_a_method_without_javascript_needs_an_overlay(run: Run, package: Path) -> None:
    (package / "resources/things.js").unlink()
    refused(run("transcribe", package, "--out", "out"), "create", "overlay")


SPECS = [
    ("format: 1", "format: [", "spec.yaml:"),
    ("format: 1", "format: 2", "newer"),
    ("  class: Acme", "  clas: Acme", "did you mean `class`?"),
    ("max_retries: 2", "max_retries: two", "spec.yaml:"),
]


@pytest.mark.parametrize(("old", "new", "said"), SPECS, ids=[new for _, new, _ in SPECS])
def test_a_spec_that_is_invalid_is_named_with_its_line(
    run: Run, package: Path, old: str, new: str, said: str
) -> None:
    run("transcribe", package, "--out", "spec")
    change(Path("spec"), "spec.yaml", old, new)
    refused(run("generate", "spec", "--out", "out"), "spec.yaml:", said)


def test_a_dangling_reference_in_a_spec_is_named_with_its_line(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    path = Path("spec/resources/things.yaml")
    path.write_text(path.read_text().replace("'#/types/Thing'", "'#/types/Thin'"))
    refused(
        run("generate", "spec", "--out", "out"), "resources/things.yaml:", "Thin", "did you mean"
    )


def test_a_path_whose_argument_is_gone_is_named_with_its_file(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    path = Path("spec/resources/things.yaml")
    path.write_text(path.read_text().replace("POST /things", "POST /things/{id}"))
    refused(run("generate", "spec", "--out", "out"), "resources/things.yaml", "id")


def test_a_spec_that_does_not_exist_is_named(run: Run) -> None:
    refused(run("generate", "nowhere", "--out", "out"), "nowhere")


def test_files_that_sdkscribe_did_not_make_are_not_deleted(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("keep me")
    ran = run("generate", "spec", "--out", "mine")
    refused(ran, "mine", "notes.txt")
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


def test_a_refusal_on_the_package_leaves_the_spec_unwritten(run: Run, package: Path) -> None:
    Path("pyproject.toml").write_text(TARGET)
    Path("generated/acme").mkdir(parents=True)
    Path("generated/acme/mine.txt").write_text("keep me")
    refused(run("sync"), "mine.txt")
    assert not Path("spec").exists()


def test_a_target_that_does_not_exist_gets_the_nearest_that_does(run: Run, package: Path) -> None:
    Path("pyproject.toml").write_text(TARGET)
    refused(run("sync", "acne"), "no target `acne`", "did you mean `acme`?")


def test_wrong_usage_exits_with_2(run: Run) -> None:
    assert run("transcribe").status == 2
    assert run("transribe").status == 2


def test_a_package_without_a_client_is_named(run: Run, package: Path) -> None:
    for module in ("index", "client"):
        (package / f"{module}.d.ts").write_text("export {};")
    refused(run("transcribe", package, "--out", "out"), "exports no client class")


def test_no_npm_is_an_error_that_says_what_to_do(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(tmp_path / "empty"))
    refused(run("transcribe", "acme@1.2.3", "--out", "out"), "npm is not on the PATH", "Node.js")


def test_an_interrupted_command_leaves_the_old_output(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    before = Path("spec/resources/things.yaml").read_text()
    change(package, "resources/things.d.ts", "kind: 'a' | 'b'", "kind: A")
    assert run("transcribe", package, "--out", "spec").status == 2
    assert Path("spec/resources/things.yaml").read_text() == before
    shutil.rmtree("spec")


def test_credentials_that_no_header_can_say_are_an_error(run: Run, package: Path) -> None:
    change(package, "client.js", "`Bearer ${this.apiKey}`", "`Signed ${signed(this.apiKey)}`")
    refused(
        run("transcribe", package, "--out", "out"),
        "client.js:7:",
        "no rule for how the client sends its credentials",
        "report it",
    )


LOST = [
    ("export interface Thing {", "export type Thing = string;\nexport interface Thing {",
     "declared twice"),
    ("kind: 'a' | 'b' }\n", "kind: 'a' | 'b'; n: 010 }\n", "no rule for `literal_type`: 010"),
    ("kind: 'a' | 'b' }\n", f"kind: {'{ a: ' * 400}'a'{' }' * 400} }}\n", "nested so deeply"),
    ("create(body", "remove(): APIPromise<void>;\n  create(body", "does not have"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), LOST, ids=[said for _, _, said in LOST])
def test_what_would_be_lost_is_an_error_with_its_place(
    run: Run, package: Path, old: str, new: str, said: str
) -> None:
    change(package, "resources/things.d.ts", old, new)
    refused(run("transcribe", package, "--out", "out"), "resources/things.d.ts:", said)


def test_a_package_does_not_replace_its_own_spec(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    assert run("generate", "spec", "--out", "spec").status == 2
    assert Path("spec/spec.yaml").exists()


def test_a_file_that_cannot_be_written_is_an_error(run: Run, package: Path) -> None:
    run("transcribe", package, "--out", "spec")
    refused(run("export", "spec", "--to", "json-schema", "--out", "."), "cannot write .")


def test_a_path_below_a_whole_resource_has_to_exist_too(run: Run, package: Path) -> None:
    refused(
        run("transcribe", package, "--only", "things", "--only", "things.parts", "--out", "out"),
        "resource `things` has no resource `parts`",
    )


CYCLES = [
    "kind: K }\nexport type K = K | string;\n",
    "kind: K }\nexport type K = L;\nexport type L = K;\n",
    "kind: K }\nexport interface K extends K { a: string }\n",
]


@pytest.mark.parametrize("new", CYCLES)
def test_a_type_that_is_itself_is_an_error(run: Run, package: Path, new: str) -> None:
    change(package, "resources/things.d.ts", "kind: 'a' | 'b' }\n", new)
    refused(run("transcribe", package, "--out", "out"), "`K` is defined as itself")
