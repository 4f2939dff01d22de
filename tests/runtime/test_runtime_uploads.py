"""Files in multipart forms."""

from __future__ import annotations

import io
from dataclasses import replace
from email.parser import BytesParser
from email.policy import HTTP
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from both_kinds import Api
from runtime.errors import InternalServerError
from runtime.multipart import multipart, multipart_if_files, multipart_with
from runtime.types import omit
from sample_api import DEFINITION
from server import Request, Server, json_answer

OK = json_answer({"id": "f1"})

Part = tuple[str | None, str | None, str | None, bytes]


def parts(request: Request) -> list[Part]:
    """Name, file name, content type and content of each part that arrived."""
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    found: list[Part] = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content_type = part["content-type"]
        payload: Any = part.get_payload(decode=True)
        found.append((str(name), part.get_filename(), content_type, payload))
    return found


class Unseekable(io.RawIOBase):
    def __init__(self, content: bytes) -> None:
        self._inner = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(size)


@pytest.mark.parametrize(
    ("file", "arrives"),
    [
        (b"abc", ("file", "upload", "application/octet-stream", b"abc")),
        (io.BytesIO(b"abc"), ("file", "upload", "application/octet-stream", b"abc")),
        (("a.txt", b"abc"), ("file", "a.txt", "text/plain", b"abc")),
        (("a.txt", b"abc", "text/html"), ("file", "a.txt", "text/html", b"abc")),
        (("a.txt", io.BytesIO(b"abc"), None, {"X": "y"}), ("file", "a.txt", "text/plain", b"abc")),
        ((None, b"abc"), ("file", "upload", "application/octet-stream", b"abc")),
    ],
)
def test_a_file_can_be_given_in_every_form(
    api: Api, server: Server, file: Any, arrives: Part
) -> None:
    server.answer(OK)
    assert api.run(api.client().things.upload(file=file)).id == "f1"
    assert parts(server.requests[0]) == [arrives]


def test_a_path_is_read_from_disk_and_keeps_its_name(
    api: Api, server: Server, tmp_path: Path
) -> None:
    content = b"x" * 200_000
    (tmp_path / "data.json").write_bytes(content)
    server.answer(json_answer({}, status=500, retry_after="0"), OK)
    api.run(api.client().things.upload(file=tmp_path / "data.json"))
    for request in server.requests:
        assert request.header("content-length") is not None
        assert parts(request) == [("file", "data.json", "application/json", content)]
    assert len(server.requests) == 2


def test_an_open_file_is_sent_again_from_its_start(
    api: Api, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "a.bin").write_bytes(b"abc")
    server.answer(json_answer({}, status=500, retry_after="0"), OK)
    with (tmp_path / "a.bin").open("rb") as file:
        api.run(api.client().things.upload(file=file))
    assert [parts(request)[0][3] for request in server.requests] == [b"abc", b"abc"]


def test_a_file_that_can_not_be_read_twice_is_sent_once(api: Api, server: Server) -> None:
    server.answer(json_answer({}, status=500, retry_after="0"))
    with pytest.raises(InternalServerError):
        api.run(api.client().things.upload(file=Unseekable(b"abc")))
    assert len(server.requests) == 1
    assert parts(server.requests[0])[0][3] == b"abc"


def test_other_fields_travel_with_the_file_in_order(api: Api, server: Server) -> None:
    server.answer(OK)
    fields = {
        "purpose": "hü",
        "count": 2,
        "on": True,
        "none": None,
        "left_out": omit,
        "tags": ["a", "b"],
        "meta": {"x": {"y": 1.5}},
        "more": [b"one", ("two.txt", b"two")],
    }
    api.run(api.client().things.upload(file=b"abc", **fields))
    arrived = [
        (name, file_name, content) for name, file_name, _, content in parts(server.requests[0])
    ]
    assert arrived == [
        ("file", "upload", b"abc"),
        ("purpose", None, "hü".encode()),
        ("count", None, b"2"),
        ("on", None, b"true"),
        ("tags[]", None, b"a"),
        ("tags[]", None, b"b"),
        ("meta[x][y]", None, b"1.5"),
        ("more[]", "upload", b"one"),
        ("more[]", "two.txt", b"two"),
    ]


def test_a_form_without_fields_is_still_a_form(api: Api, server: Server) -> None:
    server.answer(OK)
    api.run(api.client().post("/x", cast_to=object, body={}, encoding=multipart))
    content_type = server.requests[0].header("content-type") or ""
    assert content_type.startswith("multipart/form-data; boundary=")


@pytest.mark.parametrize(
    "files",
    [{"file": b"abc"}, {"files": [("a.txt", b"abc")]}, {"nested": {"file": io.BytesIO(b"abc")}}],
)
def test_what_has_a_file_in_it_may_be_a_form_and_json_else(
    api: Api, server: Server, files: dict[str, object]
) -> None:
    server.answer(OK)
    post = partial(api.client().post, "/x", cast_to=object, encoding=multipart_if_files)
    api.run(post(body={"purpose": "x", **files}))
    api.run(post(body={"purpose": "x", "file": None, "files": [], "at": {"on": True}}))
    assert b"abc" in [content for *_, content in parts(server.requests[0])]
    assert server.requests[1].header("content-type") == "application/json"
    assert server.requests[1].json() == {
        "purpose": "x", "file": None, "files": [], "at": {"on": True}
    }  # fmt: skip


def test_a_form_must_have_names() -> None:
    with pytest.raises(TypeError, match="must be a mapping"):
        multipart([1], DEFINITION)


@pytest.mark.parametrize(
    ("arrays", "objects", "names"),
    [
        ("brackets", "brackets", ["a[]", "a[]", "b[c]", "f[]", "g[h]"]),
        ("indices", "brackets", ["a[0]", "a[1]", "b[c]", "f[0]", "g[h]"]),
        ("json", "json", ["a", "b", "f", "g[h]"]),
    ],
)
def test_a_form_is_written_as_the_api_reads_it(arrays: Any, objects: Any, names: list[str]) -> None:
    body = {"a": [1, 2], "b": {"c": True}, "f": [b"file"], "g": {"h": b"file"}}
    written = multipart(body, replace(DEFINITION, form_arrays=arrays, form_objects=objects)).parts
    assert written is not None
    assert [name for name, _ in written] == names
    texts = dict(written)
    if arrays == "json":
        assert (texts["a"], texts["b"]) == ((None, b"[1,2]"), (None, b'{"c":true}'))


def test_a_field_may_be_sent_as_text_of_a_type_or_as_json(api: Api, server: Server) -> None:
    server.answer(OK)
    encoding = multipart_with(
        {"sdp": ("application/sdp", False), "session": ("application/json", True)}
    )
    body = {"sdp": "v=0", "session": {"a": [1, None]}, "other": {"b": 2}, "left_out": omit}
    api.run(api.client().post("/x", cast_to=object, body=body, encoding=encoding))
    assert parts(server.requests[0]) == [
        ("sdp", None, "application/sdp", b"v=0"),
        ("session", None, "application/json", b'{"a":[1,null]}'),
        ("other[b]", None, None, b"2"),
    ]


@pytest.mark.parametrize("other", [{}, {"session": omit}])
def test_a_field_may_be_the_body_where_it_is_alone(
    api: Api, server: Server, other: dict[str, object]
) -> None:
    server.answer(OK)
    typed = {"sdp": ("application/sdp", False), "session": ("application/json", True)}
    encoding = multipart_with(typed, alone="sdp")
    body = {"sdp": "v=0\r\n", **other}
    api.run(api.client().post("/x", cast_to=object, body=body, encoding=encoding))
    request = server.requests[0]
    assert (request.header("content-type"), request.body) == ("application/sdp", b"v=0\r\n")
    full = {**body, "session": {"a": 1}}
    api.run(api.client().post("/x", cast_to=object, body=full, encoding=encoding))
    assert [name for name, *_ in parts(server.requests[1])] == ["sdp", "session"]
