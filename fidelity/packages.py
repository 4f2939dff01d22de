"""The packages that fidelity is measured on: openai over two years, and four other vendors."""

from __future__ import annotations

PACKAGES = (
    "openai@4.78.0",
    "openai@4.104.0",
    "openai@6.8.1",
    "openai@7.55.0",
    "orb-billing@6.11.0",
    "@mux/mux-node@15.3.0",
    "telnyx@7.24.0",
    "cloudflare@7.3.0",
)
