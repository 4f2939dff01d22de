"""`python -m fidelity.requests [PACKAGE…]`: calls every endpoint with the vendor's own client and with the
generated one, and holds the requests against each other.

A PACKAGE is `name@version`, or a package's folder with what it depends on around it. Exit status: 0
where nothing differs, 1 where something does.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from fidelity.packages import PACKAGES
from fidelity.requests.calls import Called, calls

_SHOWN = 400
"""The characters of a value that are reported."""


def main(packages: Iterable[str]) -> int:
    console = Console()
    table = Table(title="requests of the generated client, against those of the vendor's")
    for column in ("", "endpoints", "calls", "same", "refused", "listed", "differ"):
        table.add_column(column, justify="right" if column else "left")
    differing: list[Called] = []
    with tempfile.TemporaryDirectory(prefix="sdkscribe-requests-") as folder:
        sys.path.insert(0, folder)
        for index, package in enumerate(tuple(packages) or PACKAGES):
            with console.status(package):
                called = list(calls(package, Path(folder), f"package_{index}"))
            ours = [call for call in called if call.is_ours]
            for line in report(ours):
                console.print(line, markup=False, soft_wrap=True)
            counts = (
                len({(c.example.endpoint.path, c.example.endpoint.name) for c in called}),
                len(called),
                sum(not call.differences for call in called),
                sum(call.is_refused for call in called),
                sum(call.is_listed and not call.is_refused for call in called if call.differences),
                len(ours),
            )
            table.add_row(package, *map(str, counts))
            differing += ours
    console.print(table)
    return 1 if differing else 0


def report(differing: Iterable[Called]) -> Iterator[str]:
    """Each difference, once for an endpoint."""
    told: set[tuple[str, str]] = set()
    for call in differing:
        endpoint = call.example.endpoint
        for difference in call.differences:
            about = f"{endpoint.path}.{endpoint.name}", difference.aspect
            if about not in told:
                told.add(about)
                yield ": ".join(about)
                yield f"    ours:   {str(difference.ours)[:_SHOWN]}"
                yield f"    theirs: {str(difference.theirs)[:_SHOWN]}"
                yield f"    passed: {str(call.example.passed)[:_SHOWN]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
