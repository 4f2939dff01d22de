"""`make bench`: each target of pyproject.toml, and what others take for the types alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from platformdirs import user_cache_path
from rich.console import Console
from rich.table import Table

from benchmarks.measure import Measured, measure
from sdkscribe.config import Target, load_config
from sdkscribe.source import open_source

BIN = Path(sys.executable).parent
SDKSCRIBE = str(BIN / "sdkscribe")
CODEGEN = str(BIN / "datamodel-codegen")
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
    export = [SDKSCRIBE, "export", spec, "--to", "json-schema", "--out", str(work / "s.json")]
    rows = [
        ("sdkscribe: npm package (cached) to spec", measure(transcribe, cwd=root)),
        ("sdkscribe: spec to package, types and client", measure(generate, cwd=root)),
        ("sdkscribe: both", measure(transcribe, generate, cwd=root)),
    ]
    measure(export, cwd=root, runs=1)
    codegen = _codegen(work / "s.json", work / "models.py")
    rows.append(("datamodel-code-generator on our schema, types only", measure(codegen, cwd=work)))
    rows += _node_peers(target, root, work)
    _print(target, rows)


def _codegen(schema: Path, out: Path) -> list[str]:
    wanted = ["--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel"]
    return [CODEGEN, "--input", str(schema), "--output", str(out), *wanted]


def _node_peers(target: Target, root: Path, work: Path) -> list[tuple[str, Measured]]:
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
    return [
        (
            "ts-json-schema-generator + datamodel-code-generator, types only",
            measure(to_schema, _codegen(schema, work / "models"), cwd=work),
        ),
        (
            "ts-json-schema-generator + quicktype, types only",
            measure(to_schema, quicktype, cwd=work),
        ),
    ]


def _declaration_pattern(target: Target) -> str:
    path = target.only[0].replace(".", "/").replace("_", "-")
    return f"resources/{path}.d.*ts"


def _installed_peers() -> Path | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    home = user_cache_path("sdkscribe") / "bench"
    if not (home / "node_modules" / ".bin" / "quicktype").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text(json.dumps({"private": True}))
        subprocess.run([npm, "install", "--silent", "--no-save", *PEERS], cwd=home, check=True)
    return home / "node_modules" / ".bin"


def _print(target: Target, rows: list[tuple[str, Measured]]) -> None:
    ours = next(measured for name, measured in rows if name.endswith("both"))
    table = Table(title=f"{target.name}: {target.source} {', '.join(target.only)}")
    for column in ("", "seconds", "peak MB", "time against ours"):
        table.add_column(column, justify="left" if not column else "right")
    for name, measured in rows:
        ratio = f"{measured.seconds / ours.seconds:.1f}"
        table.add_row(name, f"{measured.seconds:.2f}", f"{measured.megabytes:.0f}", ratio)
    Console().print(table)


if __name__ == "__main__":
    main()
