"""Sources: an archive, a folder and a lone file give the same files, and bad ones are refused."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from sdkscribe.archive import Limits, integrity_of
from sdkscribe.errors import SdkscribeError
from sdkscribe.source import folder_files, open_source
from source.tarballs import ACME, PACKAGE_JSON, tgz

READ = {
    "package.json": PACKAGE_JSON,
    "LICENSE": "MIT",
    "index.d.ts": "export declare class Acme {}\n",
    "index.d.mts": "export declare class Acme {}\n",
    "index.d.cts": "export declare class Acme {}\n",
    "index.js": "",
    "index.mjs": "",
    "resources/src/index.cjs": "",
    "resources/z.d.ts": "",
}
NOT_READ = {
    "README.md": "",
    "index.d.ts.map": "",
    "resources/package.json": "{}",
    "src/index.d.ts": "",
    "node_modules/other/index.d.ts": "",
    "resources/node_modules/other/index.js": "",
    "resources/index.ts": "",
}


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def write_archive(path: Path, files: Mapping[str, str | bytes]) -> bytes:
    archive = tgz({f"package/{name}": content for name, content in files.items()})
    path.write_bytes(archive)
    return archive


def message(text: Path | str, integrity: str | None = None) -> str:
    with pytest.raises(SdkscribeError) as caught:
        open_source(str(text), integrity=integrity)
    return str(caught.value)


def test_a_folder_and_its_archive_hold_the_same(tmp_path: Path) -> None:
    everything = {**NOT_READ, **READ}
    folder = open_source(str(write_folder(tmp_path / "acme", everything)))
    archive = write_archive(tmp_path / "acme.tgz", everything)
    packed = open_source(str(tmp_path / "acme.tgz"))
    assert dict(folder.files) == dict(packed.files) == {k: v.encode() for k, v in READ.items()}
    assert list(folder.files) == list(packed.files) == sorted(READ)
    assert (folder.kind, folder.integrity) == ("folder", None)
    assert (packed.kind, packed.integrity) == ("archive", integrity_of(archive))
    for source in (folder, packed):
        assert (source.name, source.version, source.license) == ("acme", "1.2.3", "MIT")


@pytest.mark.parametrize("extension", [".d.ts", ".d.mts", ".d.cts"])
def test_a_lone_declaration_is_a_source_of_its_own_name(tmp_path: Path, extension: str) -> None:
    write_folder(tmp_path, {f"client-secrets{extension}": "export {};\n"})
    source = open_source(f"client-secrets{extension}", root=tmp_path)
    assert dict(source.files) == {f"client-secrets{extension}": b"export {};\n"}
    assert (source.name, source.version, source.kind) == ("client-secrets", "", "file")
    assert (source.integrity, source.license) == (None, None)


def test_paths_are_relative_to_the_root_and_else_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "vendored" / "acme", READ)
    assert open_source("vendored/acme", root=tmp_path).name == "acme"
    monkeypatch.chdir(tmp_path)
    assert open_source("vendored/acme").name == "acme"


def test_the_files_of_a_source_can_not_be_changed(tmp_path: Path) -> None:
    source = open_source(str(write_folder(tmp_path, READ)))
    with pytest.raises(TypeError):
        source.files["x"] = b""  # type: ignore[index]  # pyright: ignore[reportIndexIssue]


def test_a_link_to_the_package_folder_is_followed(tmp_path: Path) -> None:
    write_folder(tmp_path / "acme", READ)
    (tmp_path / "link").symlink_to(tmp_path / "acme")
    assert open_source(str(tmp_path / "link")).name == "acme"


@pytest.mark.parametrize("link", ["resources/a.d.ts", "lib", "index.mjs"])
def test_a_link_in_the_folder_is_refused(tmp_path: Path, link: str) -> None:
    acme = write_folder(
        tmp_path / "acme", {**ACME, "package.json": PACKAGE_JSON, "resources/b.js": ""}
    )
    target = write_folder(tmp_path / "elsewhere", {"a.d.ts": ""})
    (acme / link).symlink_to(target if link == "lib" else target / "a.d.ts")
    assert f"acme/{link} is not a file, and links are not followed" in message(acme)


def test_a_pipe_in_the_folder_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    acme = write_folder(tmp_path, READ)
    os.mkfifo(acme / "pipe.js")
    assert "pipe.js is not a file" in message(acme)


def test_links_that_nobody_reads_do_no_harm(tmp_path: Path) -> None:
    acme = write_folder(tmp_path / "acme", READ)
    (acme / "CLAUDE.md").symlink_to("README.md")
    (acme / "node_modules").symlink_to(tmp_path)
    assert set(open_source(str(acme)).files) == set(READ)


@pytest.mark.parametrize("limits", [Limits(total=40), Limits(file=20), Limits(count=3)])
def test_a_folder_beyond_the_limits_is_refused(
    tmp_path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme = write_folder(tmp_path, READ)
    with pytest.raises(SdkscribeError, match="is too large to be a package"):
        folder_files(acme, shown_as="acme", limits=limits)


@pytest.mark.parametrize("text", ["missing.tgz", "missing.d.ts", "./missing", "a/b/c", ""])
def test_what_does_not_exist_is_refused_with_what_a_source_is(tmp_path: Path, text: str) -> None:
    with pytest.raises(SdkscribeError) as caught:
        open_source(text, root=tmp_path / "nowhere")
    assert str(caught.value).startswith(f"no such file or folder: {text}\n  a source is a package")


def test_a_file_of_another_kind_is_said_to_be_no_source(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("export {};")
    with pytest.raises(SdkscribeError) as caught:
        open_source("notes.txt", root=tmp_path)
    assert str(caught.value).startswith("neither a package nor declarations: notes.txt\n  a source")


def test_a_folder_named_like_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "acme.tgz").mkdir()
    assert "acme.tgz can't be read: Is a directory" in message(tmp_path / "acme.tgz")


def test_what_has_no_package_json_is_no_package(tmp_path: Path) -> None:
    write_folder(tmp_path / "acme", {"index.d.ts": ""})
    write_archive(tmp_path / "acme.tgz", {"index.d.ts": ""})
    for path in (tmp_path / "acme", tmp_path / "acme.tgz"):
        assert f"{path} is not a package: it holds no package.json" in message(path)


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("{", "is not JSON: Expecting property name"),
        (b"\xff", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not an object"),
        ('{"version": "1.0.0"}', "has no `name`"),
        ('{"name": "acme"}', "has no `version`"),
        ('{"name": "acme", "version": 1}', "has no `version`"),
    ],
)
def test_a_damaged_package_json_is_refused(
    tmp_path: Path, about: str | bytes, expected: str
) -> None:
    assert f"package.json {expected}" in message(
        write_folder(tmp_path, {**READ, "package.json": about})
    )


@pytest.mark.parametrize(
    ("license", "expected"), [('"MIT"', "MIT"), ('{"type": "MIT"}', "MIT"), ("[]", None)]
)
def test_the_licence_is_read_in_both_spellings(
    tmp_path: Path, license: str, expected: str | None
) -> None:
    about = f'{{"name": "acme", "version": "1.0.0", "license": {license}}}'
    acme = write_folder(tmp_path, {**READ, "package.json": about})
    assert open_source(str(acme)).license == expected


def test_a_package_without_declarations_is_refused(tmp_path: Path) -> None:
    acme = write_folder(tmp_path, {"package.json": PACKAGE_JSON, "index.js": ""})
    assert "holds no TypeScript declarations" in message(acme)


def test_every_declaration_that_is_not_utf_8_is_named_with_its_place(tmp_path: Path) -> None:
    latin = "// one\n// caf\xe9\n".encode("latin-1")
    acme = write_folder(tmp_path / "acme", {**READ, "index.d.ts": latin, "resources/a.d.ts": latin})
    write_folder(tmp_path, {"lone.d.ts": latin})
    assert message(acme) == (
        "index.d.ts:2:7: the declaration file is not UTF-8\n  save it as UTF-8\n"
        "resources/a.d.ts:2:7: the declaration file is not UTF-8\n  save it as UTF-8"
    )
    assert message(tmp_path / "lone.d.ts").startswith(f"{tmp_path}/lone.d.ts:2:7: the declaration")


def test_a_pinned_archive_must_be_that_one(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "acme.tgz", READ)
    pinned = integrity_of(archive)
    assert open_source(str(tmp_path / "acme.tgz"), integrity=pinned).integrity == pinned
    changed = integrity_of(write_archive(tmp_path / "acme.tgz", {**READ, "index.js": "1"}))
    assert f"differs: expected {pinned}, found {changed}" in message(tmp_path / "acme.tgz", pinned)


def test_what_has_no_hash_can_not_be_pinned(tmp_path: Path) -> None:
    write_folder(tmp_path, READ)
    for path in (tmp_path, tmp_path / "index.d.ts"):
        assert "an integrity is given for what is no archive" in message(path, "sha512-x")
