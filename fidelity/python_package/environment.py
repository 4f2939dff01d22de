"""A vendor's Python package, installed in an environment of its own and never imported here."""

from __future__ import annotations

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".venv-python-packages"
"""Where the environments are, one for each package; it is safe to remove."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """An environment with one package: its interpreter, and the package's own folder."""

    python: Path
    package: Path


def installed(distribution: str, version: str, import_name: str) -> Environment:
    """The environment of a package, made by pip where it is not there yet."""
    folder = FOLDER / f"{distribution}-{version}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    complete = folder / "complete"
    if not complete.exists():
        venv.create(folder, clear=True, with_pip=True)
        install = [str(python), "-m", "pip", "install", "-qq", f"{distribution}=={version}"]
        subprocess.run(install, check=True)
        complete.touch()
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([str(python), "-c", where], check=True, capture_output=True, text=True)
    return Environment(python=python, package=Path(found.stdout.strip()) / import_name)
