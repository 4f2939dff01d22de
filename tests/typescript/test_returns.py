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
        ("APIResponse<Promise<void>>", "options", Returns(kind="nothing")),
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


@pytest.mark.parametrize("promised", ["ThingsPage", "ThingsPage, Thing", "Page<Thing>"])
def test_a_page_that_is_promised_is_one_of_what_its_class_says(promised: str) -> None:
    declaration = f"""
    import {{ Page }} from '../pagination';
    export declare class Things extends APIResource {{
      list(options?: RequestOptions): PagePromise<{promised}>;
    }}
    export declare class ThingsPage extends Page<Thing> {{}}
    export interface Thing {{ id: string }}
    """
    script = """
    export class Things extends APIResource {
      list(options) { return this._client.getAPIList('/things', ThingsPage, options); }
    }
    """
    spec = transcribe(
        source(
            resources__things_d_ts=declaration,
            resources__things_js=script,
            pagination_d_ts=PAGE,
            pagination_js=PAGE_SCRIPT,
        )
    )
    (listed,) = spec.resources()[Name("resources/things", "Things")].methods
    page_class = Name("pagination", "Page")
    assert listed.overloads[0].returns == Returns(kind="page", type=THING, page_class=page_class)


PAGE = """
export declare class Page<Item> extends AbstractPage<Item> {
  data: Array<Item>;
  nextPageRequestOptions(): PageRequestOptions | null;
}
"""
PAGE_SCRIPT = """
export class Page extends AbstractPage {
  getPaginatedItems() { return this.data ?? []; }
  nextPageRequestOptions() { return null; }
}
"""
