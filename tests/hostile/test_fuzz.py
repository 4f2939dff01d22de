"""Real declarations, mutated: each ends in a package or in an error with its place, and soon."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command_line import PACKAGE
from sdkscribe.errors import SdkscribeError
from sdkscribe.python.generate import generate
from sdkscribe.source import Source
from sdkscribe.spec_yaml import dump, load
from sdkscribe.transcribe import transcribe
from soak import times

ROOT = Path(__file__).parents[2]
SESSIONS = ROOT / "tests/hostile/sessions.d.ts"
SCRIPT = """
export class Sessions extends APIResource {
  create(body, options) {
    return this._client.post('/sessions', { body, ...options, headers: { 'X-Beta': 'a=v2', ...options?.headers } });
  }
}
"""
FILES = {
    **{path: text for path, text in PACKAGE.items() if "things" not in path},
    "client.d.ts": PACKAGE["client.d.ts"]
    .replace("things", "sessions")
    .replace("Things", "Sessions"),
    "resources/sessions.d.ts": SESSIONS.read_text(),
    "resources/sessions.js": SCRIPT,
}
MUTATED = ["resources/sessions.d.ts"] * 6 + ["resources/sessions.js", "client.d.ts", "client.js"]
TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
INSERTED = [
    '"""', "'''", "*/", "/**", "{{ x }}", "{% for %}", "\\", "\\n", "\0", "\x07", "\u2028", "é", "ﬁ",
    '"""\nimport os\nos.abort()\n"""', "class", "None", "self", "__class__", "..", "x" * 500, "{" * 300,
    "(" * 300, "<" * 50, ">", "|", "&", "[]", "Array<", "Record<string,", "?:", ":", ";", "'a'", "`t`",
    "${x}", "null", "undefined", "never", "unknown", "extends", "keyof", "typeof", "readonly", "infer",
    "=>", "export", "declare", "namespace", "interface A{}", "type A = A;", "enum E {A}", "1e999", "-0",
]  # fmt: skip


@st.composite
def packages(draw: st.DrawFn) -> dict[str, str]:
    files = dict(FILES)
    for path in draw(st.lists(st.sampled_from(MUTATED), min_size=1, max_size=3)):
        tokens = TOKEN.findall(files[path])
        place = st.integers(0, max(len(tokens) - 1, 0))
        for _ in range(draw(st.integers(1, 2))):
            at, other = draw(place), draw(place)
            match draw(st.sampled_from(["insert", "replace", "delete", "swap", "repeat"])):
                case "insert":
                    tokens.insert(at, draw(st.sampled_from(INSERTED)))
                case "replace":
                    tokens[at : at + 1] = [draw(st.sampled_from(INSERTED))]
                case "delete":
                    del tokens[at : at + draw(st.integers(1, 5))]
                case "swap":
                    tokens[at : at + 1], tokens[other : other + 1] = (
                        tokens[other : other + 1],
                        tokens[at : at + 1],
                    )
                case _:
                    tokens[at:at] = tokens[at : at + draw(st.integers(1, 40))]
        files[path] = "".join(tokens)
    return files


@settings(
    max_examples=times(usually=60, in_soak=5000),
    deadline=20_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files=packages())
def test_a_mutated_package_is_carried_over_or_refused(files: dict[str, str]) -> None:
    source = Source(
        name="acme",
        version="1.0.0",
        kind="folder",
        files={path: text.encode("utf-8", "replace") for path, text in files.items()},
    )
    try:
        spec = transcribe(source)
        assert load(dump(spec)) == spec
        made = generate(spec, package="acme_api")
    except SdkscribeError as error:
        assert all(str(problem) for problem in error.problems)
        return
    for path, text in made.items():
        if path.startswith(("types/", "resources/")):
            assert_harmless(ast.parse(text))


def assert_harmless(tree: ast.Module) -> None:
    """Nothing but what the templates print at the top of a module."""
    known = (
        ast.Import,
        ast.ImportFrom,
        ast.ClassDef,
        ast.Assign,
        ast.AnnAssign,
        ast.If,
        ast.FunctionDef,
    )
    for node in tree.body:
        is_doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        assert is_doc or isinstance(node, known), ast.dump(node)
    called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    assert not called & {"eval", "exec", "os.abort", "os.system", "__import__"}


def test_the_package_is_carried_over_as_it_is() -> None:
    texts = {path: text.encode() for path, text in FILES.items()}
    source = Source(name="acme", version="1.0.0", kind="folder", files=texts)
    made = generate(transcribe(source), package="acme_api")
    assert "def create(" in made["resources/sessions.py"]
