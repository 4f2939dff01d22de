from __future__ import annotations

import pytest

from sdkscribe.python.imports import Imports, ModulePath, export_order, member_order, relative


@pytest.mark.parametrize(
    ("here", "target", "written"),
    [
        (("_client",), ("_runtime", "types"), "._runtime.types"),
        (("types", "a"), ("types", "b"), ".b"),
        (("types", "x", "a"), ("types", "b"), "..b"),
        (("resources", "x", "y", "a"), ("types", "x", "b"), "....types.x.b"),
        (("types", "__init__"), ("types", "b"), ".b"),
        (("types", "__init__"), ("types",), "."),
        (("__init__",), (), "."),
    ],
)
def test_an_import_is_written_relatively(
    here: ModulePath, target: ModulePath, written: str
) -> None:
    assert relative(here, target) == written


def test_imports_are_in_sections_and_sorted() -> None:
    imports = Imports(here=("types", "x", "a"))
    for name in ("Union", "TYPE_CHECKING", "cast", "Dict"):
        imports.outside("typing", name)
    imports.whole("builtins")
    imports.outside("pydantic", "Field")
    imports.inside(("types", "x", "v10"), "B")
    imports.inside(("types", "x", "v2"), "A")
    imports.inside(("types", "z"), "Z")
    imports.inside(("_runtime", "models"), "BaseModel", is_checking=True)
    plan = imports.plan()
    assert plan.always == (
        ("import builtins", "from typing import TYPE_CHECKING, Dict, Union, cast"),
        ("from pydantic import Field",),
        ("from ..z import Z", "from .v2 import A", "from .v10 import B"),
    )
    assert plan.checking == (("from ..._runtime.models import BaseModel",),)


def test_a_name_that_is_taken_is_imported_under_another() -> None:
    imports = Imports(here=("types", "a"), taken=frozenset({"Tool", "List"}))
    assert imports.outside("typing", "List") == "_List"
    assert imports.inside(("types", "b"), "Tool", otherwise="BTool") == "BTool"
    assert imports.inside(("types", "c"), "Other") == "Other"
    assert imports.inside(("types", "d"), "Other", otherwise="DOther") == "DOther"
    assert imports.inside(("types", "c"), "Other") == "Other"
    assert imports.outside("typing", "Other") == "_Other"
    standard, own = imports.plan().always
    assert standard == ("from typing import List as _List", "from typing import Other as _Other")
    assert own == (
        "from .b import Tool as BTool",
        "from .c import Other",
        "from .d import Other as DOther",
    )


def test_what_runs_is_not_imported_again_for_type_checkers() -> None:
    imports = Imports(here=("types", "a"))
    imports.inside(("types", "b"), "B", is_checking=True)
    imports.inside(("types", "b"), "B")
    assert imports.plan().checking == ()


def test_names_are_sorted_as_isort_does() -> None:
    names = ["omit", "Omit", "NOT_GIVEN", "JobsPage", "JobWandb", "V10", "V2"]
    assert sorted(names, key=member_order) == [
        "NOT_GIVEN",
        "V2",
        "V10",
        "JobsPage",
        "JobWandb",
        "Omit",
        "omit",
    ]
    assert sorted(names, key=export_order)[-4:] == ["JobWandb", "JobsPage", "Omit", "omit"]
