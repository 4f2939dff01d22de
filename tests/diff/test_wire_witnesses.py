"""What the table says of requests is what a server of the new API does with those of the old client."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from string import Template
from types import ModuleType
from typing import Literal, TypeAlias, cast
from urllib.parse import parse_qs, urlsplit

import pytest

from diff.test_client_verdicts import CASES
from diff.test_verdicts import STRICT, verdicts
from diff.witnesses import METHOD_WITNESSES, MethodWitness, row_of, spec_of
from python.conftest import write
from python.declare import spec
from sdkscribe.diff.compare import compare
from sdkscribe.diff.shapes import fields_of
from sdkscribe.diff.surface import Call, surface_of
from sdkscribe.diff.verdicts import verdicts_of
from sdkscribe.python.generate import generate
from sdkscribe.spec import Argument, Encoding, Overload, Spec
from sdkscribe.spec_meaning import worked_out
from server import Request, Server, json_answer

Fate: TypeAlias = Literal["taken", "ignored", "refused"]

CONTENT: Mapping[Encoding, str] = {
    "json": "application/json",
    "multipart": "multipart/form-data",
    "form": "application/x-www-form-urlencoded",
    "binary": "application/octet-stream",
    "text": "text/plain",
}
SENT = [
    witness
    for witness in METHOD_WITNESSES
    if "(" in witness.program.replace("print(", "") and "wire request" in verdicts(witness)
]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The old API's package."""
    root = tmp_path_factory.mktemp("wire")
    made = spec_of(METHOD_WITNESSES, is_new=False)
    write(root / "old_kitchen", dict(generate(made, package="old_kitchen")))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "path", [str(root), *sys.path])
        yield importlib.import_module("old_kitchen")


def request_of(program: str, package: ModuleType) -> Request:
    """What a program sends that was written for the old API; what comes back is not asked for."""
    with Server() as server:
        server.answer(json_answer("a"))
        with package.Kitchen(api_key="k", base_url=server.url, max_retries=0) as client:
            exec(program, {"client": client, "types": package.types})
        (request,) = server.requests
    return request


# ------------------------------------------------------------------------ a server of the new API


def fate(request: Request, api: Spec) -> Fate:
    """What becomes of a request: it is refused where there is no such endpoint, or something is missing,
    and ignored where it has arguments and none of them means anything."""
    calls = [call for call in surface_of(worked_out(api)).calls.values() if _is_at(call, request)]
    fates = {
        _at_endpoint(request, call, one, api) for call in calls for one in call.method.overloads
    }
    if "taken" in fates:
        return "taken"
    return "ignored" if "ignored" in fates else "refused"


def _is_at(call: Call, request: Request) -> bool:
    path = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(call.method.path))
    return call.method.verb == request.method and bool(
        re.fullmatch(path, urlsplit(request.path).path)
    )


def _at_endpoint(request: Request, call: Call, overload: Overload, api: Spec) -> Fate:
    given = {"query": set(parse_qs(urlsplit(request.path).query)), "body": _body(request)}
    kind = request.header("content-type") or ""
    is_read = not request.body or kind.startswith(CONTENT[call.method.encoding])
    credentials = [request.header(header.name) for header in api.client.auth_headers()]
    wanted = [field for argument in overload.arguments for field in _wanted(argument, api)]
    missing = [name for place, name, required in wanted if required and name not in given[place]]
    if missing or not is_read or not any(credentials):
        return "refused"
    heeded = any(name in given[place] for place, name, _ in wanted)
    return "taken" if heeded or not any(given.values()) else "ignored"


def _body(request: Request) -> set[str]:
    is_json = (request.header("content-type") or "").startswith("application/json")
    return set(cast("dict[str, object]", request.json())) if is_json and request.body else set()


def _wanted(argument: Argument, api: Spec) -> Iterator[tuple[str, str, bool]]:
    """Place, name, and whether it must be there."""
    elsewhere = {placement.field for placement in argument.placements}
    for name, owned in (fields_of(argument.type, api.types()) or {}).items():
        if argument.place in ("query", "body") and name not in elsewhere:
            yield argument.place, name, owned.field.required


# -------------------------------------------------------------------------------------- verdicts

FATES: Mapping[str, set[Fate]] = {
    "safe": {"taken"},
    "potential": {"taken", "ignored"},
    "breaking": {"ignored", "refused"},
}


@pytest.mark.parametrize("witness", SENT, ids=[witness.id for witness in SENT])
def test_a_server_of_the_new_api_treats_old_requests_as_the_table_says(
    witness: MethodWitness, old: ModuleType
) -> None:
    api = spec_of([witness], is_new=True)
    program = Template(witness.program).substitute(row=row_of(witness))
    request = request_of(program, old)
    assert fate(request, spec_of([witness], is_new=False)) == "taken", "bad for the old API"
    assert fate(request, api) in FATES[verdicts(witness)["wire request"]]


def test_a_server_that_wants_other_credentials_refuses_the_old_ones(old: ModuleType) -> None:
    witness = next(one for one in SENT if one.kind == "method-added")
    new = spec_of([witness], is_new=False)
    other = CASES["credentials-changed"]
    request = request_of(Template(witness.program).substitute(row=row_of(witness)), old)
    assert fate(request, new) == "taken"
    assert fate(request, Spec(package=new.package, client=other, modules=new.modules)) == "refused"
    (change,) = (c for c in compare(spec(), spec(client=other)).changes if "credentials" in c.kind)
    assert verdicts_of(change, STRICT)["wire request"] == "breaking"


def test_nearly_every_kind_of_a_method_s_request_has_a_request() -> None:
    """Of resources and methods that came there is nothing to send; base URLs and conventions are a
    server's own to say, which is why they are P."""
    unsent = {one.kind for one in METHOD_WITNESSES if "wire request" in verdicts(one)} - {
        one.kind for one in SENT
    }
    assert unsent <= {
        "resource-added",
        "type-added",
        "type-removed",
        "type-renamed",
        "type-extracted",
        "type-inlined",
    }
