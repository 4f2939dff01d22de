"""A LibCST codemod for the users of an API's generated package: what moved between two specs, in the program
that `templates/codemod/migrate.py` is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sdkscribe.diff.changes import Changes
from sdkscribe.diff.moves import CallMove
from sdkscribe.own_files import TEMPLATES
from sdkscribe.python.layout import Layout, layout_of
from sdkscribe.python.types import Types
from sdkscribe.python.usage import forms_of
from sdkscribe.render import formatted
from sdkscribe.spec import Name, Spec
from sdkscribe.words import snake_case

_Place: TypeAlias = tuple[str, str]
"""A module below the package, and a name in it."""

_FILE = "migrate.py"


def codemod_text(
    changes: Changes,
    moves: tuple[CallMove, ...],
    *,
    old: tuple[Spec, str],
    new: tuple[Spec, str],
) -> str:
    """The codemod. `old` and `new` are the specs, and how users import the packages made of them."""
    text = (TEMPLATES / "codemod" / _FILE).read_text("utf-8")
    calls = {move.old: _call(move) for move in moves}
    imports = dict(_imports(changes.types, old[0], new[0]))
    gone = _importable(old[0]) - _importable(new[0]) - {f"{m}.{name}" for m, name in imports}
    replaced: tuple[tuple[str, str], ...] = (
        ('OLD_PACKAGE = ""', f"OLD_PACKAGE = {old[1]!r}"),
        ('NEW_PACKAGE = ""', f"NEW_PACKAGE = {new[1]!r}"),
        ("CALLS: dict[str, Call] = {}", f"CALLS: dict[str, Call] = {_table(calls)}"),
        (
            "IMPORTS: dict[tuple[str, str], tuple[str, str]] = {}",
            f"IMPORTS: dict[tuple[str, str], tuple[str, str]] = {imports!r}",
        ),
        ("GONE: set[str] = set()", f"GONE: set[str] = {{{', '.join(map(repr, sorted(gone)))}}}"),
    )
    for left, right in replaced:
        assert text.count(left) == 1, left
        text = text.replace(left, right)
    return dict(formatted([(_FILE, text)]))[_FILE]


def _table(calls: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{old!r}: {call}' for old, call in calls.items())}}}"


def _call(move: CallMove) -> str:
    """A method's entry: names as Python has them."""
    moved = {_python(one.old): _python(one.new) for one in move.moved}
    demanded = {_python(path): code or "" for path, code in move.demanded}
    gone = tuple(map(_python, move.gone))
    read = {_python(one.old): _python(one.new) for one in move.answer_moved}
    return f"Call({move.new!r}, {moved!r}, {demanded!r}, {gone!r}, {read!r})"


def _python(path: str) -> str:
    return ".".join(snake_case(step) for step in path.split("."))


def import_moves(
    types: Mapping[Name, Name], *, old: tuple[Spec, str], new: tuple[Spec, str]
) -> Iterator[tuple[str, str]]:
    """The statements that import a type from its package, before and after, where they differ otherwise than
    in what the package is called."""
    exported = {".".join(export.package) for export in _layout(old[0]).exports}
    for (module, name), (package, match) in _imports(types, old[0], new[0]):
        if module in exported:
            yield f"from {old[1]}.{module} import {name}", f"from {new[1]}.{package} import {match}"


def _imports(types: Mapping[Name, Name], old: Spec, new: Spec) -> Iterator[tuple[_Place, _Place]]:
    """Where types were imported from, and where they are now."""
    before, after = _layout(old), _layout(new)
    now = {
        home: after.homes.get((types[n], form))
        for (n, form), home in before.homes.items()
        if n in types
    }
    exported = {export.home: export.package for export in reversed(after.exports)}
    still = {(export.package, export.home.name, export.home) for export in after.exports}
    places = [(home.module, home) for home in before.homes.values()]
    for module, home in (*places, *((export.package, export.home) for export in before.exports)):
        match = now.get(home)
        if match is not None and (module, home.name, match) not in still:
            is_file = module == home.module
            package = match.module if is_file else exported.get(match, match.module)
            if (module, home.name) != (package, match.name):
                yield (".".join(module), home.name), (".".join(package), match.name)


def _importable(spec: Spec) -> set[str]:
    """What of a package's types can be imported: dotted paths of modules, and of the names in them."""
    layout = _layout(spec)
    names = {(*home.module, home.name) for home in layout.homes.values()}
    names |= {(*export.package, export.home.name) for export in layout.exports}
    modules = {name[:depth] for name in names for depth in range(1, len(name))}
    return {".".join(path) for path in names | modules}


def _layout(spec: Spec) -> Layout:
    return layout_of(spec, forms_of(spec, Types(spec.types())))
