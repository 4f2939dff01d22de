"""What a whole package declares and its spec does not hold, as exclusions, each by a rule with a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sdkscribe.errors import SdkscribeError
from sdkscribe.spec import Exclusion, Name
from sdkscribe.typescript.exclusions import (
    AUGMENTATION,
    ERROR,
    LIBRARY,
    UNLINKED,
    VALUE,
    ExclusionRule,
)
from sdkscribe.typescript.members import is_error, is_resource
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.names import is_of_the_api
from sdkscribe.typescript.source_files import SourceFiles

EVERYTHING_ELSE = "*"
"""The name that stands for all of a module that the spec does not hold."""

_DECLARES = re.compile(
    rb"^(?:export )?(?:default )?(?:declare )?(?:abstract )?"
    rb"(?:class|interface|type|enum|const|let|var|function|namespace|module|global)\b(?! ?[{*])",
    re.MULTILINE,
)


def left_out(
    files: SourceFiles, whole: Collection[str], carried: Collection[Name]
) -> Iterator[Exclusion]:
    """All that a package declares beside the modules in `whole`, and there beside what is carried."""
    for module in sorted(whole):
        yield from _declarations(files, module, carried)
    yield from _modules(files, whole)


def _modules(files: SourceFiles, whole: Collection[str]) -> Iterator[Exclusion]:
    """Every module of the package that declares something and is not in the spec as a whole. A module
    that only passes on what others declare declares nothing."""
    for module in files.modules():
        if module not in whole and _DECLARES.search(files.content(module)):
            yield _excluded(Name(module, EVERYTHING_ELSE), LIBRARY)
            yield from _resources(files, module)


def _resources(files: SourceFiles, module: str) -> Iterator[Exclusion]:
    """The resources of a module of the API that nothing leads to. What can't be parsed there need
    not be, as nothing reaches it."""
    if not is_of_the_api(Name(module, EVERYTHING_ELSE)):
        return
    try:
        classes = files.outline(module).classes
    except SdkscribeError:
        return
    for name in classes:
        if is_resource(Name(module, name), Modules(files=files)):
            yield _excluded(Name(module, name), UNLINKED)


def _declarations(
    files: SourceFiles, module: str, carried: Collection[Name]
) -> Iterator[Exclusion]:
    """What a module of the API declares beside types and resources."""
    for dotted, declared in files.outline(module).declared.items():
        name = Name(module, dotted)
        match declared.kind:
            case "class" if name not in carried:
                is_raised = is_error(name, Modules(files=files))
                yield _excluded(name, ERROR if is_raised else UNLINKED)
            case "value":
                yield _excluded(name, VALUE)
            case "augmentation":
                yield _excluded(name, AUGMENTATION)
            case _:
                pass


def _excluded(name: Name, rule: ExclusionRule) -> Exclusion:
    return Exclusion(name=name, rule=rule.name, reason=rule.reason)
