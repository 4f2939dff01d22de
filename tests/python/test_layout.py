"""Where types are found: variants of params in one file, shared types as models too."""

from __future__ import annotations

from python.declare import (
    STRING,
    alias,
    argument,
    interface,
    link,
    method,
    ref,
    required,
    resource,
    spec,
    union,
)
from sdkscribe.python.generate import generate
from sdkscribe.spec import Module

M = "resources/runs"
SHARED = "resources/shared"

PARAMS = (
    alias(M, "RunParams", union(ref(M, "RunParamsNonStreaming"), ref(M, "RunParamsStreaming"))),
    interface(M, "RunParamsBase", required("source", union(STRING, ref(M, "RunParams.Source")))),
    interface(M, "RunParams.Source", required("id", STRING)),
    alias(M, "RunParams.RunParamsNonStreaming", ref(M, "RunParamsNonStreaming")),
    interface(M, "RunParamsNonStreaming", extends=(ref(M, "RunParamsBase"),)),
    interface(M, "RunParamsStreaming", extends=(ref(M, "RunParamsBase"),)),
    interface(M, "RunParamsWithReferences", required("id", STRING)),
)


def test_the_variants_of_what_a_method_is_asked_with_are_in_one_file() -> None:
    create = method(
        "create", "POST", "/runs", argument("body", ref(M, "RunParamsNonStreaming"), "body")
    )
    module = Module(path=M, types=PARAMS, resources=(resource(M, "Runs", create),))
    made = generate(spec(module, links=(link("runs", M, "Runs"),)), package="p")
    assert sorted(path for path in made if path.startswith("types/")) == [
        "types/__init__.py",
        "types/run_params.py",
        "types/run_params_with_references.py",
    ]
    text = made["types/run_params.py"]
    assert [line for line in text.splitlines() if line.startswith(("class ", "Run", "Source"))] == [
        "class SourceSource(TypedDict, total=False):",
        "Source: TypeAlias = Union[str, SourceSource]",
        "class RunParamsBase(TypedDict, total=False):",
        "class RunParamsNonStreaming(RunParamsBase, total=False):",
        "class RunParamsStreaming(RunParamsBase, total=False):",
        "RunParams: TypeAlias = Union[RunParamsNonStreaming, RunParamsStreaming]",
    ]
    assert (
        '"RunParamsStreaming": (".run_params", "RunParamsStreaming")' in made["types/__init__.py"]
    )


def test_what_resources_share_has_a_model_though_it_is_only_asked_with() -> None:
    ask = method("ask", "POST", "/ask", argument("body", ref(SHARED, "Rule"), "body"))
    shared = Module(path=SHARED, types=(interface(SHARED, "Rule", required("id", STRING)),))
    module = Module(path=M, resources=(resource(M, "Runs", ask),))
    made = generate(spec(module, shared, links=(link("runs", M, "Runs"),)), package="p")
    assert "class Rule(BaseModel):" in made["types/shared/rule.py"]
    assert "class Rule(TypedDict, total=False):" in made["types/shared_params/rule.py"]
