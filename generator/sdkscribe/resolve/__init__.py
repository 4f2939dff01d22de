"""Whether a spec holds together: names are unique, references and links resolve, exclusions hold.

It looks at a whole spec and changes nothing. Where a person must supply what the source does not say,
the problem says so.
"""

from __future__ import annotations

from collections.abc import Callable

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.resolve.client import client_problems, resource_problems
from sdkscribe.resolve.cycles import cycle_problems
from sdkscribe.resolve.methods import method_problems
from sdkscribe.resolve.names import (
    collisions,
    exclusion_problems,
    joins_problems,
    order_problems,
    python_name_problems,
    types_package_problems,
)
from sdkscribe.resolve.types import type_problems
from sdkscribe.spec import Spec

__all__ = ["resolve"]


def resolve(spec: Spec, *, file_of: Callable[[str], str] = str) -> Spec:
    """The spec as it is. Raises `SdkscribeError` with everything that does not hold together;
    `file_of` gives the file that a module's path stands for, for the problems' places."""

    def at(module: str, line: int) -> Location:
        return Location(path=file_of(module), line=line)

    problems: list[Problem] = [
        *client_problems(spec),
        *collisions(spec, at),
        *order_problems(spec, at),
        *types_package_problems(spec, at),
        *python_name_problems(spec, at),
        *joins_problems(spec, at),
        *resource_problems(spec, at),
        *method_problems(spec, at),
        *type_problems(spec, at),
        *cycle_problems(spec, at),
        *exclusion_problems(spec),
    ]
    if problems:
        raise SdkscribeError(problems)
    return spec
