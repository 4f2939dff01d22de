"""Each target of pyproject.toml, made anew, and what others take for the types alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.commands import CODEGEN, OURS, SDKSCRIBE, cache_of_its_own
from benchmarks.measure import RUNS, Job
from benchmarks.table import print_table, row
from sdkscribe.cache import cache_root
from sdkscribe.config import Target, load_config
from sdkscribe.source import open_source

PEERS = ("quicktype@26.0.0", "ts-json-schema-generator@2.9.0", "typescript@5.9.3")


def main() -> None:
    config = load_config(Path.cwd())
    with tempfile.TemporaryDirectory(prefix="sdkscribe-bench-") as folder:
        for target in config.targets:
            _bench_target(target, config.root, Path(folder) / target.name)


def _bench_target(target: Target, root: Path, work: Path) -> None:
    work.mkdir()
    spec, out = str(work / "spec"), str(work / "package")
    only = [part for path in target.only for part in ("--only", path)]
    overlays = [part for path in target.overlays for part in ("--overlay", str(path))]
    transcribe = [SDKSCRIBE, "transcribe", target.source, *only, *overlays, "--out", spec]
    generate = [SDKSCRIBE, "generate", spec, "--out", out]
    schema = work / "schema.json"
    forget = cache_of_its_own(work)
    environment = {**os.environ, "SDKSCRIBE_CACHE": str(work / "cache")}

    def ours(*commands: list[str]) -> Job:
        return Job(commands=commands, folder=root, environment=environment, prepare=forget)

    def peer(*commands: list[str]) -> Job:
        return Job(commands=commands, folder=work)

    rows = [
        row(f"{OURS}: npm package (cached) to spec", ours(transcribe), runs=RUNS),
        row(f"{OURS}: spec to package, types and client", ours(generate), runs=RUNS),
        row(OURS, ours(transcribe, generate), runs=RUNS),
    ]
    export = [SDKSCRIBE, "export", spec, "--to", "json-schema", "--out", str(schema)]
    subprocess.run(export, cwd=root, check=True)
    codegen = _codegen(schema, work / "models.py")
    rows.append(row("datamodel-code-generator on our schema, types only", peer(codegen), runs=RUNS))
    for name, commands in _node_peers(target, root, work):
        rows.append(row(name, peer(*commands), runs=RUNS))
    print_table(f"{target.name}: {target.source} {', '.join(target.only)}", rows, against=OURS)


def _codegen(schema: Path, out: Path) -> list[str]:
    wanted = ["--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel"]
    return [CODEGEN, "--input", str(schema), "--output", str(out), *wanted]


def _node_peers(target: Target, root: Path, work: Path) -> list[tuple[str, tuple[list[str], ...]]]:
    """The ways from TypeScript declarations to Python types through Node; none without npm."""
    tools = _installed_peers()
    if tools is None:
        return []
    for path, content in open_source(target.source, root=root).files.items():
        (work / "npm" / path).parent.mkdir(parents=True, exist_ok=True)
        (work / "npm" / path).write_bytes(content)
    module = next((work / "npm").glob(_declaration_pattern(target)))
    schema = work / "ts.json"
    to_schema = [str(tools / "ts-json-schema-generator"), "--path", str(module), "--type", "*"]
    to_schema += ["--no-type-check", "--out", str(schema)]
    quicktype = [str(tools / "quicktype"), "--lang", "python", "--src-lang", "schema"]
    quicktype += [str(schema), "--out", str(work / "quick.py")]
    first = "ts-json-schema-generator"
    return [
        (
            f"{first} + datamodel-code-generator, types only",
            (to_schema, _codegen(schema, work / "models")),
        ),
        (f"{first} + quicktype, types only", (to_schema, quicktype)),
    ]


def _declaration_pattern(target: Target) -> str:
    path = target.only[0].replace(".", "/").replace("_", "-")
    return f"resources/{path}.d.*ts"


def _installed_peers() -> Path | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    home = cache_root() / "bench"
    if not (home / "node_modules" / ".bin" / "quicktype").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text(json.dumps({"private": True}))
        subprocess.run([npm, "install", "--silent", "--no-save", *PEERS], cwd=home, check=True)
    return home / "node_modules" / ".bin"
