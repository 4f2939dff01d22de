"""The cache gives back what was kept, whole, or nothing: whatever happens to its files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdkscribe import cache
from sdkscribe.cache import Kept, keep, recall, recall_latest
from sdkscribe.digests import digest_of

KEPT = Kept(
    texts={"a.py": "x = 1\n", "deep/ü.py": "# ø €\n", "empty": ""}, keys={"a.py": "k", "empty": "l"}
)
KEY = digest_of(["one"])
OTHER = digest_of(["two"])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def entry(folder: Path, key: str = KEY) -> Path:
    return folder / "made" / key


def test_what_was_kept_comes_back() -> None:
    keep(KEY, KEPT)
    assert recall(KEY) == KEPT
    assert recall(OTHER) is None


def test_a_text_is_found_by_what_it_was_made_of() -> None:
    assert KEPT.by_key() == {"k": "x = 1\n", "l": ""}


def test_the_latest_of_a_series_comes_back() -> None:
    keep(KEY, KEPT, series="s")
    keep(OTHER, Kept(texts={"b": "2"}), series="s")
    assert recall_latest("s") == Kept(texts={"b": "2"})
    assert recall_latest("t") is None


def test_two_lists_of_parts_never_have_one_digest() -> None:
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"]) != digest_of(["abc"])
    assert digest_of(["a"]) == digest_of([b"a"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1), damage=st.sampled_from(["flip", "cut", "insert", "empty"]))
def test_a_damaged_entry_is_as_good_as_none(where: float, damage: str, folder: Path) -> None:
    keep(KEY, KEPT)
    content = bytearray(entry(folder).read_bytes())
    at = min(int(where * len(content)), len(content) - 1)
    match damage:
        case "flip":
            content[at] ^= 0x55
        case "cut":
            del content[at:]
        case "insert":
            content.insert(at, 0x55)
        case _:
            content.clear()
    entry(folder).write_bytes(content)
    assert recall(KEY) is None
    keep(KEY, KEPT)
    assert recall(KEY) == KEPT


@pytest.mark.parametrize("pointer", [b"", b"../../etc/passwd", b"\xff\xfe", b"0" * 64])
def test_a_damaged_pointer_is_as_good_as_none(pointer: bytes, folder: Path) -> None:
    keep(KEY, KEPT, series="s")
    (folder / "latest" / "s").write_bytes(pointer)
    assert recall_latest("s") is None


def test_without_a_folder_to_write_to_nothing_is_kept_and_nothing_fails(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    keep(KEY, KEPT, series="s")
    assert recall(KEY) is None
    assert recall_latest("s") is None


def test_the_cache_may_be_deleted_at_any_time(folder: Path) -> None:
    keep(KEY, KEPT, series="s")
    shutil.rmtree(folder)
    assert recall(KEY) is None
    assert recall_latest("s") is None
    keep(KEY, KEPT)
    assert recall(KEY) == KEPT


def test_what_was_not_used_for_longest_goes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [digest_of([str(number)]) for number in range(4)]
    monkeypatch.setattr(cache, "MOST_BYTES", 3500)
    for age, key in enumerate(reversed(keys)):
        keep(key, Kept(texts={"a": "x" * 1000}))
        os.utime(entry(folder, key), (0, time.time() - 100 - age))
    assert recall(keys[0]) is not None  # and so it is the one used last
    keep(KEY, Kept(texts={"a": "x" * 1000}))
    left = [key for key in keys if entry(folder, key).exists()]
    assert keys[0] in left
    assert len(left) == 2
    assert recall(KEY) is not None


def test_what_killed_runs_have_left_is_removed(folder: Path) -> None:
    keep(KEY, KEPT)
    old, new = entry(folder, "a.1.partial"), entry(folder, "b.2.partial")
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    keep(OTHER, KEPT)
    assert not old.exists()
    assert new.exists()


KEEP_ON = """
import itertools, sys
from sdkscribe.cache import Kept, keep
for number in itertools.count():
    keep(f"{number % 3}", Kept(texts={"a": "x" * 300_000, "b": str(number % 3)}), series="s")
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("moment", [0.001, 0.004, 0.009, 0.016, 0.025])
def test_a_run_that_is_killed_leaves_nothing_that_is_not_whole(moment: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", KEEP_ON], stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout:
        for _ in range(4):
            child.stdout.readline()
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)
        child.wait()
    for number in range(3):
        kept = recall(str(number))
        assert kept is not None
        assert kept.texts["b"] == str(number)
    assert recall_latest("s") is not None


def test_runs_at_the_same_time_see_whole_entries() -> None:
    ran = [
        subprocess.Popen([sys.executable, "-c", KEEP_ON], stdout=subprocess.PIPE) for _ in range(2)
    ]
    try:
        for child in ran:
            assert child.stdout is not None
            child.stdout.readline()
        for number in range(300):
            kept = recall(str(number % 3))
            assert kept is None or kept.texts["b"] == str(number % 3)
    finally:
        for child in ran:
            child.kill()
            child.communicate()
