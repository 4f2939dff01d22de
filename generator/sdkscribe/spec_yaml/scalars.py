"""Plain YAML scalars: which words YAML reads as something else than text.

YAML 1.1 (PyYAML) and YAML 1.2 disagree about `on`, `1e-05`, `2024-10-01` and others. What either of
them reads as something else is quoted when written, and refused when met unquoted.
"""

from __future__ import annotations

import re

CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,999})")
FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?")

AMBIGUOUS = re.compile(
    r"""
    y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|=|<<
    | [-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | [-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)
    | [-+]?0b[01_]+ | [-+]?0o?[0-7_]+ | [-+]?0x[0-9a-fA-F_]+
    | [0-9]{4}-[0-9]{2}-[0-9]{2}
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
      (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?
    """,
    re.VERBOSE,
)


def is_text(plain: str) -> bool:
    """Whether every YAML reads an unquoted scalar as text."""
    return plain not in CONSTANTS and AMBIGUOUS.fullmatch(plain) is None
