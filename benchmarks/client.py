"""The generated client, beside the vendor's own package and beside httpx2 with `json` alone.

Each contender runs in its own environment, against one server in a process of its own. They take
turns, so that a busy machine is busy for all of them.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.client_programs import first_call, script
from sdkscribe.cache import cache_root
from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.transcribe import transcribe

SOURCE = "openai@6.8.1"
SLICE = "client_secrets"
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A client: the Python of its environment, the package that it is in (None for httpx2 alone),
    and the cases that it can be timed in, where not in all."""

    name: str
    python: str
    package: str | None
    cases: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is timed: how many calls in a row (0 for a whole process), how many times, in which unit
    it is shown, and how many of it a second has."""

    title: str
    calls: int
    rounds: int = ROUNDS
    unit: str = "µs"
    per_second: float = 1e6


CASES: Mapping[str, Case] = {
    "first": Case(
        title="import, client and first call", calls=0, rounds=7, unit="ms", per_second=1e3
    ),
    "create": Case(title="a small create call", calls=200, rounds=7),
    "chat": Case(title="a chat call with 20 messages", calls=100, rounds=5),
    "answer": Case(title="an answer of 65 KB", calls=60),
    "drifted": Case(title="the same without a declared field", calls=60),
    "stream": Case(title="an event of a chat stream", calls=3),
    "arguments": Case(title="500 messages into a body", calls=20),
    "mypy": Case(title="mypy on a script of 20 lines", calls=0, unit="s", per_second=1),
    "again": Case(title="the same, changed, with its cache", calls=0, unit="s", per_second=1),
    "pyright": Case(title="pyright on that script", calls=0, unit="s", per_second=1),
}
CHECKS = ("mypy", "again", "pyright")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Seconds: of CPU, and on the clock."""

    cpu: float
    clock: float


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sdkscribe-bench-") as folder, _server() as url:
        bench = Bench(url=url, folder=Path(folder))
        contenders = bench.contenders()
        taken = {
            name: [[bench.time(name, each) for each in contenders] for _ in range(case.rounds)]
            for name, case in CASES.items()
        }
    for kind in ("CPU time", "time on the clock"):
        table = Table(title=f"Clients of {SOURCE}: {kind}, and times the floor's")
        for column in ("", *(contender.name for contender in contenders)):
            table.add_column(column, justify="right" if column else "left")
        for name, case in CASES.items():
            medians = [_median(times, kind) for times in zip(*taken[name], strict=True)]
            table.add_row(case.title, *_cells(case, medians))
            if name == "first":
                table.add_row("the same, times httpx2 with a pydantic model", *_ratios(medians))
        Console(width=140).print(table)


def _median(times: Iterable[Timed | None], kind: str) -> float | None:
    found = [each.cpu if kind == "CPU time" else each.clock for each in times if each is not None]
    return statistics.median(found) if found else None


def _cells(case: Case, medians: list[float | None]) -> Iterator[str]:
    floor = medians[0]
    assert floor is not None
    for median in medians:
        if median is None:
            yield ""
        else:
            yield f"{_number(median * case.per_second)} {case.unit} ({median / floor:.2f})"


def _ratios(medians: list[float | None]) -> Iterator[str]:
    """Times the second, which is the smallest program that gives the same answer."""
    smallest = medians[1]
    assert smallest is not None
    yield from (f"{median / smallest:.2f}" if median is not None else "" for median in medians)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where the server is, and a folder with the packages."""

    url: str
    folder: Path

    def contenders(self) -> list[Contender]:
        """The floor first."""
        spec = transcribe(open_source(SOURCE))
        for path, text in generate(spec, package="whole").items():
            (self.folder / "whole" / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "whole" / path).write_text(text, encoding="utf-8")
        shutil.copytree(Path("generated", SLICE), self.folder / SLICE)
        # As pip does when it installs the peers.
        compileall.compile_dir(self.folder, quiet=1)
        ours = sys.executable
        return [
            Contender(name="httpx2 and json", python=ours, package=None),
            Contender(name="and pydantic", python=ours, package="pydantic", cases=("first",)),
            Contender(
                name="ours, a slice", python=ours, package=SLICE, cases=("first", "create", *CHECKS)
            ),
            Contender(name="ours, whole", python=ours, package="whole"),
            Contender(name="openai 2.7.1", python=_installed("openai==2.7.1"), package="openai"),
            Contender(name="openai, newest", python=_installed("openai"), package="openai"),
        ]

    def time(self, name: str, contender: Contender) -> Timed | None:
        """The time of one call, or of a process; None where the contender has no such."""
        if contender.cases is not None and name not in contender.cases:
            return None
        if name == "first":
            return self._process([contender.python, "-c", first_call(contender.package, self.url)])
        if name in CHECKS:
            return self._check(name, contender)
        package = contender.package or "floor"
        command = [contender.python, "-m", "benchmarks.client_calls", package, name, self.url]
        command.append(str(CASES[name].calls))
        ran = subprocess.run(
            command, env=self._environment(), check=True, capture_output=True, text=True
        )
        cpu, clock = json.loads(ran.stdout)
        return Timed(cpu=cpu, clock=clock)

    def _check(self, name: str, contender: Contender) -> Timed:
        """The time of a type checker. The packages of peers are installed, and not checked
        themselves; ours is the user's own source, and is."""
        path = self.folder / f"script_of_{contender.package}.py"
        path.write_text(script(contender.package), encoding="utf-8")
        if name == "pyright":
            command = [sys.executable, "-m", "pyright", "--pythonpath", contender.python]
            return self._process([*command, str(path)])
        cache = self.folder / "mypy" / contender.name if name == "again" else Path(os.devnull)
        command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache)]
        command += ["--config-file", "", "--python-executable", contender.python, str(path)]
        if name == "again":
            self._process(command)
            path.write_text(f"{script(contender.package)}# Changed.\n", encoding="utf-8")
        return self._process(command)

    def _process(self, command: list[str]) -> Timed:
        started = time.perf_counter()
        with subprocess.Popen(
            command, cwd=self.folder, env=self._environment(), stdout=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed")
        cpu = usage.ru_utime + usage.ru_stime
        return Timed(cpu=cpu, clock=time.perf_counter() - started)

    def _environment(self) -> dict[str, str]:
        places = os.pathsep.join([str(Path.cwd()), str(self.folder)])
        return {**os.environ, "PYTHONPATH": places, "MYPYPATH": str(self.folder)}


def _installed(requirement: str) -> str:
    """The Python of an environment with a vendor's package in it, made where there is none."""
    home = cache_root() / "bench" / requirement.replace("==", "-")
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", requirement], check=True)
        (home / "ready").touch()
    return str(python)


@contextmanager
def _server() -> Generator[str]:
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.client_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.stdin.close()
