"""How TypeScript usually writes what a spec says; a value keeps its own spelling only where the
source writes it otherwise.

The front end asks it which spellings to keep, and the export to TypeScript writes with it. It works on
the spec's values, and knows no syntax tree.
"""
