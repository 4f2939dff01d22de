"""Why two packages differ where they do: a table of what was looked into, by aspect and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fidelity.python_package.comparison import Aspect, Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A reason for what differs in an aspect, at the places that a pattern is found in."""

    aspect: Aspect
    places: str
    reason: str


def cause_of(difference: Difference) -> str | None:
    """The reason for a difference; None where nobody has looked into it."""
    for cause in CAUSES:
        if cause.aspect == difference.aspect and re.search(cause.places, difference.place):
            return cause.reason
    return None


_BY_HAND = "written by hand in one of the two"
_LATER = "of a day that the other package has not seen"
_RENAMED = "the vendor renamed it for Python alone"
_ELSEWHERE = "declared under another type in TypeScript"
_UNSAID = "no word of the declaration shows it"
_SLOPPY = "whole by its own words, though the vendor's document says number"

CAUSES = (
    Cause(aspect="import", places=r"\.Parsed", reason=_BY_HAND),
    Cause(
        aspect="import",
        places=r"beta\.realtime\.ConversationItemParam$",
        reason="sent over a socket only, which no method of ours does",
    ),
    Cause(
        aspect="name of a union",
        places=r"ArrayOfContentPart$|OutputContentList$",
        reason="named for a title in the vendor's document",
    ),
    Cause(
        aspect="name of a union",
        places=r"realtime_tools_config_param|\.tool(_param)?\.WebSearchTool|store_message",
        reason=_ELSEWHERE,
    ),
    Cause(aspect="name of a union", places=r"response_function_web_search", reason=_LATER),
    Cause(
        aspect="name of a union",
        places=r"\.Pars(ed|eable)\w+$|ToolCallUnion$",
        reason=_BY_HAND,
    ),
    Cause(
        aspect="nested class",
        places=r"realtime_tools_config_param|response_input_param",
        reason=_ELSEWHERE,
    ),
    Cause(aspect="nested class", places=r"response_function_web_search", reason=_LATER),
    Cause(aspect="nested class", places=r"parsed_", reason=_BY_HAND),
    Cause(aspect="field", places=r"\.(max_tool_calls|top_logprobs|action)$", reason=_LATER),
    Cause(
        aspect="field",
        places=r"\.(output_parsed|parsed(_arguments)?)$",
        reason=_BY_HAND,
    ),
    Cause(aspect="required", places=r"\.parsed_arguments$", reason=_BY_HAND),
    Cause(
        aspect="field",
        places=r"\.(thread_id|run_id|vector_store_id)$",
        reason="in the path: npm openai 4 passes it beside the params, and so it is an argument here",
    ),
    Cause(aspect="field", places=r"StaticFileChunkingStrategyParam\.", reason=_RENAMED),
    Cause(aspect="name", places=r"\.model_\w+$", reason=_RENAMED),
    Cause(aspect="literals", places=r"", reason=_LATER),
    Cause(aspect="structure", places=r"Parsed|parsed", reason=_BY_HAND),
    Cause(aspect="whole", places=r"", reason=_UNSAID),
    Cause(aspect="number", places=r"\.(created_at|bytes\[\])$", reason=_SLOPPY),
    Cause(aspect="method", places=r"\.parse$|^beta\.chat\.", reason=_BY_HAND),
    Cause(
        aspect="method",
        places=r"^files\.retrieve_content$",
        reason="gone from npm, deprecated here",
    ),
    Cause(aspect="method", places=r"^realtime\.calls\.create$", reason=_BY_HAND),
    Cause(aspect="arguments", places=r"^responses\.create$", reason=_LATER),
)
