"""A spec on disk is the spec: dump and load are each other's inverse."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from sdkscribe.errors import SdkscribeError
from sdkscribe.spec import Field, Module, Name, ObjectType, Placement, ScalarType, Spec
from sdkscribe.spec_yaml import dump, from_documents, load, to_documents
from spec.samples import SESSIONS, SPEC, with_type
from spec.strategies import specs

heavy = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@heavy
@given(specs)
def test_loading_what_was_dumped_gives_the_spec_back(spec: Spec) -> None:
    files = dump(spec)
    again = load(files)
    assert shown(again) == shown(spec)
    assert dump(again) == files


@heavy
@given(specs)
def test_documents_are_what_any_yaml_loader_reads_from_the_files(spec: Spec) -> None:
    documents = to_documents(spec)
    read = {path: yaml.load(text, Loader=yaml.CSafeLoader) for path, text in dump(spec).items()}
    assert repr(read) == repr(documents)
    assert from_documents(documents) == spec


def test_a_spec_is_loaded_from_a_folder(tmp_path: Path) -> None:
    for path, text in dump(SPEC).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert load(tmp_path) == SPEC


def test_a_loaded_declaration_knows_its_line() -> None:
    files = dump(SPEC)
    for name, declaration in load(files).types().items():
        line = files[f"{name.module}.yaml"].splitlines()[declaration.line - 1]
        assert line.strip().strip("':") == name.name


def test_an_option_that_stands_for_an_argument_keeps_the_arguments_name() -> None:
    files = dump(SPEC)
    path = f"{SESSIONS}.yaml"
    edited = files[path].replace("in: path kind", "in: path ?? kind")
    assert edited != files[path]
    create = load({**files, path: edited}).resources()[Name(SESSIONS, "Sessions")].methods[0]
    assert create.overloads[0].arguments[0].placements == (
        Placement(field="", place="path", wire_name="kindID", option="kind"),
    )


def test_two_fields_of_one_name_are_never_lost() -> None:
    field = Field(wire_name="twice", type=ScalarType(kind="string"))
    with pytest.raises(SdkscribeError, match="the property `twice` is declared twice"):
        dump(with_type(ObjectType(fields=(field, field))))


def test_a_module_that_would_overwrite_the_spec_is_an_error() -> None:
    with pytest.raises(SdkscribeError, match=r"two modules would be the file `spec\.yaml`"):
        dump(replace(SPEC, modules=(Module(path="spec"),)))


def shown(spec: Spec) -> str:
    """All of a spec, in which `1` and `True` differ, but for the lines that things stand on."""
    return re.sub(r"\bline=\d+", "line", repr(spec))
