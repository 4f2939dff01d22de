"""A published package's archive, from the user's cache or through the machine's own npm client.

Made from an exact name and version, with npm's own settings for the registry; npm is run for
nothing else than to fetch and to ask. It must not know what is in an archive.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, cast

from sdkscribe import npm_cache
from sdkscribe.archive import integrity_of
from sdkscribe.errors import Problem, SdkscribeError, SourceUnreachableError

_NAME = r"(?:@[a-z0-9][a-z0-9._~-]*/)?[a-z0-9][a-z0-9._~-]*"
_VERSION = r"[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?"
_EXACT = re.compile(rf"({_NAME})@({_VERSION})")
_INEXACT = re.compile(rf"({_NAME})(?:@[0-9A-Za-z_.^~<>=|*+ -]*)?")
# A machine without a network is told so in seconds, where npm by itself takes over a minute.
_SHORT_WAITS = ("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PackageVersion:
    """One published version of one package: `openai@6.8.1`."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


class _NpmError(Exception):
    """npm's own error: its code (`E404`), and what it says."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def exact_version(text: str) -> PackageVersion | None:
    """What `text` names, if it is an npm package's name with one exact version."""
    match = _EXACT.fullmatch(text)
    return PackageVersion(match[1], match[2]) if match else None


def fetch(package: PackageVersion, *, integrity: str | None, say: Say) -> bytes:
    """The archive, from the cache if it is there undamaged, else from npm. With `integrity` given
    it is that archive or an error."""
    cached = npm_cache.load(package.name, package.version, integrity=integrity, say=say)
    if cached is not None:
        return cached
    say(f"fetching {package} with npm")
    try:
        archive = _pack(package)
        expected = integrity or _published_integrity(package)
    except _NpmError as error:
        raise _failure(package, error) from None
    check_integrity(archive, expected=expected, shown_as=str(package))
    npm_cache.keep(package.name, package.version, archive, say=say)
    return archive


def check_integrity(archive: bytes, *, expected: str | None, shown_as: str) -> None:
    actual = integrity_of(archive)
    if expected is None or expected == actual:
        return
    raise SdkscribeError(
        Problem(
            message=f"the integrity of {shown_as} differs: expected {expected}, found {actual}",
            hint="the archive is not the one that was pinned: find out why before you pin it anew",
        )
    )


def inexact_version_problem(text: str) -> Problem | None:
    """What is wrong with `text`, and which exact version to name, if it names an npm package with
    a range, a tag or nothing for its version; None if it is no name of a package."""
    match = _INEXACT.fullmatch(text)
    if not match:
        return None
    try:
        versions = _versions(text, "version")
    except _NpmError as error:
        if error.code in ("E404", "ETARGET"):
            return Problem(
                message=f"no such package, version, file or folder: {text}",
                hint=f"name a package as {match[1]}@1.2.3; `npm view {match[1]} versions` lists them",
            )
        versions = []
    example = _newest(versions) if versions else "1.2.3"
    return Problem(
        message=f"not one exact version: {text}",
        hint=f"name the version to read, such as {match[1]}@{example}",
    )


def released_versions(name: str, *, first: str, last: str) -> list[str]:
    """The published versions of a package from one to another, oldest first, without pre-releases
    between them. Raises `SdkscribeError` where either was never published."""
    try:
        versions = _versions(name, "versions")
    except _NpmError as error:
        raise _failure(PackageVersion(name, first), error) from None
    problems = [
        Problem(
            message=f"no such version: {name}@{version}",
            hint=_neighbours(versions, version),
        )
        for version in (first, last)
        if version not in versions
    ]
    if problems:
        raise SdkscribeError(problems)
    start, end = versions.index(first), versions.index(last)
    if start >= end:
        message = f"{first} does not come before {last}"
        raise SdkscribeError(Problem(message=message, hint="name the older version first"))
    between = [version for version in versions[start + 1 : end] if "-" not in version]
    return [first, *between, last]


def _pack(package: PackageVersion) -> bytes:
    with tempfile.TemporaryDirectory(prefix="sdkscribe-") as folder:
        _npm("pack", str(package), "--ignore-scripts", "--pack-destination", folder)
        archives = list(Path(folder).glob("*.tgz"))
        if len(archives) != 1:
            raise _NpmError("", f"`npm pack` left {len(archives)} archives where it leaves one")
        return archives[0].read_bytes()


def _published_integrity(package: PackageVersion) -> str | None:
    """The registry's own hash; packages published before 2017 have none."""
    answer = _npm("view", str(package), "dist.integrity")
    return answer if isinstance(answer, str) else None


def _versions(text: str, field: Literal["version", "versions"]) -> list[str]:
    """The versions that npm knows, oldest first: `version` gives those that `text` allows,
    `versions` all. For one alone npm answers with a string, not with a list."""
    answer = _npm("view", text, field)
    found = cast("list[object]", answer) if isinstance(answer, list) else [answer]
    names = (name for name in found if isinstance(name, str) and re.fullmatch(_VERSION, name))
    return sorted(names, key=_precedence)


def _npm(*arguments: str) -> object:
    """What npm answers, read as JSON; None where it answers nothing."""
    executable = shutil.which("npm")
    if executable is None:
        raise SourceUnreachableError(
            Problem(
                message="npm is not on the PATH, and the package is not in the cache",
                hint="install Node.js, which brings npm; or give the package's .tgz or folder",
            )
        )
    command = [executable, *arguments, "--json", "--loglevel=error", *_SHORT_WAITS]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        raise _reported_error(done.stdout, done.stderr)
    try:
        return json.loads(done.stdout) if done.stdout.strip() else None
    except json.JSONDecodeError:
        raise _NpmError("", f"`npm {arguments[0]}` did not answer in JSON") from None


def _reported_error(stdout: str, stderr: str) -> _NpmError:
    """npm writes its error to stdout as JSON; where it dies early, in words to stderr."""
    try:
        error = json.loads(stdout)["error"]
        return _NpmError(str(error["code"]), " ".join(str(error["summary"]).split()))
    except (json.JSONDecodeError, KeyError, TypeError):
        lines = [
            line for line in stderr.splitlines() if line.strip() and "complete log" not in line
        ]
        return _NpmError("", lines[-1].strip() if lines else "it said nothing")


def _failure(package: PackageVersion, error: _NpmError) -> SdkscribeError:
    if error.code == "ETARGET":
        hint = _existing_versions(package)
        return SdkscribeError(Problem(message=f"no such version: {package}", hint=hint))
    if error.code == "E404":
        return SdkscribeError(
            Problem(
                message=f"no such package on npm: {package.name}",
                hint="check the name; for a private package, log in with npm or set its registry",
            )
        )
    return SourceUnreachableError(
        Problem(
            message=f"npm could not fetch {package}: {error}",
            hint="check the network and npm's settings (`npm ping`), or give the package's .tgz",
        )
    )


def _existing_versions(package: PackageVersion) -> str:
    try:
        versions = _versions(package.name, "versions")
    except _NpmError:
        versions = []
    if not versions:
        return f"`npm view {package.name} versions` lists those that exist"
    return _neighbours(versions, package.version)


def _neighbours(versions: list[str], version: str) -> str:
    at = bisect([_precedence(known) for known in versions], _precedence(version))
    neighbours = " and ".join(versions[max(at - 1, 0) : at + 1])
    return f"the nearest that exist are {neighbours}; the newest is {_newest(versions)}"


def _newest(versions: list[str]) -> str:
    """The newest that is no pre-release, if there is one."""
    return max(versions, key=lambda version: ("-" not in version, _precedence(version)))


_Precedence: TypeAlias = tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]


def _precedence(version: str) -> _Precedence:
    """The order of semantic versions: a pre-release comes before its release, and in it numbers
    come before words."""
    release, _, prerelease = version.partition("-")
    parts = prerelease.split(".") if prerelease else []
    return (
        tuple(int(part) for part in release.split(".")),
        not prerelease,
        tuple((not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts),
    )
