"""Overlays: what a person adds to a spec or corrects in it, or in its source, with a reason, in YAML.

What an overlay replaces it asserts, so an entry that no longer matches is an error and not a surprise.
"""

from sdkscribe.overlay.entries import (
    ABSENT,
    Absence,
    CodePatch,
    ExcludedName,
    JoinedText,
    Overlay,
    Patch,
    PythonName,
    TypesPackage,
    Value,
    comparable,
)
from sdkscribe.overlay.read import load_overlay, read_overlay

__all__ = [
    "ABSENT",
    "Absence",
    "CodePatch",
    "ExcludedName",
    "JoinedText",
    "Overlay",
    "Patch",
    "PythonName",
    "TypesPackage",
    "Value",
    "comparable",
    "load_overlay",
    "read_overlay",
]
