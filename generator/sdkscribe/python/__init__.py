"""The back end: a spec to a plan of the Python package, in finished text and flags."""
