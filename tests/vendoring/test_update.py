"""A vendored folder brought to another version of its API, with the edits in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Run, change, refused, write
from sdkscribe.vendoring.lock import LOCK, load_lock
from vendoring.acme import DIR, OVERLAY, edit, tree

THING = DIR / "types/thing.py"
RESOURCE = DIR / "resources/things.py"


@pytest.fixture
def newer(vendored: Path) -> Path:
    """The next version of the package: a field more, a field less, a file that is new."""
    assert vendored.exists()
    acme = Path("acme")
    change(acme, "package.json", "1.2.3", "2.0.0")
    change(acme, "resources/things.d.ts", "size?: number | 'inf'; ", "weight?: number; ")
    edit(acme / "resources/things.d.ts", "export interface Box { thing: Thing }\n")
    return acme


def fresh(run: Run, source: Path) -> dict[str, bytes]:
    assert run("vendor", source, "--only", "things", "--into", "fresh/acme_api").status == 0
    return tree(Path("fresh/acme_api"))


def test_without_edits_it_is_the_folder_that_vendor_would_make(run: Run, newer: Path) -> None:
    ran = run("update", DIR, newer)
    assert ran.status == 0
    assert f"{DIR}: acme 2.0.0, " in ran.out
    assert tree(DIR) == fresh(run, newer)
    assert run("verify", DIR).status == 0
    assert load_lock(DIR).source.version == "2.0.0"


def test_what_is_up_to_date_is_not_touched(run: Run, vendored: Path) -> None:
    before = vendored.stat()
    for command in (("update", vendored), ("update", vendored, "acme")):
        assert run(*command).out == f"{vendored}: acme 1.2.3, up to date\n"
    assert (vendored.stat().st_ino, vendored.stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )


def test_an_edit_where_nothing_changes_is_kept(run: Run, newer: Path) -> None:
    edit(DIR / "_runtime/log.py", "# mine\n")
    ran = run("update", DIR, newer)
    assert ran.status == 0
    assert f"{DIR}: _runtime/log.py: your edit is kept\n" in ran.out
    assert (DIR / "_runtime/log.py").read_text().endswith("# mine\n")
    assert run("verify", DIR).out == f"{DIR}: edited: _runtime/log.py\n"
    assert run("verify", DIR, "--allow-edits").status == 0


def test_an_edit_beside_a_change_is_merged(run: Run, newer: Path) -> None:
    edit(THING, "\n\nMINE = 1\n")
    ran = run("update", DIR, newer)
    assert ran.status == 0
    assert f"{DIR}: types/thing.py: your edit is merged with the update\n" in ran.out
    assert THING.read_text().endswith("MINE = 1\n")
    assert "weight" in THING.read_text()
    assert "size" not in THING.read_text()


def test_the_diff_of_an_edit_is_the_same_after_an_update(run: Run, newer: Path) -> None:
    edit(THING, "\n\nMINE = 1\n")
    assert run("update", DIR, newer).status == 0
    added = [line for line in run("verify", DIR, "--diff").out.splitlines() if line[:1] in "+-"]
    assert added == ["--- a/types/thing.py", "+++ b/types/thing.py", "+", "+", "+MINE = 1"]


def test_an_edit_in_what_changes_is_a_conflict_with_both_sides(run: Run, newer: Path) -> None:
    change(DIR, "types/thing.py", "    size: ", "    # mine\n    size: ")
    ran = run("update", DIR, newer)
    assert ran.status == 1
    assert f"{DIR}: types/thing.py: conflict between your edit and the update" in ran.out
    text = THING.read_text()
    assert "<<<<<<< yours\n    # mine\n    size" in text
    assert "weight" in text.partition("=======\n")[2].partition(">>>>>>> acme 2.0.0\n")[0]
    assert run("verify", DIR, "--allow-edits").status == 1
    refused(run("update", DIR, newer), f"{THING}: holds the markers of a conflict")
    THING.write_text(tree_of_thing_resolved(text))
    assert run("verify", DIR, "--allow-edits").status == 0


def tree_of_thing_resolved(text: str) -> str:
    """Their side of the only conflict."""
    before, _, rest = text.partition("<<<<<<< yours\n")
    _, _, rest = rest.partition("=======\n")
    theirs, _, after = rest.partition(">>>>>>> acme 2.0.0\n")
    return before + theirs + after


def test_a_file_of_ones_own_stays_and_one_that_is_in_the_way_is_a_conflict(
    run: Run, newer: Path
) -> None:
    write(DIR, {"mine.py": "mine = 1\n", "types/box.py": "mine = 2\n"})
    ran = run("update", DIR, newer)
    assert ran.status == 1
    assert (DIR / "mine.py").read_text() == "mine = 1\n"
    assert f"{DIR}: types/box.py: conflict" in ran.out
    text = (DIR / "types/box.py").read_text()
    assert "mine = 2\n" in text
    assert "class Box" in text


def test_what_is_no_longer_generated_goes_unless_it_was_edited(run: Run, newer: Path) -> None:
    run("update", DIR, newer)
    edit(DIR / "types/box.py", "# mine\n")
    things = newer / "resources/things.d.ts"
    things.write_text(things.read_text().partition("export interface Box")[0])
    ran = run("update", DIR, newer)
    assert ran.status == 0
    assert f"{DIR}: types/box.py: no longer generated, kept because you edited it\n" in ran.out
    assert (DIR / "types/box.py").read_text().endswith("# mine\n")
    (DIR / "types/box.py").unlink()
    assert run("verify", DIR).status == 0


def test_a_missing_file_is_restored_and_said(run: Run, vendored: Path) -> None:
    THING.unlink()
    ran = run("update", vendored)
    assert f"{DIR}: types/thing.py: was missing, and is there again\n" in ran.out
    assert run("verify", vendored).status == 0


def test_a_check_shows_what_would_be_and_writes_nothing(run: Run, newer: Path) -> None:
    change(DIR, "types/thing.py", "    size: ", "    # mine\n    size: ")
    before = tree(DIR)
    ran = run("update", DIR, newer, "--check")
    assert ran.status == 1
    assert "types/thing.py: conflict" in ran.out
    assert "nothing was written" in ran.out
    assert tree(DIR) == before
    assert run("update", DIR, "--check").status == 0


def test_the_slice_and_the_overlays_stay_unless_others_are_given(run: Run, newer: Path) -> None:
    Path("mine.yaml").write_text(OVERLAY)
    assert run("update", DIR, "acme", "--overlay", "mine.yaml").status == 0
    assert "The name that it has." in THING.read_text()
    change(newer, "package.json", "2.0.0", "2.0.1")
    assert run("update", DIR, "acme").status == 0
    lock = load_lock(DIR)
    assert (lock.source.version, lock.only, lock.overlays) == ("2.0.1", ("things",), ("mine.yaml",))
    assert "The name that it has." in THING.read_text()


def test_an_overlay_that_no_longer_fits_is_named_where_it_lies(run: Run, newer: Path) -> None:
    Path("mine.yaml").write_text(OVERLAY)
    run("update", DIR, "acme", "--overlay", "mine.yaml")
    change(newer, "resources/things.d.ts", "/** Its name. */ ", "/** A name. */ ")
    before = tree(DIR)
    refused(run("update", DIR, newer), f"{DIR}/_sdkscribe/overlays/mine.yaml:2:5: ")
    assert tree(DIR) == before


def test_a_slice_that_is_gone_is_named(run: Run, newer: Path) -> None:
    change(newer, "client.d.ts", "things: API", "stuff: API")
    refused(run("update", DIR, newer), "the client has no resource `things`")
    assert run("update", DIR, newer, "--only", "stuff").status == 0
    assert load_lock(DIR).only == ("stuff",)


def test_the_version_that_is_there_is_made_anew_without_its_source(vendored: Path) -> None:
    Path("acme").rename("gone")
    THING.unlink()
    ran = subprocess.run(
        [sys.executable, "-m", "sdkscribe", "update", str(vendored)],
        env={"PATH": "", "HOME": "/nonexistent", "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert THING.exists()


def test_an_edit_without_a_base_is_a_conflict_of_all_that_differs(run: Run, newer: Path) -> None:
    """Another generator made the file: what it was can't be made again."""
    edit(THING, "\n\nMINE = 1\n")
    lock = DIR / LOCK
    line = next(line for line in lock.read_text().splitlines() if " types/thing.py:" in line)
    lock.write_text(lock.read_text().replace(line, f"  types/thing.py: {'a' * 64}"))
    ran = run("update", DIR, newer)
    assert ran.status == 1
    text = THING.read_text()
    assert "MINE = 1" in text
    assert "size" in text
    assert "weight" in text


@pytest.mark.parametrize(
    "path", ["_sdkscribe/spec/spec.yaml", "_sdkscribe/spec/resources/things.yaml"]
)
def test_an_edited_spec_is_refused(run: Run, newer: Path, path: str) -> None:
    edit(DIR / path, "# mine\n")
    before = tree(DIR)
    refused(run("update", DIR, newer), f"{DIR}/{path}: what the code is made from was edited")
    assert tree(DIR) == before


def test_a_link_is_refused(run: Run, newer: Path) -> None:
    (DIR / "link").symlink_to("/etc")
    refused(run("update", DIR, newer), f"{DIR}/link: is a link")


def test_what_is_no_text_can_not_be_merged(run: Run, newer: Path) -> None:
    THING.write_bytes(b"\x00\xff")
    refused(run("update", DIR, newer), "the edit can't be merged: types/thing.py: ")
    assert THING.read_bytes() == b"\x00\xff"


def test_a_merge_needs_git_and_an_update_without_edits_does_not(
    run: Run, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    edit(THING, "\n\nMINE = 1\n")
    refused(run("update", DIR, newer), "it takes git to merge an edit: types/thing.py")
    run("verify", DIR)
    THING.write_text(THING.read_text().removesuffix("\n\nMINE = 1\n"))
    assert run("update", DIR, newer).status == 0


def test_the_users_own_settings_of_git_do_not_matter(
    run: Run, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("gitconfig").write_text("[merge]\n\tconflictStyle = diff3\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(Path("gitconfig").resolve()))
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    change(DIR, "types/thing.py", "    size: ", "    # mine\n    size: ")
    assert run("update", DIR, newer).status == 1
    assert "|||||||" not in THING.read_text()


def test_a_change_during_the_update_is_not_lost(
    run: Run, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdkscribe.vendoring import update

    planned = update.plan_update

    def plan_and_edit(*arguments: object) -> object:
        made = planned(*arguments)  # type: ignore[arg-type]
        edit(THING, "# meanwhile\n")
        return made

    monkeypatch.setattr(update, "plan_update", plan_and_edit)
    refused(run("update", DIR, newer), f"{DIR}: has changed meanwhile")
    assert THING.read_text().endswith("# meanwhile\n")


def test_the_working_folder_is_not_pulled_from_under_the_user(
    run: Run, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = newer.resolve()
    monkeypatch.chdir(DIR / "types")
    refused(run("update", "..", source), "..: is the working directory")
