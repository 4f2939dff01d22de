"""A package of a dozen lines with what few SDKs do: its client has methods, environments, options in its
base URL and with defaults; classes inherit methods; one of several paths is called; a body is one field.
"""

from __future__ import annotations

from sdkscribe.source import Source

FILES = {
    "index.d.ts": "export { Odd as default } from './client';\n",
    "client.d.ts": """
import * as API from './resources/things';
export interface ClientOptions {
  apiKey?: string | undefined;
  region?: string | null | undefined;
  apiVersion?: string | undefined;
  retriesItself?: boolean;
}
export declare class Odd {
  apiKey: string;
  constructor(options?: ClientOptions);
  /** Say that all is well. */
  ping(options?: RequestOptions): APIPromise<API.Thing>;
  withOptions(options: Partial<ClientOptions>): this;
  things: API.Things;
}
""",
    "client.js": """
const environments = { production: 'https://{region}.odd.dev', sandbox: 'http://localhost:1' };
export class Odd {
  constructor({ baseURL = readEnv('ODD_BASE_URL'), apiKey = process.env['ODD_KEY'],
      region = readEnv('ODD_REGION') ?? null, apiVersion = '2026-01-01', retriesItself = true,
      ...opts } = {}) {
    if (!apiKey) { throw new Error('no key'); }
    const options = { apiKey, ...opts, baseURL: baseURL || `https://{region}.odd.dev` };
    this.timeout = options.timeout ?? 2 * 60 * 1000;
    this.maxRetries = options.maxRetries ?? 0;
  }
  async authHeaders(opts) {
    const credentials = `${this.apiKey}:`;
    return buildHeaders([{ Authorization: `Basic ${toBase64(credentials)}` }]);
  }
  buildHeaders({ options, retryCount }) {
    return buildHeaders([{ Accept: 'application/json', 'User-Agent': this.getUserAgent(),
      'X-Stainless-Retry-Count': String(retryCount), ...getPlatformHeaders(),
      'odd-version': this.apiVersion, 'odd-client': 'yes' }, options.headers]).values;
  }
  defaultQuery() { return { region: this.region, ...this._options.defaultQuery }; }
  ping(options) { return this.get('/ping', options); }
  withOptions(options) { return new this.constructor({ ...this._options, ...options }); }
}
""",
    "error.d.ts": "export declare class OddError extends Error {}\n",
    "error.js": """
export class APIError extends Error {
  static generate(status, errorResponse) { const error = errorResponse?.['problem']; }
}
""",
    "resources/things.d.ts": """
import { APIResource } from '../resource';
export declare class BaseThings extends APIResource {
  static readonly _key: readonly ['things'];
  retrieve(id: string, options?: RequestOptions): APIPromise<Thing>;
  readonly limit?: number;
}
export declare class Things extends BaseThings {
  update(id: string, params: ThingUpdateParams, options?: RequestOptions): APIPromise<Thing>;
  write(id: string, params: ThingWriteParams, options?: RequestOptions): APIPromise<Thing>;
  find: (id: string, options?: RequestOptions) => APIPromise<Thing>;
  waitFor(id: string): Promise<Thing>;
}
export interface Thing { id: string }
export interface ThingUpdateParams { account_id?: string; zone_id?: string; name: string }
export interface ThingWriteParams { contents: Uploadable; mode?: string }
""",
    "resources/things.js": """
export class BaseThings extends APIResource {
  retrieve(id, options) { return this._client.get(path`/things/${id}`, options); }
}
export class Things extends BaseThings {
  constructor() { super(...arguments); this.find = this.retrieve; }
  update(id, params, options) {
    const { account_id, zone_id, ...body } = params;
    const { kind, kindID } = account_id ? { kind: 'accounts', kindID: account_id }
      : { kind: 'zones', kindID: zone_id };
    return this._client.put(path`/${kind}/${kindID}/things/${id}`, { body, ...options });
  }
  write(id, params, options) {
    const { contents, mode } = params;
    return this._client.put(path`/things/${id}/contents`, { query: { mode }, body: contents,
      ...options, headers: buildHeaders([{ 'Content-Type': 'application/octet-stream',
        'odd-client': null, 'odd-version': undefined }]) });
  }
  async waitFor(id) { return poll(() => this.retrieve(id)); }
}
""",
    "resource.d.ts": "export declare class APIResource {}\n",
}


def source(**changes: str) -> Source:
    """The package, with the text of some files changed: `client_js=…` is of `client.js`."""
    files = FILES | {_path(name): text for name, text in changes.items()}
    content = {path: text.encode() for path, text in files.items()}
    return Source(name="odd", version="1.0.0", kind="folder", files=content)


def _path(name: str) -> str:
    stem, _, ending = name.rpartition("_d_ts") if name.endswith("_d_ts") else name.rpartition("_js")
    return f"{stem.replace('__', '/')}{'.d.ts' if name.endswith('_d_ts') else '.js'}{ending}"
