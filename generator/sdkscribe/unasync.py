"""Makes the runtime's sync modules from its async ones, by substitution: `async_x.py` → `sync_x.py`.

    python -m sdkscribe.unasync [--check]

Both are committed, and a test holds them together. Knows text, and nothing of what it says.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"

_WORDS = {
    "AsyncAPIClient": "SyncAPIClient",
    "AsyncAPIResource": "SyncAPIResource",
    "AsyncAPIResponse": "APIResponse",
    "AsyncClient": "Client",
    "AsyncIterator": "Iterator",
    "AsyncPageType": "SyncPageType",
    "AsyncResponseContextManager": "ResponseContextManager",
    "AsyncStream": "Stream",
    "DefaultAsyncHttpxClient": "DefaultHttpxClient",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "aiter": "iter",
    "aiter_bytes": "iter_bytes",
    "aiter_lines": "iter_lines",
    "aiter_text": "iter_text",
    "anext": "next",
    "aread": "read",
    "async_client": "sync_client",
    "async_drain": "sync_drain",
    "async_response": "sync_response",
    "async_settled": "sync_settled",
    "async_sleep": "sync_sleep",
}

# In this order: what is left of `async` after the first is prose.
_SUBSTITUTIONS = {
    r"\basync (?=def\b|for\b|with\b)": "",
    r"\bawait ": "",
    r"\bfor (\w+) in (.+):\n +yield \1\n": r"yield from \2\n",
    r"\bAwaitable\[(AsyncAPIResponse\[T_co\])\]": r"\1",
    r"\basync\b": "sync",
    r"\bAsyncGenerator\[T, None\]": "Generator[T, None, None]",
    r"\bAsyncGenerator\b": "Generator",
    **{rf"\b{word}\b": replacement for word, replacement in _WORDS.items()},
}


def sync_modules(folder: Path = RUNTIME) -> dict[Path, str]:
    """The sync module of each async one in the folder: its path and its text.

    Raises ValueError if a substitution is never used: it stands for something that is gone.
    """
    unused = set(_SUBSTITUTIONS)
    modules: dict[Path, str] = {}
    for source in sorted(folder.glob("async_*.py")):
        text = source.read_text(encoding="utf-8")
        for pattern, replacement in _SUBSTITUTIONS.items():
            text, count = re.subn(pattern, replacement, text)
            if count:
                unused.discard(pattern)
        modules[source.with_name(source.name.removeprefix("a"))] = _formatted(text)
    if unused:
        raise ValueError(f"substitutions that are never used: {', '.join(sorted(unused))}")
    return modules


def main(arguments: list[str]) -> int:
    """Write the sync modules, or with `--check` say which are not as they should be."""
    modules = sync_modules()
    stale = [
        path
        for path, text in modules.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.name} is not what async makes it: run {_COMMAND}\n")
        return 1 if stale else 0
    for path in stale:
        path.write_text(modules[path], encoding="utf-8")
    return 0


_COMMAND = "python -m sdkscribe.unasync"


def _formatted(text: str) -> str:
    """The text in order again: the substitutions change the length of lines and sort of names."""
    for command in (["check", "--select", "I,F401", "--fix", "--quiet"], ["format", "--quiet"]):
        arguments = [
            sys.executable,
            "-m",
            "ruff",
            *command,
            "--line-length",
            "100",
            "--isolated",
            "-",
        ]
        ran = subprocess.run(arguments, input=text.encode(), capture_output=True, check=True)
        text = ran.stdout.decode()
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
