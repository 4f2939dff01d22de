"""How values are written in queries and forms, and which events of a stream are errors, as the code of
packages says."""

from __future__ import annotations

import pytest

from odd_sdk import FILES, source
from sdkscribe.spec import Client
from sdkscribe.transcribe import transcribe

WRITER = """
export const addFormValue = async (form, key, value) => {{
  if (typeof value === 'string') {{ form.append(key, value); }}
  else if (Array.isArray(value)) {{ {arrays} }}
  else if (typeof value === 'object') {{ {objects} }}
}};
"""
EACH = "await Promise.all(value.map((entry, i) => addFormValue(form, PLACE, entry)));"
JSON = "if (hasFile(value)) {{ {each} }} else {{ form.append(key, JSON.stringify(value)); }}"
FIELDS = "Object.entries(value).map(([n, v]) => addFormValue(form, `${key}[${n}]`, v));"
BRACKETS, INDICES, NONE = (
    EACH.replace("PLACE", place) for place in ("key + '[]'", "`${key}[${i}]`", "key")
)


def client(**files: str) -> Client:
    """The client of the package with other files beside its own."""
    return transcribe(source(**files)).client


@pytest.mark.parametrize(
    ("arrays", "objects", "conventions"),
    [
        (BRACKETS, FIELDS, ("brackets", "brackets")),
        (INDICES, FIELDS, ("indices", "brackets")),
        (JSON.format(each=NONE), JSON.format(each=FIELDS), ("json", "json")),
        (
            INDICES,
            f"if (key === 'env') {{ {FIELDS} }} else {{ form.append(key, JSON.stringify(value)); }}",
            ("indices", "brackets"),
        ),
    ],
)
def test_forms_are_written_as_their_writer_says(
    arrays: str, objects: str, conventions: tuple[str, str]
) -> None:
    found = client(internal__uploads_js=WRITER.format(arrays=arrays, objects=objects))
    assert (found.form_arrays, found.form_objects) == conventions


def test_objects_that_are_written_by_their_names_are_listed() -> None:
    objects = (
        f"if (key === 'env') {{ {FIELDS} }} else {{ form.append(key, JSON.stringify(value)); }}"
    )
    script = WRITER.format(arrays=BRACKETS, objects=objects)
    exclusions = transcribe(source(internal__uploads_js=script)).exclusions
    assert ("Odd.addFormValue", "change") in {(e.name.name, e.rule) for e in exclusions}


@pytest.mark.parametrize(
    ("code", "told_by"),
    [
        ("if (data && data.error) { throw new APIError(data.error); }", "all"),
        ("if (sse.event === 'error') { throw new APIError(sse.data); }", "events"),
        ("if (sse.event === 'error') { throw 1; } if (data.error) { throw 2; }", "all"),
        ("yield JSON.parse(sse.data);", "none"),
    ],
)
def test_errors_in_a_stream_are_what_the_code_takes_for_one(code: str, told_by: str) -> None:
    script = f"export function* events(sse, data) {{ {code} }}"
    assert client(core__streaming_js=script).stream_errors == told_by


def test_a_package_without_forms_and_streams_has_the_usual_conventions() -> None:
    found = client()
    assert (found.form_arrays, found.form_objects) == ("brackets", "brackets")
    assert found.stream_errors == "all"


@pytest.mark.parametrize(
    ("calls", "arrays"),
    [
        ("qs.stringify(a, { arrayFormat: 'brackets' })", "brackets"),
        ("qs.stringify(a)", "indices"),
        (
            "[qs.stringify(a, { arrayFormat: 'brackets' }), "
            "qs.stringify(b, { arrayFormat: 'indices' })]",
            "indices_of_objects",
        ),
    ],
)
def test_queries_may_be_written_by_a_module_that_is_passed_on(calls: str, arrays: str) -> None:
    found = client(
        internal__utils__query_js="export { stringifyQuery } from '../../lib/query';",
        lib__query_js=f"export function stringifyQuery(a, b) {{ return {calls}; }}",
    )
    assert found.query_arrays == arrays


def test_the_package_of_these_tests_says_nothing_of_queries() -> None:
    assert not any("arrayFormat" in text for text in FILES.values())
    assert client().query_arrays == "repeat"
