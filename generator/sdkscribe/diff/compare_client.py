"""Two clients: where requests go, what they carry, which options there are."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.diff.changes import Change, ClientPlace, Kind
from sdkscribe.diff.compare_calls import credentials, header_changes
from sdkscribe.diff.sides import At
from sdkscribe.diff.wording import wording_changes
from sdkscribe.spec import Client, ClientOption
from sdkscribe.words import snake_case


def client_changes(old: Client, new: Client) -> Iterator[Change]:
    at = At(old=ClientPlace(), new=ClientPlace())
    if old.base_url != new.base_url:
        yield at.change("base-url-changed", before=old.base_url, after=new.base_url)
    before, after = credentials(old), credentials(new)
    if not set(before) <= set(after):
        yield at.change("credentials-changed", before=", ".join(before), after=", ".join(after))
    yield from header_changes(old.headers, new.headers, at)
    yield from _style_changes(old, new)
    yield from _option_changes(old, new)
    for name, was, now in (
        ("timeout", old.timeout, new.timeout),
        ("max_retries", old.max_retries, new.max_retries),
    ):
        if was != now:
            yield at.field(name).change("default-changed", before=str(was), after=str(now))


def _style_changes(old: Client, new: Client) -> Iterator[Change]:
    for name, before, after in (
        ("auth_sends", old.auth_sends, new.auth_sends),
        ("query_arrays", old.query_arrays, new.query_arrays),
        ("query_objects", old.query_objects, new.query_objects),
        ("form_arrays", old.form_arrays, new.form_arrays),
        ("form_objects", old.form_objects, new.form_objects),
        ("stream_errors", old.stream_errors, new.stream_errors),
        ("idempotency_header", old.idempotency_header, new.idempotency_header),
    ):
        if before != after:
            at = At(old=ClientPlace(path=name), new=ClientPlace(path=name))
            yield at.change("convention-changed", before=before or "", after=after or "")


def _option_changes(old: Client, new: Client) -> Iterator[Change]:
    before = {option.name: option for option in old.options}
    after = {option.name: option for option in new.options}
    for name, option in after.items():
        place = ClientPlace(path=snake_case(name))
        if name in before:
            yield from _kept_option(before[name], option, At(old=place, new=place))
        else:
            kind: Kind = "option-added-required" if option.required else "option-added-optional"
            yield Change(kind=kind, new=place, subject=(name,))
    for name in before.keys() - after.keys():
        yield Change(kind="option-removed", old=ClientPlace(path=snake_case(name)), subject=(name,))


def _kept_option(old: ClientOption, new: ClientOption, at: At) -> Iterator[Change]:
    if old.required != new.required:
        kind: Kind = "field-became-required" if new.required else "field-became-optional"
        yield at.change(kind)
    if old.env != new.env:
        yield at.change("default-changed", before=f"${old.env}", after=f"${new.env}")
    if _default(old) != _default(new):
        yield at.change("default-changed", before=_default(old), after=_default(new))
    yield from wording_changes(old.description, new.description, at)


def _default(option: ClientOption) -> str:
    return "today" if option.is_today_by_default else option.default or ""
