"""Serves both targets' OpenAPI documents with Prism, and calls it with the generated clients.

A check for development, run by `make mock`: it fetches Prism with npx. Prism refuses requests that the
document doesn't allow, and makes answers up that it does allow; a client must take them.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sdkscribe.export.openapi import export_openapi
from sdkscribe.spec_yaml import load

ROOT = Path(__file__).parent.parent
PRISM = "@stoplight/prism-cli@5.14.2"
PROGRAMS = {
    "legacy_sessions": """
from legacy_sessions import OpenAI
session = OpenAI(max_retries=0).beta.realtime.sessions.create(
    model="gpt-4o-realtime-preview",
    modalities=["text"],
    turn_detection={"type": "server_vad", "silence_duration_ms": 500},
)
assert session.client_secret is None or session.client_secret.value is not None
""",
    "client_secrets": """
from client_secrets import OpenAI
secret = OpenAI(max_retries=0).realtime.client_secrets.create(
    expires_after={"anchor": "created_at", "seconds": 600},
    session={"type": "realtime", "model": "gpt-realtime"},
)
assert isinstance(secret.value, str)
assert secret.session.type in ("realtime", "transcription")
""",
}


def main() -> int:
    failed = [
        target for target in PROGRAMS for mode in ((), ("--dynamic",)) if not _passes(target, mode)
    ]
    return 1 if failed else 0


def _passes(target: str, mode: tuple[str, ...]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder, "openapi.json")
        document.write_text(json.dumps(export_openapi(load(ROOT / "spec" / target))))
        port = _free_port()
        command = [
            "npx",
            "--yes",
            PRISM,
            "mock",
            "--errors",
            "--port",
            str(port),
            *mode,
            str(document),
        ]
        log = Path(folder, "log")
        with (
            log.open("w") as output,
            subprocess.Popen(command, stdout=output, stderr=output) as server,
        ):
            try:
                _wait_for(port, server)
                ran = _call(target, port)
            finally:
                server.terminate()
        said = "passed" if ran.returncode == 0 else f"failed\n{ran.stderr}\n{log.read_text()}"
        sys.stdout.write(f"{target} {' '.join(mode)}: {said}\n")
        return ran.returncode == 0


def _call(target: str, port: int) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "generated"),
        "OPENAI_API_KEY": "sk-test",
        "OPENAI_BASE_URL": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-W", "error", "-c", PROGRAMS[target]]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if server.poll() is not None:
                raise SystemExit("the mock server did not start: is npm there?") from None
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the mock server did not start within a minute")


if __name__ == "__main__":
    sys.exit(main())
