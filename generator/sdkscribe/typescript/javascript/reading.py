"""The table of what each kind of expression stands for, and the start of a reading."""

from __future__ import annotations

from collections.abc import Mapping

from sdkscribe.typescript.javascript.application import call, new
from sdkscribe.typescript.javascript.expressions import EXPRESSIONS
from sdkscribe.typescript.javascript.run import Rule, Run
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.syntax import Node

_RULES: Mapping[str, Rule] = {**EXPRESSIONS, "call_expression": call, "new_expression": new}


def start(
    modules: Modules,
    method: str,
    methods: Mapping[str, tuple[Script, Node]],
    *,
    is_client: bool = False,
    follows: bool = False,
) -> Run:
    return Run(
        modules=modules,
        rules=_RULES,
        method=method,
        methods=methods,
        is_client=is_client,
        follows=follows,
    )
