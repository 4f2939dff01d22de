"""The generated output of both targets, so that a change of a template shows as a diff.

`make snapshots` accepts the output as it is now.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from sdkscribe.python.generate import generate
from sdkscribe.spec_yaml import load

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("target", ["legacy_sessions", "client_secrets"])
def test_the_output_is_what_it_was(target: str, snapshot: SnapshotAssertion) -> None:
    files = generate(load(ROOT / "spec" / target), package=target)
    rendered = {path: text for path, text in files.items() if not path.startswith("_runtime/")}
    assert sorted(rendered) == snapshot(name="files")
    for path, text in sorted(rendered.items()):
        assert text == snapshot(name=path)
