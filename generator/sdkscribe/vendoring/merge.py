"""Three texts to one: what was generated, what a person made of it, and what is generated now.

The merge is git's own (`git merge-file`), which needs neither a repository nor a configuration. Where
both sides changed the same lines, both are kept, between conflict markers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sdkscribe.errors import Problem, SdkscribeError

_SETTINGS = ("-c", "merge.conflictStyle=merge")
_MOST_CONFLICTS = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    content: bytes
    has_conflict: bool


def merge(base: bytes | None, yours: bytes, theirs: bytes, *, path: str, version: str) -> Merged:
    """Your text with the changes from `base` to `theirs`. Without a base, every line in which the two
    differ is a conflict. `version` is what the markers call their side. Raises `SdkscribeError`
    where there is no git, and for what is no text."""
    git = shutil.which("git")
    if git is None:
        hint = "install git, whose merge this is; or undo the edit"
        raise SdkscribeError(Problem(message=f"it takes git to merge an edit: {path}", hint=hint))
    with tempfile.TemporaryDirectory(prefix="sdkscribe-") as folder:
        for name, content in (("yours", yours), ("base", base or b""), ("theirs", theirs)):
            Path(folder, name).write_bytes(content)
        labels = ("-L", "yours", "-L", "base", "-L", version)
        done = subprocess.run(
            [git, *_SETTINGS, "merge-file", "-p", *labels, "yours", "base", "theirs"],
            cwd=folder,
            env={**os.environ, "GIT_CEILING_DIRECTORIES": str(Path(folder).parent)},
            capture_output=True,
        )
    if not 0 <= done.returncode <= _MOST_CONFLICTS:
        message = (
            f"the edit can't be merged: {path}: {done.stderr.decode(errors='replace').strip()}"
        )
        raise SdkscribeError(
            Problem(message=message, hint="move the edited file out of the folder")
        )
    return Merged(content=done.stdout, has_conflict=done.returncode > 0)
