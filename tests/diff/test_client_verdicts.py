"""What changes in a client itself is found, and breaks a program where the table says so."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from python.conftest import write
from python.declare import CLIENT, spec
from sdkscribe.diff.changes import Kind
from sdkscribe.diff.compare import compare
from sdkscribe.diff.verdicts import Policy, verdicts_of
from sdkscribe.python.generate import generate
from sdkscribe.spec import Client, ClientOption, Credential, Header

CASES: dict[Kind, Client] = {
    "base-url-changed": replace(CLIENT, base_url="https://kitchen.example/v2"),
    "credentials-changed": replace(
        CLIENT, auth=(Credential(headers=(Header(name="X-Key", value="{apiKey}"),)),)
    ),
    "convention-changed": replace(CLIENT, query_arrays="comma"),
    "option-added-optional": replace(
        CLIENT, options=(*CLIENT.options, ClientOption(name="project"))
    ),
    "option-added-required": replace(
        CLIENT, options=(*CLIENT.options, ClientOption(name="project", required=True))
    ),
    "option-removed": replace(CLIENT, options=CLIENT.options[:1], headers=()),
    "default-changed": replace(CLIENT, timeout=30.0),
}
PROGRAM = "from new import Kitchen; Kitchen(api_key='k', account='a')"


@pytest.mark.parametrize("kind", CASES)
def test_a_change_of_the_client_is_found_and_judged(kind: Kind, tmp_path: Path) -> None:
    old, new = spec(), spec(client=CASES[kind])
    found = {change.kind: change for change in compare(old, new).changes}
    assert kind in found
    assert set(found) <= {kind, "header-changed"}
    write(tmp_path / "new", dict(generate(new, package="new")))
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=tmp_path, capture_output=True)
    breaks = verdicts_of(found[kind], Policy())["Python caller"] == "breaking"
    assert (ran.returncode != 0) == breaks, ran.stderr


def test_credentials_that_are_asked_for_now_are_a_change() -> None:
    optional = spec(client=replace(CLIENT, is_auth_optional=True))
    assert [change.kind for change in compare(optional, spec()).changes] == ["credentials-changed"]
    assert compare(spec(), optional).changes == ()


def test_which_credentials_are_sent_is_a_convention() -> None:
    one_of_all = spec(client=replace(CLIENT, auth_sends="first"))
    assert [change.kind for change in compare(spec(), one_of_all).changes] == ["convention-changed"]


def test_another_default_of_an_option_is_a_change() -> None:
    option = CLIENT.options[0]
    today = replace(
        CLIENT, options=(replace(option, is_today_by_default=True), *CLIENT.options[1:])
    )
    (change,) = compare(spec(), spec(client=today)).changes
    assert (change.kind, change.after) == ("default-changed", "today")
