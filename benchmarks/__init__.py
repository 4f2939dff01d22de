"""Time and memory of sdkscribe, side by side with real peers in one run."""
