"""The values that a memo may hold: what the spec is made of, and what stands around it in the front end."""

from __future__ import annotations

from sdkscribe import spec
from sdkscribe.errors import Location, Problem
from sdkscribe.packing import Packing
from sdkscribe.spelling.speller import Spelled, Speller, Surface
from sdkscribe.typescript.client import ReadClient
from sdkscribe.typescript.declarations import Imported
from sdkscribe.typescript.memos import Memo, Result
from sdkscribe.typescript.outlines import Outline, Outlined
from sdkscribe.typescript.resources import ReadResource
from sdkscribe.typescript.top_level import ReadTypes

_SPEC = tuple(kind for kind in vars(spec).values() if isinstance(kind, type))

PACKING = Packing(
    (
        *_SPEC,
        Imported,
        Location,
        Memo,
        Outline,
        Outlined,
        Problem,
        ReadClient,
        ReadResource,
        ReadTypes,
        Result,
        Spelled,
        Speller,
        Surface,
    )
)
