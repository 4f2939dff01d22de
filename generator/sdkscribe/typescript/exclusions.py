"""The rules by which something that a package declares is not carried over, in one table.

Each exclusion in a spec names the rule that decided it; nothing is left out without one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sdkscribe.spec import Exclusion, Name
from sdkscribe.typescript.syntax import Node, location, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRule:
    """`reason` is what the spec says of each exclusion; `tells` is how one is told."""

    name: str
    reason: str
    tells: str


HELPER = ExclusionRule(
    name="helper",
    reason="written by hand on top of endpoints",
    tells=(
        "A method that sends no request itself, sends one from a function that it hands on, sends "
        "what another method answered, answers with something else than its request's answer, or "
        "makes the class of its pages."
    ),
)
ALTERNATIVES = ExclusionRule(
    name="alternatives",
    reason="chooses by its arguments which of several requests it sends",
    tells="A method that returns the answers of different requests in different branches.",
)
COMPOSED = ExclusionRule(
    name="composed",
    reason="hand-written code composes what it sends of more than its arguments",
    tells="A method whose query or body has constants in it, options of the client, or fields of "
    "arguments inside others.",
)
CHANGE = ExclusionRule(
    name="change",
    reason="hand-written code changes it; it is carried over as it is given",
    tells=(
        "An argument, or the answer (`returns`), of a method that is carried over, which the "
        "package's own code computes anew on its way. The reason quotes that code. "
        "`addFormValue`: objects in forms that are written in one way or another by their names."
    ),
)
GENERIC = ExclusionRule(
    name="generic",
    reason="a signature of an endpoint for types that the package's own code makes of its answer",
    tells="An overload with type parameters, beside others without any.",
)
CREDENTIALS = ExclusionRule(
    name="credentials",
    reason="credentials that hand-written code gets hold of; no option of the client holds them",
    tells="A way to authenticate whose header is not made of the client's options.",
)
OPTION = ExclusionRule(
    name="option",
    reason="an option of the client's code and not of the API: it holds no text",
    tells="An option that the client's constructor takes out by name and whose type is no string.",
)
MEMBER = ExclusionRule(
    name="member",
    reason="no method and no resource",
    tells="A public member of a resource class, or of the client, that is neither.",
)
INTERNAL = ExclusionRule(
    name="internal",
    reason="its name says that it is the package's own",
    tells="A method or a resource whose name begins with `_`.",
)
LIBRARY = ExclusionRule(
    name="library",
    reason=(
        "the SDK's own machinery, or written by hand on top of the API: what no signature of the "
        "API reaches"
    ),
    tells="A module that declares something, and that no signature of the API leads to.",
)
UNLINKED = ExclusionRule(
    name="unlinked",
    reason="a class that no attribute of the client leads to",
    tells="A class in a module of the API.",
)
ERROR = ExclusionRule(
    name="error",
    reason="a class of errors: what an answer says, as the SDK raises it",
    tells="A class in a module of the API that extends `Error`. The types of its fields are carried over.",
)
VALUE = ExclusionRule(
    name="value",
    reason="a value of the SDK's own, and nothing that the API says",
    tells="A constant or a function in a module of the API.",
)
AUGMENTATION = ExclusionRule(
    name="augmentation",
    reason="what it declares belongs to another module, or to all",
    tells="`declare module '…' {}` and `declare global {}` in a module of the API.",
)
CODE = ExclusionRule(
    name="code",
    reason="code, which nothing sends",
    tells=(
        "A function, a class or a symbol among the types of the API. A member that holds nothing else "
        "is left out; in other places it stands for any value, and so does what is declared as one. "
        "The reason has the place and the source."
    ),
)
UNDECIDED = ExclusionRule(
    name="undecided",
    reason="an expression that was not worked out",
    tells=(
        "An expression that computes a type, or the value of an enumeration's member, in a way that no "
        "rule knows, and that may come to anything: any value stands for it, and such a member is left "
        "out. The reason has the place and the source."
    ),
)
EXTERNAL = ExclusionRule(
    name="external",
    reason="",
    tells="A type of a module that the source does not hold; the overlay that names it says why.",
)
OVERLAY = ExclusionRule(
    name="overlay",
    reason="",
    tells="Whatever an overlay excludes; the overlay says why.",
)

RULES = (
    HELPER,
    ALTERNATIVES,
    COMPOSED,
    CHANGE,
    GENERIC,
    CREDENTIALS,
    OPTION,
    MEMBER,
    INTERNAL,
    LIBRARY,
    UNLINKED,
    ERROR,
    VALUE,
    AUGMENTATION,
    CODE,
    UNDECIDED,
    EXTERNAL,
    OVERLAY,
)


def excluded_at(node: Node, path: str, name: Name, rule: ExclusionRule) -> Exclusion:
    """The exclusion of what stands at a place of a file."""
    reason = f"{rule.reason}: {location(path, node)}: {shown(node)}"
    return Exclusion(name=name, rule=rule.name, reason=reason)


def merged(exclusions: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    """The exclusions with one for each name, which gives all their reasons."""
    found: dict[Name, Exclusion] = {}
    for each in dict.fromkeys(exclusions):
        known = found.get(each.name)
        reason = each.reason if known is None else f"{known.reason}; {each.reason}"
        found[each.name] = replace(each, reason=reason)
    return tuple(found.values())
