"""The README of a vendored folder: what it is, how it was made, how it is kept."""

from __future__ import annotations

import shlex
from collections.abc import Collection

from sdkscribe.model_kinds import Models
from sdkscribe.spec import Package, Spec

_TEXT = """\
# {package}

{kind} of `{source}`, made by sdkscribe from the TypeScript declarations of that npm
package. {imports}

It may lie in any package, under any name, beside other versions of itself.

## Made by

```sh
{command}
```

| | |
|---|---|
| `sdkscribe-lock.yaml` | what this folder was made from, and the hash of every file as it was made |
| `_sdkscribe/spec/` | the API, as YAML: what the code is generated from |
{overlays}{code}
## Kept by

```sh
sdkscribe verify DIR          # is every file as it was made? (in CI; --allow-edits where edits are meant)
sdkscribe update DIR SOURCE   # another version of the API: what it breaks; edits are merged
```

Edits to the code survive an update. The files in `_sdkscribe/` are what the code is made from: to correct
the API itself, write an overlay.

## Licence

What is documented and declared here comes from `{source}`, licence: {license}{notices}.
{runtime}"""
_CLIENT = {
    "kind": "A typed Python client for {what}",
    "imports": """It imports httpx2 and pydantic, and nothing else:

```python
from {package} import {client}
```""",
    "code": """\
| `_runtime/` | the part of the client that is the same for every API |
| `types/`, `resources/` | the API's types and methods |
""",
    "runtime": "The modules in `_runtime/` are part of sdkscribe, licence: Apache-2.0.\n",
}
_MODELS = {
    "kind": "The types of {what}",
    "imports": "They are of the kind `{models}`, in one module.",
    "code": "| `__init__.py` | the API's types |\n",
    "runtime": "",
}


def readme(
    spec: Spec,
    package: str,
    overlays: Collection[str],
    notices: Collection[str],
    *,
    models: Models | None,
) -> str:
    source = _one_line(f"{spec.package.name} {spec.package.version}")
    names = ", ".join(f"`{name}`" for name in notices)
    words = {
        "package": package,
        "what": ", ".join(f"`{path}`" for path in spec.only) or "the API",
        "client": spec.client.class_name,
        "models": models,
    }
    parts = _CLIENT if models is None else _MODELS
    return _TEXT.format(
        **{name: part.format(**words) for name, part in parts.items()},
        package=package,
        source=source,
        command=_command(spec.package, spec.only, package, overlays, models),
        overlays=_OVERLAYS if overlays else "",
        license=_one_line(spec.package.license or "not stated"),
        notices=f" ({names})" if names else "",
    )


_OVERLAYS = "| `_sdkscribe/overlays/` | what was corrected in the API by hand |\n"


def _command(
    source: Package,
    only: Collection[str],
    package: str,
    overlays: Collection[str],
    models: Models | None,
) -> str:
    options = [f"--only {path}" for path in only]
    options += [f"--overlay {shlex.quote(name)}" for name in overlays]
    options += [] if models is None else [f"--models {models}"]
    named = shlex.quote(_one_line(f"{source.name}@{source.version}"))
    return " \\\n    ".join([f"sdkscribe vendor {named}", *options, f"--into {package}"])


def _one_line(text: str) -> str:
    """Text of the package's, which could hold anything, as words of one line."""
    return " ".join("".join(c if c.isprintable() and c != "`" else " " for c in text).split())
