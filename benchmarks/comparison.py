"""Two versions of a whole SDK compared: from what is kept of their specs, and from their archives; the two
slices that the project started from; and a walk through versions, one by one."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.commands import OURS, SDKSCRIBE, cache_of_its_own
from benchmarks.measure import Job, Measured
from benchmarks.table import Row, print_table, row

OLD, NEW = "openai@6.8.1", "openai@7.55.0"
KEPT = f"{OURS} diff, specs kept"
FIRST, LAST = "7.30.1", "7.39.0"
_RUNS = 5
_WALKS = 3


def main() -> None:
    root = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="sdkscribe-bench-") as folder:
        work = Path(folder)
        forget = cache_of_its_own(work)
        environment = {**os.environ, "SDKSCRIBE_CACHE": str(work / "cache")}
        whole = [SDKSCRIBE, "diff", OLD, NEW]
        slices = [SDKSCRIBE, "diff", "spec/legacy_sessions", "spec/client_secrets"]
        history = [SDKSCRIBE, "history", "openai", "--from", FIRST, "--to", LAST, "--out", "walk"]
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
            _walk(Job(commands=(history,), folder=work, environment=environment, prepare=forget)),
        ]
    print_table(f"{OLD} → {NEW}", rows, against=KEPT)


def _walk(job: Job) -> Row:
    """A version of a walk through several: none is read yet, and the archives are on disk. npm, which is
    asked once which versions there are, has its share."""
    whole = row(f"{OURS} history, {FIRST} to {LAST}, each version", job, runs=_WALKS)
    if not isinstance(whole.measured, Measured):
        return whole
    walked = json.loads((job.folder / "walk/history.json").read_text())
    count = len(walked["versions"])
    each = replace(
        whole.measured,
        seconds=whole.measured.seconds / count,
        cpu_seconds=whole.measured.cpu_seconds / count,
    )
    return replace(whole, measured=each)
