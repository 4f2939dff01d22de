"""Packages on npm: fetched once with the machine's npm, pinned, cached, and refused with advice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sdkscribe.archive import integrity_of
from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.npm import released_versions
from sdkscribe.source import Source, open_source
from source.conftest import FakeNpm
from source.tarballs import ACME, tgz

ARCHIVE = tgz(ACME)
INTEGRITY = integrity_of(ARCHIVE)
OTHER = tgz({**ACME, "package/index.d.ts": "export declare class Other {}\n"})


def problem(text: str, integrity: str | None = None) -> Problem:
    with pytest.raises(SdkscribeError) as caught:
        open_source(text, integrity=integrity)
    (only,) = caught.value.problems
    return only


def cached_files(cache: Path) -> list[Path]:
    return [path for path in cache.rglob("*") if path.is_file()]


def test_a_package_is_fetched_once_and_says_so(npm: FakeNpm) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    said: list[str] = []
    first = open_source("acme@1.2.3", say=said.append)
    assert said == ["fetching acme@1.2.3 with npm"]
    calls = npm.calls()
    assert calls[0].startswith("pack acme@1.2.3 --ignore-scripts --pack-destination ")
    assert calls[1].startswith("view acme@1.2.3 dist.integrity --json")
    assert open_source("acme@1.2.3", say=said.append) == first
    assert npm.calls() == calls
    assert len(said) == 1


def test_a_fetched_package_knows_its_name_version_licence_and_hash(npm: FakeNpm) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    assert open_source("acme@1.2.3") == Source(
        name="acme",
        version="1.2.3",
        kind="npm",
        integrity=INTEGRITY,
        license="MIT",
        files={path.removeprefix("package/"): text.encode() for path, text in sorted(ACME.items())},
    )


def test_a_scoped_package_is_fetched(npm: FakeNpm) -> None:
    about = json.dumps({"name": "@acme/sdk", "version": "2.0.0-beta.1"})
    npm.publish("@acme/sdk@2.0.0-beta.1", tgz({**ACME, "package/package.json": about}))
    source = open_source("@acme/sdk@2.0.0-beta.1")
    assert (source.name, source.version, source.license) == ("@acme/sdk", "2.0.0-beta.1", None)


def test_a_pinned_and_cached_package_needs_no_npm(
    npm: FakeNpm, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    open_source("acme@1.2.3", integrity=INTEGRITY)
    assert [call.split()[0] for call in npm.calls()] == ["pack"]
    monkeypatch.setenv("PATH", "")
    assert open_source("acme@1.2.3", integrity=INTEGRITY).version == "1.2.3"


def test_another_archive_than_the_pinned_one_is_refused_with_both_hashes(npm: FakeNpm) -> None:
    npm.publish("acme@1.2.3", OTHER)
    found = problem("acme@1.2.3", integrity=INTEGRITY)
    assert found.message == (
        f"the integrity of acme@1.2.3 differs: expected {INTEGRITY}, found {integrity_of(OTHER)}"
    )
    assert found.hint


def test_a_refused_archive_is_not_kept(npm: FakeNpm, cache: Path) -> None:
    npm.publish("acme@1.2.3", OTHER)
    problem("acme@1.2.3", integrity=INTEGRITY)
    assert cached_files(cache) == []


def test_a_pinned_package_is_not_answered_with_another_cached_one(npm: FakeNpm) -> None:
    npm.publish("acme@1.2.3", OTHER)
    open_source("acme@1.2.3")
    npm.publish("acme@1.2.3", ARCHIVE)
    assert open_source("acme@1.2.3", integrity=INTEGRITY).integrity == INTEGRITY


def test_an_archive_that_differs_from_what_the_registry_says_is_refused(npm: FakeNpm) -> None:
    npm.publish("acme@1.2.3", ARCHIVE, integrity=integrity_of(OTHER))
    assert f"expected {integrity_of(OTHER)}, found {INTEGRITY}" in problem("acme@1.2.3").message


def test_a_package_published_without_an_integrity_is_read(npm: FakeNpm) -> None:
    npm.publish("acme@1.2.3", ARCHIVE, integrity=None)
    assert open_source("acme@1.2.3").integrity == INTEGRITY


def test_an_archive_of_another_package_is_refused(npm: FakeNpm) -> None:
    npm.publish("acme@1.2.4", ARCHIVE)
    assert problem("acme@1.2.4").message == (
        "the archive of acme@1.2.4 says that it holds acme@1.2.3"
    )


def test_a_damaged_cache_entry_is_said_and_fetched_again(npm: FakeNpm, cache: Path) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    open_source("acme@1.2.3")
    (entry,) = cached_files(cache)
    entry.write_bytes(ARCHIVE[:-10])
    said: list[str] = []
    assert open_source("acme@1.2.3", integrity=INTEGRITY, say=said.append).version == "1.2.3"
    assert said == [f"the cached archive is damaged: {entry}", "fetching acme@1.2.3 with npm"]
    assert entry.read_bytes() == ARCHIVE


def test_an_unreadable_cache_entry_is_said_and_fetched_again(npm: FakeNpm, cache: Path) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    (cache / "npm" / "acme" / "1.2.3" / "folder.tgz").mkdir(parents=True)
    said: list[str] = []
    assert open_source("acme@1.2.3", say=said.append).version == "1.2.3"
    assert said[0].startswith("the cached archive can't be read")


def test_a_cache_that_can_not_be_written_is_said_and_does_without(
    npm: FakeNpm, cache: Path
) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    cache.write_text("a file where the folder belongs")
    said: list[str] = []
    assert open_source("acme@1.2.3", say=said.append).version == "1.2.3"
    assert said[1].startswith("acme@1.2.3 is not kept in the cache: ")


def test_without_a_setting_the_cache_is_the_users(
    npm: FakeNpm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    monkeypatch.delenv("SDKSCRIBE_CACHE")
    for variable in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    open_source("acme@1.2.3")
    (entry,) = (tmp_path / "home").rglob("*.tgz")
    assert "sdkscribe" in entry.parts


def test_runs_at_the_same_time_do_not_disturb_each_other(npm: FakeNpm, cache: Path) -> None:
    npm.publish("acme@1.2.3", ARCHIVE)
    with ThreadPoolExecutor(4) as pool:
        sources = list(pool.map(open_source, ["acme@1.2.3"] * 8))
    assert {source.integrity for source in sources} == {INTEGRITY}
    (entry,) = cached_files(cache)
    assert entry.read_bytes() == ARCHIVE


def test_an_unknown_package_is_refused_with_advice(npm: FakeNpm) -> None:
    found = problem("acne@1.2.3")
    assert found.message == "no such package on npm: acne"
    assert found.hint
    assert "log in" in found.hint


def test_an_unknown_version_is_refused_with_the_nearest(npm: FakeNpm) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.0", "2.0.0-rc.1", "2.0.0-beta.11", "2.0.0-beta.2"):
        npm.publish(f"acme@{version}", ARCHIVE)
    found = problem("acme@1.9.9")
    assert found.message == "no such version: acme@1.9.9"
    assert found.hint == "the nearest that exist are 1.9.0 and 1.10.0; the newest is 1.10.0"
    assert "1.2.0;" in (problem("acme@0.0.1").hint or "")
    assert "beta.2 and 2.0.0-beta.11;" in (problem("acme@2.0.0-beta.3").hint or "")
    assert "are 2.0.0-rc.1;" in (problem("acme@2.0.0").hint or "")


def test_the_missing_version_is_still_explained_when_npm_lists_none(npm: FakeNpm) -> None:
    (npm.folder / "registry.json").write_text('{"acme": {}}')
    assert problem("acme@1.9.9").hint == "`npm view acme versions` lists those that exist"


@pytest.mark.parametrize(
    ("text", "example"), [("acme", "2.1.0"), ("acme@^1", "1.10.0"), ("acme@^2", "2.1.0")]
)
def test_a_range_or_no_version_is_refused_with_one_to_name(
    npm: FakeNpm, text: str, example: str
) -> None:
    for version in ("1.9.0", "1.10.0", "2.1.0"):
        npm.publish(f"acme@{version}", ARCHIVE)
    found = problem(text)
    assert found.message == f"not one exact version: {text}"
    assert found.hint == f"name the version to read, such as acme@{example}"


@pytest.mark.parametrize("text", ["acne", "acne@^1", "acne@latest"])
def test_an_unknown_package_without_a_version_is_refused(npm: FakeNpm, text: str) -> None:
    assert problem(text).message == f"no such package, version, file or folder: {text}"


def test_a_range_is_refused_even_when_npm_does_not_answer(npm: FakeNpm) -> None:
    npm.break_with("npm error network\n")
    assert problem("acme@^1").hint == "name the version to read, such as acme@1.2.3"


@pytest.mark.parametrize("text", ["acme@git+https://example.com/x", "acme@file:../x", "Acme@1.2.3"])
def test_what_is_no_name_on_npm_never_reaches_npm(npm: FakeNpm, text: str) -> None:
    assert problem(text).message == f"no such file or folder: {text}"
    assert npm.calls() == []


@pytest.mark.usefixtures("no_npm")
def test_a_missing_npm_is_explained() -> None:
    found = problem("acme@1.2.3")
    assert found.message == "npm is not on the PATH, and the package is not in the cache"
    assert found.hint
    assert "install Node.js" in found.hint


@pytest.mark.parametrize(
    ("stderr", "line"),
    [
        (
            "npm error first\nnpm error code ENOTFOUND\nA complete log of this run: x\n\n",
            "ENOTFOUND",
        ),
        ("", "it said nothing"),
    ],
)
def test_another_failure_of_npm_is_shown_by_its_last_line(
    npm: FakeNpm, stderr: str, line: str
) -> None:
    npm.break_with(stderr or " ")
    found = problem("acme@1.2.3")
    assert found.message.startswith("npm could not fetch acme@1.2.3: ")
    assert found.message.endswith(line)
    assert found.hint


def test_an_npm_that_does_not_answer_in_json_is_an_error(npm: FakeNpm) -> None:
    (npm.folder / "npm").write_text(f"#!{sys.executable}\nprint('hello')\n")
    assert problem("acme@1.2.3").message.endswith("`npm pack` did not answer in JSON")


def test_an_npm_that_leaves_no_archive_is_an_error(npm: FakeNpm) -> None:
    (npm.folder / "npm").write_text(f"#!{sys.executable}\n")
    assert "left 0 archives" in problem("acme@1.2.3").message


needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")


@needs_npm
def test_a_refused_connection_is_reported_in_npms_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    assert "ECONNREFUSED" in problem("acme@1.2.3").message


@pytest.fixture(scope="session")
def session_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("npm-cache")


@needs_npm
def test_openai_is_fetched_from_the_registry_once(
    session_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reachable = subprocess.run(["npm", "view", "openai@6.8.1", "version"], capture_output=True)
    if reachable.returncode:
        pytest.skip("npm does not reach its registry")
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(session_cache))
    pinned = "sha512-ACifslrVgf+maMz9vqwMP4+v9qvx5Yzssydizks8n+YUJ6YwUoxj51sKRQ8HYMfR6wgKLSIlaI108ZwCk+8yig=="
    fetched = open_source("openai@6.8.1")
    assert (fetched.integrity, fetched.license, len(fetched.files)) == (pinned, "Apache-2.0", 848)
    monkeypatch.setenv("PATH", os.devnull)
    assert open_source("openai@6.8.1", integrity=pinned) == fetched


def test_the_versions_between_two_are_released_ones_in_their_order(npm: FakeNpm) -> None:
    for version in ("1.10.0", "1.2.0", "1.9.0-beta.1", "1.9.0", "2.0.0-rc.1", "2.0.0"):
        npm.publish(f"acme@{version}", b"")
    found = released_versions("acme", first="1.2.0", last="2.0.0-rc.1")
    assert found == ["1.2.0", "1.9.0", "1.10.0", "2.0.0-rc.1"]


def test_versions_that_were_never_published_are_said_with_their_neighbours(npm: FakeNpm) -> None:
    npm.publish("acme@1.0.0", b"")
    npm.publish("acme@2.0.0", b"")
    with pytest.raises(SdkscribeError) as raised:
        released_versions("acme", first="1.5.0", last="9.0.0")
    assert len(raised.value.problems) == 2
    first, second = raised.value.problems
    assert first.message == "no such version: acme@1.5.0"
    assert first.hint is not None and "1.0.0 and 2.0.0" in first.hint
    assert second.message == "no such version: acme@9.0.0"


def test_versions_in_the_wrong_order_are_an_error(npm: FakeNpm) -> None:
    npm.publish("acme@1.0.0", b"")
    npm.publish("acme@2.0.0", b"")
    with pytest.raises(SdkscribeError, match=r"2\.0\.0 does not come before 1\.0\.0"):
        released_versions("acme", first="2.0.0", last="1.0.0")


def test_versions_of_no_package_are_an_error(npm: FakeNpm) -> None:
    with pytest.raises(SdkscribeError, match="no such package on npm: acme"):
        released_versions("acme", first="1.0.0", last="2.0.0")
