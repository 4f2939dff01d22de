"""Templates print, they do not think: a look at every template's syntax tree."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from sdkscribe.own_files import TEMPLATES
from sdkscribe.render import runtime_files

FILES = sorted(TEMPLATES.rglob("*.jinja"))
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.Include,
    nodes.Const,
)


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_template_only_prints(path: Path) -> None:
    tree = Environment().parse(path.read_text())
    for node in tree.find_all(nodes.Node):
        assert isinstance(node, ALLOWED), f"{path}:{node.lineno}: {type(node).__name__}"


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_what_a_template_includes_is_a_template(path: Path) -> None:
    tree = Environment().parse(path.read_text())
    included = [node.template for node in tree.find_all(nodes.Include)]
    names = {node.value for node in included if isinstance(node, nodes.Const)}
    assert len(included) == sum(isinstance(node, nodes.Const) for node in included)
    assert names <= {file.name for file in FILES}


RUNTIME = sorted((TEMPLATES / "runtime").glob("*.py"))


@pytest.mark.parametrize("path", RUNTIME, ids=[path.stem for path in RUNTIME])
def test_a_module_of_the_runtime_brings_along_all_that_it_imports(path: Path) -> None:
    brought = runtime_files([path.stem])
    froms = (n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom))
    siblings = {node.module for node in froms if node.level}
    assert {f"_runtime/{name}.py" for name in siblings} <= set(brought)
