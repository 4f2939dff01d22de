"""A walk through versions: each compared with the one before, kept, and gone on with."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from python.declare import (
    INTEGER,
    STRING,
    interface,
    link,
    method,
    ref,
    required,
    resource,
    spec,
    value,
)
from sdkscribe.diff.report.history_page import announced_bump, history_page
from sdkscribe.errors import Problem, SdkscribeError, SourceUnreachableError
from sdkscribe.history import Walked, walk
from sdkscribe.render import render_text
from sdkscribe.spec import Module, Spec

API = "resources/things"
FIELDS = {
    "1.0.0": ("name",),
    "1.1.0": ("name", "size"),
    "1.2.0": ("name", "size"),
    "1.2.1": ("size",),
    "2.0.0": ("size", "colour"),
}
VERSIONS = list(FIELDS)


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDKSCRIBE_CACHE", str(tmp_path / "cache"))


def api(version: str) -> Spec:
    fields = (required(name, INTEGER if name == "size" else STRING) for name in FIELDS[version])
    things = resource(API, "Things", method("get", "GET", "/", returns=value(ref(API, "Thing"))))
    return spec(
        Module(path=API, types=(interface(API, "Thing", *fields),), resources=(things,)),
        links=(link("things", API, "Things"),),
    )


class Reader:
    """Gives specs, and remembers of which versions."""

    def __init__(self, *broken: str) -> None:
        self.read: list[str] = []
        self.broken = broken

    def __call__(self, version: str) -> Spec:
        self.read.append(version)
        if version in self.broken:
            raise SdkscribeError(Problem(message="no rule for this"))
        return api(version)


def walked(reader: Reader, only: tuple[str, ...] = ()) -> list[Walked]:
    return list(walk("things", VERSIONS, only=only, read=reader, say=lambda message: None))


def test_each_version_is_compared_with_the_one_before() -> None:
    steps = [one.step for one in walked(Reader())]
    assert [(step.before, step.version, step.bump) for step in steps] == [
        (None, "1.0.0", "none"),
        ("1.0.0", "1.1.0", "minor"),
        ("1.1.0", "1.2.0", "none"),
        ("1.2.0", "1.2.1", "major"),
        ("1.2.1", "2.0.0", "minor"),
    ]
    assert [step.page for step in steps][1] == "1.0.0..1.1.0.html"
    assert all(step.methods == 1 and step.types == 1 for step in steps)


def test_each_version_is_read_once_and_never_again() -> None:
    first, second = Reader(), Reader()
    found = walked(first)
    assert first.read == VERSIONS
    assert walked(second) == found
    assert second.read == []


def test_a_walk_that_was_interrupted_goes_on_where_it_was() -> None:
    first, second = Reader(), Reader()
    interrupted = walk("things", VERSIONS, only=(), read=first, say=lambda message: None)
    before = list(islice(interrupted, 3))
    assert walked(second)[:3] == before
    assert second.read == ["1.2.1", "1.2.0", "2.0.0"]


def test_another_part_of_the_api_is_another_walk() -> None:
    walked(Reader())
    other = Reader()
    walked(other, only=("things",))
    assert other.read == VERSIONS


def test_a_version_that_cannot_be_read_is_said_to_be_so_and_stepped_over() -> None:
    steps = [one.step for one in walked(Reader("1.1.0", "1.2.0"))]
    assert [step.problem for step in steps[1:3]] == ["no rule for this"] * 2
    assert (steps[3].before, steps[3].version) == ("1.0.0", "1.2.1")


def test_a_version_that_cannot_be_reached_ends_the_walk_and_is_not_remembered() -> None:
    def unreachable(version: str) -> Spec:
        raise SourceUnreachableError(Problem(message="no network"))

    with pytest.raises(SourceUnreachableError):
        list(walk("things", VERSIONS, only=(), read=unreachable, say=lambda message: None))
    assert walked(Reader())[0].step.problem is None


def test_the_page_says_which_versions_break_more_than_their_numbers_say() -> None:
    page = history_page("things", [one.step for one in walked(Reader("1.1.0"))])
    assert (page.breaks, page.surprises) == (1, 1)
    assert [row.version for row in page.rows] == VERSIONS[::-1]
    html = render_text("diff/history.html.jinja", page)
    assert '<a href="1.2.0..1.2.1.html">1.2.1</a>' in html
    assert "not read: no rule for this" in html
    assert html.count("surprise") == 1 + 1  # in the style, and in one row


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1.2.3", "1.2.4", "patch"),
        ("1.2.3", "1.3.0", "minor"),
        ("1.9.0", "2.0.0", "major"),
        ("0.1.0", "0.2.0", "major"),
        ("0.1.0", "0.1.1", "patch"),
        ("2.0.0-beta.1", "2.0.0", "patch"),
    ],
)
def test_what_a_version_number_says(old: str, new: str, said: str) -> None:
    assert announced_bump(old, new) == said


def test_a_step_is_what_json_can_hold() -> None:
    assert json.loads(json.dumps(dict(walked(Reader())[1].step.counts)))["safe"] == 1
