"""`sdkscribe history` at the command line, with an npm that serves packages from a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import PACKAGE, THINGS_TYPES, Run, refused
from source.conftest import FakeNpm, cache, npm
from source.tarballs import tgz

__all__ = ["cache", "npm"]


@pytest.fixture
def acme(npm: FakeNpm) -> FakeNpm:
    """Three versions: the second breaks, the third cannot be read."""
    for version, types in (
        ("1.2.3", THINGS_TYPES),
        ("1.3.0", THINGS_TYPES.replace("name: string; size", "title: number; size")),
        ("1.4.0", THINGS_TYPES.replace("size?: number", "size?: Nowhere")),
    ):
        about = {"name": "acme", "version": version, "license": "MIT"}
        files = {
            **PACKAGE,
            "package.json": json.dumps(about),
            "resources/things.d.ts": types,
        }
        npm.publish(f"acme@{version}", tgz({f"package/{path}": t for path, t in files.items()}))
    return npm


def test_a_history_is_a_page_its_steps_and_json(acme: FakeNpm, run: Run) -> None:
    ran = run("history", "acme", "--from", "1.2.3", "--to", "1.4.0", "--out", "history")
    assert (ran.status, ran.out) == (0, "history: 3 versions, of which 1 break something\n")
    assert "1.4.0 is not read: resources/things.d.ts" in ran.err
    assert sorted(path.name for path in Path("history").iterdir()) == [
        "1.2.3..1.3.0.html",
        "history.json",
        "index.html",
    ]
    versions = json.loads(Path("history/history.json").read_text())["versions"]
    assert [version["bump"] for version in versions] == ["none", "major", "none"]
    assert 'href="1.2.3..1.3.0.html"' in Path("history/index.html").read_text()


def test_a_version_that_was_never_published_is_refused(acme: FakeNpm, run: Run) -> None:
    ran = run("history", "acme", "--from", "1.2.9", "--to", "1.4.0", "--out", "out")
    refused(ran, "no such version: acme@1.2.9", "the nearest that exist are 1.2.3 and 1.3.0")
