"""A command as a whole process: seconds on the clock, and the peak memory of its process tree."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RUNS = 5


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Commands that run one after the other in a folder; `prepare` is done before each run of them,
    and not counted."""

    commands: tuple[Sequence[str], ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    prepare: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Medians over the counted runs: seconds on the clock, seconds of all processors together, and
    megabytes of the largest process."""

    seconds: float
    cpu_seconds: float
    megabytes: float


class CommandFailedError(Exception):
    """A command that fails says nothing about time: its last words instead."""


def measure(job: Job, *, runs: int = RUNS) -> Measured:
    """Run a job once to warm up, and then `runs` times. Raises `CommandFailedError` when it fails."""
    samples = [_run(job) for _ in range(runs + 1)][1:]
    return Measured(
        seconds=statistics.median(sample.seconds for sample in samples),
        cpu_seconds=statistics.median(sample.cpu_seconds for sample in samples),
        megabytes=statistics.median(sample.megabytes for sample in samples),
    )


def _run(job: Job) -> Measured:
    job.prepare()
    started = time.perf_counter()
    largest = 0
    cpu_seconds = 0.0
    for command in job.commands:
        with subprocess.Popen(
            command,
            cwd=job.folder,
            env=job.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process:
            said = process.stderr.read() if process.stderr is not None else b""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise CommandFailedError(said.decode(errors="replace").strip())
        largest = max(largest, usage.ru_maxrss)
        cpu_seconds += usage.ru_utime + usage.ru_stime
    return Measured(
        seconds=time.perf_counter() - started,
        cpu_seconds=cpu_seconds,
        megabytes=largest / 1024,
    )
