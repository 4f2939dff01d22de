"""What runs `verify` in other projects: the pre-commit hook and the GitHub Action."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from command_line import Run
from vendoring.acme import edit

ROOT = Path(__file__).parents[2]
PIPX = f"""\
#!/bin/sh
[ "$1 $2 $3 $4" = "run --spec {ROOT} sdkscribe" ] || exit 99
shift 4
exec {shlex.quote(sys.executable)} -m sdkscribe "$@"
"""


@pytest.mark.parametrize(("text", "status"), [("", 0), ("# mine\n", 1)])
def test_the_action_verifies_every_folder(run: Run, vendored: Path, text: str, status: int) -> None:
    run("vendor", "acme", "--into", "other")
    edit(Path("other/_client.py"), text)
    (step,) = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    Path("pipx").write_text(PIPX)
    Path("pipx").chmod(0o755)
    inputs = {"FOLDERS": f"{vendored}\nother\n", "OPTIONS": "--diff"}
    assert step["env"].keys() == inputs.keys()
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", step["run"]],
        env={
            **os.environ,
            **inputs,
            "GITHUB_ACTION_PATH": str(ROOT),
            "PATH": f"{Path.cwd()}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
    )
    assert ran.returncode == status, ran.stderr
    assert f"{vendored}: verified" in ran.stdout
    assert ("+# mine" in ran.stdout) == bool(text)


def test_the_hook_runs_a_command_that_the_package_installs() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    command, subcommand = hook["entry"].split()
    assert command in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert subcommand == "verify"
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
