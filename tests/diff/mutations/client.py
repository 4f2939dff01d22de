"""The client changed."""

from __future__ import annotations

from dataclasses import replace

from diff.mutations.whole import Mutation, Whole
from sdkscribe.diff.changes import (
    ClientPlace,
    Kind,
)
from sdkscribe.spec import (
    Client,
    ClientOption,
    Credential,
    Header,
)


def base_url_changed(whole: Whole) -> Mutation:
    return _client(whole, "base-url-changed", "", base_url="https://zz.example")


def convention_changed(whole: Whole) -> Mutation:
    other = "comma" if whole.spec.client.query_arrays != "comma" else "repeat"
    return _client(whole, "convention-changed", "query_arrays", query_arrays=other)


def credentials_changed(whole: Whole) -> Mutation:
    return _client(
        whole,
        "credentials-changed",
        "",
        auth=(Credential(headers=(Header(name="Zz-Key", value="{apiKey}"),)),),
    )


def timeout_changed(whole: Whole) -> Mutation:
    return _client(whole, "default-changed", "timeout", timeout=whole.spec.client.timeout + 1)


def client_header_changed(whole: Whole) -> Mutation:
    headers = (*whole.spec.client.headers, Header(name="Zz-Beta", value="v1"))
    return _client(whole, "header-changed", "", headers=headers)


def _client(whole: Whole, kind: Kind, path: str, **changed: object) -> Mutation:
    place = ClientPlace(path=path)
    client: Client = replace(whole.spec.client, **changed)  # type: ignore[arg-type]
    after = replace(whole.spec, client=client)
    return Mutation(kind=kind, inverse=kind, before=whole.spec, after=after, old=place, new=place)


def option_added(whole: Whole, *, is_required: bool) -> Mutation:
    options = (*whole.spec.client.options, ClientOption(name="zz", required=is_required))
    word = "required" if is_required else "optional"
    return Mutation(
        kind=f"option-added-{word}",  # type: ignore[arg-type]
        inverse="option-removed",
        before=whole.spec,
        after=replace(whole.spec, client=replace(whole.spec.client, options=options)),
        old=None,
        new=ClientPlace(path="zz"),
    )
