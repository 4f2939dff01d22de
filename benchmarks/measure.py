"""A command as a whole process: seconds on the clock, and the peak memory of its process tree."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Medians over the counted runs: seconds, and megabytes of the largest process."""

    seconds: float
    megabytes: float


def measure(*commands: Sequence[str], cwd: Path, runs: int = RUNS) -> Measured:
    """Run commands one after the other, once to warm up and then `runs` times.

    A command that fails ends the benchmark: a failure's time means nothing.
    """
    samples = [_run(commands, cwd) for _ in range(runs + 1)][1:]
    return Measured(
        seconds=statistics.median(seconds for seconds, _ in samples),
        megabytes=statistics.median(megabytes for _, megabytes in samples),
    )


def _run(commands: Sequence[Sequence[str]], cwd: Path) -> tuple[float, float]:
    started = time.perf_counter()
    largest = 0
    for command in commands:
        with subprocess.Popen(
            command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said = process.stderr.read().decode() if process.stderr is not None else ""
                sys.exit(f"{' '.join(command)} failed:\n{said}")
        largest = max(largest, usage.ru_maxrss)
    return time.perf_counter() - started, largest / 1024
