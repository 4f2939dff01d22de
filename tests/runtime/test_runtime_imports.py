"""What importing the runtime costs, and what it leaves alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
OPTIONAL = {"pagination", "page_rules", "streaming", "async_stream", "sync_stream", "events",
            "multipart", "transform"}  # fmt: skip


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=RUNTIME.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


def imports(module: Path) -> set[str]:
    """The runtime's modules that a module imports, wherever in it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {node.module for node in froms if node.level == 1 and node.module}


def test_a_client_loads_neither_pydantic_nor_asyncio() -> None:
    base = loaded_after("import httpx2")
    extra = loaded_after("import runtime.client, runtime.response") - base
    heavy = {
        name for name in extra if name.split(".")[0] in {"pydantic", "pydantic_core", "asyncio"}
    }
    assert heavy == set()
    assert len(extra) < 40, sorted(extra)


@pytest.mark.parametrize("module", ["types", "errors"])
def test_types_and_errors_load_no_other_package(module: str) -> None:
    loaded = loaded_after(f"import runtime.{module}")
    assert not {"httpx2", "pydantic"} & loaded


def test_models_do_not_load_httpx2() -> None:
    assert "httpx2" not in loaded_after("import runtime.models")


@pytest.mark.parametrize("module", sorted(RUNTIME.glob("*.py")), ids=lambda path: path.stem)
def test_each_module_is_small_and_says_what_it_is(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.startswith('"""')
    assert len(text.splitlines()) <= 300
    assert "sdkscribe" not in text


def test_the_core_does_not_know_the_optional_parts() -> None:
    for path in RUNTIME.glob("*.py"):
        if path.stem not in OPTIONAL:
            assert not imports(path) & OPTIONAL, path.name


def test_only_relative_imports_lead_to_the_runtime_itself() -> None:
    allowed = {"httpx2", "pydantic", "pydantic_core", "anyio", "__future__"}
    for path in RUNTIME.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                assert top in allowed or top in sys.stdlib_module_names, (path.name, name)
