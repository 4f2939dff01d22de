"""A cache of each test's own, and an `npm` on the PATH that serves packages from a folder."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sdkscribe.archive import integrity_of

NPM = """#!{python} -I
import json, pathlib, shutil, sys
here = pathlib.Path(__file__).parent
with (here / "calls.txt").open("a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
registry = json.loads((here / "registry.json").read_text())
if registry.get("broken"):
    sys.stderr.write(registry["broken"])
    sys.exit(1)

def fail(code, summary):
    print(json.dumps({{"error": {{"code": code, "summary": summary, "detail": ""}}}}))
    sys.exit(1)

verb, package, *rest = sys.argv[1:]
name, at, wanted = package.rpartition("@") if "@" in package[1:] else (package, "", "")
versions = registry.get(name)
if versions is None:
    fail("E404", "Not Found")
matching = [v for v in versions if v == wanted or wanted.startswith("^") and v[0] == wanted[1]]
if verb == "pack":
    if not matching:
        fail("ETARGET", "No matching version found for " + package)
    target = rest[rest.index("--pack-destination") + 1]
    shutil.copy(here / versions[wanted]["archive"], target)
    print("[]")
elif rest[0] == "versions":
    print(json.dumps(list(versions)))
elif rest[0] == "dist.integrity":
    print(json.dumps(versions[wanted]["integrity"]) if versions[wanted]["integrity"] else "")
elif not wanted:
    print(json.dumps(list(versions)[-1]))
elif not matching:
    fail("E404", "No match found for version " + wanted)
else:
    print(json.dumps(matching if len(matching) > 1 else matching[0]))
"""


@dataclass(frozen=True)
class FakeNpm:
    folder: Path

    def publish(self, package: str, archive: bytes, *, integrity: str | None = "its own") -> None:
        name, _, version = package.rpartition("@")
        file = f"{name.replace('/', '-')}-{version}.tgz"
        (self.folder / file).write_bytes(archive)
        hash = integrity_of(archive) if integrity == "its own" else integrity
        registry = self._registry()
        registry.setdefault(name, {})[version] = {"archive": file, "integrity": hash}
        self._write(registry)

    def break_with(self, words: str) -> None:
        self._write({"broken": words})

    def calls(self) -> list[str]:
        log = self.folder / "calls.txt"
        return log.read_text().splitlines() if log.exists() else []

    def _registry(self) -> dict[str, dict[str, object]]:
        registry: dict[str, dict[str, object]] = json.loads(
            (self.folder / "registry.json").read_text()
        )
        return registry

    def _write(self, registry: object) -> None:
        (self.folder / "registry.json").write_text(json.dumps(registry))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(folder))
    return folder


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeNpm:
    folder = tmp_path / "bin"
    folder.mkdir()
    executable = folder / "npm"
    executable.write_text(NPM.format(python=sys.executable))
    executable.chmod(0o755)
    (folder / "registry.json").write_text("{}")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return FakeNpm(folder)


@pytest.fixture
def no_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
