"""Writing a folder: all or nothing at any moment, nobody's work lost, nothing done twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkscribe import swap
from sdkscribe.errors import SdkscribeError
from sdkscribe.files import Files, check, write, write_all
from sdkscribe.manifest import MANIFEST

OLD: Files = {
    "__init__.py": "",
    "types/a.py": "a = 1\n",
    "types/b.py": "b = 1\n",
    "gone/c.py": "c\n",
}
NEW: Files = {"__init__.py": "", "types/a.py": "a = 2\n", "types/b.py": "b = 1\n", "d.bin": b"\xff"}

NAMES = st.text("abcdefgABC ._-é\u2028\x85", min_size=1, max_size=5).filter(
    lambda name: name.strip(".") != "" and not name.endswith(".pyc")
)


@st.composite
def folders(draw: st.DrawFn) -> dict[str, str | bytes]:
    paths = draw(st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), max_size=8))
    contents = st.one_of(st.text(max_size=5), st.binary(max_size=5))
    files: dict[str, str | bytes] = {}
    for path in paths:
        try:
            check({**files, path: ""}, Path("nowhere/at/all"))
        except SdkscribeError:
            continue
        files[path] = draw(contents)
    return files


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def as_bytes(files: Files) -> dict[str, bytes]:
    return {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}


def refusal(files: Files, folder: Path) -> str:
    before = tree(folder.parent)
    with pytest.raises(SdkscribeError) as caught:
        write(files, folder)
    other = folder.parent / "not/there/yet"
    with pytest.raises(SdkscribeError) as foreseen:
        write_all([(NEW, other), (files, folder)])
    assert tree(folder.parent) == before
    assert not (folder.parent / "not").exists()
    assert str(foreseen.value) == str(caught.value)
    return str(caught.value)


# ------------------------------------------------------------------------------------------ laws


@given(files=folders())
def test_what_was_written_checks_and_is_not_written_again(files: Files) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "made")
        assert [d.path for d in check(files, folder)] == sorted([*files, MANIFEST])
        assert write(files, folder) == check(files, Path(parent, "elsewhere"))
        assert check(files, folder) == ()
        assert tree(folder) == as_bytes(files)
        assert write(files, folder) == ()


@given(old=folders(), new=folders())
def test_the_old_files_leave_no_trace_in_the_new(old: Files, new: Files) -> None:
    with tempfile.TemporaryDirectory() as parent:
        updated, fresh = Path(parent, "updated"), Path(parent, "fresh")
        write(old, updated)
        announced = check(new, updated)
        assert [str(d) for d in write(new, updated)] == [str(d) for d in announced]
        write(new, fresh)
        assert tree(updated) == tree(fresh)
        assert (updated / MANIFEST).read_bytes() == (fresh / MANIFEST).read_bytes()
        assert names(Path(parent)) == ["fresh", "updated"]


def test_the_manifest_lists_hashes_and_paths_in_order(tmp_path: Path) -> None:
    write({"b.py": "", "a/z.py": "x"}, tmp_path / "made")
    assert (tmp_path / "made" / MANIFEST).read_text().splitlines()[1:] == [
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  a/z.py",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.py",
    ]


# ------------------------------------------------------------------------------- what is changed


def test_unchanged_files_keep_their_modification_time(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    write(OLD, folder)
    os.utime(folder / "types/a.py", (1, 1))
    os.utime(folder / "types/b.py", (2, 2))
    write(NEW, folder)
    assert (folder / "types/b.py").stat().st_mtime == 2
    assert (folder / "types/a.py").stat().st_mtime != 1


def test_unchanged_files_are_copied_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    folder = tmp_path / "made"
    write(OLD, folder)
    os.utime(folder / "types/b.py", (2, 2))
    write(NEW, folder)
    assert tree(folder) == as_bytes(NEW)
    assert (folder / "types/b.py").stat().st_mtime == 2


def test_a_folder_that_is_as_it_should_be_is_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    write(OLD, folder)
    before = folder.stat()
    assert write(OLD, folder) == ()
    assert (folder.stat().st_ino, folder.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_differences_say_what_is_missing_changed_and_extra(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made/__init__.py").unlink()
    found = check(NEW, tmp_path / "made")
    assert [str(difference) for difference in found] == [
        f"changed: {MANIFEST}",
        "missing: __init__.py",
        "missing: d.bin",
        "extra: gone/c.py",
        "changed: types/a.py",
    ]


def test_differences_are_shown_as_unified_diffs(tmp_path: Path) -> None:
    write({"a.py": "one\ntwo", "b": b"\xff", "c": ""}, tmp_path / "made")
    a, b, c, d = check({"a.py": "one\n2\n", "b": b"\xfe", "d": "new\n"}, tmp_path / "made")[1:]
    assert a.unified_diff() == (
        "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+2\n"
    )
    assert b.unified_diff() == "Binary files differ: b\n"
    assert c.unified_diff() == "Only on disk: c\n"
    assert d.unified_diff() == "--- /dev/null\n+++ b/d\n@@ -0,0 +1 @@\n+new\n"


def test_an_empty_folder_is_filled_and_missing_parents_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/nested").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "not/yet/there"):
        write(NEW, folder)
        assert tree(folder) == as_bytes(NEW)


def test_several_folders_are_written_together_and_each_says_what_changed(tmp_path: Path) -> None:
    folders = (tmp_path / "made", tmp_path / "beside", tmp_path / "not/there")
    write(OLD, folders[0])
    write(NEW, folders[1])
    announced = [list(map(str, check(NEW, folder))) for folder in folders]
    found = write_all([(NEW, folder) for folder in folders])
    assert [list(map(str, differences)) for differences in found] == announced
    assert [bool(differences) for differences in found] == [True, False, True]
    assert write_all([(NEW, folder) for folder in folders]) == ((), (), ())
    assert write_all([]) == ()


def test_a_check_makes_nothing(tmp_path: Path) -> None:
    assert check(NEW, tmp_path / "not/there")
    assert check(NEW, tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def test_the_caches_of_python_are_ignored(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    for cache in ("__pycache__/a.cpython-311.pyc", "types/__pycache__/b.txt", "types/c.pyc"):
        (tmp_path / "made" / cache).parent.mkdir(exist_ok=True)
        (tmp_path / "made" / cache).write_text("")
    assert check(OLD, tmp_path / "made") == ()
    assert write(NEW, tmp_path / "made")


def test_a_linked_folder_is_written_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "other").mkdir()
    link = tmp_path / "other/link"
    link.symlink_to(tmp_path / "real")
    write(OLD, link)
    write(NEW, link)
    assert link.is_symlink()
    assert tree(tmp_path / "real") == as_bytes(NEW)
    assert names(tmp_path / "other") == ["link"]


def test_the_folder_keeps_its_permissions(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made").chmod(0o750)
    write(NEW, tmp_path / "made")
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o750


# ------------------------------------------------------------------------------- what is refused


def test_files_that_sdkscribe_did_not_make_are_never_removed(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made/types/mine.py").write_text("mine")
    message = refusal(NEW, tmp_path / "made")
    assert message.startswith(
        f"{tmp_path}/made: files that sdkscribe did not make: types/mine.py\n"
    )


def test_files_of_a_folder_without_a_manifest_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("mine")
    (tmp_path / "main.py").write_text("mine")
    assert "did not make: __init__.py, main.py\n" in refusal(NEW, tmp_path)


def test_only_the_first_of_many_files_are_named(tmp_path: Path) -> None:
    for number in range(13):
        (tmp_path / f"{number:02}").write_text("")
    assert "08, 09 and 3 more\n" in refusal(NEW, tmp_path)


def test_a_file_that_already_is_as_it_will_be_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types/a.py").write_text("a = 2\n")
    write(NEW, tmp_path)
    assert check(NEW, tmp_path) == ()


@pytest.mark.parametrize("path", ["types/a.py", "types/b.py", "gone/c.py"])
def test_edits_by_hand_are_never_lost(tmp_path: Path, path: str) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made" / path).write_text("mine")
    message = refusal(NEW, tmp_path / "made")
    assert message == (
        f"{tmp_path}/made: edited by hand: {path}\n  move the edit out, or delete the file"
    )


def test_an_edit_that_agrees_with_what_is_written_is_no_obstacle(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made/types/a.py").write_text("a = 2\n")
    write(NEW, tmp_path / "made")
    assert check(NEW, tmp_path / "made") == ()


def test_a_deleted_file_is_written_again(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made/types/b.py").unlink()
    assert [d.path for d in write(OLD, tmp_path / "made")] == ["types/b.py"]


def test_everything_that_is_in_the_way_is_named_at_once(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made/mine.py").write_text("")
    (tmp_path / "made/types/a.py").write_text("mine")
    message = refusal(NEW, tmp_path / "made")
    assert "did not make: mine.py\n" in message
    assert "edited by hand: types/a.py\n" in message


def test_a_link_in_the_folder_is_refused_and_not_followed(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/a.py").write_text("a = 1\n")
    (tmp_path / "made/link").symlink_to(tmp_path / "precious")
    (tmp_path / "made/types/a.py").unlink()
    (tmp_path / "made/types/a.py").symlink_to(tmp_path / "precious/a.py")
    message = refusal(NEW, tmp_path / "made")
    assert "did not make: link\n" in message
    assert "edited by hand: types/a.py\n" in message


def test_a_linked_manifest_is_refused(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made" / MANIFEST).rename(tmp_path / "manifest")
    (tmp_path / "made" / MANIFEST).symlink_to(tmp_path / "manifest")
    assert f"did not make: {MANIFEST}, gone/c.py" in refusal(NEW, tmp_path / "made")


def test_a_damaged_manifest_is_an_error_with_its_line(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    manifest = tmp_path / "made" / MANIFEST
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join([*lines[:2], "<<<<<<< HEAD\n", *lines[2:]]))
    message = refusal(NEW, tmp_path / "made")
    assert message.startswith(
        f"{manifest}:3:1: the manifest is damaged: <<<<<<< HEAD\n  restore it"
    )


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["../a.py"], "a file can't be named '../a.py': it leaves the folder"),
        (["/a.py"], "a file can't be named '/a.py': it leaves the folder"),
        (["a/../../b"], "a file can't be named 'a/../../b': it leaves the folder"),
        (["a//b"], "a file can't be named 'a//b': it is not in its shortest form"),
        (["./a"], "a file can't be named './a': it is not in its shortest form"),
        (["a/"], "a file can't be named 'a/': it is not in its shortest form"),
        ([""], "a file can't be named '': it is not in its shortest form"),
        (["a\\b"], "a file can't be named 'a\\\\b': it holds a backslash, a colon"),
        (["C:a"], "a file can't be named 'C:a': it holds a backslash, a colon"),
        (["a\nb"], "a file can't be named 'a\\nb': it holds a backslash, a colon"),
        (["a/__pycache__/b"], "'a/__pycache__/b': that is a place for Python's own caches"),
        (["a.pyc"], "'a.pyc': that is a place for Python's own caches"),
        ([MANIFEST], f"a file can't be named '{MANIFEST}': it is the manifest's name"),
        (["A.py", "a.py"], "paths differ only by case: A.py and a.py"),
        (["Types/a.py", "types/b.py"], "paths differ only by case: Types and types"),
        (["é.py", "e\u0301.py"], "paths differ only by case: "),
        (["a", "a/b.py"], "a is both a file and the folder of a/b.py"),
        (["a/b/c.py", "a/b"], "a/b is both a file and the folder of a/b/c.py"),
    ],
)
def test_bad_paths_are_refused_before_anything_is_written(
    tmp_path: Path, paths: list[str], message: str
) -> None:
    assert message in refusal(dict.fromkeys(["fine.py", *paths], ""), tmp_path / "made/here")
    assert list(tmp_path.iterdir()) == []


def test_every_bad_path_is_named(tmp_path: Path) -> None:
    assert refusal({"../a": "", "b:": "", "c": "", "C": ""}, tmp_path / "made").count("\n") == 2


def test_a_file_in_the_folders_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "made").write_text("a file")
    assert refusal(NEW, tmp_path / "made") == f"{tmp_path}/made: can't be written: Not a directory"
    with pytest.raises(SdkscribeError, match="made: can't be read: Not a directory"):
        check(NEW, tmp_path / "made")


def test_the_working_directory_is_not_pulled_from_under_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OLD, tmp_path)
    monkeypatch.chdir(tmp_path / "types")
    assert write(OLD, Path("..")) == ()
    assert "..: is the working directory" in refusal(NEW, Path(".."))


@contextmanager
def ordinary_user() -> Generator[None, None, None]:
    """Root may write anywhere: the tests of permissions become somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize("read_only", ["parent/made", "parent"])
def test_a_read_only_folder_is_an_error_and_stays_as_it_is(read_only: str) -> None:
    with tempfile.TemporaryDirectory() as top, ordinary_user_may_enter(Path(top)) as folder:
        write(OLD, folder)
        Path(top, read_only).chmod(0o555)
        with ordinary_user(), pytest.raises(SdkscribeError) as caught:
            write(NEW, folder)
        Path(top, read_only).chmod(0o777)
        assert str(caught.value).startswith(f"{folder}: can't be written: ")
        assert tree(folder) == as_bytes(OLD)
        assert names(Path(top, "parent")) == ["made"]


@contextmanager
def ordinary_user_may_enter(top: Path) -> Generator[Path, None, None]:
    top.chmod(0o755)
    (top / "parent/made").mkdir(parents=True)
    (top / "parent").chmod(0o777)
    yield top / "parent/made"


def test_an_unreadable_file_is_an_error() -> None:
    with tempfile.TemporaryDirectory() as top, ordinary_user_may_enter(Path(top)) as folder:
        write(OLD, folder)
        (folder / "types/a.py").chmod(0)
        for act in (check, write):
            with ordinary_user(), pytest.raises(SdkscribeError, match="Permission denied"):
                act(NEW, folder)


# -------------------------------------------------------------------------------------- killed

WRITES_FOREVER = """
import itertools, sys
from pathlib import Path
from sdkscribe.files import write
print("ready", flush=True)
for files in itertools.cycle(map(eval, sys.argv[2:])):
    write(files, Path(sys.argv[1]))
"""
ONE: Files = {f"p{n}/{n}.py": f"{n}" * 99 for n in range(40)}
TWO: Files = {f"p{n}/{n}.py": f"{n}" * (98 + n % 2) for n in range(20, 60)}


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@pytest.mark.parametrize("seed", range(3))
def test_a_writer_killed_at_any_time_leaves_the_one_tree_or_the_other(
    tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "made"
    write(ONE, folder)
    moments = random.Random(seed)
    for _ in range(10):
        command = [sys.executable, "-c", WRITES_FOREVER, str(folder), repr(ONE), repr(TWO)]
        with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(moments.random() * 0.1)
            writer.kill()
        assert not (check(ONE, folder) and check(TWO, folder))
        assert tree(folder) in (as_bytes(ONE), as_bytes(TWO))
    write(ONE, folder)
    assert names(tmp_path) == ["made"]


KILLED_AT_EACH_STEP = """
import os, shutil, sys
from pathlib import Path
from sdkscribe import swap
from sdkscribe.files import check, write

OLD, NEW = eval(sys.argv[2]), eval(sys.argv[3])
if sys.argv[4] == "two renames":
    swap.exchange = lambda one, other: False
STEPS = {"open", "os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.chmod",
         "shutil.rmtree", "os.scandir"}

def killed_at(step, parent):
    left = step
    def count(event, arguments):
        nonlocal left
        if event in STEPS:
            left -= 1
            if left < 0:
                os._exit(9)
    child = os.fork()
    if child == 0:
        sys.addaudithook(count)
        write(NEW, parent / "made")
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

def verify(step, parent, existed):
    assert sys.argv[4] == "two renames" or (parent / "made").exists() or not existed
    is_old = not check(OLD, parent / "made") if existed else not (parent / "made").exists()
    assert is_old or not check(NEW, parent / "made"), f"step {step}: neither the old nor the new"
    assert bool(write(NEW, parent / "made")) == is_old
    assert os.listdir(parent) == ["made"], f"step {step}: leftovers: {os.listdir(parent)}"
    return is_old

for existed in (True, False):
    outcomes, step, was_killed = [], 0, True
    while was_killed:
        parent = Path(sys.argv[1], f"{existed}-{step}")
        parent.mkdir()
        if existed:
            write(OLD, parent / "made")
        was_killed = killed_at(step, parent)
        outcomes.append(verify(step, parent, existed))
        step += 1
    assert outcomes == sorted(outcomes, reverse=True), "the new tree, once there, stays"
    assert step > 10, f"only {step} steps"
    print(existed, outcomes.count(True), outcomes.count(False))
"""


@pytest.mark.parametrize("way", ["one step", "two renames"])
def test_a_writer_killed_at_each_step_leaves_the_old_tree_or_the_new(
    tmp_path: Path, way: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_EACH_STEP, str(tmp_path), repr(OLD), repr(NEW), way],
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_an_interrupted_swap_is_completed_by_a_check(tmp_path: Path) -> None:
    write(OLD, tmp_path / "made")
    (tmp_path / "made").rename(tmp_path / ".made.sdkscribe-old")
    write(NEW, tmp_path / "other")
    (tmp_path / "other").rename(tmp_path / ".made.sdkscribe-new")
    assert check(NEW, tmp_path / "made") == ()
    assert write(NEW, tmp_path / "made") == ()
    assert names(tmp_path) == ["made"]


def cannot_exchange(one: Path, other: Path) -> bool:
    """A system without a way to let two folders trade names in one step."""
    return False


def test_a_failed_swap_puts_the_old_tree_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OLD, tmp_path / "made")
    monkeypatch.setattr(swap, "exchange", cannot_exchange)
    rename = os.rename

    def fails_for_the_new_tree(source: Path, target: Path) -> None:
        if source.name.endswith("-new"):
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fails_for_the_new_tree)
    with pytest.raises(SdkscribeError, match="can't be written: No space left on device"):
        write(NEW, tmp_path / "made")
    monkeypatch.undo()
    assert check(OLD, tmp_path / "made") == ()
    assert write(NEW, tmp_path / "made")


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(OLD, tmp_path / "made")
    monkeypatch.setattr("sdkscribe.disk._put", _disk_full)
    with pytest.raises(SdkscribeError, match="can't be written: No space left on device"):
        write(NEW, tmp_path / "made")
    assert check(OLD, tmp_path / "made") == ()
    assert names(tmp_path) == ["made"]


def _disk_full(path: str, content: bytes) -> None:
    raise OSError(28, "No space left on device")


def test_runs_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, [ONE, TWO] * 4, [tmp_path / "made"] * 8))
    assert not (check(ONE, tmp_path / "made") and check(TWO, tmp_path / "made"))
    assert names(tmp_path) == ["made"]
