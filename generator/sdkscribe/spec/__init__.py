"""The spec: what an API says, in frozen values, as the package's declarations and JavaScript say it.

Types are one closed sum (`Type`), written to disk as JSON Schema by `spec_yaml`. Wherever two
TypeScript spellings mean the same, the spelling is kept beside the meaning, so that the source's
declarations can be rendered back from a spec. Source order is kept everywhere. This room imports
nothing of ours; every other room imports it.
"""

from __future__ import annotations

from sdkscribe.spec.client import (
    AuthSends,
    Client,
    ClientOption,
    Credential,
    FormArrays,
    FormObjects,
    QueryArrays,
    QueryObjects,
    StreamErrors,
)
from sdkscribe.spec.declarations import (
    DeclarationKind,
    EnumMember,
    TypeDeclaration,
    TypeParameter,
)
from sdkscribe.spec.kept_names import Form, KeptMember, KeptNames, KeptPackage, KeptPlace
from sdkscribe.spec.methods import (
    Argument,
    BodyPart,
    Encoding,
    Header,
    Method,
    Overload,
    Place,
    Placement,
    Resource,
    ResourceLink,
    Returns,
)
from sdkscribe.spec.modules import Module, Remark, Style, Verbatim
from sdkscribe.spec.names import Name
from sdkscribe.spec.pages import (
    Cursor,
    FieldPath,
    PageClass,
    PageLink,
    PageNumber,
    PageOffset,
    PageStep,
)
from sdkscribe.spec.types import (
    ArrayType,
    ComputedType,
    DerivedType,
    Field,
    ForeignType,
    IntersectionType,
    LiteralType,
    MapType,
    ObjectType,
    ReferenceType,
    ScalarKind,
    ScalarType,
    TupleType,
    Type,
    UnionType,
    UnknownType,
    VariableType,
    is_deprecated,
)
from sdkscribe.spec.whole import Exclusion, Package, Spec

FORMAT_VERSION = 1

__all__ = [
    "FORMAT_VERSION",
    "Argument",
    "ArrayType",
    "AuthSends",
    "BodyPart",
    "Client",
    "ClientOption",
    "ComputedType",
    "Credential",
    "Cursor",
    "DeclarationKind",
    "DerivedType",
    "Encoding",
    "EnumMember",
    "Exclusion",
    "Field",
    "FieldPath",
    "ForeignType",
    "Form",
    "FormArrays",
    "FormObjects",
    "Header",
    "IntersectionType",
    "KeptMember",
    "KeptNames",
    "KeptPackage",
    "KeptPlace",
    "LiteralType",
    "MapType",
    "Method",
    "Module",
    "Name",
    "ObjectType",
    "Overload",
    "Package",
    "PageClass",
    "PageLink",
    "PageNumber",
    "PageOffset",
    "PageStep",
    "Place",
    "Placement",
    "QueryArrays",
    "QueryObjects",
    "ReferenceType",
    "Remark",
    "Resource",
    "ResourceLink",
    "Returns",
    "ScalarKind",
    "ScalarType",
    "Spec",
    "StreamErrors",
    "Style",
    "TupleType",
    "Type",
    "TypeDeclaration",
    "TypeParameter",
    "UnionType",
    "UnknownType",
    "VariableType",
    "Verbatim",
    "is_deprecated",
]
