"""Names for the definitions of a flat document: unique, readable, and an identifier each.

`Session.Tool` becomes `SessionTool`. Where two declarations would have one name, each of them says its
module too, and never a number, so that a new declaration changes the names of those it collides with
and no others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sdkscribe.spec import Name


def definition_names(names: Iterable[Name]) -> dict[Name, str]:
    """A name of its own for every declaration."""
    spellings = {name: list(_spellings(name)) for name in names}
    uses = Counter(text for texts in spellings.values() for text in set(texts))
    return {
        name: next(text for text in texts if text.isidentifier() and uses[text] == 1)
        for name, texts in spellings.items()
    }


def _spellings(name: Name) -> Iterator[str]:
    """From the shortest to one that no other declaration can have."""
    module = name.module.removeprefix("resources/")
    yield _joined(name.name)
    yield _joined(f"{module} {name.name}")
    yield "Type_" + re.sub(r"[^0-9A-Za-z]", lambda match: f"_{ord(match[0]):x}_", str(name))


def _joined(text: str) -> str:
    """The words of a text as one, each with a capital letter."""
    words: list[str] = re.findall(r"[0-9A-Za-z]+", text)
    return "".join(word[:1].upper() + word[1:] for word in words)
