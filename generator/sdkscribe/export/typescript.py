"""A spec to TypeScript declarations: a file for each declaration module, as the package has it."""

from __future__ import annotations

from sdkscribe.spec import Spec
from sdkscribe.spelling.modules import module_text
from sdkscribe.spelling.speller import speller_of


def export_typescript(spec: Spec) -> dict[str, str]:
    """The text of each module's declaration file, by its path in the package."""
    speller = speller_of(spec.modules, spec.pages, spec.style)
    ending = spec.style.declarations
    return {f"{module.path}{ending}": module_text(module, speller) for module in spec.modules}
