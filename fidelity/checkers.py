"""`python -m fidelity.checkers [PACKAGE…]`: whole packages, generated; every module imported with warnings
as errors, and all of them checked by mypy and by pyright, both strict.

Exit status: 0 where nothing is wrong, 1 where something is. It takes minutes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from fidelity.packages import PACKAGES
from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.transcribe import transcribe

_PACKAGE = "whole"
_IMPORT = f"""
import importlib, pkgutil
package = importlib.import_module("{_PACKAGE}")
for module in pkgutil.walk_packages(package.__path__, "{_PACKAGE}."):
    imported = importlib.import_module(module.name)
    for name in getattr(imported, "__all__", ()):
        getattr(imported, name)
"""
_PYRIGHT = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": [_PACKAGE]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a package: how many modules it has, and the errors that each check reports."""

    package: str
    modules: int
    imports: tuple[str, ...]
    mypy: tuple[str, ...]
    pyright: tuple[str, ...]

    @property
    def errors(self) -> tuple[str, ...]:
        return (*self.imports, *self.mypy, *self.pyright)


def main(packages: Iterable[str]) -> int:
    console = Console()
    table = Table(title="whole packages: errors")
    for column in ("", "modules", "imports", "mypy", "pyright"):
        table.add_column(column, justify="right" if column else "left")
    found: list[Checked] = []
    for package in tuple(packages) or PACKAGES:
        with console.status(package):
            checked = check(package)
        found.append(checked)
        counts = (checked.modules, *map(len, (checked.imports, checked.mypy, checked.pyright)))
        table.add_row(package, *map(str, counts))
        for error in checked.errors:
            console.print(error, markup=False)
    console.print(table)
    return 1 if any(checked.errors for checked in found) else 0


def check(package: str) -> Checked:
    """Generate a package whole, and check it."""
    files = generate(transcribe(open_source(package)), package=_PACKAGE)
    with tempfile.TemporaryDirectory(prefix="sdkscribe-whole-") as folder:
        root = Path(folder)
        for path, text in files.items():
            (root / _PACKAGE / path).parent.mkdir(parents=True, exist_ok=True)
            (root / _PACKAGE / path).write_text(text, encoding="utf-8")
        (root / "pyrightconfig.json").write_text(json.dumps(_PYRIGHT))
        return Checked(
            package=package,
            modules=sum(path.endswith(".py") for path in files),
            imports=_errors(root, "-W", "error", "-c", _IMPORT),
            mypy=_errors(root, "-m", "mypy", "--strict", "--cache-dir", ".mypy", _PACKAGE),
            pyright=_errors(root, "-m", "pyright", "--pythonpath", sys.executable),
        )


def _errors(root: Path, *arguments: str) -> tuple[str, ...]:
    """The lines that report an error, of a program that ends badly; its last word, if none does."""
    ran = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    if not ran.returncode:
        return ()
    lines = [*ran.stdout.splitlines(), *ran.stderr.splitlines()]
    reported = tuple(line.strip() for line in lines if re.search(r"\berror:|- error", line))
    return reported or tuple(lines[-1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
