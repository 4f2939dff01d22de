"""What methods send, read from short classes in the styles that packages ship."""

from __future__ import annotations

import pytest

from sdkscribe.errors import Problem
from sdkscribe.spec import Header, Name, Placement
from sdkscribe.typescript.calls import Call, Sent, calls_of_class
from sdkscribe.typescript.modules import Modules


def call(method: str) -> Call | None:
    script = f"export class R extends APIResource {{\n{method}\n}}"
    found, problems = read(script)
    assert problems == []
    return found["m"]


def read(script: str) -> tuple[dict[str, Call | None], list[Problem]]:
    problems: list[Problem] = []
    modules = Modules(files={"r.d.ts": b"export declare class R {}", "r.mjs": script.encode()})
    found = calls_of_class(modules, Name("r", "R"), problems)
    assert found is not None
    return found, problems


PATH = Placement(field="thread_id", place="path", wire_name="thread_id")

CALLS: list[tuple[str, str, Call]] = [
    (
        "a body",
        "m(body, options) { return this._client.post('/x', { body, ...options }); }",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}),
    ),
    (
        "a path argument in a template",
        "m(id, options) { return this._client.get(`/x/${id}/y`, options); }",
        Call(verb="GET", path="/x/{id}/y", sent={"id": Sent(place="path")}),
    ),
    (
        "a path argument in a tagged template",
        "m(id, options) { return this._client.delete(path `/x/${id}`, options); }",
        Call(verb="DELETE", path="/x/{id}", sent={"id": Sent(place="path")}),
    ),
    (
        "parameters taken apart",
        """m(runID, params, options) {
            const { thread_id, include, ...body } = params ?? {};
            return this._client.post(path `/t/${thread_id}/r/${runID}`, {
                query: { include }, body, ...options });
        }""",
        Call(
            verb="POST",
            path="/t/{thread_id}/r/{runID}",
            sent={
                "params": Sent(
                    place="body",
                    placements=(
                        PATH,
                        Placement(field="include", place="query", wire_name="include"),
                    ),
                ),
                "runID": Sent(place="path"),
            },
        ),
    ),
    (
        "constant headers in an object",
        """m(body, options) { return this._client.post('/x', { body, ...options,
            headers: { 'OpenAI-Beta': 'assistants=v2', ...options?.headers } }); }""",
        Call(
            verb="POST",
            path="/x",
            sent={"body": Sent(place="body")},
            headers=(Header(name="OpenAI-Beta", value="assistants=v2"),),
        ),
    ),
    (
        "headers in a list, one of them from an argument",
        """m(params, options) {
            const { betas, ...body } = params;
            return this._client.post('/x', { body, ...options, headers: buildHeaders([
                { ...(betas?.toString() != null ? { 'v-beta': betas?.toString() } : undefined) },
                { Accept: '*/*' }, options?.headers]) });
        }""",
        Call(
            verb="POST",
            path="/x",
            sent={
                "params": Sent(
                    place="body",
                    placements=(Placement(field="betas", place="header", wire_name="v-beta"),),
                )
            },
            headers=(Header(name="Accept", value="*/*"),),
        ),
    ),
    (
        "a multipart form",
        """m(body, options) { return this._client.post('/x',
            Core.multipartFormRequestOptions({ body, ...options })); }""",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}, encoding="multipart"),
    ),
    (
        "options that are resolved first",
        """m(body, options) { return this._client.post('/x', resolveResourceRequestOptions(options,
            (options) => withBodyFinalization({ body, ...options, stream: body.stream ?? false,
            __security: { bearerAuth: true } }, { streamFromBody: true })))._thenUnwrap((r) => r); }
        """,
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}),
    ),
    (
        "a binary answer",
        """m(id, options) { return this._client.get(`/x/${id}`, { ...options,
            __binaryResponse: true }); }""",
        Call(verb="GET", path="/x/{id}", sent={"id": Sent(place="path")}, is_binary=True),
    ),
    (
        "a list whose verb is given as an option",
        """m(body, options) { return this._client.getAPIList('/x', Page, {
            body, method: 'post', ...options }); }""",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}),
    ),
    (
        "a body with one field computed first",
        """m(body, options) {
            let format = body.format ? body.format : 'base64';
            return this._client.post('/x', { body: { ...body, format: format }, ...options });
        }""",
        Call(
            verb="POST",
            path="/x",
            sent={
                "body": Sent(
                    place="body",
                    placements=(Placement(field="format", place="body", wire_name="format"),),
                )
            },
        ),
    ),
]


@pytest.mark.parametrize(("method", "expected"), [c[1:] for c in CALLS], ids=[c[0] for c in CALLS])
def test_a_method_sends(method: str, expected: Call) -> None:
    assert call(method) == expected


HELPERS = [
    "async m(id) { let file = await this.retrieve(id); return file; }",
    "m(body, options) { return Stream.create(this._client, body, options); }",
    "async m(id, o) { const b = await this.retrieve(id); return this._client.get(b.url, o); }",
]


@pytest.mark.parametrize("method", HELPERS)
def test_a_method_built_on_others_is_a_helper(method: str) -> None:
    assert call(method) is None


def test_a_list_that_calls_itself_is_an_endpoint() -> None:
    found = call("""m(query = {}, options) {
            if (isRequestOptions(query)) { return this.m({}, query); }
            return this._client.getAPIList('/x', Page, { query, ...options });
        }""")
    assert found is not None
    assert (found.verb, found.sent) == ("GET", {"query": Sent(place="query")})


BAD = [
    (
        "m(b, options) { return this._client.post(where(b), options); }",
        "no rule for a request's path",
    ),
    (
        "m(b, options) { return this._client.post('/x', { odd: 1, ...options }); }",
        "no rule for a request's option: odd: 1",
    ),
    (
        "m(b, options) { return this._client.post('/x', { body: made(b) + 1, ...options }); }",
        "no rule for what a request's body holds",
    ),
    (
        "m(b) { this._client.get('/x'); return this._client.get('/y'); }",
        "no rule for a method that sends more than one request",
    ),
]


@pytest.mark.parametrize(("method", "message"), BAD)
def test_a_call_that_has_no_rule_is_a_problem_with_its_place(method: str, message: str) -> None:
    _, problems = read(f"export class R {{\n  {method}\n}}")
    assert len(problems) == 1
    assert str(problems[0]).startswith("r.mjs:2:")
    assert message in str(problems[0])
