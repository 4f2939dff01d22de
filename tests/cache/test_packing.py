"""What is kept as bytes comes back as it was, and nothing else comes out of such bytes."""

from __future__ import annotations

import pickle
import subprocess
from pathlib import Path

import pytest

from sdkscribe.packing import Packing
from sdkscribe.spec import Field, Name, ObjectType, ReferenceType, ScalarType, TypeDeclaration
from sdkscribe.typescript.memos import Result
from sdkscribe.typescript.packed import PACKING

STRING = ScalarType(kind="string")
DECLARED = TypeDeclaration(
    name=Name("resources/a", "A"),
    kind="interface",
    type=ObjectType(fields=(Field(wire_name="é", type=STRING, line=3),)),
    extends=(ReferenceType(target=Name("resources/b", "B")),),
    line=2,
)


class Command:
    """What a stranger who can write the file would have run."""

    def __init__(self, folder: Path) -> None:
        self.command = ["touch", f"{folder}/ran"]

    def __reduce__(self) -> tuple[object, tuple[list[str]]]:
        return subprocess.call, (self.command,)


def test_values_come_back_with_their_lines() -> None:
    back = PACKING.unpack(PACKING.pack({"a": (DECLARED, frozenset({1.5, None, True}))}))
    assert repr(back) == repr({"a": (DECLARED, frozenset({1.5, None, True}))})


def test_one_object_comes_back_as_one() -> None:
    back = PACKING.unpack(PACKING.pack(Result(value=STRING, parts=(STRING,))))
    assert isinstance(back, Result)
    assert back.value is back.parts[0]


def test_bytes_that_name_something_else_are_refused(tmp_path: Path) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no value that is kept"):
        PACKING.unpack(pickle.dumps(Command(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_values_of_other_classes_are_refused() -> None:
    with pytest.raises(pickle.UnpicklingError, match="no value that is kept"):
        Packing([Name]).unpack(Packing([ScalarType]).pack(STRING))
