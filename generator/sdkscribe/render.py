"""Plans as text, formatted, with the runtime's modules copied as they are.

The only module that knows Jinja and the formatter; it must not know a spec.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice

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
_BATCH = 256
# No file holds this by accident: a text that did would be split in two, and there would be one too many.
_PART = "sdkscribe b8f1c6d2 part"
_PARTS = re.compile(rf"^# {_PART} [0-9]+\n", re.MULTILINE)
_FORMAT = ("format", "--isolated", "--no-cache", "--quiet", "--line-length", "100")
_TARGET = ("--target-version", "py311")
# The runtime's modules import each other in this form alone, at the top or in functions.
_RUNTIME_IMPORT = re.compile(r"^ *from \.+_runtime(?:\.(\w+)| import (\w+))", re.MULTILINE)
_SIBLING = re.compile(r"^ *from \.(\w+) import ", re.MULTILINE)


def rendered(file: FilePlan) -> str:
    """The text of one file, not yet formatted."""
    template = _environment().get_template(_TEMPLATE_NAMES[type(file.content)])
    return template.render(plan=file)


def formatted(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Python files, each a path and a text, in black's style. Formatting goes on beside whatever makes
    the files: they are taken as they come."""
    with ThreadPoolExecutor(max_workers=1) as formatter:
        batches = [formatter.submit(_formatted, batch) for batch in _batches(files)]
        return {path: text for batch in batches for path, text in batch.result().items()}


def _batches(files: Iterable[tuple[str, str]]) -> Iterator[dict[str, str]]:
    waiting = iter(files)
    while batch := dict(islice(waiting, _BATCH)):
        yield batch


def _formatted(files: Mapping[str, str]) -> dict[str, str]:
    """The files by one run of the formatter over all of them as one text, each after a comment that
    parts it from the one before: a thousand files written to disk take longer than formatting them.
    """
    parts = {path: f"# {_PART} {number}\n" for number, path in enumerate(files)}
    whole = "".join(parts[path] + text for path, text in files.items())
    command = [find_ruff_bin(), *_FORMAT, *_TARGET, "--stdin-filename", "all.py", "-"]
    ran = subprocess.run(command, input=whole.encode(), stdout=subprocess.PIPE, check=True)
    texts = _PARTS.split(ran.stdout.decode())[1:]
    return {path: f"{text.rstrip()}\n" for path, text in zip(files, texts, strict=True)}


def with_runtime(files: Mapping[str, str]) -> dict[str, str]:
    """The files of a package, sorted, and beside them what they need of the runtime."""
    runtime = runtime_files(_runtime_modules(files.values()))
    return dict(sorted({**files, **runtime, "py.typed": ""}.items()))


def _runtime_modules(texts: Iterable[str]) -> set[str]:
    """The modules of the runtime that these files import."""
    return {module for text in texts for module in _runtime_imports(text)}


def _runtime_imports(text: str) -> Iterator[str]:
    """Only the lines that name the runtime are looked at: there are a hundred thousand others."""
    at = text.find("_runtime")
    while at >= 0:
        match = _RUNTIME_IMPORT.match(text, text.rfind("\n", 0, at) + 1)
        if match is not None:
            yield match[1] or match[2]
        at = text.find("_runtime", at + 1)


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


def render_text(template: str, plan: object) -> str:
    """One text from a template, by its path in the folder of templates, and its plan. What goes into a
    page of HTML is escaped."""
    return _environment().get_template(template).render(plan=plan)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # a run renders thousands of files, and no template changes under it
        autoescape=lambda name: name is not None and name.endswith(".html.jinja"),
    )
