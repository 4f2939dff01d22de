"""Page classes, read from the shapes that packages ship."""

from __future__ import annotations

import pytest

from sdkscribe.errors import Problem
from sdkscribe.spec import (
    Cursor,
    Header,
    Name,
    PageClass,
    PageLink,
    PageNumber,
    PageOffset,
    PageStep,
)
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.pages import page_class_of, read_page_class
from sdkscribe.typescript.source_files import SourceFiles
from sdkscribe.typescript.types import place_in

DECLARATION = """
export declare class P<Item> extends AbstractPage<Item> {
  data: Array<Item>;
  has_more?: boolean;
  constructor(client: C);
  getPaginatedItems(): Item[];
  nextPageRequestOptions(): PageRequestOptions | null;
}
export declare class ThingsPage extends P<Thing> {}
export interface Thing { id: string }
"""
ITEMS = "getPaginatedItems() { return this.data ?? []; }"
RETURNS = "return { ...this.options, query: { ...maybeObj(this.options.query), %s } };"


def read(methods: str) -> tuple[PageClass, list[Problem]]:
    script = f"export class P extends AbstractPage {{ {methods} }}"
    files = {"pages.d.ts": DECLARATION.encode(), "pages.js": script.encode()}
    modules = Modules(files=SourceFiles(contents=files))
    problems: list[Problem] = []
    file = modules.declarations("pages")
    place = place_in(modules, file, "pages", "", problems)
    return read_page_class(file.declared["P"], Name("pages", "P"), place), problems


NEXT: list[tuple[str, str, PageStep | None]] = [
    (
        "the link as the whole path",
        """nextPageRequestOptions() {
            const urlString = this.next;
            if (!urlString) return null;
            const url = new URL(urlString);
            for (const [key, value] of Object.entries(this.options.query || {})) {
                url.searchParams.set(key, value);
            }
            return { ...this.options, path: url.toString(), query: undefined };
        }""",
        PageLink(path=("next",)),
    ),
    ("one page", "nextPageRequestOptions() { return null; }", None),
    (
        "the last item's id",
        """nextPageRequestOptions() { const data = this.getPaginatedItems();
           const id = data[data.length - 1]?.id; if (!id) { return null; } """
        + RETURNS % "after: id"
        + " }",
        Cursor(param="after", path=("id",), of="last_item"),
    ),
    (
        "a field of the page",
        "nextPageRequestOptions() { const cursor = this.meta?.next_cursor; "
        + RETURNS % "cursor"
        + " }",
        Cursor(param="cursor", path=("meta", "next_cursor")),
    ),
    (
        "the next number, up to the last",
        """nextPageRequestOptions() { const currentPage = this.meta?.page ?? 1;
           if (currentPage >= this.meta.total_pages) { return null; } """
        + RETURNS % "'page[number]': currentPage + 1"
        + " }",
        PageNumber(param="page[number]", current=("meta", "page"), last=("meta", "total_pages")),
    ),
    (
        "the next number after the request's own",
        """nextPageRequestOptions() { const query = this.options.query;
           const currentPage = query?.page ?? 1; """ + RETURNS % "page: currentPage + 1" + " }",
        PageNumber(param="page"),
    ),
    (
        "the older way to say it",
        """nextPageParams() { const info = this.nextPageInfo(); return info.params; }
           nextPageInfo() { const data = this.getPaginatedItems();
           const id = data[data.length - 1]?.id; return { params: { after: id } }; }""",
        Cursor(param="after", path=("id",), of="last_item"),
    ),
    (
        "as many items as there were until now",
        """nextPageRequestOptions() { const offset = this.paging.offset ?? 0;
           const length = this.getPaginatedItems().length; const currentCount = offset + length;
           const totalCount = this.paging.count; if (!totalCount) { return null; }
           if (currentCount < totalCount) { """
        + RETURNS % "offset: currentCount"
        + " } return null; }",
        PageOffset(param="offset", current=("paging", "offset"), total=("paging", "count")),
    ),
    (
        "as many items as there were by the request's own count",
        """nextPageRequestOptions() { const offset = this.options.query?.skip ?? 0;
           const length = this.getPaginatedItems().length; """
        + RETURNS % "skip: offset + length"
        + " }",
        PageOffset(param="skip"),
    ),
    (
        "a link to the next page",
        """nextPageInfo() { const url = this.links?.next; if (!url) return null;
           return { url: new URL(url) }; }""",
        PageLink(path=("links", "next")),
    ),
]


@pytest.mark.parametrize(("methods", "expected"), [n[1:] for n in NEXT], ids=[n[0] for n in NEXT])
def test_the_next_request_has(methods: str, expected: PageStep | None) -> None:
    page, problems = read(f"{ITEMS} {methods}")
    assert problems == []
    assert page.forward == expected
    assert page.items == ("data",)
    assert [field.wire_name for field in page.type.fields] == ["data", "has_more"]


def test_two_directions_are_told_apart() -> None:
    page, _ = read(
        ITEMS
        + """nextPageRequestOptions() {
        if (this.options.query?.['before_id']) { const first = this.first_id; """
        + RETURNS % "before_id: first"
        + "} const cursor = this.last_id; "
        + RETURNS % "after_id: cursor"
        + "}"
    )
    assert page.backward == Cursor(param="before_id", path=("first_id",))
    assert page.forward == Cursor(param="after_id", path=("last_id",))


def test_two_directions_are_told_apart_by_what_the_request_asks_for() -> None:
    page, problems = read(
        ITEMS
        + """nextPageRequestOptions() { const data = this.getPaginatedItems();
        const isForwards = !(typeof this.options.query === 'object'
            && 'ending_before' in (this.options.query || {}));
        if (isForwards) { const id = data[data.length - 1]?.id; if (!id) { return null; } """
        + RETURNS % "starting_after: id"
        + " } const id = data[0]?.id; if (!id) { return null; } "
        + RETURNS % "ending_before: id"
        + "}"
    )
    assert problems == []
    assert page.forward == Cursor(param="starting_after", path=("id",), of="last_item")
    assert page.backward == Cursor(param="ending_before", path=("id",), of="first_item")


def test_the_next_request_may_have_its_parameter_in_its_body() -> None:
    page, problems = read(ITEMS + """nextPageRequestOptions() { const cursor = this.next;
        return { ...this.options, body: { ...maybeObj(this.options.body), cursor } }; }""")
    assert problems == []
    assert page.in_body
    assert page.forward == Cursor(param="cursor", path=("next",))


EMPTY = [
    ("", None, False),
    ("return this.nextPageRequestOptions() != null;", None, True),
    ("return this.has_more && super.hasNextPage();", ("has_more",), False),
    (
        "if (this.has_more === false) { return false; } return this.nextPageRequestOptions() != null;",
        ("has_more",),
        True,
    ),
]


@pytest.mark.parametrize(("body", "has_more", "may_be_empty"), EMPTY)
def test_a_page_says_whether_one_without_items_is_the_last(
    body: str, has_more: tuple[str, ...] | None, may_be_empty: bool
) -> None:
    method = f"hasNextPage() {{ {body} }}" if body else ""
    page, problems = read(f"{ITEMS} {method} nextPageRequestOptions() {{ return null; }}")
    assert problems == []
    assert (page.has_more, page.may_be_empty) == (has_more, may_be_empty)


def test_a_page_says_whether_there_are_more() -> None:
    page, _ = read(ITEMS + """hasNextPage() { if (this.has_more === false) { return false; }
        return super.hasNextPage(); } nextPageRequestOptions() { return null; }""")
    assert page.has_more == ("has_more",)


@pytest.mark.parametrize(
    "constructor",
    [
        """constructor(client, response, body, options) { super(client, response, body, options);
        this.data = body || []; this.after = this.response.headers.get('x-after') ?? null; }""",
        """constructor(client, response, options) { super(client, response, options);
        this.data = response; this.after = response.responseHeaders['x-after'] || null; }""",
    ],
    ids=["now", "2022"],
)
def test_a_page_may_be_an_array_with_headers_around_it(constructor: str) -> None:
    page, problems = read(constructor + """getPaginatedItems() { return this.data ?? []; }
        nextPageRequestOptions() { const cursor = this.after; """ + RETURNS % "after: cursor" + "}")
    assert problems == []
    assert page.items == ()
    assert page.headers == (Header(name="after", value="x-after"),)


def test_a_class_that_only_extends_a_page_class_stands_for_it() -> None:
    modules = Modules(files=SourceFiles(contents={"pages.d.ts": DECLARATION.encode()}))
    assert page_class_of(modules, "pages", "ThingsPage") == Name("pages", "P")


BAD = [
    (
        "nextPageRequestOptions() {" + RETURNS % "after: made(this)" + "}",
        "no rule for what the request for the next page has: after: made(this)",
    ),
    (
        "nextPageRequestOptions() { return { ...this.options, path: this.pathFn(this.next) }; }",
        "no rule for what the request for the next page has: nextPageRequestOptions()",
    ),
    (
        "nextPageRequestOptions() {" + RETURNS % "a: this.b, c: this.d" + "}",
        "no rule for which of several pages is the next",
    ),
    (
        "hasNextPage() { return Date.now() > 0; } nextPageRequestOptions() { return null; }",
        "no rule for whether there is another page",
    ),
]


@pytest.mark.parametrize(("methods", "message"), BAD)
def test_a_next_request_that_has_no_rule_is_a_problem_with_its_place(
    methods: str, message: str
) -> None:
    _, problems = read(f"{ITEMS} {methods}")
    assert len(problems) == 1
    assert str(problems[0]).startswith("pages.js:1:")
    assert message in str(problems[0])
