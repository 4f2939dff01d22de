"""The texts of a spec's files as they lie in a folder; what they say is not known here.

What cannot be read is a problem with its path.
"""

from __future__ import annotations

from pathlib import Path

from sdkscribe.errors import Location, Problem, SdkscribeError

SPEC_MODULE = "spec"
SUFFIX = ".yaml"
SPEC_FILE = f"{SPEC_MODULE}{SUFFIX}"
"""The file of what is true of the whole; every other is a module's, at the module's path."""


def read_text(path: Path) -> str:
    """The text of a file. Raises `SdkscribeError` where there is none, or it is not UTF-8."""
    location = Location(path=path.as_posix())
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: {error.reason} at byte {error.start}"
        raise SdkscribeError(Problem(message=message, location=location)) from error
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise SdkscribeError(Problem(message=message, location=location)) from error


def read_texts(folder: Path) -> dict[str, str]:
    """The text of each file of the spec in a folder, by its path there. Raises `SdkscribeError` with
    every one that cannot be read."""
    if not (folder / SPEC_FILE).is_file():
        missing = Problem(
            message=f"there is no {SPEC_FILE}",
            location=Location(path=folder.as_posix()),
            hint="name the folder that `sdkscribe transcribe` wrote",
        )
        raise SdkscribeError(missing)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in sorted(folder.rglob(f"*{SUFFIX}")):
        try:
            texts[file.relative_to(folder).as_posix()] = read_text(file)
        except SdkscribeError as error:
            problems.extend(error.problems)
    if problems:
        raise SdkscribeError(problems)
    return texts
