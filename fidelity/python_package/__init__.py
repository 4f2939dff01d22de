"""What sdkscribe makes of an npm package, against the vendor's own Python package of the same time.

Both are read as source, by one reader, and neither is imported.
"""
