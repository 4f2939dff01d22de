"""The names that a spec goes on giving: to all that was in the one which it takes the place of.

Only where the two say different things are their names compared.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sdkscribe.cache import Kept, keep, recall
from sdkscribe.digests import digest_of
from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.known_names import recalled_names, remember_names
from sdkscribe.own_files import generator_digest
from sdkscribe.spec import KeptNames
from sdkscribe.spec_texts import SPEC_FILE
from sdkscribe.steps import SpecTexts, pin_of, spec_in, spec_of_texts

if TYPE_CHECKING:
    from sdkscribe.python.keeping_names import Earlier
    from sdkscribe.python.package import PendingPackage


def with_names_of(folder: Path, spec: SpecTexts, *, package: str) -> SpecTexts:
    """A spec that keeps no names yet, with those that it has to keep of the spec in a folder, if that is
    of the same package. Raises `SdkscribeError` where that one can't be read, or either has something
    without a rule."""
    spec = _begun(spec, package)
    earlier = spec_in(folder)
    texts, before = spec.texts(), earlier.texts()
    if texts == before:
        return spec
    parts = (part for each in (texts, before) for item in sorted(each.items()) for part in item)
    key = digest_of([generator_digest(), "names", str(len(texts)), *parts])
    kept = recall(key)
    if kept is not None:
        return spec_of_texts({**texts, **kept.texts})
    if pin_of(folder).source.rpartition("@")[0] != spec.read().package.name:
        return spec
    made = _keeping(spec, _names_of(earlier, folder, package), package)
    keep(key, Kept(texts={SPEC_FILE: made.texts()[SPEC_FILE]}))
    return made


def _begun(spec: SpecTexts, package: str) -> SpecTexts:
    """While texts are awaited, their package is begun."""
    if not spec.are_awaited:
        return spec
    from sdkscribe.python.generate import begin

    return replace(spec, begun=begin(spec.read(), package=package))


def _keeping(spec: SpecTexts, earlier: Earlier, package: str) -> SpecTexts:
    from sdkscribe.python.generate import begin
    from sdkscribe.python.keeping_names import keep_names
    from sdkscribe.spec_yaml import with_names

    free = spec.begun or begin(spec.read(), package=package)
    pending, given = keep_names(spec.read(), free, earlier, package=package)
    names, texts = pending.spec.names, spec.texts()
    if names == KeptNames():
        remember_names(texts, lambda: given)
        return replace(spec, begun=pending)
    whole = {**texts, SPEC_FILE: with_names(texts[SPEC_FILE], names)}
    remember_names(whole, lambda: given)
    return SpecTexts(
        texts=lambda: whole, read=lambda: replace(spec.read(), names=names), begun=pending
    )


def _names_of(spec: SpecTexts, folder: Path, package: str) -> Earlier:
    from sdkscribe.python.generate import begin
    from sdkscribe.python.keeping_names import Earlier
    from sdkscribe.python.public_names import public_names

    @cache
    def begun() -> PendingPackage:
        try:
            return begin(spec.read(), package=package)
        except SdkscribeError as error:
            lost = Problem(
                message="the names that this spec has given can't be kept",
                location=Location(path=(folder / SPEC_FILE).as_posix()),
                hint="restore it, or remove the folder to forget them",
            )
            raise SdkscribeError([*error.problems, lost]) from error

    return Earlier(
        names=recalled_names(spec.texts()) or public_names(begun()),
        package=begun,
    )
