"""`make fidelity`: whole SDKs, held against what they were made from. It is a tool of this repository
and no part of sdkscribe."""
