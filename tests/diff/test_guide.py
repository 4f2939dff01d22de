"""The calls that the migration guide shows are good code: each for its own package, type-checked and run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mypy import api as mypy

from sdkscribe.comparison import Question, compare_apis
from sdkscribe.diff.report.markdown import markdown_report
from server import Server, json_answer

ROOT = Path(__file__).parents[2]
PACKAGES = ("legacy_sessions", "client_secrets")
PROGRAM = """
from typing import Any
from {package} import OpenAI

value: Any = None
with OpenAI(api_key="sk-test") as client:
    {call}
"""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The call before and the call after, each with something in the place of its values."""
    pair = (str(ROOT / "spec" / package) for package in PACKAGES)
    compared = compare_apis(Question(old=next(pair), new=next(pair)), say=lambda message: None)
    guide = markdown_report(compared.report, compared.moves(), compared.imports())
    calls = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    folder = tmp_path_factory.mktemp("guide")
    paths = [folder / f"{when}.py" for when in ("before", "after")]
    for path, package, call in zip(paths, PACKAGES, calls, strict=True):
        values = call.replace("...", "value").replace("\n", "\n    ")
        path.write_text(PROGRAM.format(package=package, call=values))
    return paths


def test_a_type_checker_knows_every_argument(programs: list[Path]) -> None:
    options = ["--strict", "--config-file", "", "--python-version", "3.11"]
    said, trouble, status = mypy.run([*options, *map(str, programs)])
    assert (status, trouble) == (0, ""), said


def test_the_new_call_sends_what_the_old_one_sent_where_it_stands_now(
    programs: list[Path],
) -> None:
    with Server() as server:
        server.answer(*[json_answer({"value": "ek_1"})] * 2)
        for path in programs:
            environment = {
                **os.environ,
                "PYTHONPATH": str(ROOT / "generated"),
                "OPENAI_BASE_URL": f"{server.url}/v1",
            }
            subprocess.run([sys.executable, path], env=environment, check=True)
        old, new = server.requests
    assert (old.path, new.path) == ("/v1/realtime/sessions", "/v1/realtime/client_secrets")
    assert len(old.json()) == 12
    assert new.json() == {
        "session": {
            "type": "realtime",
            **dict.fromkeys(("model", "instructions", "tool_choice", "tools")),
            "audio": {
                "input": dict.fromkeys(("transcription", "turn_detection", "format")),
                "output": dict.fromkeys(("voice", "format")),
            },
            "max_output_tokens": None,
            "output_modalities": None,
        }
    }
