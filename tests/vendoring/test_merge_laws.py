"""Laws of the merge: nothing is ever lost, and an edit outside of what changes survives."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from command_line import CLIENT_SCRIPT, CLIENT_TYPES, PACKAGE, THINGS_SCRIPT
from sdkscribe.source import Source
from sdkscribe.vendoring.contents import INGREDIENTS, Slice, vendored_files
from sdkscribe.vendoring.lock import LOCK
from sdkscribe.vendoring.merge import merge
from sdkscribe.vendoring.update import plan_update, slice_now, write_update
from sdkscribe.vendoring.vendor import slice_of, write_new
from sdkscribe.vendoring.verify import deviations, read_vendored

LINES = [f"line {n}\n" for n in range(30)]


@st.composite
def versions(draw: st.DrawFn, mark: str) -> tuple[list[str], set[int]]:
    """The lines with some of them replaced, removed or followed by new ones, and which."""
    numbers = count()
    changed = draw(st.sets(st.integers(0, len(LINES) - 1), max_size=6))
    lines: list[str] = []
    for n, line in enumerate(LINES):
        new = [f"{mark} {next(numbers)}\n"]
        ways = st.sampled_from([[], new, [line, *new], [*new, line]])
        lines += draw(ways) if n in changed else [line]
    return lines, changed


@settings(max_examples=100, deadline=None)
@given(yours=versions("yours"), theirs=versions("theirs"))
def test_no_line_of_either_side_is_lost(
    yours: tuple[list[str], set[int]], theirs: tuple[list[str], set[int]]
) -> None:
    (your_lines, your_changes), (their_lines, their_changes) = yours, theirs
    texts = ("".join(lines).encode() for lines in (LINES, your_lines, their_lines))
    merged = merge(*texts, path="a.py", version="acme 2")
    result = merged.content.decode().splitlines(keepends=True)
    assert {line for line in your_lines + their_lines if line not in LINES} <= set(result)
    assert (set(your_lines) & set(their_lines)) <= set(result)
    assert merged.has_conflict == any(line.startswith("<<<<<<<") for line in result)
    if not any(abs(a - b) <= 1 for a in your_changes for b in their_changes):
        assert not merged.has_conflict


FIELDS = st.lists(st.sampled_from(["size", "weight", "kind", "from", "a_b", "x"]), unique=True)
WORDS = st.sampled_from(["A thing.", "A thing of Acme's.", "Things, one by one."])


@st.composite
def sources(draw: st.DrawFn, version: str) -> Source:
    """A package with some fields, types and words."""
    fields = "; ".join(
        f"{name}?: {draw(st.sampled_from(['string', 'number']))}" for name in draw(FIELDS)
    )
    more = "".join(
        f"export interface {name} {{ a: Thing }}\n"
        for name in draw(st.lists(st.sampled_from(["Box", "Bag", "Crate"]), unique=True))
    )
    types = f"""
    export declare class Things extends APIResource {{
      /** {draw(WORDS)} */
      create(body: ThingCreateParams, options?: RequestOptions): APIPromise<Thing>;
    }}
    /** {draw(WORDS)} */
    export interface Thing {{ name: string; {fields} }}
    export interface ThingCreateParams {{ name: string; {fields} }}
    {more}"""
    files = {
        **PACKAGE,
        "package.json": f'{{"name": "acme", "version": "{version}"}}',
        "client.d.ts": CLIENT_TYPES,
        "client.js": CLIENT_SCRIPT,
        "resources/things.d.ts": types,
        "resources/things.js": THINGS_SCRIPT,
    }
    texts = {path: text.encode() for path, text in files.items()}
    return Source(name="acme", version=version, kind="folder", files=texts)


def made_from(source: Source) -> Slice:
    return slice_of(source, only=(), overlays=(), package="acme_api")


@settings(max_examples=20, deadline=None)
@given(old=sources("1.0.0"), new=sources("2.0.0"), choices=st.data())
def test_every_edit_is_in_the_updated_folder_and_so_is_every_change(
    old: Source, new: Source, choices: st.DataObject
) -> None:
    before, after = made_from(old), made_from(new)
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "acme_api")
        made = vendored_files(before)
        write_new(made, folder)
        paths = [p for p in sorted(made) if p != LOCK and not p.startswith(INGREDIENTS)]
        edits: dict[str, str] = {}
        for path in choices.draw(st.lists(st.sampled_from(paths), max_size=4, unique=True)):
            lines = made[path].decode().splitlines(keepends=True)
            at = choices.draw(st.integers(0, len(lines)))
            edits[path] = f"# edit of {path}\n"
            (folder / path).write_text("".join([*lines[:at], edits[path], *lines[at:]]))
        vendored = read_vendored(folder)
        update = plan_update(vendored, slice_now(vendored), after)
        write_update(update)
        wanted = vendored_files(after)
        fates = {outcome.path: outcome.fate for outcome in update.outcomes}
        assert fates.keys() <= edits.keys()
        for path, text in edits.items():
            assert text in (folder / path).read_text(), "an edit is lost"
            assert path in fates, "an edit is not spoken of"
        for path, content in wanted.items():
            found = (folder / path).read_bytes()
            lost = set(content.splitlines()) - set(found.splitlines())
            assert not lost, f"a change is lost: {path}"
            if path not in edits:
                assert found == content
        gone = made.keys() - wanted.keys() - edits.keys()
        assert not any((folder / path).exists() for path in gone)
        conflicts = {d.path for d in deviations(read_vendored(folder)) if d.kind == "conflict"}
        assert conflicts == {path for path, fate in fates.items() if fate == "conflict"}
