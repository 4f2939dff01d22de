"""A project's first settings: the text of them, and the file that they belong in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sdkscribe.config import SECTIONS, is_package_name, settings_in
from sdkscribe.errors import Location, Problem, SdkscribeError

_COMMENT = """\
# A target is one generated package: `sdkscribe sync` reads its source, writes the spec and the code,
# and `sdkscribe sync --check` says whether they are up to date. Paths start at this file's folder.
"""
_ADVICE = """\
# overlays = ["overlays/mine.yaml"]   # what is added or corrected in the spec by hand
# spec = "spec/{name}"                 # where the spec is written
# out = "generated/{name}"             # where the package is written
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstConfig:
    """The whole new text of a file, and what of it is new."""

    path: Path
    text: str
    added: str


def first_config(folder: Path, *, name: str, source: str, only: Sequence[str]) -> FirstConfig:
    """Settings with one target, in the folder's `pyproject.toml`, or in an `sdkscribe.toml` where
    it has none. Raises `SdkscribeError` where there are settings already."""
    if not is_package_name(name):
        raise SdkscribeError(
            Problem(
                message=f"a target's name is a Python identifier, and `{name}` is not one",
                hint="name it with --name",
            )
        )
    present = settings_in(folder, shown_from=folder)
    if present is not None:
        message = "holds the project's settings already"
        hint = "add a target there, or take this one out of it"
        raise SdkscribeError(
            Problem(message=message, location=Location(path=present.shown_as), hint=hint)
        )
    project = folder / "pyproject.toml"
    path = project if project.is_file() else folder / "sdkscribe.toml"
    before = path.read_text("utf-8") if path == project else ""
    added = _settings((*SECTIONS[path.name], "targets", name), source, only)
    gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    return FirstConfig(path=path, text=f"{before}{gap}{added}", added=added)


def name_for(package: str) -> str:
    """A target's name after a package's: `@acme/sdk` is `acme_sdk`."""
    words: list[str] = re.findall(r"[A-Za-z0-9]+", package)
    name = "_".join(words).lower()
    return f"sdk_{name}" if name[:1].isdigit() else name


def _settings(key: Sequence[str], source: str, only: Sequence[str]) -> str:
    lines = [f"[{'.'.join(key)}]", f"source = {_quoted(source)}"]
    if only:
        lines.append(f"only = [{', '.join(map(_quoted, only))}]")
    return _COMMENT + "\n".join(lines) + "\n" + _ADVICE.format(name=key[-1])


def _quoted(text: str) -> str:
    """A string as TOML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)
