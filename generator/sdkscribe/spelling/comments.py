"""Documentation as a comment: a star before each line."""

from __future__ import annotations


def comment_lines(description: str | None) -> list[str]:
    """The lines of a `/** … */` comment; none where there is no documentation."""
    if description is None:
        return []
    stars = (f" * {line}" if line else " *" for line in description.split("\n"))
    return ["/**", *stars, " */"]
