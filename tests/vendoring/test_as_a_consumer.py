"""Vendored slices in a project of its own: another environment, other names, other versions beside them,
an installed package of the vendor's name, and a type checker over the whole."""

from __future__ import annotations

import os
import site
import subprocess
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from command_line import write
from sdkscribe.spec_yaml import load
from sdkscribe.vendoring.contents import Slice, vendored_files
from sdkscribe.vendoring.vendor import write_new
from server import Answer, Request, Server, json_answer

ROOT = Path(__file__).parents[2]
INSTALLED = {
    "openai/__init__.py": 'OpenAI = "the vendor\'s own"\n__version__ = "0"\n',
    "openai/types/__init__.py": "",
    "openai/py.typed": "",
}
MAIN = """\
import openai
from app._vendor.old_realtime import OpenAI as Old
from app._vendor.old_realtime.types.beta.realtime import SessionCreateResponse
from app.vendored.nested.secrets import AsyncOpenAI, OpenAI
from app.vendored.nested.secrets.types.realtime import ClientSecretCreateResponse


def start(base_url: str) -> tuple[SessionCreateResponse, ClientSecretCreateResponse]:
    with Old(api_key="k", base_url=base_url) as old, OpenAI(api_key="k", base_url=base_url) as new:
        session = old.beta.realtime.sessions.create(model="gpt-4o-realtime-preview", voice="alloy")
        secret = new.realtime.client_secrets.create(session={"type": "realtime", "model": "gpt-realtime"})
    return session, secret


async def start_async(client: AsyncOpenAI) -> ClientSecretCreateResponse:
    return await client.realtime.client_secrets.create()


if __name__ == "__main__":
    import sys

    session, secret = start(sys.argv[1])
    assert openai.__version__ == "0", "the installed package is another"
    print(session.client_secret.value if session.client_secret else None, secret.value)
"""
WRONG = """\
from app._vendor.old_realtime import OpenAI

OpenAI().beta.realtime.sessions.create(model="gpt-4o-realtime-preview", voice="nobody")
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    folder: Path
    python: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs the environment's Python with nothing of this project on its path."""
        outside = {key: os.environ[key] for key in os.environ if not key.startswith("PYTHON")}
        command = [str(self.python), "-W", "error", *arguments]
        return subprocess.run(
            command, cwd=self.folder / "src", env=outside, capture_output=True, text=True
        )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("consumer")
    venv.create(folder / "venv", symlinks=True)
    packages = next((folder / "venv").glob("lib/python*/site-packages"))
    write(packages, INSTALLED)
    # The client's dependencies and the checker; nothing by a path file, which is how we are found.
    for installed in Path(site.getsitepackages()[0]).iterdir():
        is_ours = installed.suffix == ".pth" or installed.name.startswith(("sdkscribe", "openai"))
        if not is_ours and not (packages / installed.name).exists():
            (packages / installed.name).symlink_to(installed)
    for target, into in (
        ("legacy_sessions", "src/app/_vendor/old_realtime"),
        ("client_secrets", "src/app/vendored/nested/secrets"),
    ):
        made_of = Slice(
            spec=load(ROOT / "spec" / target),
            package=into.rpartition("/")[2],
            overlays={},
            notices={},
        )
        write_new(vendored_files(made_of), folder / into)
    write(folder / "src/app", {"__init__.py": "", "main.py": MAIN, "wrong.py": WRONG})
    yield Project(folder=folder, python=folder / "venv/bin/python")


def granted(request: Request) -> Answer:
    key = {"value": "ek_1", "expires_at": 1763700000}
    if request.path.endswith("/realtime/sessions"):
        return json_answer({"client_secret": key})
    return json_answer({**key, "session": {"type": "realtime", "client_secret": key}})


def test_it_runs_beside_other_versions_and_the_vendors_own_package(project: Project) -> None:
    assert project.run("-c", "import sdkscribe").returncode != 0
    with Server() as server:
        server.answer(granted)
        ran = project.run("-m", "app.main", f"{server.url}/v1")
    assert ran.stderr == ""
    assert ran.stdout == "ek_1 ek_1\n"


def test_a_type_checker_passes_the_whole_and_sees_a_wrong_call(project: Project) -> None:
    """Over the vendored code too: it is the project's own."""
    checked = project.run("-W", "ignore", "-m", "mypy", "--strict", "--no-incremental", "-p", "app")
    errors = [line for line in checked.stdout.splitlines() if ": error: " in line]
    assert len(errors) == 1, checked.stdout + checked.stderr
    assert errors[0].startswith('app/wrong.py:3: error: Argument "voice"')
