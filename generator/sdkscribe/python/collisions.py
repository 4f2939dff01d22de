"""What comes to one name in Python and has no rule that tells it apart: an error that names both.

Types are not among it: they are told apart where they are placed. Nor are members of one class.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.python.flavors import FLAVORS, VIEWS
from sdkscribe.python.homes import resource_home
from sdkscribe.python.members import option_name
from sdkscribe.python.pages import page_home
from sdkscribe.python.type_packages import resource_module
from sdkscribe.spec import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """Something that needs a name to itself among all that has one of its kind."""

    of: str
    name: Hashable
    shown: str
    location: Location


def refuse_collisions(spec: Spec) -> None:
    """Raises `SdkscribeError` with every two declarations that can't have names of their own."""
    claims = [*_modules(spec), *_classes(spec), *_pages(spec), *_options(spec)]
    problems = list(_problems(claims))
    if problems:
        raise SdkscribeError(problems)


def _problems(claims: Iterable[_Claim]) -> Iterator[Problem]:
    first: dict[Hashable, _Claim] = {}
    for claim in claims:
        known = first.setdefault(claim.name, claim)
        if known.of != claim.of:
            yield Problem(
                message=f"`{claim.of}` and `{known.of}` are both `{claim.shown}` in Python",
                location=claim.location,
                hint="exclude one of them, or rename it with an overlay",
            )


def _modules(spec: Spec) -> Iterator[_Claim]:
    """The modules of resources, and the packages that these are in."""
    paths = {m.path: resource_module(m.path) for m in spec.modules if m.resources}
    for path, module in paths.items():
        location = Location(path=path)
        yield _Claim(of=path, name=module, shown=".".join(module), location=location)
    for path, module in paths.items():
        if module[:-1] in paths.values():
            location = Location(path=path)
            shown = ".".join(module[:-1])
            yield _Claim(of=path, name=module[:-1], shown=shown, location=location)


def _classes(spec: Spec) -> Iterator[_Claim]:
    for name, resource in spec.resources().items():
        home = resource_home(name)
        location = Location(path=name.module, line=resource.line)
        for flavor in FLAVORS:
            views = (flavor.view(home.name, view) for view in VIEWS)
            for class_name in (flavor.named(home.name), *views):
                yield _Claim(
                    of=name.name,
                    name=(home.module, class_name),
                    shown=class_name,
                    location=location,
                )


def _pages(spec: Spec) -> Iterator[_Claim]:
    for page in spec.pages:
        home = page_home(page.name, FLAVORS[0])
        location = Location(path=page.name.module, line=page.line)
        yield _Claim(of=str(page.name), name=home, shown=home.name, location=location)


def _options(spec: Spec) -> Iterator[_Claim]:
    for option in spec.client.options:
        name = option_name(option.name)
        yield _Claim(of=option.name, name=name, shown=name, location=Location(path="spec.yaml"))
