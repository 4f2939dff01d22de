"""What one module says depends on others in as many ways as there are questions: an edit elsewhere that
gives a question another answer has the module read again.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from command_line import CLIENT_SCRIPT, PACKAGE
from sdkscribe.errors import SdkscribeError
from sdkscribe.source import Source
from sdkscribe.spec_yaml import dump
from sdkscribe.transcribe import transcribe, transcribe_again
from sdkscribe.typescript import memory
from sdkscribe.typescript.modules import QUESTIONS, Answers, still_hold
from sdkscribe.typescript.source_files import SourceFiles

Texts = Mapping[str, str]

FILES = {
    **PACKAGE,
    "client.d.ts": """
import * as API from './resources/things';
import * as PartsAPI from './resources/parts';
export declare class Acme { things: API.Things; }
export declare class Other { things: API.Things; parts: PartsAPI.Parts; }
export interface ClientOptions { apiKey?: string }
""",
    "client.js": f"{CLIENT_SCRIPT}\n{CLIENT_SCRIPT.replace('Acme', 'Other')}",
    "core/pagination.d.ts": """
export declare class CursorPage<Item> extends AbstractPage<Item> {
  data: Array<Item>;
  nextPageRequestOptions(): PageRequestOptions | null;
}
""",
    "core/pagination.js": """
export class CursorPage extends AbstractPage {
  getPaginatedItems() { return this.data ?? []; }
  nextPageRequestOptions() {
    const id = this.getPaginatedItems()[0]?.id;
    return id ? { ...this.options, query: { ...this.options.query, after: id } } : null;
  }
}
""",
    "internal/where.js": "export function where(id) { return `/things/${id}`; }",
    "resources/shared.d.ts": "export type Kind = 'a' | 'b';\n",
    "resources/parts.d.ts": """
import * as API from './things';
export declare class Parts extends APIResource {
  retrieve(id: string, options?: RequestOptions): APIPromise<Part>;
}
export interface Part { name: API.Thing['name'] }
""",
    "resources/parts.js": """
export class Parts extends APIResource {
  retrieve(id, options) { return this._client.get(`/parts/${id}`, options); }
}
""",
    "resources/pages.d.ts": """
import * as API from './things';
import { CursorPage } from '../core/pagination';
export declare class ThingsPage extends CursorPage<API.Thing> {}
""",
    "resources/things.d.ts": """
import * as Shared from './shared';
import { ThingsPage } from './pages';
export declare class Things extends APIResource {
  retrieve(id: string, options?: RequestOptions): APIPromise<Thing>;
  list(options?: RequestOptions): PagePromise<ThingsPage, Thing>;
}
export interface Thing { name: string; kind: Shared.Kind }
""",
    "resources/things.js": """
import { where } from '../internal/where';
export class Things extends APIResource {
  retrieve(id, options) { return this._client.get(where(id), options); }
  list(options) { return this._client.getAPIList('/things', CursorPage, options); }
}
""",
}

ELSEWHERE: dict[str, dict[str, str]] = {
    "the package exports another client": {
        "index.d.ts": "export { Other as default } from './client';"
    },
    "there is no index": {"index.d.ts": ""},
    "errors have another class": {
        "core/error.d.ts": "export declare class Broken extends Error {}"
    },
    "errors have another class before theirs": {
        "core/error.d.ts": "export declare class Broken extends Error {}\n"
        + PACKAGE["core/error.d.ts"]
    },
    "a class is no resource": {
        "resources/things.d.ts": FILES["resources/things.d.ts"].replace("extends APIResource", "")
    },
    "a class says itself how to go on": {
        "resources/pages.d.ts": FILES["resources/pages.d.ts"].replace(
            "{}", "{ nextPageRequestOptions(): PageRequestOptions | null; }"
        )
    },
    "a name is declared elsewhere": {
        "resources/shared.d.ts": "export { Kind } from './kinds';\n",
        "resources/kinds.d.ts": "export type Kind = 'a' | 'b';\n",
    },
    "a function does something else": {
        "internal/where.js": FILES["internal/where.js"].replace("/things", "/all-things")
    },
    "an import leads elsewhere": {
        "internal/where/index.d.ts": "",
        "internal/where/index.js": FILES["internal/where.js"].replace("/things", "/every-thing"),
    },
    "a field has another type": {
        "resources/things.d.ts": FILES["resources/things.d.ts"].replace(
            "name: string", "name: Kind"
        )
    },
    "a field that another module computes with has another type": {
        "index.d.ts": "export { Other as default } from './client';",
        "resources/things.d.ts": FILES["resources/things.d.ts"].replace(
            "name: string", "name: boolean"
        ),
    },
}


def source(edit: Mapping[str, str]) -> Source:
    """The package with some files that are others; an empty index is none."""
    files = {path: text.encode() for path, text in sorted({**FILES, **edit}.items())}
    if not files["index.d.ts"]:
        del files["index.d.ts"]
    return Source(name="acme", version="1.2.3", kind="folder", files=files)


def read(edit: Mapping[str, str], known: Mapping[str, bytes]) -> Texts | str:
    try:
        return transcribe_again(source(edit), known=known).texts()
    except SdkscribeError as error:
        return str(error)


def read_first(edit: Mapping[str, str]) -> Texts | str:
    try:
        return dump(transcribe(source(edit)))
    except SdkscribeError as error:
        return str(error)


@pytest.fixture(scope="module")
def known() -> Mapping[str, bytes]:
    made = transcribe_again(source({}), known={})
    made.texts()
    return made.known()


@pytest.mark.parametrize("edit", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_an_edit_elsewhere_shows(edit: dict[str, str], known: Mapping[str, bytes]) -> None:
    assert read(edit, known) == read_first(edit) != read({}, known)


@pytest.mark.parametrize("unasked", QUESTIONS)
def test_without_any_of_the_questions_an_edit_would_be_missed(
    unasked: str, known: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def some_hold(answers: Answers, files: SourceFiles) -> bool:
        return still_hold({q: a for q, a in answers.items() if q[0] != unasked}, files)

    monkeypatch.setattr(memory, "still_hold", some_hold)
    assert any(is_missed(edit, known) for edit in ELSEWHERE.values())


def is_missed(edit: dict[str, str], known: Mapping[str, bytes]) -> bool:
    try:
        return read(edit, known) != read_first(edit)
    except KeyError:  # a module is asked about that is not there
        return True
