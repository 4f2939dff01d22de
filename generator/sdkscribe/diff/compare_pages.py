"""Classes of pages: how a client gets from one page to the next. Their fields are compared like types."""

from __future__ import annotations

from collections.abc import Iterator

from sdkscribe.diff.changes import Change, TypePlace
from sdkscribe.diff.sides import At, Sides
from sdkscribe.spec import Cursor, PageClass, PageLink, PageNumber, PageOffset, PageStep


def page_changes(sides: Sides) -> Iterator[Change]:
    after = {page.name: page for page in sides.new.spec.pages}
    for old in sides.old.spec.pages:
        new = after.get(sides.matches.types.get(old.name, old.name))
        if new is not None and _rules(old) != _rules(new):
            at = At(old=TypePlace(name=old.name), new=TypePlace(name=new.name))
            yield at.change("pagination-changed", before=_rules(old), after=_rules(new))


def _rules(page: PageClass) -> str:
    """`items at data; more where has_more; on by after = id of last_item`"""
    rules = [f"items at {'.'.join(page.items) or 'the answer'}"]
    if page.has_more is not None:
        rules.append(f"more where {'.'.join(page.has_more)}")
    if page.forward is not None:
        rules.append(f"on by {_step(page.forward)}")
    if page.backward is not None:
        rules.append(f"back by {_step(page.backward)}")
    rules += [f"{header.name} from the header {header.value}" for header in page.headers]
    return "; ".join(rules)


def _step(step: PageStep) -> str:
    match step:
        case Cursor(param=param, path=path, of=of):
            return f"{param} = {'.'.join(path)} of {of}"
        case PageNumber(param=param, current=current, last=last):
            known = [
                f"{word} at {'.'.join(p)}" for word, p in (("now", current), ("last", last)) if p
            ]
            return ", ".join((f"{param} + 1", *known))
        case PageLink(path=path):
            return f"the link at {'.'.join(path)}"
        case PageOffset(param=param, current=current, total=total):
            known = [
                f"{word} at {'.'.join(p)}" for word, p in (("now", current), ("of", total)) if p
            ]
            return ", ".join((f"{param} + items", *known))
