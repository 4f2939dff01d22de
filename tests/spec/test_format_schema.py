"""The published JSON Schema of the format says what `dump` writes and what `load` refuses."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sdkscribe.errors import SdkscribeError
from sdkscribe.spec import FORMAT_VERSION, Spec
from sdkscribe.spec_yaml import from_documents, to_documents
from sdkscribe.spec_yaml.tree import Container, Node, Tree
from spec.samples import SPEC
from spec.strategies import specs

SCHEMA_FILE = Path(__file__).parents[2] / "spec" / "format.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text("utf-8"))
VALIDATOR: Any = Draft202012Validator(SCHEMA)

heavy = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == f"sdkscribe spec, format {FORMAT_VERSION}"


@heavy
@given(specs)
def test_whatever_is_dumped_is_valid(spec: Spec) -> None:
    for document in to_documents(spec).values():
        VALIDATOR.validate(document)


# What a person may get wrong in the shape of a spec: a key or an item that is not known, is missing,
# or has another kind of value.
STRANGE: list[Tree] = [None, True, 7, "strange", [], {}, ["strange"], {"strange": "strange"}]


def containers(tree: Tree) -> list[Container]:
    match tree:
        case dict():
            return [tree, *(inner for value in tree.values() for inner in containers(value))]
        case list():
            return [tree, *(inner for value in tree for inner in containers(value))]
        case _:
            return []


@st.composite
def damaged(draw: st.DrawFn) -> tuple[dict[str, Node], Node]:
    """The sample's documents with one of them damaged, and that one."""
    documents = deepcopy(to_documents(SPEC))
    document = documents[draw(st.sampled_from(sorted(documents)))]
    holder = draw(st.sampled_from(containers(document)))
    strange = deepcopy(draw(st.sampled_from(STRANGE)))
    if isinstance(holder, list):
        holder.append(strange)
    elif not holder or draw(st.booleans()):
        holder[draw(st.sampled_from(("strange", "type", "enum", "kind", "required")))] = strange
    elif draw(st.booleans()):
        holder[draw(st.sampled_from(sorted(holder)))] = strange
    else:
        del holder[draw(st.sampled_from(sorted(holder)))]
    return documents, document


# What only the whole spec can say, and no schema of one file.
BEYOND_A_SCHEMA = (
    "has no type",
    "has no resource",
    "is no property",
    "does not list",
    "there is no file",
    "must go together",
    "is listed twice",
    "must be the number of",
)


@settings(max_examples=250, deadline=None)
@given(damaged())
def test_the_schema_and_the_loader_refuse_the_same_shapes(
    made: tuple[dict[str, Node], Node],
) -> None:
    documents, document = made
    valid = VALIDATOR.is_valid(document)
    try:
        from_documents(documents)
    except SdkscribeError as error:
        messages = [problem.message for problem in error.problems]
        shape = [m for m in messages if not any(known in m for known in BEYOND_A_SCHEMA)]
        assert not (valid and shape), messages
    else:
        assert valid, [error.message for error in VALIDATOR.iter_errors(document)]
