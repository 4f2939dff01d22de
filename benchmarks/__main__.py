"""`make bench`: the tables, or those that are named: `python -m benchmarks whole`."""

from __future__ import annotations

import sys

from benchmarks import client, comparison, slices, whole

TABLES = {
    "slices": slices.main,
    "whole": whole.main,
    "client": client.main,
    "comparison": comparison.main,
}


def main() -> None:
    names = sys.argv[1:] or list(TABLES)
    for name in names:
        if name not in TABLES:
            sys.exit(f"no table `{name}`: there are {', '.join(TABLES)}")
    for name in names:
        TABLES[name]()


if __name__ == "__main__":
    main()
