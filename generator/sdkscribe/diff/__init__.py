"""What changed between two versions of an API, and what it breaks. It knows specs, and nothing of how
they are read, written or generated from."""
