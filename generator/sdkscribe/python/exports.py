"""The `__init__.py` of every package: what it exports, loaded on first use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import starmap

from sdkscribe.plan import ExportPlan, ExportsPlan, FilePlan
from sdkscribe.python.answers import has_streams, stream_home
from sdkscribe.python.client import CLIENT_MODULE, client_home
from sdkscribe.python.docstrings import docstring
from sdkscribe.python.flavors import FLAVORS, VIEWS
from sdkscribe.python.homes import Home, resource_home
from sdkscribe.python.imports import Imports, ModulePath, export_order, path_of, relative
from sdkscribe.python.names import ClassName
from sdkscribe.python.pending import PendingFile
from sdkscribe.python.places import Places
from sdkscribe.spec import Spec

_ERRORS = (
    "APIError", "APIStatusError", "APIConnectionError", "APITimeoutError",
    "APIResponseValidationError", "BadRequestError", "AuthenticationError",
    "PermissionDeniedError", "NotFoundError", "ConflictError", "UnprocessableEntityError",
    "RateLimitError", "InternalServerError",
)  # fmt: skip
_RUNTIME_NAMES = {
    "async_response": ("AsyncAPIResponse",),
    "connections": (
        "DefaultHttpxClient", "DefaultAsyncHttpxClient", "DEFAULT_CONNECTION_LIMITS",
    ),
    "errors": _ERRORS,
    "models": ("BaseModel",),
    "sync_response": ("APIResponse",),
    "types": (
        "omit", "Omit", "NotGiven", "not_given", "NOT_GIVEN", "NoneType", "Timeout",
    ),
    "uploads": ("file_from_path",),
}  # fmt: skip


def pending_exports(spec: Spec, places: Places, package: str) -> Iterator[PendingFile]:
    """The `__init__.py` of the package itself, which calls itself `package`, and of those in it."""
    yield _pending((), partial(_root, spec, package))
    types = ((export.package, export.name, export.home) for export in places.exports)
    for exports in (types, _resource_exports(spec)):
        for path, homes in _packages(exports).items():
            plan = partial(_exports, path, homes, {}, doc=None)
            yield _pending(path, plan, made_of="\n".join(starmap(_line, homes.items())))


def _pending(
    package: ModulePath, plan: Callable[[], FilePlan], made_of: str | None = None
) -> PendingFile:
    return PendingFile(path=path_of((*package, "__init__")), plan=plan, made_of=made_of)


def _line(name: str, home: Home) -> str:
    return " ".join((name, home.name, *home.module))


def _resource_exports(spec: Spec) -> Iterator[tuple[ModulePath, str, Home]]:
    """(package, name, where it is) of each resource's classes; `x/x` is exported beside `x` too."""
    for name in spec.resources():
        home = resource_home(name)
        packages = [home.module[:-1]]
        if home.module[-1] == home.module[-2] and home.module[:-2]:
            packages.append(home.module[:-2])
        for package in packages:
            for class_name in _resource_classes(home.name):
                yield package, class_name, Home(module=home.module, name=class_name)


def _resource_classes(class_name: str) -> Iterator[str]:
    for flavor in FLAVORS:
        yield flavor.named(class_name)
        yield from (flavor.view(class_name, view) for view in VIEWS)


def _packages(
    exports: Iterable[tuple[ModulePath, str, Home]],
) -> dict[ModulePath, dict[str, Home]]:
    """What each package exports, and those above it, which export the packages in them."""
    packages: dict[ModulePath, dict[str, Home]] = {}
    for package, name, home in exports:
        packages.setdefault(package, {}).setdefault(name, home)
        for depth in range(1, len(package)):
            inner = package[: depth + 1]
            packages.setdefault(package[:depth], {}).setdefault(inner[-1], _module(inner))
    return packages


def _module(path: ModulePath) -> Home:
    """The home of a module itself."""
    return Home(module=path, name="")


def _exports(
    package: ModulePath,
    homes: Mapping[str, Home],
    constants: Mapping[str, object],
    doc: str | None,
) -> FilePlan:
    here = (*package, "__init__")
    imports = Imports(here=here)
    imports.outside("typing", "TYPE_CHECKING")
    imports.outside("importlib", "import_module")
    for name, home in homes.items():
        source = (home.module, home.name) if home.name else (home.module[:-1], home.module[-1])
        imports.named(*source, name, is_checking=True)
    return FilePlan(
        path=path_of(here),
        imports=imports.plan(),
        content=ExportsPlan(
            doc=doc,
            names=tuple(repr(name) for name in sorted({**homes, **constants}, key=export_order)),
            constants=tuple(f"{name} = {value!r}" for name, value in constants.items()),
            exports=tuple(_export(here, name, homes[name]) for name in sorted(homes)),
        ),
    )


def _export(here: ModulePath, name: str, home: Home) -> ExportPlan:
    return ExportPlan(
        name=repr(name),
        module=repr(relative(here, home.module)),
        attribute=repr(str(home.name)),
    )


def _root(spec: Spec, package: str) -> FilePlan:
    """The package's own `__init__.py`: the client, the errors, and what calls need."""
    sync, async_ = (client_home(spec, flavor) for flavor in FLAVORS)
    homes = {
        sync.name: sync,
        async_.name: async_,
        "Client": sync,
        "AsyncClient": async_,
        ClassName(spec.client.error_class): Home(module=("_runtime", "errors"), name="SDKError"),
        "types": _module(("types",)),
        "errors": _module(("_runtime", "errors")),
        **({"resources": _module(("resources",))} if spec.client.resources else {}),
        **{
            name: Home(module=("_runtime", module), name=name)
            for module, names in _RUNTIME_NAMES.items()
            for name in names
        },
        **(dict(_streams()) if has_streams(spec) else {}),
        "DEFAULT_TIMEOUT": Home(module=CLIENT_MODULE, name="DEFAULT_TIMEOUT"),
    }
    words = f"A client for the API of {spec.package.name}: `from {package} import {sync.name}`."
    constants = {
        "DEFAULT_MAX_RETRIES": spec.client.max_retries,
        "__title__": spec.package.name,
        "__version__": spec.package.version,
    }
    return _exports((), homes, constants, doc=docstring(words, indent=0))


def _streams() -> Iterator[tuple[str, Home]]:
    for flavor in FLAVORS:
        yield flavor.stream, stream_home(flavor)
