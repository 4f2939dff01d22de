"""A spec to the files of a Python package."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from keyword import iskeyword
from typing import TypeAlias

from sdkscribe.beside import beside
from sdkscribe.digests import digest_of
from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.python.anonymous import with_named_objects
from sdkscribe.python.kept_packages import with_kept_packages
from sdkscribe.python.keys import file_keys
from sdkscribe.python.package import PendingPackage, pending_package
from sdkscribe.python.pending import PendingFile
from sdkscribe.python.problems import each, one_by_one
from sdkscribe.python.public_names import refuse_unknown_names
from sdkscribe.python.unions_in_place import with_named_unions
from sdkscribe.python.variants import with_variants
from sdkscribe.render import formatted, rendered, with_runtime
from sdkscribe.spec import KeptNames, Spec
from sdkscribe.spec_meaning import worked_out

Parts: TypeAlias = tuple[dict[str, str], dict[str, str]]
"""Texts of files by path, and keys by path."""

_MANY = 400
"""Files: fewer are made sooner than a copy of the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """A package's files by their path in it. `keys` are, by path, of what a file was made: files
    with one key are equal. The runtime's have none: they are copied."""

    files: Mapping[str, str]
    keys: Mapping[str, str]


def generate(spec: Spec, *, package: str, is_vendored: bool = False) -> dict[str, str]:
    """Every file of the package, by its path in it, formatted. `package` is what its own
    documentation calls it; nothing else depends on it. A vendored one may be edited, and says so.

    Raises `SdkscribeError` with all that has no rule.
    """
    pending = begin(spec, package=package, is_vendored=is_vendored)
    made = _made(pending, pending.files, keys={}, known={})
    return with_runtime(made.files)


def begin(spec: Spec, *, package: str, is_vendored: bool = False) -> PendingPackage:
    """What the package's files are to be. Raises `SdkscribeError` where the spec as a whole has no
    rule."""
    if not package.isidentifier() or iskeyword(package):
        raise SdkscribeError(
            Problem(
                message=f"`{package}` is no name for a Python package",
                hint="use letters, digits and underscores, and no word of Python's own",
            )
        )
    spec = with_kept_packages(spec)
    named = with_named_unions(with_named_objects(with_variants(worked_out(spec))))
    pending = pending_package(named, package, is_vendored=is_vendored)
    if spec.names != KeptNames():
        refuse_unknown_names(pending)
    return pending


def finish(
    pending: PendingPackage, *, digests: Callable[[], Mapping[str, str]], known: Mapping[str, str]
) -> Generated:
    """What a package comes to, made of what is `known` where that is possible: the texts of earlier
    files by their keys. `digests` tell the texts of the spec's modules from any others; they are asked
    for before the files are made only where something is known. Raises `SdkscribeError` with all that
    has no rule."""
    before = file_keys(pending, digests()) if known else {}
    wanted = [file for file in pending.files if before.get(file.path) not in known]
    made = _made(pending, wanted, before, known)
    keys = {**made.keys, **(before or file_keys(pending, digests()))}
    kept = {path: known[key] for path, key in keys.items() if path not in made.files}
    return Generated(files=with_runtime({**kept, **made.files}), keys=keys)


def _made(
    pending: PendingPackage,
    wanted: Sequence[PendingFile],
    keys: Mapping[str, str],
    known: Container[str],
) -> Generated:
    """The wanted files that are not known when they have been rendered either, half of them made
    beside where they are many."""

    def make(files: Sequence[PendingFile]) -> Parts:
        by_text: dict[str, str] = {}
        return formatted(_texts(pending, files, keys, known, by_text)), by_text

    halves = (wanted,) if len(wanted) < _MANY else (wanted[::2], wanted[1::2])
    here: Callable[[], Parts] = partial(make, halves[0])
    there = [beside(partial(make, half)) for half in halves[1:]]
    try:
        made = each(_called, [here, *there])
    except SdkscribeError:
        make(wanted)  # raises as well, and all problems in the order of the files
        raise
    return Generated(
        files={path: text for files, _ in made for path, text in files.items()},
        keys={path: key for _, by_text in made for path, key in by_text.items()},
    )


def _called(make: Callable[[], Parts]) -> Parts:
    return make()


def _texts(
    pending: PendingPackage,
    wanted: Iterable[PendingFile],
    keys: Mapping[str, str],
    known: Container[str],
    by_text: dict[str, str],
) -> Iterator[tuple[str, str]]:
    """The wanted files as they are rendered, those that are not known then either: one that has no
    key yet is known by its text, and `by_text` notes that."""
    for plan in one_by_one(pending.plan, wanted):
        text = rendered(plan)
        key = keys.get(plan.path)
        if key is None:
            key = by_text[plan.path] = digest_of([text])
        if key not in known:
            yield plan.path, text
