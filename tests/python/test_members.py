"""Members that come to one name in Python: told apart, or refused with both their places."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from python.declare import CLIENT, method, resource, spec
from python.declare import link as linked
from runtime.async_client import AsyncAPIClient
from runtime.resource import AsyncAPIResource, SyncAPIResource
from runtime.sync_client import SyncAPIClient
from sdkscribe.errors import SdkscribeError
from sdkscribe.python.generate import generate
from sdkscribe.python.members import (
    CLIENT_ATTRIBUTES,
    RESOURCE_ATTRIBUTES,
    client_members,
    members_of,
    option_name,
)
from sdkscribe.spec import (
    Client,
    ClientOption,
    KeptNames,
    Module,
    Name,
    ObjectType,
    Package,
    PageClass,
    Spec,
    TypeParameter,
)

A = "resources/a"


def names(*methods: str, links: tuple[str, ...] = ()) -> dict[str, str]:
    """The Python names of methods and of resources, by what TypeScript calls them."""
    held = tuple(linked(attribute, A, "B") for attribute in links)
    made = resource(A, "A", *(method(name, "GET", "/a") for name in methods), links=held)
    members = members_of(made, KeptNames())
    return {k: str(v) for k, v in {**members.methods, **members.resources}.items()}


def test_of_two_methods_of_one_name_the_one_that_is_spelled_so_keeps_it() -> None:
    assert names("del", "delete") == {"del": "delete_", "delete": "delete"}
    assert names("fooBar", "foo_bar") == {"fooBar": "foo_bar_", "foo_bar": "foo_bar"}
    assert names("del") == {"del": "delete"}


def test_a_resource_keeps_its_name_before_a_method() -> None:
    assert names("fileBatches", links=("file_batches",)) == {
        "fileBatches": "file_batches_",
        "file_batches": "file_batches",
    }


@pytest.mark.parametrize("taken", sorted(RESOURCE_ATTRIBUTES))
def test_no_member_hides_what_every_resource_has(taken: str) -> None:
    assert names(taken) == {taken: f"{taken}_"}
    assert names(links=(taken,)) == {taken: f"{taken}_"}


def spec_with(client: Client) -> Spec:
    return Spec(package=Package(name="acme", version="1.0.0"), client=client, modules=())


@pytest.mark.parametrize("taken", ["timeout", "baseURL", "copy", "get", "post", "close"])
def test_no_resource_or_option_hides_what_every_client_has(taken: str) -> None:
    client = replace(CLIENT, resources=(linked(taken, A, "A"),))
    assert client_members(spec_with(client)).resources[taken].endswith("_")
    assert option_name(taken).endswith("_")


def test_no_option_is_called_as_an_argument_that_every_client_has() -> None:
    for name in ("self", "httpClient", "defaultHeaders", "maxRetries", "setDefaultQuery"):
        assert option_name(name).endswith("_")
    assert option_name("apiKey") == "api_key"


def test_no_resource_hides_an_option() -> None:
    client = replace(
        CLIENT, options=(ClientOption(name="project"),), resources=(linked("project", A, "A"),)
    )
    assert client_members(spec_with(client)).resources == {"project": "project_"}


def public(*classes: type) -> set[str]:
    return {name for each in classes for name in dir(each) if not name.startswith("_")}


def test_the_names_that_are_kept_free_are_those_of_the_runtime() -> None:
    assert public(SyncAPIClient, AsyncAPIClient) <= CLIENT_ATTRIBUTES
    assert public(SyncAPIResource, AsyncAPIResource) <= RESOURCE_ATTRIBUTES


def nasty() -> Spec:
    made = resource(
        A,
        "A",
        *(method(name, "GET", f"/{name}") for name in ("del", "delete", "B", "withRawResponse")),
        links=(linked("b", A, "B"),),
    )
    module = Module(path=A, resources=(made, resource(A, "B", method("list", "GET", "/b"))))
    client = replace(
        CLIENT,
        options=(*CLIENT.options, ClientOption(name="timeout"), ClientOption(name="self")),
    )
    links = tuple(linked(attribute, A, "A") for attribute in ("copy", "get", "baseURL", "self"))
    return spec(module, links=links, client=client)


PROGRAM = """
from nasty import Kitchen
client = Kitchen(api_key="k", timeout_="a", self_="b", base_url="http://127.0.0.1:1")
assert (client.timeout_, client.self_) == ("a", "b")
assert client.copy().self_ == "b"
for resource in (client.copy_, client.get_, client.base_url_, client.with_raw_response.get_):
    assert callable(resource.delete) and callable(resource.delete_) and callable(resource.b_)
    assert callable(resource.b.list)
print("fine")
"""


def test_a_package_with_all_of_it_works(tmp_path: Path) -> None:
    for path, text in generate(nasty(), package="nasty").items():
        (tmp_path / "nasty" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "nasty" / path).write_text(text)
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (ran.stdout, ran.stderr) == ("fine\n", "")


def refusal(made: Spec) -> str:
    with pytest.raises(SdkscribeError) as raised:
        generate(made, package="p")
    return str(raised.value)


def test_two_modules_of_resources_that_are_one_in_python_are_refused() -> None:
    one, other = "resources/foo-bar", "resources/fooBar"
    made = spec(*(Module(path=path, resources=(resource(path, "Foo"),)) for path in (one, other)))
    assert f"`{other}` and `{one}` are both `resources.foo_bar` in Python" in refusal(made)


def test_a_module_of_resources_that_is_also_a_package_is_refused() -> None:
    one, other = "resources/foo", "resources/foo/bar"
    made = spec(*(Module(path=path, resources=(resource(path, "Foo"),)) for path in (one, other)))
    assert f"`{other}` and `{one}` are both `resources.foo` in Python" in refusal(made)


@pytest.mark.parametrize("other", ["files", "AsyncFiles", "FilesWithRawResponse"])
def test_two_resources_whose_classes_would_be_one_are_refused(other: str) -> None:
    made = spec(Module(path=A, resources=(resource(A, "Files"), resource(A, other))))
    assert f"`{other}` and `Files` are both" in refusal(made)


def test_two_classes_of_pages_of_one_name_are_refused() -> None:
    pages = tuple(
        PageClass(
            name=Name(module, "Page"),
            parameters=(TypeParameter(name="Item"),),
            type=ObjectType(),
            items=(),
        )
        for module in ("core/pagination", "lib/pagination")
    )
    assert "`lib/pagination#Page` and `core/pagination#Page` are both `SyncPage`" in refusal(
        replace(spec(), pages=pages)
    )


def test_two_options_of_one_name_are_refused() -> None:
    options = (ClientOption(name="apiKey"), ClientOption(name="api_key"))
    made = spec(client=replace(CLIENT, options=options))
    assert "`api_key` and `apiKey` are both `api_key` in Python" in refusal(made)


@pytest.mark.parametrize("package", ["class", "a-b", "", "1a", "a.b"])
def test_a_package_that_python_cannot_import_is_refused(package: str) -> None:
    with pytest.raises(SdkscribeError, match="is no name for a Python package"):
        generate(spec(), package=package)
