"""`python -m fidelity [PACKAGE…]`: transcribes whole packages and prints what became of them.

Exit status: 0 where nothing differs, 1 where something does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console

from fidelity.declarations import report_declarations
from fidelity.packages import PACKAGES
from fidelity.python_package.report import report_python_packages

_WIDTH = 160
"""Of what is written to a file: tables lose columns in less."""


def main(packages: Iterable[str]) -> int:
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    sections = (report_declarations, report_python_packages)
    same = [section(tuple(packages) or PACKAGES, console) for section in sections]
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
