"""What the client's class says of its options, in the styles that packages ship."""

from __future__ import annotations

import pytest

from odd_sdk import source
from sdkscribe.errors import SdkscribeError
from sdkscribe.python.generate import generate
from sdkscribe.spec import Client, ClientOption, Credential, Header
from sdkscribe.transcribe import transcribe

DECLARATION = """
import * as API from './resources/things';
type Region = 'eu' | 'us';
type Config = { apiKey?: string | null; region: Region; quick?: boolean };
export declare class Odd {
  constructor(config?: Config);
  things: API.Things;
}
"""
METHODS = """
  authHeaders() {
    const header = this.apiKeyHeader();
    if (header != null && !Core.isEmptyObj(header)) { return header; }
    return {};
  }
  apiKeyHeader() { return this.apiKey == null ? {} : { 'X-Api-Key': this.apiKey }; }
  defaultHeaders() {
    return Object.assign(Object.assign(Object.assign({}, super.defaultHeaders()),
      { 'odd-region': this.region }), this._options.defaultHeaders);
  }
"""
OF_2023 = """
constructor(config) {
    const options = Object.assign({ apiKey: process.env['ODD_KEY'] || '',
      baseURL: 'https://odd.dev' }, config);
    this.apiKey = options.apiKey;
    this.region = config.region;
}
"""
SPREAD = """
constructor(config) {
    const options = { apiKey: typeof process === 'undefined' ? '' : process.env['ODD_KEY'] || '',
      baseURL: 'https://odd.dev', ...config };
    this.apiKey = options.apiKey;
    this.region = config.region;
}
"""
FOR_OLD_RUNTIMES = """
constructor(_b) {
    var _c, _d;
    var { apiKey = Core.readEnv('ODD_KEY'), region, ...opts } = _b === void 0 ? {} : _b;
    const options = { apiKey, region, baseURL: `https://odd.dev`, ...opts };
    super({ timeout: (_d = options.timeout) !== null && _d !== void 0 ? _d : 600000 });
}
"""


@pytest.mark.parametrize(
    ("constructor", "timeout"),
    [(OF_2023, 60.0), (SPREAD, 60.0), (FOR_OLD_RUNTIMES, 600.0)],
    ids=["2023", "spread", "old"],
)
def test_the_options_of_older_constructors_are_read(constructor: str, timeout: float) -> None:
    script = f"export class Odd extends Core.APIClient {{ {constructor} {METHODS} }}"
    client = transcribe(source(client_d_ts=DECLARATION, client_js=script)).client
    assert client.options == (
        ClientOption(name="apiKey", env="ODD_KEY"),
        ClientOption(name="region"),
    )
    assert client.auth == (Credential(headers=(Header(name="X-Api-Key", value="{apiKey}"),)),)
    assert client.headers == (Header(name="odd-region", value="{region}"),)
    assert (client.base_url, client.timeout) == ("https://odd.dev", timeout)


def test_a_client_of_another_packages_resources_says_which() -> None:
    declaration = """
    import { BaseOdd } from '@odd/sdk/client';
    export declare class Odd extends BaseOdd { things: Pick<BaseOdd['things'], 'list'>; }
    """
    with pytest.raises(SdkscribeError) as raised:
        transcribe(source(client_d_ts=declaration, client_js="export class Odd {}"))
    assert "has no resource" in str(raised.value)
    assert "of the BaseOdd that it extends: transcribe `@odd/sdk/client`" in str(raised.value)


def test_an_option_may_be_today_by_default() -> None:
    script = """export class Odd {
      constructor({ region = null, ...opts } = {}) {
        const options = { region: region || new Date().toISOString().slice(0, 10), ...opts,
          baseURL: 'https://odd.dev' };
      }
    }"""
    client = transcribe(source(client_d_ts=DECLARATION, client_js=script)).client
    assert client.options == (ClientOption(name="region", is_today_by_default=True),)


@pytest.mark.parametrize(
    "returned",
    [
        "{ Authorization: `Bearer ${this.apiKey}` }",
        "new Headers({ Authorization: `Bearer ${this.apiKey}` })",
        "buildHeaders([{ Authorization: `Bearer ${this.apiKey}` }])",
    ],
)
def test_credentials_are_read_in_every_form_that_headers_have(returned: str) -> None:
    script = f"export class Odd {{ {OF_2023} authHeaders(opts) {{ return {returned}; }} }}"
    client = transcribe(source(client_d_ts=DECLARATION, client_js=script)).client
    assert client.auth == (
        Credential(headers=(Header(name="Authorization", value="Bearer {apiKey}"),)),
    )


@pytest.mark.parametrize(
    "methods",
    [
        "authHeaders() { return { Authorization: `Basic ${CODED}` }; }",
        "authHeaders() { const Authorization = `Basic ${CODED}`; return { Authorization }; }",
    ],
)
@pytest.mark.parametrize("coded", ["btoa(PAIR)", "Buffer.from(PAIR).toString('base64')"])
def test_credentials_are_read_that_the_platform_encodes(methods: str, coded: str) -> None:
    made = methods.replace("CODED", coded).replace("PAIR", "`${this.region}:${this.apiKey || ''}`")
    script = f"export class Odd {{ {OF_2023} {made} }}"
    client = transcribe(source(client_d_ts=DECLARATION, client_js=script)).client
    basic = Header(name="Authorization", value="Basic base64({region}:{apiKey})")
    assert client.auth == (Credential(headers=(basic,)),)


def test_clients_of_2022_have_errors_in_their_core_and_say_how_queries_are_written() -> None:
    client = transcribe(
        source(
            client_d_ts=DECLARATION,
            client_js=f"""export class Odd {{ {OF_2023} {METHODS}
                qsOptions() {{ return {{ arrayFormat: 'comma' }}; }} }}""",
            error_d_ts="export {};",
            core_d_ts="export declare class API {}\nexport declare class APIError extends Error {}",
        )
    ).client
    assert (client.error_class, client.query_arrays) == ("APIError", "comma")


def test_an_error_class_that_every_package_has_keeps_its_meaning() -> None:
    script = f"export class Odd {{ {OF_2023} {METHODS} }}"
    spec = transcribe(
        source(
            client_d_ts=DECLARATION,
            client_js=script,
            error_d_ts="export declare class APIError extends Error {}",
        )
    )
    exported = generate(spec, package="odd")["__init__.py"]
    assert '"APIError": ("._runtime.errors", "APIError")' in exported


def test_credentials_that_can_not_be_read_are_a_problem() -> None:
    methods = "authHeaders(opts) { return sign(opts, this.secrets); }"
    script = f"export class Odd {{ {OF_2023} {methods} }}"
    with pytest.raises(SdkscribeError, match="no rule for how the client sends its credentials"):
        transcribe(source(client_d_ts=DECLARATION, client_js=script))


OPTIONS = """
import * as API from './resources/things';
export interface ClientOptions {
  email?: string | null; apiKey?: string | null; token?: string | null; userKey?: string | null;
}
"""
THINGS = "things: API.Things;"
CONSTRUCTOR = """constructor({ email = null, apiKey = null, token = null, userKey = null, ...opts } = {}) {
    this.baseURL = opts.baseURL || 'https://odd.dev'; }"""
EACH = """
  emailAuth(opts) { return this.email == null ? NONE : HEADERS({ 'X-Email': this.email }); }
  apiKeyAuth(opts) { return this.apiKey == null ? NONE : HEADERS({ 'X-Key': this.apiKey }); }
  bearer(opts) { return this.token == null ? NONE : HEADERS({ Authorization: `Bearer ${this.token}` }); }
"""
OBJECTS = EACH.replace("NONE", "{}").replace("HEADERS", "")
LISTS = EACH.replace("NONE", "undefined").replace("HEADERS(", "buildHeaders([").replace("})", "}])")
IN_TURN = """
  authHeaders(opts) {
    const emailAuth = this.emailAuth(opts);
    const apiKeyAuth = this.apiKeyAuth(opts);
    const bearer = this.bearer(opts);
    if (emailAuth != null && !Core.isEmptyObj(emailAuth) &&
        apiKeyAuth != null && !Core.isEmptyObj(apiKeyAuth)) {
      return { ...emailAuth, ...apiKeyAuth };
    }
    if (bearer != null && !Core.isEmptyObj(bearer)) { return bearer; }
    return {};
  }
"""
TOGETHER = """
  async authHeaders(opts) {
    return buildHeaders([await this.emailAuth(opts), await this.apiKeyAuth(opts)]);
  }
"""
CHECK = "validateHeaders() { if (this.token) { return; } throw new Error('no credentials'); }"
EMAIL, KEY, TOKEN = (
    Header(name="X-Email", value="{email}"),
    Header(name="X-Key", value="{apiKey}"),
    Header(name="Authorization", value="Bearer {token}"),
)


def client_of(*members: str) -> Client:
    declaration = (
        f"{OPTIONS} export declare class Odd {{ constructor(o?: ClientOptions); {THINGS} }}"
    )
    script = f"export class Odd {{ {CONSTRUCTOR} {' '.join(members)} }}"
    return transcribe(source(client_d_ts=declaration, client_js=script)).client


def test_credentials_that_are_tried_in_turn_are_kinds_of_which_the_first_is_sent() -> None:
    client = client_of(OBJECTS, IN_TURN, CHECK)
    assert client.auth == (Credential(headers=(EMAIL, KEY)), Credential(headers=(TOKEN,)))
    assert (client.auth_sends, client.is_auth_optional) == ("first", False)


def test_credentials_that_are_put_together_are_all_sent() -> None:
    client = client_of(LISTS, TOGETHER, CHECK)
    assert client.auth == (Credential(headers=(KEY,)), Credential(headers=(EMAIL,)))
    assert (client.auth_sends, client.is_auth_optional) == ("all", False)


def test_a_client_that_checks_nothing_does_without_credentials() -> None:
    assert client_of(LISTS, TOGETHER).is_auth_optional
    assert client_of(LISTS, TOGETHER, "validateHeaders(headers) { return; }").is_auth_optional


def test_headers_of_every_request_stay_where_credentials_are_tried_in_turn() -> None:
    defaults = "defaultHeaders(opts) { return { 'X-Key': this.apiKey }; }"
    assert client_of(OBJECTS, IN_TURN, CHECK, defaults).headers == (KEY,)
    assert client_of(LISTS, TOGETHER, CHECK, defaults).headers == ()


def test_a_kind_of_credentials_that_can_not_be_read_is_left_out_whole() -> None:
    broken = OBJECTS.replace("{ 'X-Email': this.email }", "sign(opts, this.email)")
    assert client_of(broken, IN_TURN, CHECK).auth == (Credential(headers=(TOKEN,)),)


def test_headers_that_the_core_of_older_packages_sends_are_the_clients() -> None:
    declaration = (
        f"{OPTIONS} export declare class Odd {{ constructor(o?: ClientOptions); {THINGS} }}"
    )
    core = """export class APIClient {
      defaultHeaders(opts) {
        return { Accept: 'application/json', 'User-Agent': this.getUserAgent(),
          'odd-key': this.getKey(), ...getPlatformHeaders(), ...this.authHeaders(opts) };
      }
      getKey() { return this.userKey; }
    }"""
    defaults = """defaultHeaders(opts) {
      return { ...super.defaultHeaders(opts), 'odd-client': 'yes', ...this._options.defaultHeaders }; }"""
    script = f"export class Odd extends Core.APIClient {{ {CONSTRUCTOR} {OBJECTS} {IN_TURN} {defaults} }}"
    client = transcribe(source(client_d_ts=declaration, client_js=script, core_js=core)).client
    assert client.headers == (
        Header(name="odd-key", value="{userKey}"),
        Header(name="odd-client", value="yes"),
    )
