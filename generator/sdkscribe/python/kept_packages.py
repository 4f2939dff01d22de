"""The packages of types that stay where they are when an SDK no longer gives each resource a folder."""

from __future__ import annotations

from dataclasses import replace

from sdkscribe.python.public_names import PublicNames
from sdkscribe.spec import KeptPackage, Spec


def kept_packages(spec: Spec, before: PublicNames) -> tuple[KeptPackage, ...]:
    """The packages that modules of a spec have had, and that nobody has named."""
    return tuple(
        KeptPackage(module=module.path, package=before.folders[module.path])
        for module in spec.modules
        if module.path in before.folders and module.types_package is None
    )


def with_kept_packages(spec: Spec) -> Spec:
    """The spec with its types in the packages that are kept."""
    kept = dict(spec.names.packages)
    if not kept:
        return spec
    modules = (
        replace(module, types_package=kept.get(module.path, module.types_package))
        for module in spec.modules
    )
    return replace(spec, modules=tuple(modules))
