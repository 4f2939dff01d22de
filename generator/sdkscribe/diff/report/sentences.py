"""What happened, in a sentence: one for each kind of change, and the reason of its verdict."""

from __future__ import annotations

from collections.abc import Mapping

from sdkscribe.diff.changes import Change, Kind, TypePlace

_SENTENCES: Mapping[Kind, str] = {
    "field-added-optional": "optional field `{leaf}: {after}` added",
    "field-added-required": "required field `{leaf}: {after}` added",
    "field-removed-optional": "optional field `{leaf}: {before}` removed",
    "field-removed-required": "field `{leaf}: {before}` removed",
    "field-became-required": "`{leaf}` must be there now",
    "field-became-optional": "`{leaf}` may be absent now",
    "field-renamed": "field `{subjects[0]}` is now `{subjects[1]}`",
    "null-added": "`{leaf}` may be null now",
    "null-removed": "`{leaf}` may not be null any more",
    "literals-added": "`{leaf}` may also be {subject}",
    "literals-removed": "`{leaf}` may not be {subject} any more",
    "known-literals-added": "`{leaf}` now also names {subject}",
    "known-literals-removed": "`{leaf}` does not name {subject} any more",
    "enum-opened": "`{leaf}` may be any text now",
    "enum-closed": "`{leaf}` must be one of {subject} now",
    "union-member-added": "`{leaf}` may also be {subject}",
    "union-member-removed": "`{leaf}` may not be {subject} any more",
    "object-became-union": "`{leaf}` is one of {subject} now",
    "type-widened": "`{leaf}` allows more: `{before}` became `{after}`",
    "type-narrowed": "`{leaf}` allows less: `{before}` became `{after}`",
    "type-replaced": "`{leaf}` is something else: `{before}` became `{after}`",
    "type-rewritten": "`{leaf}` is written otherwise: `{before}` became `{after}`",
    "reference-changed": "`{leaf}` is of another type of the same form: `{after}`, not `{before}`",
    "type-added": "type `{place}` added",
    "type-removed": "type `{place}` removed",
    "type-renamed": "type `{old}` is now `{new}`",
    "type-moved": "type `{new}` moved from `{old_module}` to `{new_module}`",
    "type-extracted": "type `{place}` has a name now",
    "type-inlined": "type `{place}` has no name any more",
    "resource-added": "resource `{place}` added, with {subject}",
    "resource-removed": "resource `{place}` removed, with {subject}{kept}",
    "resource-renamed": "resource `{old}` is now `{new}`",
    "method-added": "method `{place}` added",
    "method-removed": "method `{place}` removed{kept}",
    "method-renamed": "method `{old}` is now `{new}`",
    "endpoint-changed": "the request goes to `{after}`, not to `{before}`",
    "path-parameter-added": "parameter `{subject}` of the path added: `{after}`",
    "path-parameter-removed": "parameter `{subject}` of the path removed: `{after}`",
    "path-parameter-renamed": "parameter `{subjects[0]}` is called `{subjects[1]}` now",
    "path-parameter-keyword": "parameter `{subject}` must be given by its name now",
    "argument-added-optional": "takes {subject} now",
    "argument-added-required": "must be given {subject} now",
    "argument-removed": "does not take {subject} any more",
    "argument-nested": "what was sent stands under `{subject}` now: `{after}`",
    "placement-changed": "`{subject}` is sent in the {after}, not in the {before}",
    "encoding-changed": "the body is sent as {after}, not as {before}",
    "header-changed": "the header {subject} {sent}",
    "overload-added": "can also be called with `{after}`",
    "overload-removed": "can not be called with `{before}` any more",
    "pagination-changed": "pages are turned otherwise: {after}; it was: {before}",
    "answer-changed": "answers with {after}, not with {before}",
    "answer-nested": "what was answered stands under `{subject}` now: `{after}`",
    "base-url-changed": "requests go to {after}, not to {before}",
    "credentials-changed": "what carries credentials {sent}",
    "convention-changed": "`{leaf}` is {after}, not {before}",
    "option-added-optional": "the client has an option `{leaf}`",
    "option-added-required": "the client needs an option `{leaf}`",
    "option-removed": "the client has no option `{leaf}` any more",
    "default-changed": "`{leaf}` defaults to `{after}`, not to `{before}`",
    "deprecated-added": "`{leaf}` is deprecated{reason}",
    "deprecated-removed": "`{leaf}` is not deprecated any more",
    "documentation-changed": "`{leaf}` is described otherwise",
}
_SENT: Mapping[tuple[bool, bool], str] = {
    (True, True): "is `{after}`, not `{before}`",
    (False, True): "is sent now: `{after}`",
    (True, False): "is not sent any more; it was `{before}`",
    (False, False): "",
}
_MOST = 160


def sentence_of(change: Change) -> str:
    """What happened, in markdown's notation for code."""
    return _SENTENCES[change.kind].format(
        leaf=_leaf(str(change.place)),
        place=change.place,
        old=change.old,
        new=change.new,
        old_module=_module(change.old),
        new_module=_module(change.new),
        before=short(change.before) or "nothing",
        after=short(change.after) or "nothing",
        subject=short(", ".join(change.subject)),
        subjects=change.subject,
        sent=_SENT[bool(change.before), bool(change.after)].format(
            before=change.before, after=change.after
        ),
        kept="; the endpoint is still there" if change.after else "",
        reason=f": {short(change.after)}" if change.after else "",
    )


def short(text: str) -> str:
    """A text in one line that a person reads at a glance."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"


def _leaf(place: str) -> str:
    return place.rpartition(".")[2]


def _module(place: object) -> str:
    return place.name.module if isinstance(place, TypePlace) else ""
