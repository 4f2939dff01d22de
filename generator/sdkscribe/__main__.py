"""`python -m sdkscribe`."""

from sdkscribe.cli import main

main()
