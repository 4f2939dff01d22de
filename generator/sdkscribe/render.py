"""Plans as text, formatted, with the runtime's modules copied as they are.

The only module that knows Jinja and the formatter; it must not know a spec.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruff import find_ruff_bin  # type: ignore[import-untyped]

from sdkscribe.own_files import TEMPLATES
from sdkscribe.plan import (
    ClientPlan,
    Content,
    ExportsPlan,
    FilePlan,
    ReexportsPlan,
    ResourcesPlan,
    TypesPlan,
)

_RUNTIME = "runtime"
_TEMPLATE_NAMES: Mapping[type[Content], str] = {
    ClientPlan: "client.py.jinja",
    ExportsPlan: "exports.py.jinja",
    ReexportsPlan: "reexports.py.jinja",
    ResourcesPlan: "resources.py.jinja",
    TypesPlan: "types.py.jinja",
}
_FORMAT = ("format", "--isolated", "--no-cache", "--quiet", "--line-length", "100")
_TARGET = ("--target-version", "py311")
# The runtime's modules import each other in this form alone, at the top or in functions.
_RUNTIME_IMPORT = re.compile(r"^ *from \.+_runtime(?:\.(\w+)| import (\w+))", re.MULTILINE)
_SIBLING = re.compile(r"^ *from \.(\w+) import ", re.MULTILINE)


def rendered(file: FilePlan) -> str:
    """The text of one file, not yet formatted."""
    template = _environment().get_template(_TEMPLATE_NAMES[type(file.content)])
    return template.render(plan=file)


def formatted(files: Mapping[str, str]) -> dict[str, str]:
    """Python files in black's style, by one run of the formatter."""
    if not files:
        return {}
    with tempfile.TemporaryDirectory(prefix="sdkscribe-") as folder:
        root = Path(folder)
        for parent in {(root / path).parent for path in files}:
            parent.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            (root / path).write_bytes(text.encode())
        subprocess.run([find_ruff_bin(), *_FORMAT, *_TARGET, folder], check=True)
        return {path: (root / path).read_bytes().decode() for path in files}


def with_runtime(files: Mapping[str, str]) -> dict[str, str]:
    """The files of a package, sorted, and beside them what they need of the runtime."""
    runtime = runtime_files(_runtime_modules(files.values()))
    return dict(sorted({**files, **runtime, "py.typed": ""}.items()))


def _runtime_modules(texts: Iterable[str]) -> set[str]:
    """The modules of the runtime that these files import."""
    found = (match for text in texts for match in _RUNTIME_IMPORT.finditer(text))
    return {match[1] or match[2] for match in found}


def runtime_files(wanted: Iterable[str]) -> dict[str, str]:
    """The wanted modules of the runtime and all that they import, byte for byte."""
    found: dict[str, str] = {}
    waiting = ["__init__", *sorted(wanted)]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found[module] = (TEMPLATES / _RUNTIME / f"{module}.py").read_bytes().decode()
            waiting.extend(_imported(found[module]))
    return {f"_runtime/{module}.py": found[module] for module in sorted(found)}


def _imported(source: str) -> Iterator[str]:
    """The sibling modules that a module of the runtime imports, wherever in it."""
    return (found[1] for found in _SIBLING.finditer(source))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
