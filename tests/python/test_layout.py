"""Where types are found: variants of params in one file, shared types as models too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from python.declare import (
    STRING,
    alias,
    argument,
    interface,
    link,
    literals,
    method,
    ref,
    required,
    resource,
    spec,
    union,
)
from sdkscribe.errors import SdkscribeError
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


def test_a_type_has_the_name_that_is_given_to_it_and_its_variants_too() -> None:
    renamed = [
        replace(each, python_name="TaskParams") if each.name.name == "RunParams" else each
        for each in PARAMS
    ]
    ask = method("create", "POST", "/runs", argument("body", ref(M, "RunParams"), "body"))
    module = Module(path=M, types=tuple(renamed), resources=(resource(M, "Runs", ask),))
    made = generate(spec(module, links=(link("runs", M, "Runs"),)), package="p")
    assert "TaskParams: TypeAlias = " in made["types/task_params.py"]
    assert "class TaskParamsBase(TypedDict, total=False):" in made["types/task_params.py"]
    assert "types/run_params.py" not in made


def test_a_type_is_found_under_its_other_name_with_all_that_is_in_its_file() -> None:
    call = interface(M, "FunctionCall", required("function", ref(M, "FunctionCall.Function")))
    union_ = alias(M, "Call", union(ref(M, "FunctionCall"), ref(M, "OtherCall")))
    types = (
        replace(union_, python_name="CallUnion"),
        replace(call, python_alias="Call"),
        interface(M, "FunctionCall.Function", required("name", STRING)),
        interface(M, "OtherCall", required("id", STRING)),
    )
    ask = method("ask", "POST", "/ask", argument("body", ref(M, "Call"), "body"))
    module = Module(path=M, types=types, resources=(resource(M, "Runs", ask),))
    made = generate(spec(module, links=(link("runs", M, "Runs"),)), package="p")
    assert "from .function_call_param import FunctionCallParam as CallParam" in (
        made["types/call_param.py"]
    )
    assert "Function" in made["types/call_param.py"].partition("__all__")[2]
    assert '"CallParam": (".function_call_param", "FunctionCallParam")' in (
        made["types/__init__.py"]
    )
    assert "CallUnionParam: TypeAlias" in made["types/call_union_param.py"]


def test_another_name_that_a_type_has_already_is_an_error() -> None:
    types = (
        interface(M, "Call", required("id", STRING)),
        replace(interface(M, "FunctionCall", required("id", STRING)), python_alias="Call"),
    )
    with pytest.raises(SdkscribeError, match="the same name in Python as `resources/runs#Call`"):
        generate(spec(Module(path=M, types=types, resources=(resource(M, "Runs"),))), package="p")


def test_shared_types_of_one_form_are_modules_among_the_shared_params_too() -> None:
    effort = alias(SHARED, "Effort", literals("low", "high"))
    made = generate(
        spec(Module(path=SHARED, types=(effort,)), Module(path=M, resources=(resource(M, "R"),))),
        package="p",
    )
    assert "from ..shared.effort import Effort" in made["types/shared_params/effort.py"]
