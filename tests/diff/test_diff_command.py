"""`sdkscribe diff` at the command line: gates, files, and what is wrong with the input."""

from __future__ import annotations

import json
import re
import shutil
from functools import partial
from pathlib import Path

import pytest

from command_line import Ran, Run

ROOT = Path(__file__).parents[2]
LEGACY, CURRENT = "spec/legacy_sessions", "spec/client_secrets"


@pytest.fixture
def diff(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `sdkscribe diff` where the project's own specs and targets are."""
    monkeypatch.chdir(ROOT)
    return partial(run, "diff")


def problem_of(ran: Ran) -> str:
    assert (ran.status, ran.out) == (2, "")
    return ran.err


def test_targets_are_known_by_name(diff: Run) -> None:
    by_name, by_folder = diff("legacy_sessions", "client_secrets"), diff(LEGACY, CURRENT)
    assert by_name.status == 0, by_name.err
    assert by_name.out.splitlines()[0] == by_folder.out.splitlines()[0]
    assert len(by_name.out.splitlines()) == len(by_folder.out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((LEGACY, CURRENT), 0),
        ((LEGACY, CURRENT, "--fail-on", "breaking"), 1),
        ((LEGACY, LEGACY, "--fail-on", "any"), 0),
    ],
)
def test_the_gate_decides_the_exit_status(
    arguments: tuple[str, ...], status: int, diff: Run
) -> None:
    assert diff(*arguments).status == status


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html", "github"])
def test_a_report_is_written_to_a_file_as_to_the_terminal(
    form: str, tmp_path: Path, diff: Run
) -> None:
    path = tmp_path / "report"
    shown = diff(LEGACY, CURRENT, "--format", form)
    written = diff(LEGACY, CURRENT, "--format", form, "--out", str(path))
    assert (shown.status, written.status, written.out) == (0, 0, "")
    assert path.read_text() == shown.out


def test_a_slice_that_is_on_one_side_only_says_on_which(diff: Run) -> None:
    said = problem_of(diff(LEGACY, CURRENT, "--only", "beta.realtime.sessions"))
    assert said.startswith(f"error: {CURRENT}: the client has no resource `beta`")


def test_a_mistyped_resource_gets_a_suggestion(diff: Run) -> None:
    assert "did you mean `sessions`?" in problem_of(
        diff(LEGACY, LEGACY, "--only", "beta.realtime.sesions")
    )


def test_a_mistyped_target_gets_a_suggestion(diff: Run) -> None:
    said = problem_of(diff("legacy_sesions", CURRENT))
    assert "there is no target `legacy_sesions`" in said
    assert "did you mean `legacy_sessions`?" in said


def test_an_unknown_version_gets_the_nearest(diff: Run) -> None:
    said = problem_of(diff("openai@4.78.9", CURRENT))
    assert "openai@4.78.9" in said
    assert "4.78.1" in said


def test_what_is_no_api_is_said(diff: Run) -> None:
    assert "no-such-folder" in problem_of(diff("./no-such-folder", CURRENT))


def test_a_spec_of_a_later_format_is_refused(tmp_path: Path, diff: Run) -> None:
    shutil.copytree(ROOT / CURRENT, tmp_path / "later")
    path = tmp_path / "later" / "spec.yaml"
    path.write_text(path.read_text().replace("format: 1", "format: 99", 1))
    assert "99" in problem_of(diff(LEGACY, str(tmp_path / "later")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[accept]", "invalid TOML"),
        ("[[acept]]\n", "did you mean `accept`?"),
        ("accept = 1\n", "`accept` must be a list of tables"),
        ('[[accept]]\nchange = "a"\n', "entry 1 of `accept` needs a `reason`"),
        ('[[accept]]\nchange = "a"\nreason = " "\n', "entry 1 of `accept` needs a `reason`"),
        ('[[accept]]\nchange = "a"\nreson = "b"\n', "did you mean `reason`?"),
    ],
)
def test_a_malformed_accept_file_is_an_error(
    text: str, said: str, tmp_path: Path, diff: Run
) -> None:
    path = tmp_path / "accept.toml"
    path.write_text(text)
    assert said in problem_of(diff(LEGACY, CURRENT, "--accept", str(path)))


def test_an_accept_file_that_is_not_there_is_an_error(tmp_path: Path, diff: Run) -> None:
    assert "cannot be read" in problem_of(
        diff(LEGACY, CURRENT, "--accept", str(tmp_path / "none.toml"))
    )


def test_two_different_packages_are_compared_and_said_to_be_different(
    tmp_path: Path, diff: Run
) -> None:
    shutil.copytree(ROOT / LEGACY, tmp_path / "other")
    path = tmp_path / "other" / "spec.yaml"
    path.write_text(path.read_text().replace("name: openai", "name: other", 1))
    ran = diff(LEGACY, str(tmp_path / "other"))
    assert ran.status == 0
    assert "two different packages" in ran.out
    report = json.loads(diff(LEGACY, str(tmp_path / "other"), "--format", "json").out)
    assert (report["old"]["package"], report["new"]["package"]) == ("openai", "other")


def test_a_part_of_two_specs_is_what_its_methods_reach(tmp_path: Path, diff: Run) -> None:
    report = json.loads(
        diff(CURRENT, CURRENT, "--only", "realtime.client_secrets", "--format", "json").out
    )
    assert report["changes"] == []
    assert report["new"]["only"] == ["realtime.client_secrets"]


def test_the_docs_show_real_output(diff: Run) -> None:
    """Every line, in this order; what is left out is an ellipsis."""
    docs = (ROOT / "docs/diff.md").read_text()
    (example,) = re.findall(r"```console\n\$ sdkscribe diff (.*?)\n(.*?)```", docs, re.DOTALL)
    real = iter(diff(*example[0].split()).out.splitlines())
    for line in example[1].splitlines():
        assert line in ("", "…") or line in real, line
    guide = diff(*example[0].split(), "--format", "markdown").out
    for program in re.findall(r"```python\n(.*?)```", docs, re.DOTALL)[:2]:
        assert program in guide
