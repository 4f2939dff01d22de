"""What is read again with what was read before is what is read for the first time: edits by chance of a
whole package, one after the other, and versions of it, all with one memory.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.overlay import read_overlay
from sdkscribe.source import Source, open_source
from sdkscribe.spec import Name, Spec
from sdkscribe.spec_yaml import dump
from sdkscribe.transcribe import transcribe, transcribe_again
from sdkscribe.typescript import reach
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.top_level import ReadTypes, read_types
from soak import times

Files = dict[str, bytes]
Edit = Callable[[Files, Random], None]

_WORD = re.compile(rb"[A-Za-z_]\w+")
_COMMENT_END = b"\n     */"
_READ = (".d.ts", ".d.mts", ".js", ".mjs")


@cache
def package(name: str) -> Source:
    return open_source(name)


# ------------------------------------------------------------------------------------------ the edits


def picked(files: Files, random: Random, *endings: str) -> str:
    return random.choice(sorted(path for path in files if path.endswith(endings)))


def lines_edited(change: Callable[[list[bytes], int, Random], None]) -> Edit:
    def edit(files: Files, random: Random) -> None:
        path = picked(files, random, *_READ)
        lines = files[path].split(b"\n")
        change(lines, random.randrange(len(lines)), random)
        files[path] = b"\n".join(lines)

    return edit


def without_line(lines: list[bytes], at: int, random: Random) -> None:
    del lines[at]


def line_twice(lines: list[bytes], at: int, random: Random) -> None:
    lines.insert(at, lines[at])


def line_moved(lines: list[bytes], at: int, random: Random) -> None:
    line = lines.pop(at)
    lines.insert(random.randrange(len(lines) + 1), line)


def documented(files: Files, random: Random) -> None:
    path = picked(files, random, ".d.ts", ".d.mts")
    files[path] = files[path].replace(b"*/", b"in seconds */", random.randrange(1, 4))


def word_replaced(files: Files, random: Random) -> None:
    """A word of a file becomes another one of the package."""
    path, other = picked(files, random, *_READ), picked(files, random, *_READ)
    words, others = list(_WORD.finditer(files[path])), _WORD.findall(files[other])
    if words and others:
        word = random.choice(words)
        content = files[path]
        files[path] = content[: word.start()] + random.choice(others) + content[word.end() :]


def renamed(files: Files, random: Random) -> None:
    """An exported name, in its own file or wherever it is used."""
    path = picked(files, random, ".d.ts", ".d.mts")
    names = re.findall(rb"export (?:interface|type|declare class) (\w+)", files[path])
    if names:
        name = re.compile(rb"\b%s\b" % random.choice(names))
        for each in files if random.random() < 0.5 else [path]:
            files[each] = name.sub(b"Zz", files[each])


def added(files: Files, random: Random) -> None:
    path, other = picked(files, random, ".d.ts", ".d.mts"), picked(files, random, ".d.ts")
    name = random.choice(_WORD.findall(files[other]) or [b"string"])
    files[path] += random.choice(
        [
            b"export interface Added { /** in seconds */ at: number; of: %s }\n" % name,
            b"export type Added = Array<%s>;\n" % name,
            b"export interface %s { more?: string }\n" % name,
            b"export * from './%s';\n" % name,
            b"export declare namespace %s { interface More { id: string } }\n" % name,
        ]
    )


def field_added(files: Files, random: Random) -> None:
    path = picked(files, random, ".d.ts", ".d.mts")
    bodies = list(re.finditer(rb"(?:interface|class) [\w<> ]+ \{\n", files[path]))
    if bodies:
        end = random.choice(bodies).end()
        files[path] = files[path][:end] + b"    zz: string;\n" + files[path][end:]


def sent_otherwise(files: Files, random: Random) -> None:
    path = picked(files, random, ".js", ".mjs")
    was, becomes = random.choice(
        [(b".get(", b".post("), (b"`/", b"`/v9/"), (b"'/", b"'/v9/"), (b"body", b"query")]
    )
    files[path] = files[path].replace(was, becomes)


def file_removed(files: Files, random: Random) -> None:
    del files[picked(files, random, *_READ)]


def file_replaced(files: Files, random: Random) -> None:
    path, other = picked(files, random, *_READ), picked(files, random, *_READ)
    files[path] = files[other]


def client_without_attribute(files: Files, random: Random) -> None:
    path = "client.d.ts" if "client.d.ts" in files else "index.d.ts"
    if path in files:
        lines = files[path].split(b"\n")
        attributes = [at for at, line in enumerate(lines) if re.fullmatch(rb"    \w+: .*;", line)]
        if attributes:
            del lines[random.choice(attributes)]
            files[path] = b"\n".join(lines)


EDITS: tuple[Edit, ...] = (
    added,
    client_without_attribute,
    documented,
    field_added,
    file_removed,
    file_replaced,
    lines_edited(line_moved),
    lines_edited(line_twice),
    lines_edited(without_line),
    renamed,
    sent_otherwise,
    word_replaced,
)


# -------------------------------------------------------------------------------------------- the laws


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All of a spec, with the lines that equality passes over, and its texts; or the problems, in
    order."""

    spec: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()


def first_time(source: Source, only: tuple[str, ...]) -> Outcome:
    try:
        spec = transcribe(source, only=only)
        return outcome(spec, dump(spec))
    except SdkscribeError as error:
        return Outcome(problems=tuple(map(str, error.problems)))


def outcome(spec: Spec, texts: Mapping[str, str]) -> Outcome:
    return Outcome(spec=repr(spec), texts=tuple(texts.items()))


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads one source after the other, with what it knows of the last."""

    known: Mapping[str, bytes]

    def outcome(self, source: Source, only: tuple[str, ...] = ()) -> Outcome:
        try:
            made = transcribe_again(source, only=only, known=self.known)
        except SdkscribeError as error:
            return Outcome(problems=tuple(map(str, error.problems)))
        texts = made.texts()
        self.known = made.known()
        return outcome(made.spelled(), texts)


@settings(
    deadline=None,
    max_examples=times(usually=6, in_soak=400),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    st.integers(),
    st.lists(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3), min_size=2, max_size=4),
)
def test_a_package_that_was_edited_is_read_again_as_if_for_the_first_time(
    seed: int, chain: list[list[Edit]]
) -> None:
    random = Random(seed)
    source = package("openai@4.78.0")
    reader = Reader(known={})
    before = reader.outcome(source)
    files = dict(source.files)
    for edits in chain:
        edited = dict(files)
        for edit in edits:
            edit(edited, random)
        only = random.choice([(), (), ("beta.realtime",), ("chat", "files")])
        then = replace(source, files=edited)
        expected = first_time(then, only)
        assert reader.outcome(then, only) == expected
        if not expected.problems or random.random() < 0.2:
            files = edited
    assert reader.outcome(source) == before


def test_versions_are_read_one_with_what_is_known_of_the_other() -> None:
    reader = Reader(known={})
    for name in ("openai@4.78.0", "openai@6.8.1", "openai@4.78.0"):
        assert reader.outcome(package(name)) == first_time(package(name), ())


def test_only_what_an_edit_reaches_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field more in a type that half of the package refers to."""
    source, reader = package("openai@6.8.1"), Reader(known={})
    reader.outcome(source)
    read: list[str] = []

    def noted(
        modules: Modules, name: Name, excluded: list[Name], problems: list[Problem]
    ) -> ReadTypes:
        read.append(name.module)
        return read_types(modules, name, excluded, problems)

    monkeypatch.setattr(reach, "read_types", noted)
    path = "resources/responses/responses.d.mts"
    head = b"export interface ResponseOutputText {\n"
    content = source.files[path].replace(head, head + b"    zz: string;\n")
    files = {**source.files, path: content}
    reader.outcome(replace(source, files=files))
    assert set(read) == {"resources/responses/responses"}


def test_what_an_overlay_excludes_is_excluded_with_what_is_known_of_the_whole() -> None:
    source, reader = package("openai@4.78.0"), Reader(known={})
    whole = reader.outcome(source)
    text = """
exclude:
  - {name: 'resources/files#Files.create', reason: not for us}
  - {name: 'resources/batches#BatchError', reason: not for us}
"""
    overlays = [read_overlay(text, Path("o.yaml"))]
    made = transcribe_again(source, overlays=overlays, known=reader.known)
    spec = transcribe(source, overlays=overlays)
    assert outcome(made.spelled(), made.texts()) == outcome(spec, dump(spec))
    assert outcome(made.spelled(), made.texts()) != whole
    assert reader.outcome(source) == whole


FRONT_END = Path(transcribe_again.__code__.co_filename).parent / "typescript"
KNOW_THE_FILES = {
    "left_out.py",
    "lines.py",
    "memory.py",
    "modules.py",
    "reach.py",
    "resolving.py",
}


def test_who_reads_a_module_asks_for_whatever_else_is_needed() -> None:
    """The files themselves are known to those who answer, and to those whose work is done each time."""
    known_to = {
        path.name
        for path in FRONT_END.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Attribute) and node.attr in ("files", "_files"))
        or (isinstance(node, ast.ImportFrom) and str(node.module).endswith("source_files"))
    }
    assert known_to == KNOW_THE_FILES
