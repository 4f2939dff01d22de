"""Two Python packages side by side: each kind of difference is seen, and counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.python_package.comparison import Aspect, Comparison, compare
from fidelity.python_package.reader import Package
from fidelity.python_package.report import whole_numbers

FILES = {
    "_client.py": """
from functools import cached_property
class Acme(Base):
    @cached_property
    def things(self) -> Things:
        from .resources.things import Things
        return Things(self)
from .resources.things import Things
""",
    "resources/things.py": """
class Things(Resource):
    def create(self, thing_id: str, *, name: str, size: int | Omit = omit, timeout: float = 1):
        return self._post(f"/things/{thing_id}", body={"name": name})
""",
    "types/__init__.py": "from .thing import Thing as Thing\nfrom .thing_params import ThingParams",
    "types/thing.py": """
from typing import List, Literal, Optional, Union
from .._models import BaseModel
class Part(BaseModel):
    count: int
class Thing(BaseModel):
    is_new: bool = Field(alias="isNew")
    kind: Literal["a", "b"]
    parts: List[Part]
    size: Optional[int] = None
    weight: float
    either: Union[str, Part, None] = None
Either = Union[str, Part]
""",
    "types/thing_params.py": """
from typing_extensions import Annotated, Required, TypedDict
class Base(TypedDict, total=False):
    name: Required[str]
class ThingParams(Base, total=False):
    from_: Annotated[Optional[str], PropertyInfo(alias="from")]
""",
}


def write(folder: Path, files: dict[str, str]) -> Package:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return Package(folder)


def compared(folder: Path, path: str, old: str, new: str) -> Comparison:
    """The package against itself, with one change to the second."""
    assert FILES[path].count(old) == 1
    changed = {**FILES, path: FILES[path].replace(old, new)}
    return compare(write(folder / "a", FILES), write(folder / "b", changed), "Acme")


def test_a_package_agrees_with_itself(tmp_path: Path) -> None:
    comparison = compare(write(tmp_path / "a", FILES), write(tmp_path / "b", FILES), "Acme")
    assert comparison.differences == []
    assert comparison.agreements["import"] == 2
    assert comparison.agreements["field"] == 9
    assert comparison.agreements["method"] == 1
    assert whole_numbers(comparison) == (1.0, 1.0)


THING, PARAMS, METHOD = "types/thing.py", "types/thing_params.py", "resources/things.py"
CHANGES: list[tuple[str, str, str, Aspect, str]] = [
    (THING, "is_new: bool", "isNew: bool", "name", "Thing.isNew"),
    (THING, 'kind: Literal["a", "b"]', 'kind: Literal["a"]', "literals", "Thing.kind"),
    (THING, "parts: List[Part]", "parts: Part", "structure", "Thing.parts"),
    (THING, "size: Optional[int] = None", "size: int", "nullable", "Thing.size"),
    (THING, "weight: float", "weight: int", "number", "Thing.weight"),
    (THING, "count: int", "count: float", "whole", "Part.count"),
    (THING, "    weight: float\n", "", "field", "Thing.weight"),
    (THING, "Either = Union[str, Part]", "", "name of a union", "thing.Either"),
    (PARAMS, "name: Required[str]", "name: str", "required", "ThingParams.name"),
    (PARAMS, "[Optional[str],", "[str,", "nullable", "ThingParams.from"),
    (METHOD, "name: str", "label: str", "arguments", "things.create"),
    (METHOD, "thing_id: str, *,", "*, thing_id: str,", "arguments", "things.create"),
    (METHOD, "self._post", "self._put", "verb", "things.create"),
    (METHOD, 'f"/things/', 'f"/thing/', "path", "things.create"),
    (METHOD, "def create", "def make", "method", "things.create"),
]


@pytest.mark.parametrize(("path", "old", "new", "aspect", "place"), CHANGES)
def test_a_difference_is_seen(
    tmp_path: Path, path: str, old: str, new: str, aspect: Aspect, place: str
) -> None:
    found = compared(tmp_path, path, old, new).differing(aspect)
    assert found
    assert found[0].place.endswith(place)


def test_a_type_that_is_elsewhere_is_a_difference_of_imports(tmp_path: Path) -> None:
    moved = {**FILES, "types/__init__.py": "from .thing_params import ThingParams"}
    moved["types/deep/__init__.py"] = "from ..thing import Thing"
    comparison = compare(write(tmp_path / "a", FILES), write(tmp_path / "b", moved), "Acme")
    (difference,) = comparison.differing("import")
    assert (difference.place, difference.ours) == ("types.Thing", "types.deep")
