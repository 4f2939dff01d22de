"""What methods send, read from short classes in the styles that packages ship."""

from __future__ import annotations

import pytest

from sdkscribe.errors import Problem
from sdkscribe.spec import BodyPart, Header, Name, Placement
from sdkscribe.typescript.calls import Call, Sent, call_of
from sdkscribe.typescript.exclusions import ALTERNATIVES, COMPOSED, HELPER, ExclusionRule
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.request import Change
from sdkscribe.typescript.resources import methods_in_scripts
from sdkscribe.typescript.source_files import SourceFiles


def call(method: str, beside: str = "") -> Call | ExclusionRule:
    script = f"{beside}\nexport class R extends APIResource {{\n{method}\n}}"
    found, problems = read(script)
    assert problems == []
    return found


def read(script: str) -> tuple[Call | ExclusionRule, list[Problem]]:
    problems: list[Problem] = []
    files = {
        "r.d.ts": b"export declare class R {}",
        "r.mjs": script.encode(),
        "lib/made.mjs": MADE.encode(),
    }
    modules = Modules(files=SourceFiles(contents=files))
    methods = dict(methods_in_scripts(modules, Name("r", "R")))
    return call_of(modules, "m", methods, problems), problems


MADE = """
export function headersOf(params, options) {
    const { betas } = params;
    return buildHeaders([
        { ...(betas?.toString() != null ? { 'v-beta': betas?.toString() } : undefined) },
        helperHeader(params.tools), options?.headers]);
}
function helperHeader(tools) {
    const found = collect(tools);
    if (found.length === 0) return {};
    return { ['x-stainless-helper']: found.join(', ') };
}
export function renamed(params) {
    if (!params.old) { return params; }
    const { old, ...rest } = params;
    return { ...rest, current: { ...params.current, format: old } };
}
export function sent(client, body, options) {
    const answer = client.post('/x', { body, ...options });
    loggerFor(client).debug('sent');
    return body.plain ? answer : answer._thenUnwrap((data) => data);
}
"""


FUNCTIONS = """
import { headersOf, renamed, sent } from "./lib/made.mjs";
function resolveResourceRequestOptions(options, build) {
    return Promise.resolve(options).then(build);
}
function withBodyFinalization(options, finalization) {
    return { ...options, __metadata: { ...options.__metadata, ...finalization } };
}
"""
PATH = Placement(field="thread_id", place="path", wire_name="thread_id")

CALLS: list[tuple[str, str, Call]] = [
    (
        "a body, from a function of another module",
        "m(body, options) { return sent(this._client, body, options); }",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}),
    ),
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
        "a resource that has the client's verbs as its own",
        "m(id, options) { return this.get(`/x/${id}`, options); }",
        Call(verb="GET", path="/x/{id}", sent={"id": Sent(place="path")}),
    ),
    (
        "options that are put together by a function",
        """m(body, options) {
            var _a;
            return this.post('/x', Object.assign(Object.assign({ body }, options),
                { stream: (_a = body.stream) !== null && _a !== void 0 ? _a : false }));
        }""",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}),
    ),
    (
        "functions that are called without their modules",
        """m(id, body, options) { return this.post(`/x/${id}`, (0, core_1.multipartFormRequestOptions)(
            Object.assign({ body }, options))); }""",
        Call(
            verb="POST",
            path="/x/{id}",
            sent={"body": Sent(place="body"), "id": Sent(place="path")},
            encoding="multipart",
        ),
    ),
    (
        "a form where there is a file",
        """m(body, options) { return this._client.post('/x',
            maybeMultipartFormRequestOptions({ body, ...options }, this._client)); }""",
        Call(
            verb="POST",
            path="/x",
            sent={"body": Sent(place="body")},
            encoding="multipart_if_files",
        ),
    ),
    (
        "options that are resolved first",
        """m(body, options) { return this._client.post('/x', resolveResourceRequestOptions(options,
            (options) => withBodyFinalization({ body, ...options, stream: body.stream ?? false,
            __security: { bearerAuth: true } }, { streamFromBody: true })))._thenUnwrap((r) => r); }
        """,
        Call(
            verb="POST",
            path="/x",
            sent={"body": Sent(place="body")},
            security=("bearerAuth",),
        ),
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
            changes=(Change(of="format", source="body.format ? body.format : 'base64'"),),
        ),
    ),
    (
        "one of two paths",
        """m(id, params, options) {
            const { account_id, zone_id, ...body } = params;
            if (!account_id && !zone_id) { throw new Error('which?'); }
            const { kind, kindId } = account_id ? { kind: 'accounts', kindId: account_id }
                : { kind: 'zones', kindId: zone_id };
            return this._client.put(path `/${kind}/${kindId}/x/${id}`, { body, ...options });
        }""",
        Call(
            verb="PUT",
            path="/accounts/{account_id}/x/{id}",
            other_paths=("/zones/{zone_id}/x/{id}",),
            sent={
                "params": Sent(
                    place="body",
                    placements=(
                        Placement(field="account_id", place="path", wire_name="account_id"),
                        Placement(field="zone_id", place="path", wire_name="zone_id"),
                    ),
                ),
                "id": Sent(place="path"),
            },
        ),
    ),
    (
        "a body of the type that an argument says",
        """m(params, options) { const { content, 'Content-Type': contentType } = params;
            return this._client.post('/x', { body: content, ...options,
                headers: { 'Content-Type': contentType, ...options?.headers } }); }""",
        Call(
            verb="POST",
            path="/x",
            sent={
                "params": Sent(
                    placements=(
                        Placement(field="content", place="body", wire_name=""),
                        Placement(field="Content-Type", place="header", wire_name="Content-Type"),
                    )
                ),
            },
            encoding="binary",
        ),
    ),
    (
        "a body that is one field",
        """m(id, params, options) { const { contents, mode } = params;
            return this._client.put(`/x/${id}`, { query: { mode }, body: contents, ...options,
                headers: buildHeaders([{ 'Content-Type': 'application/octet-stream' }]) }); }""",
        Call(
            verb="PUT",
            path="/x/{id}",
            sent={
                "id": Sent(place="path"),
                "params": Sent(
                    placements=(
                        Placement(field="mode", place="query", wire_name="mode"),
                        Placement(field="contents", place="body", wire_name=""),
                    )
                ),
            },
            headers=(Header(name="Content-Type", value="application/octet-stream"),),
            encoding="binary",
        ),
    ),
    (
        "a body with the fields of one of its fields",
        """m(params, options) { const { files, ...body } = params;
            return this._client.put('/x', Core.maybeMultipartFormRequestOptions({
                body: { ...body, ...files }, ...options })); }""",
        Call(
            verb="PUT",
            path="/x",
            sent={
                "params": Sent(
                    place="body",
                    placements=(Placement(field="files", place="body", wire_name=""),),
                )
            },
            encoding="multipart_if_files",
        ),
    ),
    (
        "a form in the manner of a URL",
        """m(body, options) { return this._client.post('/x', { body, ...options,
            headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }); }""",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}, encoding="form"),
    ),
    (
        "a multipart form with parts of their own content types",
        """m(body, options) { return this._client.post('/x', encodedMultipartFormRequestOptions({
            body, ...options }, this._client, { sdp: { content_type: 'application/sdp', json: false },
            session: { content_type: 'application/json', json: true } }, 'sdp')); }""",
        Call(
            verb="POST",
            path="/x",
            sent={"body": Sent(place="body")},
            encoding="multipart",
            body_parts=(
                BodyPart(name="sdp", content_type="application/sdp", is_body_if_alone=True),
                BodyPart(name="session", content_type="application/json", is_json=True),
            ),
        ),
    ),
    (
        "headers made by a function of another module",
        """m(params, options) { const { betas, ...body } = params;
            const request = { body, headers: headersOf(params, options) };
            return this._client.post('/x', { ...request, __span: span(request) }); }""",
        Call(
            verb="POST",
            path="/x",
            sent={
                "params": Sent(
                    place="body",
                    placements=(Placement(field="betas", place="header", wire_name="v-beta"),),
                )
            },
        ),
    ),
    (
        "parameters that a function of another module may change",
        """m(params, options) { const changed = renamed(params);
            const { betas, ...body } = changed;
            return this._client.post('/x', { body, headers: { 'v-beta': betas } }); }""",
        Call(
            verb="POST",
            path="/x",
            sent={
                "params": Sent(
                    place="body",
                    placements=(Placement(field="betas", place="header", wire_name="v-beta"),),
                )
            },
            changes=(Change(of="params", source="body"),),
        ),
    ),
    (
        "a field that an option of the client stands for, and no credentials",
        """m(body, options) { const id = body.client_id || this._client.clientID;
            const whole = { ...body, client_id: id };
            return this._client.post('/x', { body: whole, ...options, headers: {
                ...options?.headers, authorization: null }, __security: {} }); }""",
        Call(
            verb="POST",
            path="/x",
            sent={
                "body": Sent(
                    place="body",
                    placements=(
                        Placement(
                            field="client_id",
                            place="body",
                            wire_name="client_id",
                            option="clientID",
                        ),
                    ),
                )
            },
            security=(),
        ),
    ),
    (
        "a header that lists an argument and a constant",
        """m(params, options) { const { betas, ...body } = params;
            return this._client.post('/x', { body, headers: buildHeaders([
                { 'v-beta': [...(betas ?? []), 'count'].toString() }, options?.headers]) }); }""",
        Call(
            verb="POST",
            path="/x",
            sent={
                "params": Sent(
                    place="body",
                    placements=(Placement(field="betas", place="header", wire_name="v-beta"),),
                )
            },
            headers=(Header(name="v-beta", value="count"),),
        ),
    ),
    (
        "a query with a field under another name",
        """m(query = {}, options) { const { expand, ...rest } = query ?? {};
            return this._client.getAPIList('/x', (Page), { query: { ...rest,
                ...(expand != null ? { 'expand[]': expand } : {}) }, ...options }); }""",
        Call(
            verb="GET",
            path="/x",
            sent={
                "query": Sent(
                    place="query",
                    placements=(Placement(field="expand", place="query", wire_name="expand[]"),),
                )
            },
        ),
    ),
    (
        "options that may be passed in a query's place",
        """m(query = {}, options) {
            const instead = optionsIn(query, ['after'], options);
            if (instead !== undefined) { options = instead; query = {}; }
            query = query;
            return this._client.get('/x', { query, ...options }); }""",
        Call(verb="GET", path="/x", sent={"query": Sent(place="query")}),
    ),
    (
        "an answer that has something added",
        """m(id, options) { return this._client.get(`/x/${id}`, options)._thenUnwrap((data) => {
            data.words = count(data); return data; }); }""",
        Call(
            verb="GET",
            path="/x/{id}",
            sent={"id": Sent(place="path")},
            changes=(Change(of="returns", source="data.words"),),
        ),
    ),
    (
        "an answer that is awaited and taken apart",
        """async m(id, options) { const answer = await this._client.get(`/x/${id}`, options);
            return answer.result; }""",
        Call(verb="GET", path="/x/{id}", sent={"id": Sent(place="path")}, unwrap="result"),
    ),
    (
        "a function in a field",
        "m = (body, options) => this._client.post('/x', { body, ...options });",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}),
    ),
    (
        "another method in a field",
        """constructor() { super(...arguments); this.m = this.retrieve; }
        retrieve(id, options) { return this._client.get(`/x/${id}`, options); }""",
        Call(verb="GET", path="/x/{id}", sent={"id": Sent(place="path")}),
    ),
    (
        "a part of its class's own",
        """m(body, options) { return this._client.post('/x', this._options(body, options)); }
        _options(body, options) { return { body, ...options, __binaryResponse: true }; }""",
        Call(verb="POST", path="/x", sent={"body": Sent(place="body")}, is_binary=True),
    ),
]


@pytest.mark.parametrize(("method", "expected"), [c[1:] for c in CALLS], ids=[c[0] for c in CALLS])
def test_a_method_sends(method: str, expected: Call) -> None:
    assert call(method, FUNCTIONS) == expected


HELPERS = [
    "async m(id) { let file = await this.retrieve(id); return file; }",
    "m(body, options) { return Stream.create(this._client, body, options); }",
    "async m(id, o) { const b = await this.retrieve(id); return this._client.get(b.url, o); }",
    "m(body, o) { return this._client.files.create(body, o).then((file) => this.wait(file.id)); }",
    "m(id, o) { return pollUntil(() => this._client.get(`/x/${id}`, o)); }",
    "async m(b, o) { const a = await this._client.post('/x', { b }); return { uri: a.uri }; }",
    "m(b) { this._client.get('/x'); return this._client.get('/y'); }",
]


@pytest.mark.parametrize("method", HELPERS)
def test_a_method_built_on_others_is_a_helper(method: str) -> None:
    assert call(method) is HELPER


def test_a_method_that_chooses_between_requests_is_none() -> None:
    found = call("""m(params, options) { const { file, ...body } = params;
        if (file) { return this._client.post('/upload', { body: { file } }); }
        return this._client.post('/x', { body, ...options }); }""")
    assert found is ALTERNATIVES


def test_a_list_that_calls_itself_is_an_endpoint() -> None:
    found = call("""m(query = {}, options) {
            if (isRequestOptions(query)) { return this.m({}, query); }
            return this._client.getAPIList('/x', Page, { query, ...options });
        }""")
    assert isinstance(found, Call)
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
        "m(b, c, options) { return this._client.post('/x', { body: mixed(b, c) }); }",
        "no rule for what a request's body holds",
    ),
    (
        "m(b, options) { return this._client.post('/x', { body: { ...b, kind: now() } }); }",
        "no rule for what a request's body holds: kind: now()",
    ),
    (
        "m(b, options) { return this._client[b.verb]('/x', options); }",
        "no rule for a request's verb",
    ),
    (
        "m(b, options) { return this._client.get('/x', { headers: { a: mixed(b, options) } }); }",
        "no rule for what a request's header holds",
    ),
    (
        "m(b, o) { return this._client.get('/x', { headers: { ...(b.c ? { a: 'b' } : {}) } }); }",
        "no rule for a request's headers",
    ),
    (
        "m(id) { return this._client.get(`/x/${id}`)._thenUnwrap((a) => a.data.items); }",
        "no rule for what is taken out of an answer",
    ),
]


@pytest.mark.parametrize(("method", "message"), BAD)
def test_a_call_that_has_no_rule_is_a_problem_with_its_place(method: str, message: str) -> None:
    _, problems = read(f"export class R {{\n  {method}\n}}")
    assert len(problems) == 1
    assert str(problems[0]).startswith("r.mjs:2:")
    assert message in str(problems[0])


@pytest.mark.parametrize(
    "body",
    [
        "{ agent_inputs: { query: body.query }, name: 'search' }",
        "{ ...body, streaming: true }",
        "{ statuses: ['completed'] }",
    ],
)
def test_a_method_that_composes_its_body_is_left_out_with_its_rule(body: str) -> None:
    method = f"m(id, body, options) {{ return this._client.post(path`/a/${{id}}`, {{ body: {body} }}); }}"
    assert call(method) == COMPOSED


def test_a_list_that_makes_the_class_of_its_pages_is_a_helper() -> None:
    method = """m(topic, offset, query, options) {
        return this._client.getAPIList(path`/get/${topic}/${offset}`,
            Pages.withPath((next) => path`/get/${topic}/${next}`), { query, ...options });
    }"""
    assert call(method) == HELPER


def test_a_header_that_is_null_is_one_of_the_clients_that_is_not_sent() -> None:
    method = """m(body, options) {
        const changed = { ...options, headers: { ...options?.headers, runtime_tag: null } };
        return this._client.post('/a', { body, ...changed });
    }"""
    found = call(method)
    assert isinstance(found, Call)
    assert (found.headers, found.changes) == ((), ())
    assert found.without_headers == ("runtime_tag",)


def test_a_form_that_is_written_in_a_way_of_its_own_is_listed_as_a_change() -> None:
    method = """m(body, options) { return this._client.put('/a', multipartFormRequestOptions({
        body, ...options, __multipartSyntax: 'json' })); }"""
    found = call(method)
    assert isinstance(found, Call)
    assert found.encoding == "multipart"
    assert found.changes == (Change(of="form", source="__multipartSyntax: 'json'"),)
