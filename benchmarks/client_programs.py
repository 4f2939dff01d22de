"""Whole programs that use a client: from start to the first answer, and as type checkers read them."""

from __future__ import annotations

from benchmarks.client_cases import SECRET

FLOOR_IMPORTS = "import json\n\nimport httpx2\n"
PYDANTIC = "from pydantic import BaseModel\n\n\nclass Secret(BaseModel):\n    value: str\n\n\n"
_FLOOR_CALL = """
client = httpx2.Client(headers={{"Authorization": "Bearer k"}})
answer = client.post("{url}/realtime/client_secrets", json={arguments!r})
print(json.loads(answer.content)["value"])
"""
_CALL = """
from {package} import OpenAI

client = OpenAI(api_key="k", base_url="{url}")
print(client.realtime.client_secrets.create(**{arguments!r}).value)
"""
_SCRIPT = """
from {package} import OpenAI, APIStatusError, RateLimitError


def secret(client: OpenAI, instructions: str) -> str:
    try:
        answer = client.realtime.client_secrets.create(
            expires_after={{"anchor": "created_at", "seconds": 600}},
            session={{"type": "realtime", "model": "gpt-realtime", "instructions": instructions}},
        )
    except RateLimitError:
        return "later"
    except APIStatusError as error:
        return f"{{error.status_code}}: {{error.message}}"
    return f"{{answer.value}} until {{answer.expires_at}}"


def main() -> None:
    with OpenAI(api_key="k", max_retries=1) as client:
        print(secret(client, "Be brief."))
"""
_FLOOR_SCRIPT = """
import httpx2
from pydantic import BaseModel


class Secret(BaseModel):
    value: str
    expires_at: int


def secret(client: httpx2.Client, instructions: str) -> str:
    session = {"type": "realtime", "model": "gpt-realtime", "instructions": instructions}
    answer = client.post("https://api.example.com/realtime/client_secrets", json=session)
    if answer.is_success:
        found = Secret.model_validate(answer.json())
        return f"{found.value} until {found.expires_at}"
    return f"{answer.status_code}: {answer.text}"


def main() -> None:
    with httpx2.Client() as client:
        print(secret(client, "Be brief."))
"""


def first_call(package: str | None, url: str) -> str:
    """A program that makes one call: where there is no package, over httpx2 alone, or with a model
    of pydantic's beside it."""
    if package == "pydantic":
        return PYDANTIC + first_call(None, url)
    if package is None:
        return FLOOR_IMPORTS + _FLOOR_CALL.format(url=url, arguments=SECRET)
    return _CALL.format(package=package, url=url, arguments=SECRET)


def script(package: str | None) -> str:
    """A user's typed script of twenty lines."""
    return _FLOOR_SCRIPT if package is None else _SCRIPT.format(package=package)
