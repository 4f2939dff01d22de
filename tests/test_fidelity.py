"""The law that nothing is lost: declarations rendered from a spec are the source's, token for token."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.comparison import compare
from fidelity.declarations import Fidelity, compare_modules, measure
from fidelity.tokens import statements
from sdkscribe.config import load_config
from sdkscribe.export.typescript import export_typescript
from sdkscribe.source import Source, open_source
from sdkscribe.spec import Exclusion, Name, Spec
from sdkscribe.spec_yaml import load

ROOT = Path(__file__).parents[1]
WHOLE_MODULES = {
    "legacy_sessions": "resources/beta/realtime/sessions.d.ts",
    "client_secrets": "resources/realtime/client-secrets.d.mts",
}


@pytest.fixture(scope="module")
def whole() -> tuple[Source, Fidelity]:
    source = open_source("openai@6.8.1")
    return source, measure(source)


def committed(target: str) -> tuple[Spec, Source]:
    (found,) = (t for t in load_config(ROOT).targets if t.name == target)
    return load(found.spec), open_source(found.source)


@pytest.mark.parametrize("target", WHOLE_MODULES)
def test_a_whole_module_of_a_slice_comes_back_token_for_token(target: str) -> None:
    spec, source = committed(target)
    comparison = dict(compare_modules(spec, source))[WHOLE_MODULES[target]]
    assert comparison.differences == ()
    assert comparison.tokens > 500


def test_a_whole_sdk_comes_back_token_for_token(whole: tuple[Source, Fidelity]) -> None:
    _, fidelity = whole
    differing = {path: c.differences for path, c in fidelity.comparisons.items() if c.differing}
    assert differing == {}
    assert sum(each.tokens for each in fidelity.comparisons.values()) > 50_000


def test_every_module_is_compared_or_excluded_or_declares_nothing(
    whole: tuple[Source, Fidelity],
) -> None:
    source, fidelity = whole
    excluded = {e.name.module for e in fidelity.spec.exclusions if e.name.name == "*"}
    files = {path.removesuffix(".d.mts"): path for path in source.files if path.endswith(".d.mts")}
    others = (
        files.keys() - excluded - {path.removesuffix(".d.mts") for path in fidelity.comparisons}
    )
    assert others
    for module in others:
        for statement in statements(source.files[files[module]], lambda node: False):
            assert statement.tokens[0] in ("import", "export"), (module, statement)
            assert statement.tokens[1] in ("*", "{", "default"), (module, statement)


def test_the_proof_is_not_hollow(whole: tuple[Source, Fidelity]) -> None:
    """What is stored as it is spelled is little beside what is rendered by rule."""
    _, fidelity = whole
    census = fidelity.census
    assert census.stored < 0.02 * census.declarations
    assert census.excluded < 0.01 * census.declarations


def test_what_a_spec_lacks_is_a_difference() -> None:
    spec, source = committed("legacy_sessions")
    path = WHOLE_MODULES["legacy_sessions"]
    module = path.removesuffix(".d.ts")
    rendered = export_typescript(spec)[path]
    for lost in ("expires_at: number;", " | null", "Keys expire", "readonly ", "?:"):
        if lost in rendered:
            changed = rendered.replace(lost, "", 1)
            assert compare(module, source.files[path], changed, spec).differing > 0


def test_layout_is_no_difference_and_words_of_comments_are() -> None:
    def tokens(text: str) -> list[tuple[str, ...]]:
        return [s.tokens for s in statements(text.encode(), lambda node: False)]

    source = "/**\n * Two\n *   lines.\n */\ninterface A {\n    b: string;\n}\n"
    assert tokens(source) == tokens("/** Two\n    *   lines. */ interface A { b:string; }")
    assert tokens(source) != tokens(source.replace("lines", "words"))
    assert tokens(source) != tokens(source.replace("  lines", "lines"))
    assert tokens("type A = 'b  c';") != tokens("type A = 'b c';")


def test_only_what_an_exclusion_names_is_taken_out_of_the_source() -> None:
    spec, _ = committed("legacy_sessions")
    source = b"export declare class A { #b; constructor(c: C); wait(): void; list(): void; }"
    rendered = "export declare class A { list(): void; }"
    waiting = Exclusion(name=Name("m", "A.wait"), rule="helper", reason="r")
    excluding = Spec(package=spec.package, client=spec.client, modules=(), exclusions=(waiting,))
    assert compare("m", source, rendered, excluding).differing == 0
    assert compare("m", source, rendered, spec).differing == len(
        ["wait", "(", ")", ":", "void", ";"]
    )
