"""The house's own laws: which room may know which, and where a library may be known at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "sdkscribe"

# What every room but themselves may import.
GROUND = {"digests", "errors", "spec", "spec_walk", "spec_meaning", "spelling", "words"}
# What each room may import of the others; each may import itself and the ground.
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "spec": set(),
    "spec_walk": {"spec"},
    "spec_meaning": {"spec", "spec_walk"},
    "spelling": {"spec", "spec_walk"},
    "words": set(),
    "digests": set(),
    "typescript": {"packing"},
    "packing": set(),
    "cache": set(),
    "source": {"npm", "npm_cache", "archive"},
    "npm": {"npm_cache", "archive"},
    "npm_cache": {"archive", "cache"},
    "archive": set(),
    "spec_texts": set(),
    "spec_yaml": {"spec_texts"},
    "resolve": set(),
    "overlay": {"spec_texts", "spec_yaml"},
    "patches": {"overlay", "spec_yaml"},
    "slices": {"typescript"},
    "diff": set(),
    "export": set(),
    "reading": {"overlay", "slices", "spec_yaml", "typescript"},
    "transcribe": {
        "joined_texts",
        "overlay",
        "patches",
        "python_names",
        "reading",
        "reading_ahead",
        "resolve",
        "slices",
        "source",
        "spec_yaml",
        "types_packages",
        "typescript",
    },
    "types_packages": {"overlay"},
    "python_names": {"overlay", "types_packages"},
    "joined_texts": {"overlay", "types_packages"},
    "plan": set(),
    "python": {"beside", "plan", "render"},
    "own_files": set(),
    "render": {"own_files", "plan"},
    "files": {"disk", "manifest", "swap", "text_diff"},
    "disk": {"swap"},
    "manifest": set(),
    "swap": {"exchange"},
    "exchange": set(),
    "text_diff": set(),
    "config": {"toml_document", "toml_places"},
    "first_config": {"config"},
    "toml_document": {"toml_places"},
    "toml_places": set(),
    "spec_folder": {"spec_texts", "spec_yaml", "resolve"},
    "beside": {"packing"},
    "reading_ahead": {"beside", "reading", "slices", "typescript"},
    "steps": {
        "beside",
        "cache",
        "known_names",
        "overlay",
        "own_files",
        "python",
        "source",
        "spec_folder",
        "spec_texts",
        "spec_yaml",
        "transcribe",
    },
    "codemod": {"diff", "own_files", "python", "render"},
    "comparison": {
        "codemod",
        "config",
        "declared_lines",
        "diff",
        "kept_specs",
        "source",
        "spec_texts",
    },
    "kept_specs": {"cache", "own_files", "packing", "source", "steps"},
    "declared_lines": {"cache", "own_files", "source", "typescript"},
    "history": {"cache", "diff", "own_files", "render"},
    "known_names": {"cache", "own_files", "packing", "python"},
    "naming": {"cache", "known_names", "own_files", "python", "spec_texts", "spec_yaml", "steps"},
    "sync": {"config", "files", "naming", "spec_texts", "steps"},
    "vendoring": {
        "diff",
        "disk",
        "manifest",
        "model_kinds",
        "models",
        "overlay",
        "python",
        "source",
        "spec_folder",
        "spec_texts",
        "spec_yaml",
        "steps",
        "swap",
        "text_diff",
    },
    "outline": set(),
    "model_kinds": set(),
    "models": {"export", "model_kinds", "render"},
    "unasync": set(),
}
LIBRARIES = {
    "datamodel_code_generator": "models.py",
    "tree_sitter": "typescript/syntax.py",
    "jinja2": "render.py",
    "typer": "cli",
    "rich": "cli",
    "yaml": "spec_yaml",
    "platformdirs": "cache.py",
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, by their full names."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.level == 0, f"{path} imports relatively"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(PACKAGE)) for p in MODULES])
def test_a_module_imports_only_what_its_room_may_know(path: Path) -> None:
    here = room(path)
    if here in ("cli", "__init__", "__main__"):
        return
    allowed = ROOMS[here] | {here}
    if here not in GROUND:
        allowed |= GROUND
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "sdkscribe" and parts[1:] not in ([], ["__version__"]):
            assert parts[1] in allowed, f"{here} must not know {parts[1]}"


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_known_in_one_place(library: str) -> None:
    knowing = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(n == library or n.startswith((f"{library}.", f"{library}_")) for n in imported(path))
    }
    assert knowing
    assert all(name.startswith(LIBRARIES[library]) for name in knowing), knowing


def test_every_room_that_is_described_exists() -> None:
    assert set(ROOMS) <= {room(path) for path in MODULES}


def test_the_rooms_have_no_cycle() -> None:
    order: list[str] = []
    waiting = dict(ROOMS)
    while waiting:
        free = [name for name, below in waiting.items() if below <= set(order)]
        assert free, f"a cycle among {sorted(waiting)}"
        order += free
        for name in free:
            del waiting[name]


def test_only_the_command_line_exits_or_reads_arguments() -> None:
    for path in MODULES:
        if room(path) not in ("cli", "unasync"):
            text = path.read_text()
            assert "sys.exit" not in text, path
            assert "sys.argv" not in text, path
