"""Which numbers are whole: by words that real declarations have, and what they are in truth."""

from __future__ import annotations

import pytest

from sdkscribe.typescript.whole_numbers import RULES, whole_number_evidence

WHOLE = [
    ("created_at", "The Unix timestamp (in seconds) for when the file was created."),
    ("created", None),
    ("created_after", None),
    ("bytes", "The size of the file, in bytes."),
    ("prefix_padding_ms", "Amount of audio to include before the VAD detected speech."),
    ("max_prompt_tokens", None),
    ("top_logprobs", "An integer between 0 and 20, each with an associated log probability."),
    ("max_num_results", "The maximum number of results. The default is 5 for `gpt-3.5-turbo`."),
    ("prompt", "The prompt, encoded as a string or array of tokens."),
    ("logit_bias", "Maps token IDs to a bias."),
    ("page[size]", None),
    ("assignedPhoneNumbersCount", None),
    ("minutes", "The minutes after the anchor."),
    ("n", "How many completions to generate for each prompt."),
    ("max_retries", None),
    ("status_code", None),
    ("total_pages", None),
    ("timeout_secs", None),
    ("plan_phase_order", "The phase to add this price to."),
    ("version", "The specific `agent` version to use."),
    ("max_requests_per_1_minute", None),
    ("clientASN", None),
    ("coordinate", "(x, y): x pixels from the left edge, y pixels from the top edge."),
    ("silence_duration_ms", "Duration of silence to detect speech stop."),
]
NOT_SHOWN = [
    ("temperature", "Between 0 and 2."),
    ("score", "The relevance."),
    ("top_p", "The number of tokens, where 0.1 means the top 10%."),
    ("wait_seconds", "Seconds to wait."),
    ("duration", "The duration, in seconds."),
    ("amount", "The number of credits."),
    ("usage_discount", "The number of usages to discount this by."),
    ("request_latency_avg_ms", None),
    ("limit", "An integer or a float."),
    ("total_cost", None),
    ("max_seconds", None),
    ("x", None),
    ("min_rtt_ms", "Minimum RTT in ms."),
    ("cpu_time_idle_ms", "Time spent in idle state (milliseconds)"),
    ("durationMs", None),
    ("size", "Size of location in meters."),
]


@pytest.mark.parametrize(("name", "documentation"), WHOLE)
def test_the_words_show_that_a_number_is_whole(name: str, documentation: str | None) -> None:
    assert whole_number_evidence(name, documentation)


@pytest.mark.parametrize(("name", "documentation"), NOT_SHOWN)
def test_nothing_shows_that_a_number_is_whole(name: str, documentation: str | None) -> None:
    assert whole_number_evidence(name, documentation) is None


def test_the_evidence_is_the_words_that_were_found() -> None:
    assert whole_number_evidence("size", "The size in bytes.") == "documentation: in bytes"
    assert whole_number_evidence("expires_at", None) == "name: at"
    assert whole_number_evidence("n", "A positive integer.") == "documentation: positive integer"


def test_every_rule_has_its_reason() -> None:
    assert all(rule.reason for rule in RULES)
    assert len({(rule.looks_at, rule.pattern.pattern) for rule in RULES}) == len(RULES)
