"""What few SDKs do, from their JavaScript to the requests of the generated client."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from odd_sdk import FILES, source
from sdkscribe.errors import SdkscribeError
from sdkscribe.overlay import read_overlay
from sdkscribe.python.generate import generate
from sdkscribe.spec import ClientOption, Credential, Header, Name, Spec
from sdkscribe.spec_yaml import dump, load
from sdkscribe.transcribe import transcribe
from server import Server, json_answer

THING = json_answer({"id": "a"})


@pytest.fixture(scope="module")
def spec() -> Spec:
    return transcribe(source())


@pytest.fixture(scope="module")
def odd(spec: Spec, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("odd")
    for path, text in generate(spec, package="odd_client").items():
        (folder / "odd_client" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "odd_client" / path).write_text(text)
    sys.path.insert(0, str(folder))
    yield importlib.import_module("odd_client")
    sys.path.remove(str(folder))


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as found:
        found.answer(THING)
        yield found


def test_the_spec_says_it_all(spec: Spec) -> None:
    client = spec.client
    assert load(dump(spec)) == spec
    assert client.base_url == "https://{region}.odd.dev"
    assert client.environments == (
        ("production", "https://{region}.odd.dev"),
        ("sandbox", "http://localhost:1"),
    )
    assert client.options == (
        ClientOption(name="apiKey", env="ODD_KEY", required=True),
        ClientOption(name="region", env="ODD_REGION"),
        ClientOption(name="apiVersion", default="2026-01-01"),
    )
    assert client.auth == (
        Credential(headers=(Header(name="Authorization", value="Basic base64({apiKey}:)"),)),
    )
    assert client.headers == (
        Header(name="odd-version", value="{apiVersion}"),
        Header(name="odd-client", value="yes"),
    )
    assert client.query == (Header(name="region", value="{region}"),)
    assert (client.timeout, client.max_retries, client.error_field) == (120.0, 0, "problem")


def test_what_is_left_out_is_listed_with_its_rule(spec: Spec) -> None:
    listed = {(e.name.name, e.rule) for e in spec.exclusions if e.name.name != "*"}
    assert listed == {
        ("Odd.retriesItself", "option"),
        ("BaseThings.limit", "member"),
        ("Things.waitFor", "helper"),
    }


def test_a_class_has_the_methods_that_it_extends(odd: Any, server: Server, spec: Spec) -> None:
    things = spec.resources()[Name("resources/things", "Things")]
    assert things.extends == Name("resources/things", "BaseThings")
    client = odd.Odd(api_key="k", base_url=server.url)
    assert client.things.retrieve("x").id == "a"
    assert client.things.find("y").id == "a"
    assert [r.path for r in server.requests] == ["/things/x", "/things/y"]


def test_a_client_has_methods_of_its_own(odd: Any, server: Server) -> None:
    client = odd.Odd(api_key="k", base_url=server.url)
    assert client.ping().id == "a"
    assert client.with_raw_response.ping().headers["content-type"] == "application/json"
    assert [(r.method, r.path) for r in server.requests] == [("GET", "/ping")] * 2
    assert server.requests[0].header("authorization") == "Basic azo="
    assert server.requests[0].header("odd-version") == "2026-01-01"
    assert server.requests[0].header("odd-client") == "yes"


def test_every_request_has_what_the_client_puts_in_its_query(odd: Any, server: Server) -> None:
    client = odd.Odd(api_key="k", region="eu", base_url=server.url, default_query={"a": "b"})
    client.ping()
    assert [request.path for request in server.requests] == ["/ping?region=eu&a=b"]
    assert client.default_query == {"region": "eu", "a": "b"}


def test_the_first_path_is_called_whose_arguments_are_given(odd: Any, server: Server) -> None:
    things = odd.Odd(api_key="k", base_url=server.url).things
    things.update("i", account_id="a", name="n")
    things.update("i", zone_id="z", name="n")
    assert [r.path for r in server.requests] == ["/accounts/a/things/i", "/zones/z/things/i"]
    assert [r.json() for r in server.requests] == [{"name": "n"}] * 2
    with pytest.raises(ValueError, match="`account_id` and `id` or `zone_id` and `id`"):
        things.update("i", name="n")


def test_a_body_may_be_one_argument(odd: Any, server: Server) -> None:
    odd.Odd(api_key="k", base_url=server.url).things.write("i", contents=b"\x00\x01", mode="w")
    (request,) = server.requests
    assert (request.path, request.body) == ("/things/i/contents?mode=w", b"\x00\x01")
    assert request.header("content-type") == "application/octet-stream"


def test_a_method_may_go_without_a_header_of_the_client(odd: Any, server: Server) -> None:
    things = odd.Odd(api_key="k", base_url=server.url).things
    things.write("i", contents=b"")
    things.write("i", contents=b"", extra_headers={"odd-client": "asked for"})
    assert [request.header("odd-client") for request in server.requests] == [None, "asked for"]
    assert server.requests[0].header("odd-version") == "2026-01-01"


def test_a_base_url_may_name_options_and_environments(odd: Any) -> None:
    assert str(odd.Odd(api_key="k", region="eu").base_url) == "https://eu.odd.dev"
    sandbox = odd.Odd(api_key="k", environment="sandbox")
    assert str(sandbox.base_url) == "http://localhost:1"
    assert str(sandbox.copy(api_key="l").base_url) == "http://localhost:1"
    with pytest.raises(Exception, match="needs `region`"):
        odd.Odd(api_key="k")
    with pytest.raises(Exception, match="has no environment `moon`; it has production, sandbox"):
        odd.Odd(api_key="k", environment="moon")


# ------------------------------------------------------------------------------------- overlays

UNREADABLE = FILES["resources/things.js"].replace("`/things/${id}`, options", "where(id), options")


def refused(overlay: str = "{}", **changes: str) -> str:
    with pytest.raises(SdkscribeError) as raised:
        transcribe(source(**changes), overlays=[read_overlay(overlay, OVERLAY)])
    return str(raised.value)


OVERLAY = Path("odd.yaml")


def test_an_unreadable_call_is_a_problem_with_its_place() -> None:
    assert refused(resources__things_js=UNREADABLE).startswith("resources/things.js:3:")


def test_code_that_is_nested_too_deeply_is_a_problem_with_its_place() -> None:
    things = FILES["resources/things.js"]
    chain = things.replace("${id}`, options)", "${id}`, options)" + ".then((a) => a)" * 3000, 1)
    said = refused(resources__things_js=chain)
    assert said.startswith("resources/things.js:3:3: no rule for code that is nested so deeply")
    client = FILES["client.js"].replace(
        "`${this.apiKey}:`", "(" * 3000 + "this.apiKey" + ")" * 3000
    )
    said = refused(client_js=client)
    assert said.startswith("client.js:3:8: no rule for code that is nested so deeply")


def test_an_overlay_may_exclude_what_can_not_be_read() -> None:
    overlay = """
exclude:
  - name: resources/things#BaseThings.retrieve
    reason: nobody can tell where it goes
  - name: resources/things#Things.find
    reason: nobody can tell where it goes
"""
    changed = source(resources__things_js=UNREADABLE)
    spec = transcribe(changed, overlays=[read_overlay(overlay, OVERLAY)])
    assert spec.resources()[Name("resources/things", "BaseThings")].methods == ()
    excluded = {e.name.name: e.reason for e in spec.exclusions if e.rule == "overlay"}
    assert excluded == dict.fromkeys(
        ("BaseThings.retrieve", "Things.find"), "nobody can tell where it goes"
    )


def test_an_overlay_may_correct_the_code_that_is_read() -> None:
    overlay = """
code:
  - file: resources/things.js
    was: where(id)
    is: '`/things/${id}`'
    reason: as the documentation says
"""
    changed = source(resources__things_js=UNREADABLE)
    spec = transcribe(changed, overlays=[read_overlay(overlay, OVERLAY)])
    (method,) = spec.resources()[Name("resources/things", "BaseThings")].methods
    assert (method.verb, method.path) == ("GET", "/things/{id}")


def test_an_overlay_may_exclude_a_type() -> None:
    overlay = """
exclude:
  - name: resources/things#Thing
    reason: anything may come
"""
    things = FILES["resources/things.d.ts"].replace("{ id: string }", "{ id: 010 }")
    assert "no rule for" in refused(resources__things_d_ts=things)
    spec = transcribe(
        source(resources__things_d_ts=things), overlays=[read_overlay(overlay, OVERLAY)]
    )
    assert spec.types()[Name("resources/things", "Thing")].kind == "external"


UNUSED = [
    ("exclude", "name: resources/things#Thin", "the source does not declare"),
    ("exclude", "name: resources/thing#Thing", "the source does not declare"),
    ("external", "module: resources/other", "nothing refers to the external module"),
    ("code", "file: a.js\n    was: a\n    is: b", "the source has no file `a.js`"),
    ("code", "file: client.js\n    was: this\n    is: b", "times in client.js, not once"),
    ("code", "file: client.js\n    was: thiis\n    is: b", "stands 0 times in client.js"),
]


@pytest.mark.parametrize(("key", "entry", "message"), UNUSED)
def test_an_entry_that_is_about_nothing_is_an_error_with_its_place(
    key: str, entry: str, message: str
) -> None:
    said = refused(f"{key}:\n  - {entry}\n    reason: because\n")
    assert said.startswith("odd.yaml:2:5: ")
    assert message in said


def test_a_package_says_itself_what_it_is() -> None:
    overlay = "source:\n  module: a\n  package: odd\n  version: 1.0.0\n"
    assert "`source` is for a declaration file without its package" in refused(overlay)


def test_a_client_without_its_code_is_left_to_an_overlay() -> None:
    files = {path: text for path, text in source().files.items() if path != "client.js"}
    with pytest.raises(SdkscribeError, match="base URL is not known\n  supply it with an overlay"):
        transcribe(replace(source(), files=files))


def test_an_overlay_supplies_what_the_client_does_not_say() -> None:
    client = FILES["client.js"].replace("baseURL || `https://{region}.odd.dev`", "baseURL")
    client = client.replace("const environments", "const places")
    assert "the client's base URL is not known" in refused(client_js=client)
    overlay = """
patches:
  - file: spec.yaml
    at: /client/base_url
    was: ''
    is: https://odd.dev
    reason: as the documentation says
"""
    spec = transcribe(source(client_js=client), overlays=[read_overlay(overlay, OVERLAY)])
    assert spec.client.base_url == "https://odd.dev"
