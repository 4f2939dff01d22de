"""Overlays applied: patches of a spec's plain trees, and of the text of a source's files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy

from sdkscribe.errors import Problem, SdkscribeError, nearest
from sdkscribe.overlay import ABSENT, Absence, CodePatch, Overlay, Patch, Value, comparable
from sdkscribe.spec_yaml.links import unescaped
from sdkscribe.spec_yaml.tree import Node, Tree

_LONGEST_SHOWN = 200


def apply_patches(documents: Mapping[str, Node], overlay: Overlay) -> dict[str, Node]:
    """The trees with every patch applied, in order. Raises `SdkscribeError` with each patch that does
    not match; the trees that were given stay as they are."""
    patched = deepcopy(dict(documents))
    problems: list[Problem] = []
    for patch in overlay.patches:
        try:
            _apply(patched, patch)
        except SdkscribeError as error:
            problems.extend(error.problems)
    if problems:
        raise SdkscribeError(problems)
    return patched


def patched_files(files: Mapping[str, bytes], overlays: Iterable[Overlay]) -> dict[str, bytes]:
    """The files of a source with every patch of their text applied, in order. Raises `SdkscribeError`
    with each patch whose text does not stand in its file just once."""
    patched = dict(files)
    problems: list[Problem] = []
    for patch in (patch for overlay in overlays for patch in overlay.code):
        problem = _code_problem(patched, patch)
        if problem is None:
            was, becomes = patch.was.encode(), patch.becomes.encode()
            patched[patch.file] = patched[patch.file].replace(was, becomes)
        else:
            problems.append(problem)
    if problems:
        raise SdkscribeError(problems)
    return patched


def _code_problem(files: Mapping[str, bytes], patch: CodePatch) -> Problem | None:
    if patch.file not in files:
        message, hint = f"the source has no file `{patch.file}`", nearest(patch.file, files)
        return Problem(message=message, location=patch.location, hint=hint)
    count = files[patch.file].count(patch.was.encode())
    if count == 1:
        return None
    message = f"the text stands {count} times in {patch.file}, not once"
    return Problem(message=message, location=patch.location, source=_shown(patch.was))


def _apply(documents: Mapping[str, Node], patch: Patch) -> None:
    if patch.file not in documents:
        hint = nearest(patch.file, documents)
        raise _mismatch(patch, f"the spec has no file `{patch.file}`", hint)
    *way, last = (unescaped(part) for part in patch.at.split("/")[1:])
    holder: Tree = documents[patch.file]
    for part in way:
        holder = _inside(holder, part, patch)
    found = _found(holder, last)
    if comparable(found) != comparable(patch.was):
        message = f"`{patch.at}` of {patch.file} is {_shown(found)}, not {_shown(patch.was)}"
        hint = None
        if found is ABSENT and isinstance(holder, dict):
            hint = nearest(last, holder)
        raise _mismatch(patch, message, hint)
    if isinstance(patch.becomes, Absence):
        _remove(holder, last)
    else:
        _put(holder, last, patch.becomes, patch)


def _inside(holder: Tree, part: str, patch: Patch) -> Tree:
    found = _found(holder, part)
    if isinstance(found, Absence):
        hint = nearest(part, holder) if isinstance(holder, dict) else None
        raise _mismatch(patch, f"`{patch.at}` of {patch.file}: there is no `{part}`", hint)
    return found


def _found(holder: Tree, part: str) -> Value:
    """The value at one part of a pointer."""
    if isinstance(holder, dict):
        return holder.get(part, ABSENT)
    if isinstance(holder, list) and part.isdecimal() and int(part) < len(holder):
        return holder[int(part)]
    return ABSENT


def _remove(holder: Tree, part: str) -> None:
    if isinstance(holder, dict):
        del holder[part]
    elif isinstance(holder, list):
        del holder[int(part)]


def _put(holder: Tree, part: str, value: Tree, patch: Patch) -> None:
    """Put a value there. `-` is the place after a list's last item."""
    match holder:
        case dict():
            holder[part] = deepcopy(value)
        case list() if part == "-":
            holder.append(deepcopy(value))
        case list() if patch.was is not ABSENT:
            holder[int(part)] = deepcopy(value)
        case _:
            message = f"`{patch.at}` of {patch.file}: nothing can be put there"
            raise _mismatch(patch, message, "`-` adds to the end of a list")


def _mismatch(patch: Patch, message: str, hint: str | None) -> SdkscribeError:
    return SdkscribeError(Problem(message=message, location=patch.location, hint=hint))


def _shown(value: Value) -> str:
    if isinstance(value, Absence):
        return "absent"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
