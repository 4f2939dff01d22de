"""What declarations are called."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A declaration's qualified name: its module's path in the package, without extension, and
    its dotted name there (`resources/beta/realtime/sessions`, `Session.Tool`). A tuple and no
    dataclass, because names are the keys of most maps: a tuple's hash is C's."""

    module: str
    name: str

    @property
    def top_level(self) -> str:
        """The outermost declaration that this one is nested in: itself, where it is not nested."""
        return self.name.partition(".")[0]

    @property
    def leaf(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def scope(self) -> str:
        """The dotted name of the enclosing namespace; empty at the top level."""
        return self.name.rpartition(".")[0]

    def __str__(self) -> str:
        return f"{self.module}#{self.name}"
