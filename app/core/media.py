"""What kind of file some bytes are: told by the bytes themselves, never by a name or by what a browser says."""

import enum
import struct
from collections.abc import Callable, Mapping
from typing import Protocol

from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l

#: How much of a file's beginning tells what it is, and how much of its end whether it is an archive as well.
HEAD, TAIL = 4096, 65_557
#: More than any scanner or camera makes; a small file that claims more is meant to fill somebody's memory.
MOST_PIXELS = 400_000_000
#: What a browser or a server might take for a program, if it trusted the bytes less than we do.
MARKUP = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"<iframe")
END_OF_ARCHIVE = b"PK\x05\x06"
#: The brands under which telephones write their pictures.
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}

REFUSED = _l("Only JPEG, PNG, WebP, TIFF and HEIC pictures and PDF files are kept. Save it as one of these first.")
TWO_IN_ONE = _l("This file is two things at once: a picture or document, and an archive or a program. It is not kept.")
UNREADABLE = _l("This picture is damaged: its size cannot be read. Save it anew and send it again.")
TOO_MANY_PIXELS = _l("This picture claims to be larger than any scan. It is not kept.")
EMPTY = _l("This file is empty. Choose another.")


class SeekableFile(Protocol):
    """What is needed of a file to look into it."""

    def read(self, size: int = -1, /) -> bytes:
        """Read some bytes, or all that are left."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place, and give it."""


class MediaType(enum.Enum):
    """The kinds of file that are kept as evidence; nothing that a browser or an office program would run."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    HEIC = "image/heic"
    PDF = "application/pdf"


#: The ending of a file that is handed out, by its kind.
ENDINGS: Mapping[MediaType, str] = {
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.WEBP: "webp",
    MediaType.TIFF: "tif",
    MediaType.HEIC: "heic",
    MediaType.PDF: "pdf",
}


def examine(file: SeekableFile) -> MediaType:
    """Tell what a file is, or refuse it with a sentence: unknown, empty, two things at once, damaged or a bomb."""
    head = read_at(file, 0, HEAD)
    if not head:
        raise RuleError(EMPTY, "file")
    kind = kind_of(head)
    if kind is None:
        raise RuleError(REFUSED, "file")
    if is_archive(tail_of(file)) or (kind is not MediaType.PDF and has_markup(head)):
        raise RuleError(TWO_IN_ONE, "file")
    if kind in SIZES:
        refuse_bomb(SIZES[kind], file)
    return kind


def kind_of(head: bytes) -> MediaType | None:
    """Tell the kind by the first bytes, which must stand at the very start.

    >>> kind_of(b"%PDF-1.7")
    <MediaType.PDF: 'application/pdf'>
    """
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head.startswith((b"II*\0", b"MM\0*")):
        return MediaType.TIFF
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    return kind_of_container(head)


def kind_of_container(head: bytes) -> MediaType | None:
    """Tell the kinds that name themselves behind the length of their first part."""
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return MediaType.HEIC
    return None


def tail_of(file: SeekableFile) -> bytes:
    """Read as much of a file's end as an archive's last record may take."""
    size = file.seek(0, 2)
    return read_at(file, max(0, size - TAIL), TAIL)


def is_archive(tail: bytes) -> bool:
    """Tell whether a file ends as an archive does, whatever it begins with: office documents and programs are such."""
    at = tail.rfind(END_OF_ARCHIVE)
    return at >= 0 and len(tail) - at >= 22 and int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail) - at - 22  # noqa: PLR2004 - the record's own length


def has_markup(head: bytes) -> bool:
    """Tell whether a picture begins with what a browser would run."""
    lowered = head.lower()
    return any(mark in lowered for mark in MARKUP)


def read_at(file: SeekableFile, offset: int, count: int) -> bytes:
    """Read some bytes from a place in a file."""
    file.seek(offset)
    return file.read(count)


def refuse_bomb(size_of: Callable[[SeekableFile], tuple[int, int]], file: SeekableFile) -> None:
    """Refuse a picture whose width and height cannot be read, or that would fill the memory of whoever opens it."""
    try:
        width, height = size_of(file)
    except (struct.error, IndexError):
        raise RuleError(UNREADABLE, "file") from None
    if not width or not height:
        raise RuleError(UNREADABLE, "file")
    if width * height > MOST_PIXELS:
        raise RuleError(TOO_MANY_PIXELS, "file")


def size_of_png(file: SeekableFile) -> tuple[int, int]:
    """Read width and height from a PNG's first part."""
    width, height = struct.unpack(">II", read_at(file, 16, 8))
    return width, height


def size_of_jpeg(file: SeekableFile) -> tuple[int, int]:
    """Read height and width from the frame of a JPEG."""
    height, width = struct.unpack(">HH", frame_of_jpeg(file))
    return width, height


def frame_of_jpeg(file: SeekableFile) -> bytes:
    """Find height and width in a JPEG: in the first part of a mark C0 to CF but for the three that are tables."""
    file.seek(2)
    while True:
        start, mark, length = struct.unpack(">BBH", file.read(4))
        if start != 0xFF or length < 2:  # noqa: PLR2004 - every part begins with FF and counts its own length
            raise IndexError
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - the marks of the format
            return file.read(5)[1:]
        file.seek(length - 2, 1)


def size_of_webp(file: SeekableFile) -> tuple[int, int]:
    """Read width and height from any of the three ways in which WebP says them."""
    part = read_at(file, 12, 18)
    if part.startswith(b"VP8X"):
        width, more_width, height, more_height = struct.unpack("<HBHB", part[12:18])
        return (more_width << 16 | width) + 1, (more_height << 16 | height) + 1
    if part.startswith(b"VP8L"):
        (bits,) = struct.unpack("<I", part[9:13])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", part[14:18])
    return width & 0x3FFF, height & 0x3FFF


def size_of_tiff(file: SeekableFile) -> tuple[int, int]:
    """Read width and height from the first directory of a TIFF."""
    order = "<" if read_at(file, 0, 2) == b"II" else ">"
    (offset,) = struct.unpack(f"{order}I", read_at(file, 4, 4))
    (count,) = struct.unpack(f"{order}H", read_at(file, offset, 2))
    found = {}
    for _number in range(count):
        tag, kind, _count, value = struct.unpack(f"{order}HHI4s", file.read(12))
        found[tag] = struct.unpack(f"{order}H2x" if kind == 3 else f"{order}I", value)[0]  # noqa: PLR2004 - 3 is a short
    return found.get(256, 0), found.get(257, 0)


SIZES: Mapping[MediaType, Callable[[SeekableFile], tuple[int, int]]] = {
    MediaType.JPEG: size_of_jpeg,
    MediaType.PNG: size_of_png,
    MediaType.WEBP: size_of_webp,
    MediaType.TIFF: size_of_tiff,
}
