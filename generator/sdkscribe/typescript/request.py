"""A request as far as it has been read, and where the arguments of its method go."""

from __future__ import annotations

from dataclasses import dataclass, field

from sdkscribe.errors import Problem
from sdkscribe.spec import BodyPart, Encoding, Header, Place, Placement
from sdkscribe.typescript.javascript.values import Given
from sdkscribe.typescript.syntax import Node, location, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What hand-written code does to something on its way, by the name of what is changed."""

    of: str
    source: str


@dataclass(slots=True, kw_only=True)
class Request:
    """A request as far as it has been read. `wholes` and `placements` are keyed by parameter; it
    `is_composed` where more goes into it than arguments."""

    path: str
    problems: list[Problem]
    wholes: dict[str, Place] = field(default_factory=dict[str, Place])
    placements: dict[str, list[Placement]] = field(default_factory=dict[str, list[Placement]])
    headers: list[Header] = field(default_factory=list[Header])
    without_headers: list[str] = field(default_factory=list[str])
    changes: list[Change] = field(default_factory=list[Change])
    encoding: Encoding = "json"
    body_parts: tuple[BodyPart, ...] = ()
    is_binary: bool = False
    is_composed: bool = False
    verb: str | None = None
    base_url: str | None = None
    security: tuple[str, ...] | None = None
    streams_by: str = "stream"

    @property
    def is_form(self) -> bool:
        return self.encoding in ("multipart", "multipart_if_files")

    def no_rule(self, node: Node, what: str) -> None:
        self.problems.append(
            Problem(
                message=f"no rule for {what}",
                location=location(self.path, node),
                source=shown(node),
                hint=(
                    "sdkscribe does not know this way to call yet: report it, exclude the method "
                    "with an overlay, or narrow the slice"
                ),
            )
        )

    def send(self, given: Given, place: Place, wire_name: str | None, node: Node) -> None:
        """Send an argument somewhere; `wire_name` is None for what is sent as a whole."""
        parameter = given.parameter
        if len(given.path) > 1 or (given.changed_by and place == "header" and not given.path):
            self.no_rule(node, f"what a request's {place} holds")
            return
        if given.changed_by is not None:
            of = given.path[0] if given.path else parameter
            self.changes.append(Change(of=of, source=given.changed_by))
        if wire_name is None and not given.path:
            if self.wholes.setdefault(parameter, place) != place:
                self.no_rule(node, "fields that are sent to two places")
            return
        self.placements.setdefault(parameter, []).append(
            Placement(
                field=given.path[0] if given.path else "",
                place=place,
                wire_name=wire_name or "",
                option=given.option,
            )
        )
