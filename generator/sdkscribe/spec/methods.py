"""Resources and their methods: where what is sent goes, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sdkscribe.spec.names import Name
from sdkscribe.spec.types import Type

Place: TypeAlias = Literal["path", "query", "header", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where one field of an argument goes. `wire_name` is the placeholder of the path, the key of
    the query or the name of the header; it is empty for a field that is the query or the body
    itself, or whose own fields are put into it. `option` is the client's option that stands for the
    field where it is not given. A header that is constant as well is a list: the constant comes
    last."""

    field: str
    place: Place
    wire_name: str
    option: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A parameter of a method, as TypeScript passes it. `place` says where it goes as a whole (or,
    for a params object, where the fields go that `placements` does not send elsewhere; None where
    no other field is sent)."""

    name: str
    type: Type
    required: bool = True
    place: Place | None = None
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """What a call answers: a `value` of `type`, a `page` of items of `type` (`page_class` is the
    class in the pagination module), a `stream` of events of `type`, a value of `type` or a stream
    of `events`, or bytes, text or nothing. `unwrap` is the property of the answer that holds it."""

    kind: Literal["value", "page", "stream", "value_or_stream", "bytes", "text", "nothing"]
    type: Type | None = None
    events: Type | None = None
    page_class: Name | None = None
    unwrap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """One call signature: its arguments (request options aside) and its answer."""

    arguments: tuple[Argument, ...]
    returns: Returns
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header with a constant value, or with one that names client options in braces."""

    name: str
    value: str


Encoding: TypeAlias = Literal["json", "multipart", "multipart_if_files", "form", "binary", "text"]
"""How a body is written. `multipart_if_files` is a form where there is a file in it, and JSON else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPart:
    """How one field of a multipart form is sent, where it is not as its value says: its content type,
    whether it is written as JSON, and whether it is the body, and no form, where it is all that is
    given."""

    name: str
    content_type: str
    is_json: bool = False
    is_body_if_alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """An endpoint: what the declarations say of its arguments and answers, and what the JavaScript
    says of its verb (upper case), its path (`/files/{fileID}`), its headers and those of the client
    that it goes without, its encoding, and its base URL where that is not the client's. Where there are `other_paths`, the first path is called
    whose arguments are all given. `security` are the schemes whose credentials it sends, where that
    is not for the client to say; without any it sends none. `streams_by` is the field that says
    whether the answer is a stream, where it may be either. `spelling` is the text of its signatures
    where they are not the usual ones."""

    name: str
    verb: str
    path: str
    overloads: tuple[Overload, ...]
    other_paths: tuple[str, ...] = ()
    headers: tuple[Header, ...] = ()
    without_headers: tuple[str, ...] = ()
    encoding: Encoding = "json"
    body_parts: tuple[BodyPart, ...] = ()
    base_url: str | None = None
    security: tuple[str, ...] | None = None
    streams_by: str = "stream"
    spelling: str | None = None
    line: int = field(default=0, compare=False)

    @property
    def description(self) -> str | None:
        return next((o.description for o in self.overloads if o.description), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLink:
    """An attribute that holds a resource: `client.beta`, `realtime.clientSecrets`."""

    attribute: str
    target: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A class of methods. It has those of the resource that it `extends` as well. Where they are not
    the usual ones, `spelling` has the lines of its head and its attributes, `exports` has those of
    the namespace that passes on the types around it, and `follows` names the type of the module
    that it comes after; usually it comes first."""

    name: Name
    extends: Name | None = None
    description: str | None = None
    resources: tuple[ResourceLink, ...] = ()
    methods: tuple[Method, ...] = ()
    spelling: tuple[str, ...] | None = None
    exports: tuple[str, ...] | None = None
    follows: str | None = None
    line: int = field(default=0, compare=False)
