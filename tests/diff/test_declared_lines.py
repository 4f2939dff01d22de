"""Lines of declarations are found once, and the source is not read for them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkscribe.declared_lines import lines_in
from sdkscribe.source import Source, UnreadSource
from sdkscribe.typescript.lines import DeclaredLine

THINGS = b"""export interface Thing {
    name: string;

    'odd name'?: number;
}
export declare namespace Thing {
    type Kind = 'a' | 'b';
}
"""


@pytest.fixture
def unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UnreadSource:
    """A package whose modules are in `dist`, which can be read once."""
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(tmp_path))
    files = {"dist/things.d.ts": THINGS, "dist/others.d.ts": b"export type Other = string;\n"}
    sources = [Source(name="kitchen", version="1", kind="folder", files=files, root="dist/")]
    return UnreadSource(digest="d1", read=sources.pop)


def test_members_are_where_the_file_has_them(unread: UnreadSource) -> None:
    found = lines_in(unread, ["things", "not-there"])
    assert set(found) == {"things"}
    assert found["things"].path == "dist/things.d.ts"
    assert found["things"].lines == (
        DeclaredLine("Thing", "", 1),
        DeclaredLine("Thing", "name", 2),
        DeclaredLine("Thing", "odd name", 4),
        DeclaredLine("Thing.Kind", "", 7),
    )


def test_what_was_asked_for_before_is_not_read_again(unread: UnreadSource) -> None:
    first = lines_in(unread, ["things", "others"])
    assert lines_in(unread, ["others", "things"]) == first
    with pytest.raises(IndexError):
        lines_in(unread, ["elsewhere"])


def test_another_source_has_lines_of_its_own(unread: UnreadSource) -> None:
    lines_in(unread, ["things"])
    with pytest.raises(IndexError):
        lines_in(UnreadSource(digest="d2", read=unread.read), ["things"])
