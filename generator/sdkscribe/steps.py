"""The two steps from a source to a package. Each is taken from the cache where it was taken before with
the same input, by the same generator.

The stages are imported where they run: most runs find everything made.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sdkscribe.cache import Kept, keep, keep_latest, recall, recall_latest, recall_latest_contents
from sdkscribe.digests import digest_of
from sdkscribe.own_files import generator_digest
from sdkscribe.source import Source, UnreadSource, find_source
from sdkscribe.spec_texts import SPEC_FILE, SUFFIX, read_text, read_texts

if TYPE_CHECKING:
    from sdkscribe.overlay import Overlay
    from sdkscribe.spec import Spec
    from sdkscribe.transcribe import Transcribed


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecTexts:
    """The texts of a spec's files, by their paths in its folder, and how to read them."""

    texts: Mapping[str, str]
    read: Callable[[], Spec]


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
        return SpecTexts(texts=kept.texts, read=lambda: _read(kept.texts, Path()))
    say("transcribing")
    made = _transcribed(source, only, patches)
    keep(key, Kept(texts=made.texts))
    return made


def _transcribed(
    source: UnreadSource, only: Sequence[str], patches: Sequence[tuple[Path, str]]
) -> SpecTexts:
    from sdkscribe.overlay import read_overlay

    overlays = [read_overlay(text, path) for path, text in patches]
    with _remembering(source.read(), only, overlays) as made:
        spec, texts = made.spec, made.texts()
    return SpecTexts(texts=texts, read=lambda: spec)


def transcribe_again(
    source: Source, *, only: Sequence[str] = (), overlays: Sequence[Overlay] = ()
) -> Spec:
    """What `transcribe` gives, made of what was read of any version of the package as far as that
    lasts. Raises what `transcribe` raises."""
    with _remembering(source, only, overlays) as made:
        return made.spec


@contextmanager
def _remembering(
    source: Source, only: Sequence[str], overlays: Sequence[Overlay]
) -> Generator[Transcribed, None, None]:
    """What is transcribed with what was read before; what is read now is kept when it has been used."""
    from sdkscribe import transcribe

    series = digest_of([generator_digest(), "reading", source.name])
    known = recall_latest_contents(series)
    made = transcribe.transcribe_again(source, only=only, overlays=overlays, known=known)
    yield made
    known_now = made.known()
    if known_now != known:
        keep_latest(series, known_now)


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
    return SpecTexts(texts=texts, read=lambda: _read(texts, folder))


def _read(texts: Mapping[str, str], folder: Path) -> Spec:
    from sdkscribe.spec_folder import spec_of

    return spec_of(texts, folder)


def generate_package(spec: SpecTexts, *, package: str) -> Mapping[str, str]:
    """The files of the package for a spec. Raises what reading the spec and `generate` raise."""
    digests = dict(_digests(spec.texts))
    parts = (part for pair in sorted(digests.items()) for part in pair)
    key = digest_of([generator_digest(), "package", package, *parts])
    kept = recall(key)
    if kept is None:
        kept = _generated(key, spec.read(), package, digests)
    return kept.texts


def _generated(key: str, spec: Spec, package: str, digests: Mapping[str, str]) -> Kept:
    """The package, made of the files of the last one for the same purpose as far as they last."""
    from sdkscribe.python.generate import generate_again

    series = digest_of([generator_digest(), package, spec.package.name, *spec.only])
    latest = recall_latest(series)
    known = latest.by_key() if latest is not None else {}
    made = generate_again(spec, package=package, digests=digests, known=known)
    kept = Kept(texts=made.files, keys=made.keys)
    keep(key, kept, series=series)
    return kept


def _digests(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The digest of each file of a spec, by its path without its ending: of a module's, the module."""
    for path, text in texts.items():
        yield path.removesuffix(SUFFIX), digest_of([text])
