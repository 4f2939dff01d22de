"""The kitchen's package, as its users meet it: style, types, loading, and calls over HTTP."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from python.conftest import PACKAGE, write
from python.kitchen import HOSTILE, kitchen
from sdkscribe.python.generate import generate
from server import Answer, Server, events_answer, json_answer

ROOT = Path(__file__).parents[2]
# What the project's own style asks for, and generated code can't do: `list` and `dict` may be
# names of fields and methods there, and documentation is other people's words.
EXEMPT = "UP006,UP007,UP035,UP045,RUF001,RUF002"
TLS = httpx2.create_ssl_context()
RECIPE: dict[str, Any] = {
    "id": "r1",
    "object": "recipe",
    "steps": ["wash", {"type": "chop", "what": "onion"}, {"type": "stir", "then": ["wait"]}],
    "sauce": None,
    "calories": 250,
    "json": "yes",
    "list": ["a"],
}


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_module_is_what_black_makes_of_it(package: Path) -> None:
    run("-m", "black", "--check", "--line-length", "100", "-t", "py311", str(package), cwd=ROOT)


def test_every_module_passes_the_style_checks(package: Path) -> None:
    config = str(ROOT / "pyproject.toml")
    run("-m", "ruff", "check", "--config", config, "--ignore", EXEMPT, str(package), cwd=ROOT)


def test_every_module_imports_alone_and_without_a_warning(package: Path) -> None:
    paths = (path.relative_to(package.parent) for path in sorted(package.rglob("*.py")))
    modules = [".".join(path.with_suffix("").parts) for path in paths]
    code = "import importlib, sys; [importlib.import_module(m) for m in sys.argv[1:]]"
    run("-W", "error", "-c", code, *modules, cwd=package.parent)


def test_the_package_works_from_any_place(tmp_path: Path) -> None:
    write(tmp_path / "vendored" / "deep" / "api", generate(kitchen(), package="api"))
    code = "from vendored.deep.api import Kitchen; Kitchen(api_key='k').recipes.step_list"
    run("-W", "error", "-c", code, cwd=tmp_path)


SCRIPT = """
from typing_extensions import assert_type

from generated_kitchen import AsyncKitchen, Kitchen, KitchenError, omit
from generated_kitchen.pagination import AsyncCursorPage, SyncBarePage, SyncCursorPage
from generated_kitchen._runtime.raw_response import RawAPIResponse
from generated_kitchen._runtime.streaming import Stream
from generated_kitchen.types import CookEvent, Jar, JarDraftParam, Recipe, RecipeCreateParams
from generated_kitchen.types.recipe_create_params import Sauce
from generated_kitchen.types.recipes.step_param import StepParam

client = Kitchen(api_key=lambda: "key", account=None)
steps: list[StepParam] = ["wash", {"type": "chop", "what": "onion"}]
sauce: Sauce = {"is_hot": True}
recipe = client.recipes.create(name="Soup", steps=steps, sauce=sauce, servings="many", tags=omit)
assert_type(recipe, Recipe)
assert_type(client.recipes.list(order="asc"), SyncCursorPage[Recipe])
for one in client.recipes.list():
    assert_type(one.calories, float | None)
    assert_type(one.list, list[str] | None)
assert_type(client.recipes.cook("r1", pan="big"), Recipe)
assert_type(client.recipes.cook("r1", pan="big", stream=True), Stream[CookEvent])
either: bool = bool(steps)
assert_type(client.recipes.cook("r1", pan="big", stream=either), Recipe | Stream[CookEvent])
assert_type(client.recipes.print("r1"), str)
draft: JarDraftParam = {"label": "jam", "lid": {"is_tight": True}}
jar = client.pantry.fill("j1", label="jam", shelf="top", copies=[draft], betas=["lids-1", "new"])
assert_type(jar, Jar)
assert_type(client.pantry.jars(type="jam"), SyncBarePage[Jar])
assert_type(client.pantry.seal(top=True), str)
assert_type(client.recipes.with_raw_response.retrieve("r1"), RawAPIResponse[Recipe])
params: RecipeCreateParams = {"name": "Soup", "steps": steps}


async def main() -> None:
    kitchen = AsyncKitchen()
    page = await kitchen.recipes.list()
    assert_type(page, AsyncCursorPage[Recipe])
    async for one in kitchen.recipes.list(limit=2):
        assert_type(one, Recipe)


try:
    client.recipes.delete("r1")
except KitchenError as error:
    print(error)
"""
WRONG = """
from generated_kitchen import Kitchen

Kitchen().recipes.create(name=1, steps=[])
"""


@pytest.fixture(scope="session")
def scripts(package: Path) -> Path:
    """A folder with the package and two of its users' scripts, the second one wrong."""
    (package.parent / "script.py").write_text(SCRIPT)
    (package.parent / "wrong.py").write_text(WRONG)
    return package.parent


VERSIONS = ["3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("version", VERSIONS)
def test_mypy_accepts_the_package_and_its_use(scripts: Path, version: str) -> None:
    strict = ["-m", "mypy", "--strict", "--config-file", os.devnull, "--python-version", version]
    run(*strict, PACKAGE, "script.py", cwd=scripts)
    with pytest.raises(AssertionError, match=r"wrong\.py:4: error: Argument \"name\""):
        run(*strict, "wrong.py", cwd=scripts)


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
def test_pyright_accepts_the_package_and_its_use(scripts: Path, version: str) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": version}
    files = [PACKAGE, "script.py"]
    (scripts / "pyrightconfig.json").write_text(json.dumps({**settings, "include": files}))
    run("-m", "pyright", "-p", ".", "--pythonpath", sys.executable, cwd=scripts)


def test_importing_the_package_loads_nothing_that_is_not_used(package: Path) -> None:
    code = f"import sys, {PACKAGE}; print(*(m for m in sys.modules if m.startswith('{PACKAGE}')))"
    assert run("-c", code, cwd=package.parent).split() == [PACKAGE]


THREADS = """
import random, sys, threading
from importlib import import_module

sys.setswitchinterval(1e-6)
ready = threading.Barrier(16)
failures = []


def touch(number):
    packages = sys.argv[1:]
    random.Random(number).shuffle(packages)
    ready.wait()
    for package in packages:
        module = import_module(package)
        names = list(module.__all__)
        random.Random(number).shuffle(names)
        for name in names:
            try:
                value = getattr(module, name)
                if isinstance(value, type) and hasattr(value, "model_rebuild"):
                    value.model_rebuild()
                    assert value.__pydantic_complete__
            except BaseException as error:
                failures.append(f"{package}.{name}: {error!r}")


threads = [threading.Thread(target=touch, args=(number,)) for number in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*failures, sep="\\n")
"""


def test_threads_that_load_the_package_at_once_all_find_it_whole(package: Path) -> None:
    packages = [
        ".".join(path.parent.relative_to(package.parent).parts)
        for path in sorted(package.rglob("__init__.py"))
        if "_runtime" not in path.parts
    ]
    assert run("-c", THREADS, *packages, cwd=package.parent).strip() == ""


def test_everything_that_a_package_exports_is_there(package: Path) -> None:
    for path in sorted(package.rglob("__init__.py")):
        if "_runtime" not in path.parts:
            name = ".".join(path.parent.relative_to(package.parent).parts)
            module = import_module(name)
            assert set(module.__all__) <= set(dir(module))
            for exported in module.__all__:
                assert getattr(module, exported) is not None
            with pytest.raises(AttributeError, match="nonsense"):
                module.nonsense  # noqa: B018


def test_only_the_parts_of_the_runtime_that_are_used_are_there(package: Path) -> None:
    def runtime(files: dict[str, str]) -> set[str]:
        return {path.removeprefix("_runtime/") for path in files if path.startswith("_runtime/")}

    whole = runtime(generate(kitchen(), package=PACKAGE))
    spec = kitchen()
    bare = replace(
        spec,
        modules=tuple(replace(m, resources=(), types=()) for m in spec.modules[1:2]),
        client=replace(spec.client, resources=()),
        pages=(),
    )
    optional = {"multipart.py", "pagination.py", "streaming.py", "transform.py"}
    assert optional <= whole
    assert not optional & runtime(generate(bare, package=PACKAGE))


def test_every_file_says_where_it_comes_from(package: Path) -> None:
    for path in package.rglob("*.py"):
        if "_runtime" not in path.parts:
            assert path.read_text().startswith(
                "# Generated by sdkscribe from kitchen 1.2.3 (npm; licence: MIT).\n"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A client, sync or async, and the way to the end of a call."""

    client: Any
    runner: asyncio.Runner

    def __call__(self, result: Any) -> Any:
        if inspect.isawaitable(result):
            return self.runner.run(_awaited(result))
        return result

    def items(self, result: Any) -> list[Any]:
        return self.runner.run(_all(result)) if hasattr(result, "__aiter__") else list(result)


async def _awaited(result: Any) -> Any:
    return await result


async def _all(result: Any) -> list[Any]:
    return [item async for item in result]


@pytest.fixture(params=["Kitchen", "AsyncKitchen"])
def call(request: pytest.FixtureRequest, package: Path, server: Server) -> Iterator[Called]:
    connect = httpx2.Client if request.param == "Kitchen" else httpx2.AsyncClient
    make = getattr(import_module(PACKAGE), request.param)
    with asyncio.Runner() as runner:
        client = make(
            api_key="secret", account="a1", base_url=server.url, http_client=connect(verify=TLS)
        )
        made = Called(client=client, runner=runner)
        yield made
        made(client.close())


def test_a_body_has_the_names_of_the_wire(call: Called, server: Server) -> None:
    server.answer(json_answer(RECIPE))
    recipe = call(
        call.client.recipes.create(
            name="Soup",
            steps=("wash", {"type": "chop", "what": "onion", "tool": {"name": "knife"}}),
            is_vegan=True,
            created_at_gt=1,
            from_="grandmother",
            sauce={"is_hot": False, "ingredients": {"chili": 2}},
            timeout_=1.5,
            cast="me",
            idempotency_key="once",
        )
    )
    (sent,) = server.requests
    assert (sent.method, sent.path) == ("POST", "/recipes")
    assert sent.json() == {
        "name": "Soup",
        "steps": ["wash", {"type": "chop", "what": "onion", "tool": {"name": "knife"}}],
        "isVegan": True,
        "created_at[gt]": 1,
        "from": "grandmother",
        "sauce": {"isHot": False, "ingredients": {"chili": 2}},
        "timeout": 1.5,
        "cast": "me",
    }
    assert sent.header("Kitchen-Beta") == "recipes=v2"
    assert sent.header("Kitchen-Account") == "a1"
    assert sent.header("Authorization") == "Bearer secret"
    assert sent.header("Idempotency-Key") == "once"
    assert (recipe.calories, type(recipe.calories)) == (250, int)
    assert [type(step).__name__ for step in recipe.steps] == ["str", "ChopStep", "StirStep"]
    assert (recipe.json_, recipe.list, recipe.to_dict()) == ("yes", ["a"], RECIPE)


def test_arguments_go_where_they_belong(call: Called, server: Server) -> None:
    server.answer(json_answer({"stars": 5, "by": "u/1", "notes": {"deep": [1, None, "x"]}}))
    with pytest.warns(DeprecationWarning, match="Use reviews instead"):
        result = call.client.recipes.rate("r 1", user_id="u/1", stars=5, kitchen_version="3")
    rated = call(result)
    (sent,) = server.requests
    assert (sent.method, sent.path) == ("POST", "/users/u%2F1/recipes/r%201/rating")
    assert sent.header("Kitchen-Version") == "3"
    assert sent.json() == {"stars": 5}
    assert (rated.stars, rated.by, rated.notes) == (5, "u/1", {"deep": [1, None, "x"]})
    with pytest.raises(ValueError, match="recipe_id"):
        call(call.client.recipes.retrieve(""))


def test_pages_follow_each_other(call: Called, server: Server) -> None:
    second = {**RECIPE, "id": "r2"}
    server.answer(
        json_answer({"data": [RECIPE], "hasMore": True}),
        json_answer({"data": [second], "hasMore": False}),
    )
    recipes = call.items(call.client.recipes.list(limit=1, tags=["a", "b"]))
    assert [recipe.id for recipe in recipes] == ["r1", "r2"]
    asked = [sorted(parse_qsl(urlsplit(request.path).query)) for request in server.requests]
    first = [("limit", "1"), ("tags[]", "a"), ("tags[]", "b")]
    assert asked == [first, [("after", "r1"), *first]]


def test_a_stream_gives_typed_events(call: Called, server: Server) -> None:
    server.answer(
        events_answer(
            'data: {"type":"heat","level":1}\n\n',
            'data: {"type":"done","dish":{"served":"hot"}}\n\n',
            "data: [DONE]\n\n",
        )
    )
    stream = call(call.client.recipes.cook("r1", pan="big", stream=True))
    heat, done = call.items(stream)
    assert (type(heat).__name__, heat.level) == ("HeatEvent", 1)
    assert (type(done).__name__, done.dish.served) == ("DoneEvent", "hot")
    assert server.requests[0].json() == {"pan": "big", "stream": True}
    server.answer(json_answer(RECIPE))
    assert call(call.client.recipes.cook("r1", pan="big")).id == "r1"


def test_uploads_bytes_text_and_nothing(call: Called, server: Server) -> None:
    recipes = call.client.recipes
    server.answer(Answer(status=204))
    assert call(recipes.photo("r1", file=("a.png", b"\x89PNG"), caption="nice")) is None
    assert b'name="file"; filename="a.png"' in server.requests[0].body
    assert b'name="caption"' in server.requests[0].body
    assert call(recipes.delete("r1")) is None
    assert server.requests[1].method == "DELETE"
    server.answer(Answer(body=b"\x00\x01", headers={"content-type": "application/pdf"}))
    assert call(recipes.download("r1")).content == b"\x00\x01"
    server.answer(Answer(body=b"Chop.", headers={"content-type": "text/plain"}))
    assert call(recipes.print("r1")) == "Chop."
    server.answer(json_answer({"soup": 3}))
    assert call(recipes.tags()) == {"soup": 3}


def test_a_whole_body_and_an_alias_for_a_union_as_an_answer(call: Called, server: Server) -> None:
    server.answer(json_answer({"type": "stir", "tool": {"speed": 2}}))
    step = call(call.client.recipes.step_list.add(amounts=[1, "two"]))
    assert server.requests[0].json() == [1, "two"]
    assert (type(step).__name__, step.tool.speed) == ("StirStep", 2)


def test_an_option_of_the_client_fills_a_path_and_a_header_is_a_list(
    call: Called, server: Server
) -> None:
    fill = call.client.pantry.fill
    server.answer(json_answer({"result": {"id": "j1", "label": "jam"}}))
    copies = [{"label": "tea", "lid": {"is_tight": False}}]
    jar = call(fill("j1", shelf="top", label="jam", lid={"is_tight": True}, copies=copies))
    assert (type(jar).__name__, jar.id) == ("Jar", "j1")
    call(fill("j1", shelf="top", label="jam", account_id="a2", betas=["x", "y"]))
    first, second = server.requests
    assert first.path == "/accounts/a1/jars/j1?shelf=top"
    assert second.path == "/accounts/a2/jars/j1?shelf=top"
    assert first.header("Kitchen-Beta") == "jars=v1"
    assert second.header("Kitchen-Beta") == "x,y,jars=v1"
    assert first.json() == {
        "label": "jam",
        "lid": {"isTight": True},
        "copies": [{"label": "tea", "lid": {"isTight": False}}],
    }
    other = call.client.with_options(account="")
    with pytest.raises(ValueError, match="account_id"):
        call(other.pantry.fill("j1", shelf="top", label="jam"))


def test_fields_are_renamed_for_each_of_several_ways_to_call(call: Called, server: Server) -> None:
    server.answer(json_answer({"result": "sealed"}))
    sealed = call(call.client.pantry.seal(side="left", lids=({"is_tight": x} for x in (True,))))
    assert sealed == "sealed"
    assert server.requests[0].json() == {"side": "left", "lids": [{"isTight": True}]}


def test_an_answer_is_one_field_of_the_body(call: Called, server: Server) -> None:
    server.answer(json_answer({"result": [1, 2.5]}))
    assert call(call.client.pantry.weigh(type="jam")) == [1, 2.5]
    server.answer(json_answer({"result": {"id": "j1", "label": "jam"}}))
    assert call(call.client.pantry.weigh(type="jam")).label == "jam"


def test_a_page_may_be_an_array(call: Called, server: Server) -> None:
    server.answer(json_answer([{"id": "j1", "label": "jam"}, {"id": "j2", "label": "tea"}]))
    jars = call.items(call.client.pantry.jars(type="jam"))
    assert [jar.id for jar in jars] == ["j1", "j2"]
    assert server.requests[0].path == "/jars?type=jam"


def test_a_stream_that_may_be_none_is_what_the_argument_says(call: Called, server: Server) -> None:
    server.answer(json_answer(RECIPE))
    for streamed in (False, None):
        assert call(call.client.recipes.cook("r1", pan="big", stream=streamed)).id == "r1"
    assert [request.json()["stream"] for request in server.requests] == [False, None]


def test_views_answer_with_the_response(call: Called, server: Server) -> None:
    server.answer(json_answer(RECIPE, x_request_id="q1"))
    raw = call(call.client.with_raw_response.recipes.retrieve("r1"))
    assert (raw.status_code, raw.headers["x-request-id"], raw.parse().id) == (200, "q1", "r1")


def test_the_package_says_what_it_is_of_and_what_its_settings_are(package: Path) -> None:
    ours, source = import_module(PACKAGE), kitchen().package
    assert (ours.__title__, ours.__version__) == (source.name, source.version)
    client = ours.Kitchen(api_key="k", account="a")
    assert client.timeout == ours.DEFAULT_TIMEOUT
    assert client.max_retries == ours.DEFAULT_MAX_RETRIES
    assert ours.DEFAULT_CONNECTION_LIMITS.max_keepalive_connections == 100
    assert ours.resources.recipes.Recipes is type(client.recipes)
    client.close()


def test_a_path_becomes_an_upload_with_its_name(tmp_path: Path, package: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"a note")
    for path in (tmp_path / "notes.txt", str(tmp_path / "notes.txt")):
        assert import_module(PACKAGE).file_from_path(path) == ("notes.txt", b"a note")


def test_fields_without_a_name_are_typed_too(package: Path) -> None:
    types = import_module(f"{PACKAGE}.types")
    sauce = types.Sauce.model_validate({"isHot": True, "origin": "Peru"})
    assert (sauce.is_hot, sauce.model_extra) == (True, {"origin": "Peru"})
    with pytest.raises(ValueError, match="origin"):
        types.Sauce.model_validate({"isHot": True, "origin": 3})


def test_documentation_arrives_as_it_was_written(package: Path) -> None:
    recipes = import_module(f"{PACKAGE}.resources.recipes.recipes")
    words = inspect.cleandoc(recipes.Recipes.create.__doc__).partition("\n\nArgs:")[0]
    assert words.split() == HOSTILE.split()


def test_the_name_of_the_package_changes_nothing_but_its_documentation() -> None:
    one, other = generate(kitchen(), package="one"), generate(kitchen(), package="other")
    assert {path for path in one if one[path] != other[path]} == {"__init__.py"}


def test_the_project_formats_as_the_generator_does() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["black"]
    assert settings == {"line-length": 100, "target-version": ["py311"]}
