"""Runs each test of a call twice, sync and async, against a real server.

The runtime is imported as the package `runtime`, from the templates, without any generated code.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from both_kinds import Api
from server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def api(request: pytest.FixtureRequest, server: Server) -> Iterator[Api]:
    made = Api(request.param, server)
    yield made
    made.close()
