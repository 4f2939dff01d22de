"""All files of a vendored folder, from what it is made of: the package, and beside it what tells a person
and `sdkscribe` where it comes from.

A folder carries everything that its files are made of (the spec's slice, the overlays, the notices),
so that they can be made again, byte for byte, from the folder alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sdkscribe import __version__
from sdkscribe.disk import Found
from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.manifest import digest, refuse_bad_paths
from sdkscribe.model_kinds import Models
from sdkscribe.models import generate_models
from sdkscribe.python.generate import generate
from sdkscribe.spec import Spec
from sdkscribe.spec_folder import read_spec
from sdkscribe.spec_yaml import dump
from sdkscribe.vendoring.lock import LOCK, Lock, dump_lock
from sdkscribe.vendoring.notices import is_notice
from sdkscribe.vendoring.readme import readme

SPEC = "_sdkscribe/spec"
OVERLAYS = "_sdkscribe/overlays"
INGREDIENTS = "_sdkscribe/"
# Git on Windows would give the files other line ends, and they would no longer be what was made.
_ATTRIBUTES = {".gitattributes": "* text eol=lf\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What a vendored folder is made of: the spec, what the package calls itself, the overlays that
    were applied and the source's notices, as texts by name. With `models` it holds the types alone.
    """

    spec: Spec
    package: str
    overlays: Mapping[str, str]
    notices: Mapping[str, str]
    models: Models | None = None


def vendored_files(made_of: Slice) -> dict[str, bytes]:
    """Every file of the folder, the lock among them. Raises `SdkscribeError` with all that has no
    rule."""
    texts = {
        **_code(made_of),
        **{f"{SPEC}/{path}": text for path, text in dump(made_of.spec).items()},
        **{f"{OVERLAYS}/{name}": text for name, text in made_of.overlays.items()},
        **made_of.notices,
        **_ATTRIBUTES,
        "README.md": readme(
            made_of.spec,
            made_of.package,
            made_of.overlays,
            made_of.notices,
            models=made_of.models,
        ),
    }
    refuse_bad_paths(texts, reserved=LOCK)
    files = {path: text.encode() for path, text in sorted(texts.items())}
    lock = Lock(
        generator=__version__,
        source=made_of.spec.package,
        only=made_of.spec.only,
        overlays=tuple(made_of.overlays),
        package=made_of.package,
        models=made_of.models,
        hashes={path: digest(content) for path, content in files.items()},
    )
    return {**files, LOCK: dump_lock(lock).encode()}


def _code(made_of: Slice) -> dict[str, str]:
    if made_of.models is not None:
        return generate_models(made_of.spec, made_of.models)
    return generate(made_of.spec, package=made_of.package, is_vendored=True)


def ensure_whole(lock: Lock, found: Found, folder: Path) -> None:
    """Raises `SdkscribeError` where what the folder's files are made of is no longer as it was."""
    lost = [
        path
        for path, expected in lock.hashes.items()
        if path.startswith(INGREDIENTS) and not _is_as_made(found.get(path), expected)
    ]
    if lost:
        raise SdkscribeError(
            Problem(
                message="what the code is made from was edited, or is missing",
                location=Location(path=(folder / path).as_posix()),
                hint="restore it from version control; an overlay is the place for a correction",
            )
            for path in lost
        )


def read_slice(folder: Path, lock: Lock, found: Found) -> Slice:
    """What a whole vendored folder was made of, from its own files, which `found` holds."""
    overlays = {name: _text(found.get(f"{OVERLAYS}/{name}")) for name in lock.overlays}
    notices = {path: _text(found.get(path)) for path in lock.hashes if is_notice(path)}
    spec = read_spec(folder / SPEC)
    return Slice(
        spec=spec,
        package=lock.package,
        overlays=overlays,
        notices=notices,
        models=lock.models,
    )


def generated_again(made_of: Slice, lock: Lock) -> dict[str, bytes]:
    """The files as they were generated, those of them that this `sdkscribe` gives again: each has the
    lock's hash. Another version of it may generate others."""
    files = vendored_files(made_of)
    return {path: files[path] for path in files if _is_as_made(files[path], lock.hashes.get(path))}


def _is_as_made(content: bytes | None, expected: str | None) -> bool:
    return content is not None and digest(content) == expected


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8", errors="replace")
