"""Two versions of a whole SDK compared: from what is kept of their specs, and from their archives; and the
two slices that the project started from."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.commands import OURS, SDKSCRIBE, cache_of_its_own
from benchmarks.measure import Job
from benchmarks.table import print_table, row

OLD, NEW = "openai@6.8.1", "openai@7.55.0"
KEPT = f"{OURS} diff, specs kept"
_RUNS = 5


def main() -> None:
    root = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="sdkscribe-bench-") as folder:
        work = Path(folder)
        forget = cache_of_its_own(work)
        environment = {**os.environ, "SDKSCRIBE_CACHE": str(work / "cache")}
        whole = [SDKSCRIBE, "diff", OLD, NEW]
        slices = [SDKSCRIBE, "diff", "spec/legacy_sessions", "spec/client_secrets"]
        kept = Job(commands=(whole,), folder=work, environment=environment)
        cold = Job(commands=(whole,), folder=work, environment=environment, prepare=forget)
        rows = [
            row(KEPT, kept, runs=_RUNS),
            row(f"{OURS} diff, from the archives", cold, runs=_RUNS),
            row(
                f"{OURS} diff of two slices",
                Job(commands=(slices,), folder=root, environment=environment),
                runs=_RUNS,
            ),
        ]
    print_table(f"{OLD} → {NEW}", rows, against=KEPT)
