"""Work in a copy of the process: what it gives, what it raises, and what happens without one."""

from __future__ import annotations

import os
import signal

import pytest

from sdkscribe import beside as beside_module
from sdkscribe import reading_ahead
from sdkscribe.beside import beside, has_copies
from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.python.generate import generate
from sdkscribe.source import open_source
from sdkscribe.spec_yaml import dump
from sdkscribe.transcribe import transcribe

needs_copies = pytest.mark.skipif(not has_copies(), reason="needs Linux and two cores")


def work() -> dict[str, bytes]:
    return {"by": str(os.getpid()).encode(), "what": b"x" * 1_000_000}


@needs_copies
def test_the_work_is_done_in_another_process_and_comes_back_whole() -> None:
    made = beside(work)()
    assert made["by"] != work()["by"]
    assert made["what"] == work()["what"]


def test_what_was_made_is_the_same_each_time_it_is_asked_for() -> None:
    made = beside(work)
    assert made() is made()


def test_without_copies_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside_module, "has_copies", lambda: False)
    assert beside(work)() == work()


def test_what_the_work_raises_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def wrong() -> str:
        raise SdkscribeError(Problem(message="no rule for this"))

    with pytest.raises(SdkscribeError, match="no rule for this"):
        beside(wrong)()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@needs_copies
def test_the_work_of_a_copy_that_is_killed_is_done_here(
    how: signal.Signals, capfd: pytest.CaptureFixture[str]
) -> None:
    here = os.getpid()

    def killed_elsewhere() -> dict[str, bytes]:
        if os.getpid() != here:
            os.kill(os.getpid(), how)
        return work()

    assert beside(killed_elsewhere)() == work()
    assert capfd.readouterr() == ("", "")


@needs_copies
def test_what_is_no_text_does_not_come_out_of_a_copy() -> None:
    """Values of the program's own are not taken from bytes: the work is done here."""
    assert beside(lambda: Problem(message="m"))() == Problem(message="m")


@needs_copies
def test_a_whole_sdk_is_the_same_made_in_one_process_and_in_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = open_source("openai@6.8.1")
    processes: list[int] = []
    fork = os.fork

    def counted() -> int:
        processes.append(0)
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    spec = transcribe(source)
    texts, files = dump(spec), generate(spec, package="p")
    assert len(processes) == 2, "one reads, the other generates"
    for module in (beside_module, reading_ahead):
        monkeypatch.setattr(module, "has_copies", lambda: False)
    alone = transcribe(source)
    assert dump(alone) == texts
    assert generate(alone, package="p") == files
    assert len(processes) == 2
