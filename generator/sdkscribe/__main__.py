"""The `sdkscribe` process, also as `python -m sdkscribe`."""

from __future__ import annotations

import gc
import os
import sys

from sdkscribe.cli import main


def run() -> None:
    """The command, in a process of its own. A run makes a million values that live to its end, and no
    cycles of them: the collector would look at them again and again and find nothing, and at the end
    the system takes the memory back faster than Python takes it apart."""
    gc.disable()
    try:
        main()
    except SystemExit as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 0)


if __name__ == "__main__":
    run()
