"""Text files as text: what cannot be read is a problem with its path."""

from __future__ import annotations

from pathlib import Path

from sdkscribe.errors import Location, Problem, SdkscribeError


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
