"""A slice vendored into a project's tree: what the folder holds, and what it needs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Run, change, refused, write
from sdkscribe.manifest import digest
from sdkscribe.vendoring.lock import LOCK, Lock, load_lock
from source.tarballs import tgz
from vendoring.acme import ACME, DIR, LICENSE, OVERLAY, tree


def test_one_command_makes_one_folder(run: Run, vendored: Path) -> None:
    files = tree(vendored)
    assert {"__init__.py", "_client.py", "resources/things.py", "py.typed"} <= files.keys()
    assert {"_sdkscribe/spec/spec.yaml", "README.md", LOCK} <= files.keys()
    assert files["LICENSE"].decode() == LICENSE
    assert files["NOTICE.txt"] == b"Acme.\n"
    assert b"acme 1.2.3" in files["README.md"]
    assert run("verify", vendored).status == 0


def test_the_lock_names_what_the_folder_was_made_from_and_hashes_every_file(vendored: Path) -> None:
    lock = load_lock(vendored)
    hashes = {path: digest(content) for path, content in tree(vendored).items() if path != LOCK}
    assert lock.hashes == hashes
    assert (lock.source.name, lock.source.version) == ("acme", "1.2.3")
    assert lock.only == ("things",)
    assert lock.package == "acme_api"


def test_nothing_names_the_machine_or_the_day(vendored: Path, tmp_path: Path) -> None:
    for path, content in tree(vendored).items():
        assert str(tmp_path).encode() not in content, path
        assert not re.search(rb"20[2-9]\d-\d\d-\d\d", content), path


def test_the_same_slice_gives_the_same_bytes_wherever_it_lies(run: Run, vendored: Path) -> None:
    Path("acme").rename("elsewhere")
    run("vendor", "elsewhere", "--only", "things", "--into", "other/acme_api")
    assert tree(Path("other/acme_api")) == tree(vendored)


def test_nothing_is_vendored_that_python_would_run_from_the_source(vendored: Path) -> None:
    assert "LICENSE-py.py" not in tree(vendored)


def test_overlays_travel_with_the_folder(run: Run, package: Path) -> None:
    Path("mine.yaml").write_text(OVERLAY)
    assert run("vendor", package, "--overlay", "mine.yaml", "--into", DIR).status == 0
    assert (DIR / "_sdkscribe/overlays/mine.yaml").read_text() == OVERLAY
    assert load_lock(DIR).overlays == ("mine.yaml",)
    assert "The name that it has." in (DIR / "types/thing.py").read_text()


def test_two_overlays_of_one_name_are_refused(run: Run, package: Path) -> None:
    write(Path(), {"a/o.yaml": OVERLAY, "b/o.yaml": OVERLAY})
    command = ("vendor", package, "--overlay", "a/o.yaml", "--overlay", "b/o.yaml", "--into", DIR)
    refused(run(*command), "two overlays are called o.yaml")


@pytest.mark.parametrize(
    ("present", "message"),
    [
        ({LOCK: ""}, "is vendored already"),
        ({"mine.py": ""}, "is in use"),
    ],
)
def test_a_folder_that_holds_anything_is_not_touched(
    run: Run, package: Path, present: dict[str, str], message: str
) -> None:
    write(DIR, present)
    refused(run("vendor", package, "--into", DIR), f"{DIR}: {message}")
    assert tree(DIR) == {path: text.encode() for path, text in present.items()}


def test_a_folder_that_is_no_name_for_a_package_is_refused(run: Run, package: Path) -> None:
    refused(run("vendor", package, "--into", "acme-api"), "`acme-api` is no name for a Python")
    assert not Path("acme-api").exists()


PROGRAM = """
from app._vendor.acme_api import Acme
from app._vendor.renamed import Acme as Renamed
from app._vendor.newer import Acme as Newer
from app._vendor.acme_api.types import Thing
from app._vendor.newer.types import Thing as NewThing

assert len({Acme, Renamed, Newer}) == 3
assert "weight" not in Thing.model_fields and "weight" in NewThing.model_fields
for client in (Acme, Renamed, Newer):
    assert client(api_key="k").things.create.__module__.startswith(client.__module__.rpartition(".")[0])
"""


def test_copies_renamed_and_versions_live_in_one_process(run: Run, vendored: Path) -> None:
    (vendored.parent / "renamed").mkdir()
    write(vendored.parent / "renamed", {p: c.decode() for p, c in tree(vendored).items()})
    change(Path("acme"), "package.json", "1.2.3", "2.0.0")
    change(
        Path("acme"),
        "resources/things.d.ts",
        "name: string; size",
        "weight?: number; name: string; size",
    )
    assert run("vendor", "acme", "--into", vendored.parent / "newer").status == 0
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM], cwd="src", capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr


def test_an_archive_is_pinned_by_its_integrity(run: Run) -> None:
    Path("acme.tgz").write_bytes(tgz({f"package/{path}": text for path, text in ACME.items()}))
    run("vendor", "acme.tgz", "--into", DIR)
    integrity = load_lock(DIR).source.integrity
    assert integrity is not None
    assert integrity.startswith("sha512-")


def test_a_lock_is_read_as_it_was_written(vendored: Path) -> None:
    from sdkscribe.vendoring.lock import dump_lock

    lock = load_lock(vendored)
    assert isinstance(lock, Lock)
    assert dump_lock(lock) == (vendored / LOCK).read_text()
