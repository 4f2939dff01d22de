"""The program, run against a local server with the vendor's package or with ours in its place."""

from __future__ import annotations

import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from fidelity.python_package.api import reply_to
from fidelity.python_package.reader import Package

_PROGRAM = Path(__file__).with_name("program.py")
_IMPORTS = Path(__file__).with_name("imports.txt")
_VENDOR = "openai"


def program_for(package: str) -> str:
    """The program's source, with its import changed."""
    source = _PROGRAM.read_text()
    return source.replace(f"from {_VENDOR}", f"from {package}")


def unresolved_imports(package: Package) -> tuple[str, ...]:
    """Those of the names that public code imports from the vendor's modules of types which a package
    does not have there."""
    return tuple(
        f"{module}.{name}"
        for module, names in map(_imported, _IMPORTS.read_text().splitlines())
        for name in names
        if (found := package.module(tuple(module.split(".")[1:]))) is None
        or found.resolve(name) is None
    )


def _imported(line: str) -> tuple[str, list[str]]:
    module, *names = line.split()
    return module, names


def output_of(source: str, python: str, folder: Path, url: str) -> str:
    """What a program prints, run by an interpreter in a folder, against the API at `url`; of one that
    fails, its errors."""
    ran = subprocess.run(
        [python, "-W", "error", "-c", source],
        cwd=folder,
        env={"PATH": "", "OPENAI_BASE_URL": url},
        capture_output=True,
        text=True,
    )
    return ran.stdout if ran.returncode == 0 else ran.stdout + ran.stderr


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = reply_to(self.command, self.path, headers, body)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def api() -> Generator[str]:
    """The URL of a server that answers as the API does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
