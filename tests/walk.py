"""Runs the walk that a document describes, and writes its outputs: `python -m walk docs/vendoring.md`.

In a `console` block, `$ …` is a command and what follows its output. A block after a line that ends
with "`PATH`:" is that file's text. A `diff` block is applied. Every other block is left alone.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

_BLOCK = re.compile(
    r"^(?P<lead>[^\n]*\n)\n```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"`(?P<path>[^`]+)`:\n$")
_SHIM = '#!/bin/sh\nexec {python} -W error -m sdkscribe "$@"\n'


def walked(document: str, folder: Path) -> str:
    """The document with the outputs that its commands have, run in an empty folder."""
    tools = folder.with_name("tools")
    tools.mkdir()
    (tools / "sdkscribe").write_text(_SHIM.format(python=shlex.quote(sys.executable)))
    (tools / "sdkscribe").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(str(Path(path).resolve()) for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "100",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }

    def step(block: re.Match[str]) -> str:
        file = _FILE.search(block["lead"])
        if file is not None:
            path = folder / file["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["body"])
        elif block["kind"] == "diff":
            subprocess.run(
                ["git", "apply", "-"], input=block["body"], cwd=folder, text=True, check=True
            )
        elif block["kind"] == "console":
            commands = [line for line in block["body"].splitlines() if line.startswith("$ ")]
            outputs = (f"{line}\n{_output(line[2:], folder, environment)}" for line in commands)
            return block[0].replace(block["body"], "".join(outputs))
        return block[0]

    return _BLOCK.sub(step, document)


def _output(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a person sees: both streams, and the exit status where it is not 0."""
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    status = f"(exit status {ran.returncode})\n" if ran.returncode else ""
    return ran.stdout + status


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as top:
            Path(top, "project").mkdir()
            text = walked(Path(name).read_text(), Path(top, "project"))
        Path(name).write_text(text)
