"""Generated code that lives in somebody else's repository: made, verified, updated."""
