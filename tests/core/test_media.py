"""What files are, by their bytes; and which are refused."""

import contextlib
import io

import pytest

from app.core import media
from app.core.errors import RuleError
from app.core.media import MediaType
from tests.core import pictures

KEPT = {
    "jpeg": (pictures.jpeg(), MediaType.JPEG),
    "jpeg whose camera says much": (pictures.jpeg(comment=b"x" * 60_000), MediaType.JPEG),
    "jpeg with a film behind it": (pictures.jpeg(rest=b"ftypmp42" * 100), MediaType.JPEG),
    "png": (pictures.png(), MediaType.PNG),
    "webp, extended": (pictures.webp(b"VP8X"), MediaType.WEBP),
    "webp, lossless": (pictures.webp(b"VP8L"), MediaType.WEBP),
    "webp, lossy": (pictures.webp(b"VP8 "), MediaType.WEBP),
    "tiff, little end first": (pictures.tiff("<"), MediaType.TIFF),
    "tiff, big end first": (pictures.tiff(">"), MediaType.TIFF),
    "heic": (pictures.heic(), MediaType.HEIC),
    "pdf": (pictures.pdf(), MediaType.PDF),
    "pdf that speaks of markup": (pictures.pdf(b"<html>"), MediaType.PDF),
    "pdf that only mentions an archive": (pictures.pdf(b"PK\x05\x06" + b"\0" * 30), MediaType.PDF),
}

REFUSED = {
    "nothing": (b"", media.EMPTY),
    "text": (b"a letter", media.REFUSED),
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", media.REFUSED),
    "a drawing that runs": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", media.REFUSED),
    "an archive under another name": (pictures.archive(), media.REFUSED),
    "an old office document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, media.REFUSED),
    "a program": (b"MZ\x90\0" + b"\0" * 60, media.REFUSED),
    "a script": (b"#!/bin/sh\nrm -rf /\n", media.REFUSED),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", media.REFUSED),
    "a PDF behind something else": (b"\n" + pictures.pdf(), media.REFUSED),
    "a sound in the same container": (b"RIFF\x24\0\0\0WAVEfmt ", media.REFUSED),
    "a picture that is an archive": (pictures.jpeg(rest=pictures.archive()), media.TWO_IN_ONE),
    "a picture that is an archive with a comment": (pictures.png(rest=pictures.archive(b"hello")), media.TWO_IN_ONE),
    "a document that is an archive": (pictures.pdf() + pictures.archive(), media.TWO_IN_ONE),
    "a picture with a script in it": (pictures.jpeg(comment=b"<ScRiPt>alert(1)</script>"), media.TWO_IN_ONE),
    "a picture with a page in it": (pictures.jpeg(comment=b"<?php system($_GET[0]); ?>"), media.TWO_IN_ONE),
    "a picture that is cut off": (pictures.png()[:20], media.UNREADABLE),
    "a picture without a frame": (b"\xff\xd8\xff\xfe\0\x04ab", media.UNREADABLE),
    "a picture whose parts do not follow": (b"\xff\xd8\xff\xfe\0\x04abcd\0\0\0\0", media.UNREADABLE),
    "a picture whose part has no length": (b"\xff\xd8\xff\xfe\0\0" + b"\0" * 8, media.UNREADABLE),
    "a picture of no width": (pictures.png(width=0), media.UNREADABLE),
    "a directory that is not there": (b"II*\0\xff\xff\xff\0", media.UNREADABLE),
    "a directory without a size": (b"MM\0*\0\0\0\x08\0\0", media.UNREADABLE),
    "webp, cut off": (pictures.webp()[:20], media.UNREADABLE),
    "a bomb, png": (pictures.png(width=100_000, height=100_000), media.TOO_MANY_PIXELS),
    "a bomb, jpeg": (pictures.jpeg(width=65_000, height=65_000), media.TOO_MANY_PIXELS),
    "a bomb, webp": (pictures.webp(width=1 << 24, height=1 << 24), media.TOO_MANY_PIXELS),
    "a bomb, tiff": (pictures.tiff(width=4_000_000_000), media.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize("what", KEPT)
def test_a_file_is_what_its_bytes_say(what: str) -> None:
    content, kind = KEPT[what]
    assert media.examine(io.BytesIO(content)) is kind


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_is_refused_with_a_sentence(what: str) -> None:
    content, sentence = REFUSED[what]
    with pytest.raises(RuleError) as refused:
        media.examine(io.BytesIO(content))
    assert (refused.value.message, refused.value.field) == (sentence, "file")


@pytest.mark.parametrize("length", range(40))
def test_no_cut_makes_an_error_of_ours(length: int) -> None:
    for content, _kind in KEPT.values():
        with contextlib.suppress(RuleError):
            media.examine(io.BytesIO(content[:length]))


def test_every_kind_has_an_ending() -> None:
    assert set(media.ENDINGS) == set(MediaType)
