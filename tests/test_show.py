"""What an API looks like to a person who asks: its tree, and a method with its types."""

from __future__ import annotations

import pytest

from command_line import Run, refused


def test_the_tree_shows_every_method_with_its_endpoint(run: Run, package: object) -> None:
    shown = run("show", "acme")
    assert shown.status == 0
    assert shown.out.splitlines() == [
        "acme 1.2.3",
        "└── things",
        "    └── create()  POST /things  Make a thing.",
    ]


def test_a_method_is_shown_with_all_types_that_it_reaches(run: Run, package: object) -> None:
    assert run("show", "acme", "things.create").out == """\
client.things.create()  POST /things
  Make a thing.
  body: ThingCreateParams
  → Thing

ThingCreateParams
  name: string
  kind?: 'a' | 'b' | null

Thing
  name: string
      Its name.
  size?: integer | 'inf'
  kind: 'a' | 'b'
"""


def test_a_resource_is_shown_as_its_part_of_the_tree(run: Run, package: object) -> None:
    assert run("show", "acme", "things").out == run("show", "acme").out


def test_a_spec_and_a_vendored_folder_are_shown_too(run: Run, package: object) -> None:
    run("transcribe", "acme", "--out", "spec")
    run("vendor", "acme", "--into", "vendored")
    for folder in ("spec", "vendored"):
        assert run("show", folder, "things.create").out == run("show", "acme", "things.create").out


@pytest.mark.parametrize("source", ["acme", "spec"])
@pytest.mark.parametrize(
    ("path", "hint"),
    [("thing", "did you mean `things`?"), ("things.creat", "did you mean `create`?")],
)
def test_a_path_that_leads_nowhere_is_answered_with_the_nearest(
    run: Run, package: object, source: str, path: str, hint: str
) -> None:
    run("transcribe", "acme", "--out", "spec")
    refused(run("show", source, path), hint)
