"""What the client's class says of its options, in the styles that packages ship."""

from __future__ import annotations

import pytest

from odd_sdk import source
from sdkscribe.errors import SdkscribeError
from sdkscribe.spec import ClientOption, Header
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
FOR_OLD_RUNTIMES = """
constructor(_b) {
    var _c, _d;
    var { apiKey = Core.readEnv('ODD_KEY'), region, ...opts } = _b === void 0 ? {} : _b;
    const options = { apiKey, region, baseURL: `https://odd.dev`, ...opts };
    super({ timeout: (_d = options.timeout) !== null && _d !== void 0 ? _d : 600000 });
}
"""


@pytest.mark.parametrize(
    ("constructor", "timeout"), [(OF_2023, 60.0), (FOR_OLD_RUNTIMES, 600.0)], ids=["2023", "old"]
)
def test_the_options_of_older_constructors_are_read(constructor: str, timeout: float) -> None:
    script = f"export class Odd extends Core.APIClient {{ {constructor} {METHODS} }}"
    client = transcribe(source(client_d_ts=DECLARATION, client_js=script)).client
    assert client.options == (
        ClientOption(name="apiKey", env="ODD_KEY"),
        ClientOption(name="region"),
    )
    assert client.auth == (Header(name="X-Api-Key", value="{apiKey}"),)
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
    assert client.auth == (Header(name="Authorization", value="Bearer {apiKey}"),)


def test_credentials_that_can_not_be_read_are_a_problem() -> None:
    methods = "authHeaders(opts) { return sign(opts, this.secrets); }"
    script = f"export class Odd {{ {OF_2023} {methods} }}"
    with pytest.raises(SdkscribeError, match="no rule for how the client sends its credentials"):
        transcribe(source(client_d_ts=DECLARATION, client_js=script))
