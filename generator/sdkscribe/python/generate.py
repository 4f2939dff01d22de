"""A spec to the files of a Python package."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from keyword import iskeyword

from sdkscribe.digests import digest_of
from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.python.anonymous import with_named_objects
from sdkscribe.python.keys import file_keys
from sdkscribe.python.package import PendingPackage, pending_package
from sdkscribe.python.pending import PendingFile
from sdkscribe.python.problems import one_by_one
from sdkscribe.python.unions_in_place import with_named_unions
from sdkscribe.python.variants import with_variants
from sdkscribe.render import formatted, rendered, with_runtime
from sdkscribe.spec import Spec
from sdkscribe.spec_meaning import worked_out


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
    made = generate_again(spec, package=package, is_vendored=is_vendored, digests={}, known={})
    return dict(made.files)


def generate_again(
    spec: Spec,
    *,
    package: str,
    is_vendored: bool = False,
    digests: Mapping[str, str],
    known: Mapping[str, str],
) -> Generated:
    """What `generate` gives, made of what is `known` where that is possible: the texts of earlier
    files by their keys. `digests` tell the texts of the spec's modules from any others; without
    them every file is planned."""
    if not package.isidentifier() or iskeyword(package):
        raise SdkscribeError(
            Problem(
                message=f"`{package}` is no name for a Python package",
                hint="use letters, digits and underscores, and no word of Python's own",
            )
        )
    named = with_named_unions(with_named_objects(with_variants(worked_out(spec))))
    pending = pending_package(named, package, is_vendored=is_vendored)
    keys = file_keys(pending, digests) if digests else {}
    wanted = [file for file in pending.files if keys.get(file.path) not in known]
    fresh = formatted(_texts(pending, wanted, keys, known))
    kept = {path: known[key] for path, key in keys.items() if path not in fresh}
    return Generated(files=with_runtime({**kept, **fresh}), keys=keys)


def _texts(
    pending: PendingPackage,
    wanted: Iterable[PendingFile],
    keys: dict[str, str],
    known: Container[str],
) -> Iterator[tuple[str, str]]:
    """The wanted files as they are rendered, those that are not known then either: one that has no
    key yet is known by its text, and `keys` notes that."""
    for plan in one_by_one(pending.plan, wanted):
        text = rendered(plan)
        if keys.setdefault(plan.path, digest_of([text])) not in known:
            yield plan.path, text
