"""Declaration modules, and how a package writes them."""

from __future__ import annotations

from dataclasses import dataclass

from sdkscribe.spec.declarations import TypeDeclaration
from sdkscribe.spec.methods import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """A statement that says nothing new, as it stands in its module: one that passes on names outside
    of any namespace, or that declares an interface again. `follows` is the type or the resource
    that it stands behind; None is the end of the module, and an empty name the place before all
    declarations, and one with a dot at its end the place at the start of a namespace."""

    text: str
    follows: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment that documents nothing and stands outside of the module's types. `line` is the line
    of the module's text that it stands before, counted from 1 and without any remark."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One declaration module that holds anything of the slice. `types_package` is the package that
    the vendor's Python SDK keeps its types in, where that does not follow from `path`;
    `leaves_out_resources` tells a module that has resources in the source, and none in the slice.
    `imports` are its import statements where they are not the usual ones."""

    path: str
    imports: tuple[str, ...] | None = None
    types: tuple[TypeDeclaration, ...] = ()
    resources: tuple[Resource, ...] = ()
    types_package: str | None = None
    leaves_out_resources: bool = False
    verbatim: tuple[Verbatim, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the package's modules are usually written, where packages differ: the endings of
    declaration files and of imports, the class that resources extend, the types of request options
    and of promises, what follows the type of an argument that may be left out, whether a method
    that needs no argument has a signature without any, whether namespaces pass names on one by one
    (`export import A = B.A`), and where the SDK's own names are imported from (`type Uploadable`, `* as Core`: a specifier and a module).
    """

    declarations: str = ".d.ts"
    modules: str = ".js"
    resource: str = "APIResource"
    options: str = "RequestOptions"
    promise: str = "APIPromise"
    page_promise: str = "PagePromise"
    optional: str = ""
    short_forms: bool = False
    export_imports: bool = False
    imports: tuple[tuple[str, str], ...] = ()
