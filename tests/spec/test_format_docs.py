"""What `docs/spec-format.md` shows is what the format takes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from textwrap import indent

from sdkscribe.overlay import load_overlay
from sdkscribe.spec import Argument, Cursor, Header, Method, Name, Overload, Placement, Returns
from sdkscribe.spec_yaml import dump, load
from spec.samples import SESSIONS, SPEC, STRING, interface, reference, with_module

DOCS = (Path(__file__).parents[2] / "docs" / "spec-format.md").read_text("utf-8")
EXAMPLES: list[str] = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)


def example(start: str) -> str:
    (found,) = (text for text in EXAMPLES if text.startswith(start))
    return found


def test_the_method_of_the_docs_is_a_method() -> None:
    text = indent(example("create:"), "      ")
    module = (
        f"resources:\n  Sessions:\n    methods:\n{text}types:\n"
        "  MessageCreateParams: {type: object}\n  Message: {type: object}\n"
    )
    files = dump(with_module(SPEC.modules[0]))
    shared = files["resources/shared.yaml"]
    spec = load({**files, f"{SESSIONS}.yaml": module, "resources/shared.yaml": shared})
    (method,) = spec.resources()[Name(SESSIONS, "Sessions")].methods
    thread = Argument(
        name="threadID",
        type=STRING,
        placements=(Placement(field="", place="path", wire_name="thread_id"),),
    )
    params = Argument(
        name="params",
        type=reference(SESSIONS, "MessageCreateParams"),
        required=False,
        place="body",
        placements=(
            Placement(field="account_id", place="path", wire_name="account_id"),
            Placement(field="betas", place="header", wire_name="x-betas"),
        ),
    )
    assert method == Method(
        name="create",
        verb="POST",
        path="/threads/{thread_id}/messages",
        headers=(Header(name="OpenAI-Beta", value="assistants=v2"),),
        encoding="multipart",
        overloads=(
            Overload(
                arguments=(thread, params),
                returns=Returns(kind="value", type=reference(SESSIONS, "Message")),
                description="Creates a message.",
            ),
        ),
    )
    assert spec.types()[Name(SESSIONS, "Message")] == interface(SESSIONS, "Message")


def test_the_pages_of_the_docs_are_pages() -> None:
    files = dump(replace(SPEC, pages=()))
    spec = load({**files, "spec.yaml": files["spec.yaml"] + example("pages:")})
    (page,) = spec.pages
    assert page.forward == Cursor(param="after", path=("id",), of="last_item")
    assert page.backward == Cursor(param="before", path=("id",), of="first_item")
    assert page.headers == (Header(name="perPage", value="per-page"),)


def test_the_overlay_of_the_docs_is_an_overlay(tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(example("source:"), "utf-8")
    overlay = load_overlay(path)
    assert overlay.source is not None
    assert [patch.becomes for patch in overlay.patches] == ["POST /realtime/sessions"]
