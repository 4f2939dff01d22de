"""A vendored folder held to its lock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Run, refused
from sdkscribe.vendoring.lock import LOCK
from vendoring.acme import edit


def test_a_folder_as_it_was_made_is_verified(run: Run, vendored: Path) -> None:
    ran = run("verify", vendored)
    assert ran.status == 0
    assert ran.out.startswith(f"{vendored}: verified, ")
    assert "from acme 1.2.3" in ran.out


def test_what_is_edited_missing_and_extra_is_named(run: Run, vendored: Path) -> None:
    edit(vendored / "_client.py", "# mine\n")
    (vendored / "types/thing.py").unlink()
    (vendored / "mine.py").write_text("")
    ran = run("verify", vendored)
    assert ran.status == 1
    assert ran.out.splitlines() == [
        f"{vendored}: edited: _client.py",
        f"{vendored}: extra: mine.py",
        f"{vendored}: missing: types/thing.py",
    ]


def test_an_edit_is_shown_as_a_diff_from_what_was_generated(run: Run, vendored: Path) -> None:
    edit(vendored / "_client.py", "# mine\n")
    (vendored / "mine.py").write_text("mine = 1\n")
    ran = run("verify", vendored, "--diff")
    assert ran.status == 1
    assert "--- a/_client.py\n+++ b/_client.py\n@@" in ran.out
    assert ran.out.count("\n+# mine\n") == 1
    assert "--- /dev/null\n+++ b/mine.py\n@@ -0,0 +1 @@\n+mine = 1\n" in ran.out


def test_edits_may_be_allowed_but_not_what_would_hide_them(run: Run, vendored: Path) -> None:
    edit(vendored / "_client.py", "# mine\n")
    (vendored / "mine.py").write_text("")
    ran = run("verify", vendored, "--allow-edits")
    assert ran.status == 0
    assert f"allowed {vendored}: edited: _client.py" in ran.out
    for path in ("_sdkscribe/spec/spec.yaml", "_sdkscribe/extra.yaml"):
        (vendored / path).touch()
        edit(vendored / path, "# mine\n")
        ran = run("verify", vendored, "--allow-edits")
        assert ran.status == 1
        assert path in ran.out
        (vendored / path).unlink()
    (vendored / "types/thing.py").unlink()
    assert run("verify", vendored, "--allow-edits").status == 1


def test_an_unresolved_conflict_is_never_allowed(run: Run, vendored: Path) -> None:
    edit(vendored / "_client.py", "<<<<<<< yours\na\n=======\nb\n>>>>>>> acme 2.0.0\n")
    ran = run("verify", vendored, "--allow-edits")
    assert ran.status == 1
    assert ran.out == f"{vendored}: conflict: _client.py\n"


def test_several_folders_are_verified_at_once(run: Run, vendored: Path) -> None:
    run("vendor", "acme", "--into", "other")
    edit(Path("other/_client.py"), "#\n")
    ran = run("verify", "other", vendored)
    assert ran.status == 1
    assert "other: edited: _client.py" in ran.out
    assert f"{vendored}: verified" in ran.out


def test_a_link_is_not_followed(run: Run, vendored: Path) -> None:
    (vendored / "py.typed").rename("py.typed")
    (vendored / "py.typed").symlink_to(Path("py.typed").resolve())
    assert f"{vendored}: edited: py.typed" in run("verify", vendored).out


def test_it_needs_the_folder_alone(vendored: Path) -> None:
    """Neither npm, nor a cache, nor a home, nor the place where the folder was made."""
    Path("moved").mkdir()
    vendored.rename("moved/acme_api")
    edit(Path("moved/acme_api/_client.py"), "# mine\n")
    ran = subprocess.run(
        [sys.executable, "-m", "sdkscribe", "verify", "acme_api", "--diff"],
        cwd="moved",
        env={"PATH": "", "HOME": "/nonexistent", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert ran.stderr == ""
    assert ran.returncode == 1
    assert "+# mine" in ran.stdout


def test_a_diff_is_not_invented_where_another_generator_made_the_file(
    run: Run, vendored: Path
) -> None:
    lock = vendored / LOCK
    line = next(line for line in lock.read_text().splitlines() if " _client.py:" in line)
    lock.write_text(lock.read_text().replace(line, f"  _client.py: {'a' * 64}"))
    ran = run("verify", vendored, "--diff")
    assert "No diff of _client.py: sdkscribe 0.1.0 generated another text\n" in ran.out


def test_a_diff_needs_the_spec_whole(run: Run, vendored: Path) -> None:
    edit(vendored / "_sdkscribe/spec/spec.yaml", "# mine\n")
    ran = run("verify", vendored, "--diff")
    assert ran.status == 2
    assert f"{vendored}/_sdkscribe/spec/spec.yaml: what the code is made from was edited" in ran.err


@pytest.mark.parametrize("folder", ["nowhere/at/all", "nowhere", "acme"])
def test_a_folder_without_a_lock_is_refused(run: Run, vendored: Path, folder: str) -> None:
    assert vendored.exists()
    refused(run("verify", folder), folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lock: 1\n", "", ":2:1: `lock` is missing"),
        ("lock: 1\n", "lock: 9\n", ":2:1: `lock` is of a later version of the format than 1"),
        ("spec_format: 1\n", "spec_format: 9\n", "`spec_format` is of a later version"),
        ("generator: 0.1.0\n", "generator: [\n", "sdkscribe-lock.yaml:"),
        ("package: acme_api\n", "pakage: acme_api\n", "did you mean `package`?"),
        ("  name: acme\n", "  name: 3\n", ":6:3: `name` must be text, not a number"),
        ("  py.typed: e3b0", "  ../py.typed: e3b0", "a file can't be named '../py.typed'"),
        ("  py.typed: e3b0", "  py.typed: 'no'\n  x: e3b0", "not a SHA-256 in hexadecimal"),
    ],
)
def test_a_damaged_lock_is_an_error_with_its_place(
    run: Run, vendored: Path, old: str, new: str, message: str
) -> None:
    lock = vendored / LOCK
    assert lock.read_text().count(old) == 1
    lock.write_text(lock.read_text().replace(old, new))
    refused(run("verify", vendored), message)
