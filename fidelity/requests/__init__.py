"""What the generated clients send, held against what the vendors' own JavaScript sends for the same calls."""
