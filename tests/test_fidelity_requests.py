"""What the generated client sends is what the vendor's own JavaScript sends, for every endpoint of a whole
SDK; and the comparison sees what is not."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fidelity.requests.calls import calls
from fidelity.requests.comparison import compared
from sdkscribe.source import open_source
from server import Request

PACKAGE = "openai@6.8.1"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_endpoint_sends_what_the_vendors_own_client_sends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor, ours = tmp_path / "vendor", tmp_path / "ours"
    for path, content in open_source(PACKAGE).files.items():
        (vendor / path).parent.mkdir(parents=True, exist_ok=True)
        (vendor / path).write_bytes(content)
    monkeypatch.setattr(sys, "path", [*sys.path, str(ours)])
    called = list(calls(str(vendor), ours, "called_as_the_vendors"))
    assert len({(call.example.endpoint.path, call.example.endpoint.name) for call in called}) == 137
    assert [call for call in called if call.is_ours] == []
    changed = {call.example.endpoint.name for call in called if call.differences}
    assert changed == {"create"}  # `embeddings.create` asks for another encoding


SENT = Request(
    method="POST",
    path="/v1/a%20b?x=1&y=2",
    headers=(("Accept", "application/json"), ("Content-Type", "application/json")),
    body=b'{"a": {"b": 1}, "c": 2}',
)
FORM = b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n%s\r\n--B--\r\n'


def form(content: bytes) -> Request:
    kind = (("Content-Type", "multipart/form-data; boundary=B"),)
    return replace(SENT, headers=kind, body=FORM % content)


@pytest.mark.parametrize(
    ("other", "aspect"),
    [
        (replace(SENT, method="PUT"), "verb"),
        (replace(SENT, path="/v1/a/b?x=1&y=2"), "path"),
        (replace(SENT, path="/v1/a%20b?x=1&y=3"), "query"),
        (replace(SENT, headers=(("Content-Type", "application/json"),)), "header accept"),
        (replace(SENT, headers=(*SENT.headers, ("x-new", "1"))), "header x-new"),
        (replace(SENT, body=b'{"a": {"b": 2}, "c": 2}'), "body"),
    ],
)
def test_a_difference_is_named(other: Request, aspect: str) -> None:
    assert [difference.aspect for difference in compared([SENT], [other])] == [aspect]


def test_what_only_a_form_s_part_says_is_seen() -> None:
    assert list(compared([form(b"1")], [form(b"1")])) == []
    assert [difference.aspect for difference in compared([form(b"1")], [form(b"2")])] == ["body"]


def test_of_two_bodies_what_differs_is_told() -> None:
    other = replace(SENT, body=b'{"a": {"b": 1}, "d": 3}')
    (difference,) = compared([SENT], [other])
    assert (difference.ours, difference.theirs) == ({"c": 2}, {"d": 3})


def test_a_request_that_is_missing_is_a_difference() -> None:
    (difference,) = compared([SENT], [])
    assert difference.aspect == "requests"


def test_spelling_and_order_are_no_differences() -> None:
    other = replace(
        SENT,
        path="/v1/a+b?y=2&x=1".replace("+", "%20"),
        headers=(*SENT.headers[::-1], ("X-Stainless-Lang", "js"), ("User-Agent", "x")),
        body=b'{"c":2,"a":{"b":1}}',
    )
    assert list(compared([SENT], [other])) == []
