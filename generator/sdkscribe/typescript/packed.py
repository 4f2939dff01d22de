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

_SPEC = (
    spec.Argument,
    spec.ArrayType,
    spec.BodyPart,
    spec.Client,
    spec.ClientOption,
    spec.ComputedType,
    spec.Cursor,
    spec.DerivedType,
    spec.EnumMember,
    spec.Exclusion,
    spec.Field,
    spec.ForeignType,
    spec.Header,
    spec.IntersectionType,
    spec.LiteralType,
    spec.MapType,
    spec.Method,
    spec.Module,
    spec.Name,
    spec.ObjectType,
    spec.Overload,
    spec.PageClass,
    spec.PageLink,
    spec.PageNumber,
    spec.PageOffset,
    spec.Placement,
    spec.ReferenceType,
    spec.Remark,
    spec.Resource,
    spec.ResourceLink,
    spec.Returns,
    spec.ScalarType,
    spec.Style,
    spec.TupleType,
    spec.TypeDeclaration,
    spec.TypeParameter,
    spec.UnionType,
    spec.UnknownType,
    spec.VariableType,
    spec.Verbatim,
)

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
