"""The two steps from a source to a package. Each is taken from the cache where it was taken before with
the same input, by the same generator.

The stages are imported where they run: most runs find everything made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sdkscribe.beside import beside
from sdkscribe.cache import Kept, keep, keep_latest, recall, recall_latest, recall_latest_contents
from sdkscribe.digests import digest_of
from sdkscribe.known_names import remember_names
from sdkscribe.own_files import generator_digest
from sdkscribe.source import Source, UnreadSource, find_source
from sdkscribe.spec_texts import SPEC_FILE, SUFFIX, read_text, read_texts

if TYPE_CHECKING:
    from sdkscribe.overlay import Overlay
    from sdkscribe.python.package import PendingPackage
    from sdkscribe.spec import Spec
    from sdkscribe.transcribe import Transcribed


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecTexts:
    """What gives the texts of a spec's files, by their paths in its folder, and what reads them: all
    that they say, but perhaps for the spellings of declarations. Texts that `are_awaited` are still being
    written, for the first time, while something else may be done. `begun` is the package for the spec,
    where it has been begun already."""

    texts: Callable[[], Mapping[str, str]]
    read: Callable[[], Spec]
    are_awaited: bool = False
    begun: PendingPackage | None = None


def transcribe_source(
    text: str,
    *,
    only: Sequence[str],
    overlays: Sequence[Path],
    integrity: str | None = None,
    root: Path | None = None,
    say: Callable[[str], None],
) -> SpecTexts:
    """The spec of a source. Raises what `open_source` and `transcribe` raise."""
    source = find_source(text, integrity=integrity, root=root, say=say)
    patches = [(path, read_text(path)) for path in overlays]
    parts = ["spec", source.digest, str(len(only)), *only, *(text for _, text in patches)]
    key = digest_of([generator_digest(), *parts])
    kept = recall(key)
    if kept is not None:
        return spec_of_texts(kept.texts)
    say("transcribing")
    return _transcribed(key, source, only, patches)


def _transcribed(
    key: str, source: UnreadSource, only: Sequence[str], patches: Sequence[tuple[Path, str]]
) -> SpecTexts:
    from sdkscribe.overlay import read_overlay

    overlays = [read_overlay(text, path) for path, text in patches]
    remembered = _remembered(source.read(), only, overlays)

    def write() -> dict[str, str]:
        texts = remembered.made.texts()
        remembered.keep()
        keep(key, Kept(texts=texts))
        return texts

    def read() -> Spec:
        return remembered.made.spec

    if not remembered.known:
        return SpecTexts(texts=beside(write), read=read, are_awaited=True)
    texts = write()
    return SpecTexts(texts=lambda: texts, read=read)


def transcribe_again(
    source: Source,
    *,
    only: Sequence[str] = (),
    overlays: Sequence[Overlay] = (),
    is_spelled: bool = False,
) -> Spec:
    """What `transcribe` gives, made of what was read of any version of the package as far as that
    lasts; without the spellings of declarations, unless `is_spelled`. Raises what `transcribe` raises.
    """
    remembered = _remembered(source, only, overlays)
    spec = remembered.made.spelled() if is_spelled else remembered.made.spec
    remembered.keep()
    return spec


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remembered:
    """What was transcribed with what was `known`."""

    made: Transcribed
    series: str
    known: Mapping[str, bytes]

    def keep(self) -> None:
        """What has been read by now is known from now on."""
        known = self.made.known()
        if known != self.known:
            keep_latest(self.series, known)


def _remembered(source: Source, only: Sequence[str], overlays: Sequence[Overlay]) -> _Remembered:
    from sdkscribe import transcribe

    series = digest_of([generator_digest(), "reading", source.name])
    known = recall_latest_contents(series)
    made = transcribe.transcribe_again(source, only=only, overlays=overlays, known=known)
    return _Remembered(made=made, series=series, known=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a spec on disk was made of: `name@version`, and npm's hash of it where it has one."""

    source: str
    integrity: str | None


def pin_of(folder: Path) -> Pin:
    """The pin in a spec's folder. Raises `SdkscribeError` where its `spec.yaml` does not say."""
    path = folder / SPEC_FILE
    text = read_text(path)
    key = digest_of([generator_digest(), "pin", text])
    kept = recall(key)
    if kept is None:
        kept = _read_pin(text, path)
        keep(key, kept)
    return Pin(source=kept.texts["source"], integrity=kept.texts.get("integrity"))


def _read_pin(text: str, path: Path) -> Kept:
    from sdkscribe.spec_yaml import load_package

    package = load_package(text, path)
    integrity = {} if package.integrity is None else {"integrity": package.integrity}
    return Kept(texts={"source": f"{package.name}@{package.version}", **integrity})


def spec_in(folder: Path) -> SpecTexts:
    """The spec in a folder."""
    texts = read_texts(folder)
    return SpecTexts(texts=lambda: texts, read=lambda: _read(texts, folder))


def spec_of_texts(texts: Mapping[str, str]) -> SpecTexts:
    """The spec that was written as these texts."""
    return SpecTexts(texts=lambda: texts, read=lambda: _read(texts, Path()))


def _read(texts: Mapping[str, str], folder: Path) -> Spec:
    from sdkscribe.spec_folder import spec_of

    return spec_of(texts, folder)


def generate_package(spec: SpecTexts, *, package: str) -> Mapping[str, str]:
    """The files of the package for a spec, made of those of the last one for the same purpose as far
    as they last. Raises what reading the spec and `generate` raise."""

    @cache
    def digests() -> dict[str, str]:
        return dict(_digests(spec.texts()))

    def key() -> str:
        parts = (part for pair in sorted(digests().items()) for part in pair)
        return digest_of([generator_digest(), "package", package, *parts])

    kept = None if spec.are_awaited else recall(key())
    if kept is None:
        from sdkscribe.python.generate import begin, finish
        from sdkscribe.python.public_names import public_names

        pending = spec.begun or begin(spec.read(), package=package)
        series = digest_of([generator_digest(), package, *_purpose(pending.spec)])
        latest = recall_latest(series)
        known = latest.by_key() if latest is not None else {}
        made = finish(pending, digests=digests, known=known)
        kept = Kept(texts=made.files, keys=made.keys)
        keep(key(), kept, series=series)
        remember_names(spec.texts(), lambda: public_names(pending))
    return kept.texts


def _purpose(spec: Spec) -> Iterator[str]:
    yield spec.package.name
    yield from spec.only


def _digests(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The digest of each file of a spec, by its path without its ending: of a module's, the module."""
    for path, text in texts.items():
        yield path.removesuffix(SUFFIX), digest_of([text])
