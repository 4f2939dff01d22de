"""Values as bytes and back, faster than any text: dataclasses of a table, and what Python has built in.

The bytes are a pickle that may name nothing but the table: reading it calls the constructors of those
values, and no code of the bytes' choosing. Objects that are one before are one after.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from io import BytesIO
from operator import attrgetter
from typing import cast


class Packing:
    """Packs values of these classes: slotted dataclasses and named tuples."""

    def __init__(self, kinds: Iterable[type]) -> None:
        makers = {kind: _maker(kind) for kind in kinds}
        self._makers = {(kind.__module__, kind.__name__): make for kind, make in makers.items()}
        self._reducers = {kind: _reducer(kind) for kind in makers}

    def pack(self, value: object) -> bytes:
        target = BytesIO()
        pickler = pickle.Pickler(target, protocol=5)
        pickler.dispatch_table = self._reducers
        pickler.dump(value)
        return target.getvalue()

    def unpack(self, content: bytes) -> object:
        """Raises `pickle.UnpicklingError` for bytes that name anything else than the table."""
        return _Unpickler(content, self._makers).load()


class _Unpickler(pickle.Unpickler):
    def __init__(
        self, content: bytes, makers: dict[tuple[str, str], Callable[..., object]]
    ) -> None:
        super().__init__(BytesIO(content))
        self._makers = makers

    def find_class(self, module: str, name: str) -> Callable[..., object]:
        if (module, name) not in self._makers:
            raise pickle.UnpicklingError(f"{module}.{name} is no value that is kept")
        return self._makers[module, name]


def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass; None for a tuple, which is its own row."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _reducer(kind: type) -> Callable[[object], tuple[type, tuple[object, ...]]]:
    """What takes a value of a class apart: into the class, and the value's row."""
    names = _names(kind)
    match names:
        case None:
            return lambda value: (kind, tuple(cast("tuple[object, ...]", value)))
        case () | (_,):
            return lambda value: (kind, tuple(getattr(value, name) for name in names))
        case _:
            row = cast("Callable[[object], tuple[object, ...]]", attrgetter(*names))
            return lambda value: (kind, row(value))


def _maker(kind: type) -> Callable[..., object]:
    """What makes a value of its row. A frozen value's slots are set as its own constructor sets them,
    and not one by one through the names of keywords: that takes twice as long."""
    names = _names(kind)
    if names is None:
        return kind
    new = cast("Callable[[type], object]", object.__new__)
    setters = [(place, getattr(kind, name).__set__) for place, name in enumerate(names)]

    def make(*row: object) -> object:
        made = new(kind)
        for place, fill in setters:
            fill(made, row[place])
        return made

    return make
