"""What the package's clients are made from."""

from .async_client import AsyncAPIClient
from .connections import default_timeout
from .definition import ClientDefinition, ClientOption, Credential, environment_url
from .sync_client import SyncAPIClient

__all__ = [
    "AsyncAPIClient",
    "ClientDefinition",
    "ClientOption",
    "Credential",
    "SyncAPIClient",
    "default_timeout",
    "environment_url",
]
