"""sdkscribe: typed Python from the TypeScript declarations that SDKs publish on npm."""

__version__ = "0.1.0"
