"""Archives: what tarfile reads is what is read, and nothing hostile or damaged gets through."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkscribe.archive import LIMITS, Limits, integrity_of, read_archive
from sdkscribe.errors import SdkscribeError
from source.tarballs import ACME, entry, tar, tar_of, tgz

PATHS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1
)
SEGMENTS = PATHS.filter(lambda name: name not in (".", "..") and len(name.encode()) < 200)


def read(archive: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    return read_archive(archive, shown_as="acme.tgz", is_wanted=lambda path: True, limits=limits)


def refusal(archive: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(SdkscribeError) as caught:
        read(archive, limits)
    (problem,) = caught.value.problems
    assert str(problem.location) == "acme.tgz"
    assert problem.hint
    return problem.message


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_every_tar_format_is_read(format: int) -> None:
    long = "package/" + "folder/" * 15 + "a" * 60 + ".d.ts"
    archive = gzip.compress(tar({**ACME, long: "x" * 513}, format=format))
    assert read(archive) == {
        **{path.removeprefix("package/"): text.encode() for path, text in ACME.items()},
        long.removeprefix("package/"): b"x" * 513,
    }


@given(
    files=st.dictionaries(
        st.lists(SEGMENTS, min_size=2, max_size=4).map("/".join), st.binary(max_size=1100)
    ),
    format=st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]),
)
def test_what_tarfile_wrote_is_what_is_read(files: dict[str, bytes], format: int) -> None:
    below_top = {path.partition("/")[2]: content for path, content in files.items()}
    assert read(gzip.compress(tar(files, format=format))) == below_top


def test_only_wanted_files_are_kept() -> None:
    wanted = read_archive(
        tgz(ACME), shown_as="acme.tgz", is_wanted=lambda path: path.endswith(".d.ts")
    )
    assert wanted == {"index.d.ts": b"export declare class Acme {}\n"}


def test_the_outermost_folder_may_have_any_name() -> None:
    assert read(tgz({"acme-1.2.3/a.d.ts": "x", "./b.d.ts": "y"})) == {
        "a.d.ts": b"x",
        "b.d.ts": b"y",
    }


def test_of_two_entries_with_one_path_the_later_counts() -> None:
    twice = tar_of([(entry("package/a.js"), "old"), (entry("package/a.js"), "new")])
    assert read(gzip.compress(twice)) == {"a.js": b"new"}


def test_folders_and_global_comments_are_no_files() -> None:
    with_folder = tar_of(
        [(entry("package/lib", tarfile.DIRTYPE), ""), (entry("package/a.js"), "x")]
    )
    comment = tarfile.TarInfo.create_pax_global_header({"comment": "0123abc"})
    assert read(gzip.compress(comment + with_folder)) == {"a.js": b"x"}


def test_the_integrity_is_written_as_npm_writes_it() -> None:
    assert integrity_of(b"abc") == (
        "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
    )


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "package/../../escape.js",
        "..",
        "../package/a.js",
        "package\\..\\a.js",
        "package/..",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(name: str) -> None:
    escaping = gzip.compress(tar({"package/a.js": "x", name: "x"}))
    assert refusal(escaping) == f"the archive holds a path that leaves its folder: {name!r}"


def test_a_path_with_a_nul_is_refused() -> None:
    hidden = entry("package/a.js")
    hidden.pax_headers = {"path": "package/a.js\0.png"}
    assert "leaves its folder" in refusal(gzip.compress(tar_of([(hidden, "x")])))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_a_link_is_refused(kind: bytes) -> None:
    link = tar_of([(entry("package/index.d.ts", kind, "/etc/passwd"), "")])
    assert refusal(gzip.compress(link)) == "the archive holds a link: package/index.d.ts"


@pytest.mark.parametrize("kind", [tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_a_device_is_refused(kind: bytes) -> None:
    device = tar_of([(entry("package/zero", kind), "")])
    assert refusal(gzip.compress(device)) == "the archive holds a device or a pipe: package/zero"


def test_an_entry_of_unknown_kind_is_refused() -> None:
    unknown = tar_of([(entry("package/x", b"Z"), "")])
    assert "unknown kind 'Z': package/x" in refusal(gzip.compress(unknown))


def test_a_file_beyond_the_limit_is_refused_by_its_header() -> None:
    message = refusal(tgz({"package/a.js": "x" * 11}), Limits(file=10))
    assert message == "the archive holds a file of more than 10 bytes: package/a.js"


def test_a_size_too_large_for_octal_digits_is_refused() -> None:
    header = entry("package/a.js")
    header.size = 1 << 40
    archive = header.tobuf(tarfile.GNU_FORMAT)
    assert "a file of more than" in refusal(gzip.compress(archive))


def test_more_entries_than_the_limit_are_refused() -> None:
    many = tgz({f"package/{number}.js": "" for number in range(4)})
    assert refusal(many, Limits(count=3)) == "the archive holds more than 3 entries"


def test_an_archive_beyond_the_total_is_refused_while_it_is_read() -> None:
    parts = {f"package/{number}.js": bytes(5000) for number in range(9)}
    assert (
        refusal(tgz(parts), Limits(total=20_000)) == "the archive unpacks to more than 20,000 bytes"
    )


@pytest.mark.parametrize("before", [b"", tar(ACME)])
def test_a_gzip_bomb_ends_at_the_limit(before: bytes) -> None:
    bomb = gzip.compress(before + bytes(8 << 20))
    assert len(bomb) < 20_000
    assert "unpacks to more than 1,048,576 bytes" in refusal(bomb, Limits(total=1 << 20))


@pytest.mark.parametrize("cut", [0, 1, 5, 40, -1, -9])
def test_a_cut_off_archive_is_refused(cut: int) -> None:
    assert refusal(tgz(ACME)[:cut]).startswith("the archive is damaged")


def test_a_tar_without_its_end_mark_is_refused() -> None:
    whole = tar(ACME)
    end = whole.rstrip(b"\0")
    cut = whole[: -(-len(end) // 512) * 512]
    assert refusal(gzip.compress(cut)) == "the archive is damaged: it ends in the middle"


def test_what_is_no_gzip_is_refused() -> None:
    assert refusal(tar(ACME)).startswith("the archive is damaged")


def test_a_flipped_bit_is_noticed_wherever_it_is() -> None:
    whole = bytearray(tgz(ACME))
    for position in range(10, len(whole)):
        damaged = (
            bytes(whole[:position]) + bytes([whole[position] ^ 4]) + bytes(whole[position + 1 :])
        )
        assert refusal(damaged).startswith("the archive")


def test_a_damaged_header_in_the_middle_is_not_taken_for_the_end() -> None:
    damaged = bytearray(tar(ACME))
    damaged[1024] ^= 1  # the second entry's name; tarfile ends there without a word
    with tarfile.open(fileobj=io.BytesIO(damaged)) as silent:
        assert len(silent.getnames()) == 1
    assert refusal(gzip.compress(damaged)) == (
        "the archive is damaged: an entry's checksum is wrong"
    )


@pytest.mark.parametrize(
    "records",
    [b"12 path=a", b"path=a\n", b"99999999999999999999999 path=a\n", b"7 path\n", b"0 x=y\n"],
)
def test_malformed_extended_attributes_are_refused(records: bytes) -> None:
    archive = tar_of([(entry("package/a", b"x"), records), (entry("package/a.js"), "x")])
    assert refusal(gzip.compress(archive)).startswith("the archive is damaged")


@pytest.mark.parametrize("attribute", ["path", "size"])
def test_one_path_or_size_for_all_entries_is_refused(attribute: str) -> None:
    header = tarfile.TarInfo.create_pax_global_header({attribute: "1"})
    assert "set for all of its entries" in refusal(gzip.compress(header + tar(ACME)))


def test_a_sparse_file_is_refused() -> None:
    sparse = entry("package/a.js")
    sparse.pax_headers = {"GNU.sparse.major": "1"}
    assert "sparse" in refusal(gzip.compress(tar_of([(sparse, "x")])))


def test_a_name_that_is_not_utf_8_is_refused() -> None:
    header = bytearray(tar({"package/aa.js": "x"}))
    header[8:10] = b"\xff\xfe"
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + sum(header[156:512]) + 256)
    assert refusal(gzip.compress(header)) == "the archive is damaged: a name in it is not UTF-8"


@given(st.binary(max_size=2000))
def test_arbitrary_bytes_are_read_or_refused_but_nothing_else_happens(noise: bytes) -> None:
    for archive in (noise, gzip.compress(noise), gzip.compress(tar(ACME)[:512] + noise)):
        try:
            read(archive)
        except SdkscribeError as error:
            assert "the archive" in str(error)


def test_the_stored_checksum_is_compared() -> None:
    whole = tgz(ACME)
    assert zlib.crc32(tar(ACME)) == int.from_bytes(whole[-8:-4], "little")
    assert refusal(whole[:-8] + b"\0\0\0\0" + whole[-4:]).startswith("the archive is damaged")
