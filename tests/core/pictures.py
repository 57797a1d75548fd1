"""The smallest files of each kind that is kept, made by hand, and the lies that are told with them."""

import io
import struct
import zipfile


def png(width: int = 2, height: int = 3, rest: bytes = b"") -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\0\0\0" + rest


def jpeg(width: int = 2, height: int = 3, comment: bytes = b"", rest: bytes = b"") -> bytes:
    said = struct.pack(">BBH", 0xFF, 0xFE, 2 + len(comment)) + comment
    tables = struct.pack(">BBH", 0xFF, 0xC4, 4) + b"\0\0"
    frame = struct.pack(">BBHBHH", 0xFF, 0xC0, 11, 8, height, width) + b"\x01\x01\x11\0"
    return b"\xff\xd8" + said + tables + frame + b"\xff\xd9" + rest


def webp(chunk: bytes = b"VP8X", width: int = 2, height: int = 3) -> bytes:
    if chunk == b"VP8X":
        body = b"\0" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    elif chunk == b"VP8L":
        body = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    else:
        body = b"\x30\x01\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return b"RIFF" + struct.pack("<I", 12 + len(body)) + b"WEBP" + chunk + struct.pack("<I", len(body)) + body


def tiff(order: str = "<", width: int = 2, height: int = 3) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    wide = struct.pack(f"{order}HHII", 256, 4, 1, width)
    high = struct.pack(f"{order}HHIH2x", 257, 3, 1, height)
    return mark + struct.pack(f"{order}IH", 8, 2) + wide + high


def heic() -> bytes:
    return struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic"


def pdf(rest: bytes = b"") -> bytes:
    return b"%PDF-1.7\n% a fictional letter\n" + rest + b"%%EOF\n"


def archive(comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("readme.txt", "fictional")
        made.comment = comment
    return file.getvalue()
