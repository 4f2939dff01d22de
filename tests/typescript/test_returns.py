"""What methods answer with, by their signatures and their JavaScript."""

from __future__ import annotations

import pytest

from odd_sdk import source
from sdkscribe.spec import Name, ReferenceType, Returns
from sdkscribe.transcribe import transcribe

THING = ReferenceType(target=Name("resources/things", "Thing"))


@pytest.mark.parametrize(
    ("promised", "options", "returns"),
    [
        ("Thing", "{ ...options }", Returns(kind="value", type=THING)),
        ("APIResponse<Thing>", "options", Returns(kind="value", type=THING)),
        ("void", "options", Returns(kind="nothing")),
        ("Stream<Thing>", "{ stream: true, ...options }", Returns(kind="stream", type=THING)),
        (
            "JSONLDecoder<Thing>",
            "{ ...options, stream: true, __binaryResponse: true }",
            Returns(kind="stream", type=THING),
        ),
        ("Response", "{ ...options, __binaryResponse: true }", Returns(kind="bytes")),
    ],
)
def test_a_method_answers_with(promised: str, options: str, returns: Returns) -> None:
    declaration = f"""
    import {{ APIResource }} from '../resource';
    export declare class Things extends APIResource {{
      watch(options?: RequestOptions): APIPromise<{promised}>;
    }}
    export interface Thing {{ id: string }}
    """
    script = f"""
    export class Things extends APIResource {{
      watch(options) {{ return this._client.get('/things', {options}); }}
    }}
    """
    spec = transcribe(source(resources__things_d_ts=declaration, resources__things_js=script))
    (watch,) = spec.resources()[Name("resources/things", "Things")].methods
    assert watch.overloads[0].returns == returns
