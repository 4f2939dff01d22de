"""`update` and `sync`, killed at any moment: the old tree or the new one, and the next run finishes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from command_line import Run, change
from soak import times
from vendoring.acme import DIR, edit, tree

KILLS = times(usually=6, in_soak=200)


def killed(*arguments: str, after: float) -> None:
    """Runs the command and kills it after so many seconds, if it still runs."""
    command = [sys.executable, "-m", "sdkscribe", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment["SDKSCRIBE_CACHE"] = str(Path("no-cache").resolve())
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()


def moments(seed: int, longest: float) -> list[float]:
    chance = random.Random(seed)
    return [chance.uniform(0, longest) for _ in range(KILLS)]


def duration(*arguments: str) -> float:
    started = time.monotonic()
    killed(*arguments, after=600)
    return time.monotonic() - started


def test_an_update_that_is_killed_leaves_the_old_tree_or_the_new(run: Run, vendored: Path) -> None:
    change(Path("acme"), "package.json", "1.2.3", "2.0.0")
    change(Path("acme"), "resources/things.d.ts", "size?: number", "weight?: number")
    edit(DIR / "types/thing.py", "\n\nMINE = 1\n")
    shutil.copytree(vendored, "old")
    old = tree(DIR)
    longest = duration("update", str(DIR), "acme")
    new = tree(DIR)
    assert new != old
    for after in moments(1, 1.1 * longest):
        shutil.rmtree(DIR)
        shutil.copytree("old", DIR)
        killed("update", str(DIR), "acme", after=after)
        assert DIR.exists(), "a folder is not there for a moment"
        assert tree(DIR) in (old, new)
        assert run("update", DIR, "acme").status == 0
        assert tree(DIR) == new
        assert [path.name for path in DIR.parent.iterdir()] == [DIR.name]


def test_a_sync_that_is_killed_leaves_the_old_trees_or_the_new(run: Run, package: Path) -> None:
    Path("sdkscribe.toml").write_text('[targets.acme]\nsource = "acme"\n')
    folders = (Path("spec/acme"), Path("generated/acme"))
    run("sync")
    old = [tree(folder) for folder in folders]
    shutil.copytree("spec", "old/spec")
    shutil.copytree("generated", "old/generated")
    change(package, "resources/things.d.ts", "size?: number", "weight?: number")
    longest = duration("sync")
    new = [tree(folder) for folder in folders]
    assert all(a != b for a, b in zip(old, new, strict=True))
    for after in moments(2, 1.1 * longest):
        for place in ("spec", "generated"):
            shutil.rmtree(place)
            shutil.copytree(f"old/{place}", place)
        killed("sync", after=after)
        for folder, before, then in zip(folders, old, new, strict=True):
            assert tree(folder) in (before, then)
        assert run("sync").status == 0
        assert [tree(folder) for folder in folders] == new
