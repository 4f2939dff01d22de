"""A whole SDK: made for the first time, with nothing changed, with one module changed; and what
datamodel-code-generator takes for its models alone, from our own JSON Schema of the same spec.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.commands import CODEGEN, OURS, SDKSCRIBE, SYNCED, cache_of_its_own
from benchmarks.measure import Job
from benchmarks.table import Row, lines_of, print_table, row
from sdkscribe.source import open_source

PACKAGE = "openai@7.55.0"
OVERLAYS = Path("spec/overlays")
CHANGED = "resources/embeddings.d.mts"
POPULAR = "resources/responses/responses.d.mts"
COLD = f"{OURS}, cold"
_MODELS = ("--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel")
_FORMATTERS = {
    "its default formatters": (),
    "its builtin formatter": ("--formatters", "builtin"),
    "ruff": ("--formatters", "ruff-format"),
    "no formatter": ("--no-formatters",),
}
_OUR_RUNS = 5
_PEER_RUNS = 1


def main() -> None:
    root = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="sdkscribe-bench-") as folder:
        work = Path(folder)
        _lay_out(work, root)
        rows = [*_our_rows(work, cache_of_its_own(work, forgotten=SYNCED)), *_peer_rows(work)]
        lines = lines_of(work / "npm", "*.d.mts") or lines_of(work / "npm", "*.d.ts")
        print_table(f"{PACKAGE}, the whole: {lines:,} lines of declarations", rows, against=COLD)


def _lay_out(work: Path, root: Path) -> None:
    """The package as a folder, a project with it as its target, and a cache of its own."""
    for path, content in open_source(PACKAGE).files.items():
        (work / "npm" / path).parent.mkdir(parents=True, exist_ok=True)
        (work / "npm" / path).write_bytes(content)
    overlays = sorted((root / OVERLAYS).glob("openai*.yaml"))
    listed = ", ".join(f'"{path.as_posix()}"' for path in overlays)
    (work / "pyproject.toml").write_text(
        f'[tool.sdkscribe.targets.published]\nsource = "{PACKAGE}"\noverlays = [{listed}]\n'
        f'[tool.sdkscribe.targets.folder]\nsource = "npm"\noverlays = [{listed}]\n'
    )


def _our_rows(work: Path, forget: Callable[[], None]) -> Iterator[Row]:
    environment = {**os.environ, "SDKSCRIBE_CACHE": str(work / "cache")}
    turns = count()

    def sync(target: str, prepare: Callable[[], None]) -> Job:
        command = [SDKSCRIBE, "sync", target]
        return Job(commands=(command,), folder=work, environment=environment, prepare=prepare)

    def change() -> None:
        _replace(work / "npm" / CHANGED, " */", f" {next(turns)} */")

    def grow() -> None:
        head = "export interface ResponseOutputText {\n"
        _replace(work / "npm" / POPULAR, head, f"{head}    added{next(turns)}: string;\n")

    yield row(COLD, sync("published", forget), runs=_OUR_RUNS)
    yield row(f"{OURS}, nothing changed", sync("published", lambda: None), runs=_OUR_RUNS)
    yield row(f"{OURS}, one module changed", sync("folder", change), runs=_OUR_RUNS)
    yield row(f"{OURS}, a field more in the largest", sync("folder", grow), runs=_OUR_RUNS)


def _replace(path: Path, was: str, becomes: str) -> None:
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, becomes, 1))


def _peer_rows(work: Path) -> Iterator[Row]:
    schema = work / "schema.json"
    export = [SDKSCRIBE, "export", str(work / "spec/published"), "--to", "json-schema"]
    if subprocess.run([*export, "--out", str(schema)]).returncode:
        return
    for name, formatters in _FORMATTERS.items():
        command = [CODEGEN, "--input", str(schema), "--output", str(work / "models.py")]
        job = Job(commands=([*command, *_MODELS, *formatters],), folder=work)
        yield row(f"datamodel-code-generator, models only, {name}", job, runs=_PEER_RUNS)
