"""The front end: declarations and the JavaScript beside them, read through tree-sitter."""
