"""A vendor's own client, run by Node: what it sends is what the generated one must send."""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from endpoints import ABSENT, Example

FOLDER = Path(__file__).parents[2] / ".venv-npm-packages"
"""Where the packages are, each with what it depends on; it is safe to remove."""
_PROGRAM = Path(__file__).with_name("vendor.mjs")
_WHERE = "process.stdout.write(require.resolve(process.argv[1]))"


def entry_of(package: str) -> Path:
    """The module that a package is imported by: one of `name@version` is installed by npm where it is
    not there yet, one in a folder has what it depends on around it."""
    if Path(package).is_dir():
        return _resolved(str(Path(package).resolve()), Path())
    name = package[: package.rindex("@")]
    folder = FOLDER / package.replace("/", "-")
    if not (folder / "node_modules" / name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([*install, package], cwd=folder, check=True, capture_output=True)
    return _resolved(name, folder)


def _resolved(name: str, folder: Path) -> Path:
    node = ["node", "-e", _WHERE, name]
    found = subprocess.run(node, cwd=folder, check=True, capture_output=True, text=True)
    return Path(found.stdout)


class VendorClient:
    """A client of a package, in a process of its own. It has the first options that it takes, those at
    `accepted`."""

    def __init__(
        self, entry: Path, class_name: str, options: Sequence[Mapping[str, object]]
    ) -> None:
        environment = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
        self._process = subprocess.Popen(
            ["node", str(_PROGRAM), str(entry), class_name, *map(json.dumps, options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.accepted: int = self._said()["accepted"]

    def call(self, example: Example) -> str | None:
        """Make a call, and say what it threw, if anything."""
        assert self._process.stdin is not None
        line = json.dumps(
            {
                "attributes": example.endpoint.attributes,
                "method": example.endpoint.method.name,
                "passed": [_encoded(value) for value in example.passed],
                "kind": example.kind,
                "isFile": "multipart" in example.endpoint.method.encoding,
            }
        )
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        error: str | None = self._said().get("error")
        return error

    def _said(self) -> dict[str, Any]:
        """The next line of the program; others are the package's own."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                said: dict[str, Any] = json.loads(line)
                return said
        raise EOFError("the vendor's client has ended")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._process:
            self._process.terminate()


def _encoded(value: Any) -> Any:
    """An argument as JSON, with signs for what JSON has no word for."""
    if value is ABSENT:
        return {"$absent": True}
    if isinstance(value, bytes):
        return {"$bytes": b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: _encoded(item) for key, item in cast("dict[str, object]", value).items()}
    if isinstance(value, list):
        return [_encoded(item) for item in cast("list[object]", value)]
    return value
