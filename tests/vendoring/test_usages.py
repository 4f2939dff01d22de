"""Places in a project's own code that touch what an update changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import Run, change, refused, write
from vendoring.acme import DIR

USER = """\
from app._vendor.acme_api import Acme
from app._vendor.acme_api.types import Thing as Mine


def make(client: Acme) -> Mine:
    thing = client.things.create(name="a", kind="b")
    print(thing.size, thing.kind)
    return client.things.create(**{"kind": "a", "name": "b"})
"""
OTHER = """\
def use(client, row):
    client.things.create(name="a")
    row.things.delete()
    return row.kind
"""


@pytest.fixture
def newer(vendored: Path) -> Path:
    """The field `kind` may hold another value in what is sent, and the field `size` is gone."""
    assert vendored.exists()
    things = "resources/things.d.ts"
    change(Path("acme"), things, "size?: number | 'inf'; ", "")
    change(Path("acme"), things, "kind?: 'a' | 'b' | null }", "kind: 'a' }")
    write(Path("src/app"), {"user.py": USER, "other.py": OTHER})
    return Path("acme")


def reported(run: Run, *places: str) -> list[str]:
    options = [text for place in places for text in ("--usages", place)]
    ran = run("update", DIR, "acme", *options, "--check")
    assert ran.status == 1, ran
    return ran.out.splitlines()


def usages(lines: list[str], said: str) -> list[str]:
    """The lines below the first change that is said so."""
    at = next(n for n, line in enumerate(lines) if said in line)
    below = lines[at + 1 :]
    ends = (n for n, line in enumerate(below) if not line.startswith("      "))
    return [line.strip() for line in below[: next(ends)]]


def test_what_breaks_is_shown_before_anything_is_written(run: Run, newer: Path) -> None:
    assert newer.exists()
    lines = reported(run)
    assert lines[0] == "acme 1.2.3 (things) → acme 1.2.3 (things)"
    assert any(line.startswith("  breaking  Thing") for line in lines)
    assert any("changes of the API: " in line for line in lines)


def test_a_field_that_arrives_is_found_where_it_is_read(run: Run, newer: Path) -> None:
    assert newer.exists()
    found = usages(reported(run, "src/app"), "  Thing.size: ")
    assert found == ["src/app/user.py:7:17: print(thing.size, thing.kind)"]


def test_a_field_that_is_sent_is_found_where_it_is_given(run: Run, newer: Path) -> None:
    assert newer.exists()
    found = usages(reported(run, "src/app"), "  ThingCreateParams.kind: ")
    assert found == [
        'src/app/user.py:6:44: thing = client.things.create(name="a", kind="b")',
        'src/app/user.py:8:36: return client.things.create(**{"kind": "a", "name": "b"})',
    ]


def test_a_method_is_found_wherever_a_client_has_come_to(run: Run, newer: Path) -> None:
    change(newer, "resources/things.d.ts", "create(body", "make(body")
    change(newer, "resources/things.js", "create(body", "make(body")
    change(newer, "resources/things.js", ".post('/things'", ".post('/made'")
    found = usages(reported(run, "src/app"), "  things.create: ")
    assert [line.partition(": ")[0] for line in found] == [
        "src/app/other.py:2:19",
        "src/app/user.py:6:27",
        "src/app/user.py:8:26",
    ]


def test_a_type_is_found_where_it_is_imported(run: Run, newer: Path) -> None:
    types = newer / "resources/things.d.ts"
    types.write_text(types.read_text().replace("interface Thing {", "interface Object1 {"))
    types.write_text(types.read_text().replace("APIPromise<Thing>", "APIPromise<Object1>"))
    lines = reported(run, "src/app")
    found = [line for line in lines if "types import Thing as Mine" in line]
    assert found


def test_the_vendored_folder_and_the_environment_are_no_code_of_ones_own(
    run: Run, newer: Path
) -> None:
    assert newer.exists()
    write(Path("src/venv"), {"pyvenv.cfg": "", "lib/user.py": USER})
    write(Path("src/app/.cache"), {"user.py": USER})
    assert usages(reported(run, "src"), "  Thing.size: ") == [
        "src/app/user.py:7:17: print(thing.size, thing.kind)"
    ]


def test_code_that_can_not_be_read_is_named(run: Run, newer: Path) -> None:
    assert newer.exists()
    write(Path("src/app"), {"bad.py": "def f(:\n", "worse.py": "a = '\0'\n"})
    ran = run("update", DIR, "acme", "--usages", "src/app")
    refused(ran, "src/app/bad.py:1:1: can't be read as Python", "src/app/worse.py")
    refused(run("update", DIR, "acme", "--usages", "source"), "no such file or folder: source")
