"""A spec to the files of a Python package."""

from __future__ import annotations

from sdkscribe.errors import Problem, SdkscribeError
from sdkscribe.python.package import plan_package
from sdkscribe.render import render
from sdkscribe.spec import Spec


def generate(spec: Spec, *, package: str, is_vendored: bool = False) -> dict[str, str]:
    """Every file of the package, by its path in it, formatted. `package` is what its own
    documentation calls it; nothing else depends on it. A vendored one may be edited, and says so.

    Raises `SdkscribeError` with all that has no rule.
    """
    if not package.isidentifier():
        raise SdkscribeError(
            Problem(message=f"`{package}` is no name for a Python package", hint="use a word")
        )
    return render(plan_package(spec, package, is_vendored=is_vendored))
