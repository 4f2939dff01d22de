"""The calls that the clients are timed with: arguments, and the answers that the server has."""

from __future__ import annotations

import json
from typing import Any, Final

SECRET: Final[dict[str, Any]] = {
    "expires_after": {"anchor": "created_at", "seconds": 600},
    "session": {"type": "realtime", "model": "gpt-realtime", "instructions": "Be brief."},
}
_SECRET_ANSWER = {
    "value": "ek_0123456789",
    "expires_at": 1763700000,
    "session": {
        "type": "realtime",
        "object": "realtime.session",
        "id": "sess_1",
        "model": "gpt-realtime",
        "output_modalities": ["audio"],
        "instructions": "Be brief.",
        "tools": [],
        "tool_choice": "auto",
        "max_output_tokens": "inf",
        "truncation": "auto",
        "client_secret": {"value": "ek_0123456789", "expires_at": 1763700000},
        "audio": {
            "input": {"format": {"type": "audio/pcm", "rate": 24000}, "noise_reduction": None},
            "output": {"format": {"type": "audio/pcm", "rate": 24000}, "voice": "alloy"},
        },
    },
}


def chat(messages: int) -> dict[str, Any]:
    """The arguments of a chat call: a conversation with parts of several kinds."""
    said: list[dict[str, Any]] = [{"role": "system", "content": "You are a helpful assistant."}]
    for number in range(messages - 1):
        if number % 2:
            said.append({"role": "assistant", "content": f"Answer {number}: " + "word " * 20})
        else:
            parts = [{"type": "text", "text": f"Question {number}? " + "word " * 20}]
            said.append({"role": "user", "content": parts})
    return {"model": "gpt-4o", "temperature": 0.5, "messages": said}


_CHAT_ANSWER = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1763700000,
    "model": "gpt-4o",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "Yes. " * 40, "refusal": None},
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {
        "prompt_tokens": 400,
        "completion_tokens": 80,
        "total_tokens": 480,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
    },
    "system_fingerprint": "fp_1",
}

EVENTS: Final = 2000


def _chunk(number: int) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1763700000,
        "model": "gpt-4o",
        "system_fingerprint": "fp_1",
        "choices": [
            {
                "index": 0,
                "delta": {"content": f" word{number}"},
                "logprobs": None,
                "finish_reason": None,
            }
        ],
    }


def _output(number: int) -> list[dict[str, Any]]:
    text = {
        "type": "output_text",
        "text": f"Paragraph {number}. " + "It says something at length. " * 12,
        "annotations": [
            {
                "type": "url_citation",
                "start_index": 3,
                "end_index": 40,
                "url": f"https://example.com/{number}",
                "title": "Example",
            }
        ],
        "logprobs": [],
    }
    return [
        {
            "type": "reasoning",
            "id": f"rs_{number}",
            "summary": [{"type": "summary_text", "text": "Thinking about it."}],
        },
        {
            "type": "function_call",
            "id": f"fc_{number}",
            "call_id": f"call_{number}",
            "name": "look_up",
            "arguments": '{"what": "weather"}',
            "status": "completed",
        },
        {
            "type": "message",
            "id": f"msg_{number}",
            "role": "assistant",
            "status": "completed",
            "content": [text],
        },
    ]


_LONG_ANSWER = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1763700000,
    "status": "completed",
    "error": None,
    "incomplete_details": None,
    "instructions": None,
    "metadata": {},
    "model": "gpt-4o",
    "output": [item for number in range(73) for item in _output(number)],
    "parallel_tool_calls": True,
    "temperature": 1.0,
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1.0,
    "usage": {
        "input_tokens": 10,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": 2000,
        "output_tokens_details": {"reasoning_tokens": 500},
        "total_tokens": 2010,
    },
}


EVENT_STREAM: Final = "text/event-stream"


def _json(value: object) -> tuple[str, list[bytes]]:
    return "application/json", [json.dumps(value).encode()]


def _stream() -> tuple[str, list[bytes]]:
    events = [b"data: %s\n\n" % json.dumps(_chunk(number)).encode() for number in range(EVENTS)]
    return EVENT_STREAM, [*events, b"data: [DONE]\n\n"]


ANSWERS: Final[dict[str, tuple[str, list[bytes]]]] = {
    "/realtime/client_secrets": _json(_SECRET_ANSWER),
    "/realtime/sessions": _json(_SECRET_ANSWER["session"]),
    "/chat/completions": _json(_CHAT_ANSWER),
    "/responses/resp_1": _json(_LONG_ANSWER),
    "/responses/resp_2": _json({**_LONG_ANSWER, "output_text": ""}),
    "/stream/chat/completions": _stream(),
}
"""The content type and the body, in parts, of each path's answer."""
