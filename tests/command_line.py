"""The command line, run in the test's own process, and a small package to run it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

INDEX = "export { Acme as default } from './client';"
CLIENT_TYPES = """
import * as API from './resources/things';
export declare class Acme { things: API.Things; }
export interface ClientOptions { /** The key. */ apiKey?: string }
"""
CLIENT_SCRIPT = """
export class Acme {
  constructor({ baseURL = readEnv('ACME_BASE_URL'), apiKey = readEnv('ACME_API_KEY'), ...opts }) {
    if (apiKey === undefined) { throw new Error('no key'); }
    const options = { apiKey, ...opts, baseURL: baseURL || `https://api.acme.example/v1` };
  }
  authHeaders(opts) { return { Authorization: `Bearer ${this.apiKey}` }; }
}
"""
THINGS_TYPES = """
export declare class Things extends APIResource {
  /** Make a thing. */
  create(body: ThingCreateParams, options?: RequestOptions): APIPromise<Thing>;
}
export interface Thing { /** Its name. */ name: string; size?: number | 'inf'; kind: 'a' | 'b' }
export interface ThingCreateParams { name: string; kind?: 'a' | 'b' | null }
"""
THINGS_SCRIPT = """
export class Things extends APIResource {
  create(body, options) { return this._client.post('/things', { body, ...options }); }
}
"""
PACKAGE = {
    "package.json": '{"name": "acme", "version": "1.2.3", "license": "MIT"}',
    "index.d.ts": INDEX,
    "index.js": "",
    "client.d.ts": CLIENT_TYPES,
    "client.js": CLIENT_SCRIPT,
    "core/error.d.ts": "export declare class AcmeError extends Error {}",
    "resources/things.d.ts": THINGS_TYPES,
    "resources/things.js": THINGS_SCRIPT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    return folder


def change(package: Path, path: str, old: str, new: str) -> None:
    content = (package / path).read_text()
    assert content.count(old) == 1
    (package / path).write_text(content.replace(old, new))


def refused(ran: Ran, *said: str) -> None:
    """The run was refused, with these words, and wrote nothing."""
    assert ran.status == 2, ran
    for words in said:
        assert words in ran.err
    assert "Traceback" not in ran.err
    assert not Path("out").exists()
