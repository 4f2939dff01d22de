"""The archives of both targets are in the cache: reports name the lines in them."""

from __future__ import annotations

import pytest

from sdkscribe.source import find_source


@pytest.fixture(autouse=True, scope="session")
def archives(own_cache: None) -> None:
    for source in ("openai@4.78.0", "openai@6.8.1"):
        find_source(source)
