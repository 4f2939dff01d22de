"""Which types of two versions fit each other, asked of TypeScript and of `diff/assignable.py`."""
