"""The types of arguments, of which only what says something of the API is kept."""

from __future__ import annotations

import pytest

from sdkscribe.spec import LiteralType, Name, ReferenceType, ScalarType, Type, UnionType
from sdkscribe.typescript.arguments import argument_type
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.source_files import SourceFiles
from sdkscribe.typescript.syntax import named, walk
from sdkscribe.typescript.types import place_in

PARAMS = ReferenceType(target=Name("m", "Params"))
LATEST = LiteralType(value="latest")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("string", ScalarType(kind="string")),
        ("Params | null | undefined", PARAMS),
        (
            "(string & {}) | 'latest'",
            UnionType(members=(ScalarType(kind="string", open=True), LATEST)),
        ),
        ("Params & { [K in 'headers' | 'timeout']?: never }", PARAMS),
    ],
)
def test_an_argument_is_what_its_type_says_of_the_api(written: str, read: Type) -> None:
    content = f"export interface Params {{}}\nexport declare function f(x: {written}): void;"
    modules = Modules(files=SourceFiles(contents={"m.d.ts": content.encode()}))
    file = modules.declarations("m")
    parameter = next(node for node in walk(file.root) if node.type == "required_parameter")
    annotation = named(parameter, "type_annotation")
    assert annotation is not None
    place = place_in(modules, file, "m", "", [])
    assert argument_type(annotation.named_children[0], place) == read
    assert place.problems == []
