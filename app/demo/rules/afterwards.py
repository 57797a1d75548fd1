"""What happened to some records after they were entered: a date corrected, an event retracted, a letter attached."""

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app.accounts.models import User
from app.core.filestore import FileStore
from app.custody import rules as custody
from app.custody.models import EventKind
from app.demo.rules.depth import ago
from app.people.models import Person
from app.sources import rules as sources
from app.sources.models import AttachmentKind, Source

#: The invented letter: its size in points, and the words of each line as shares of its width.
WIDTH, HEIGHT, LINE = 420, 594, 22
LINES = (0, 0.4, 0, 0.8, 0.85, 0.75, 0.82, 0.3, 0, 0.84, 0.79, 0.86, 0.5, 0, 0, 0.25)
PAPER, INK = b"\xf4", b"\x60"


def amend(person: Person, said_by: Mapping[str, Source], *, actor: User, colleague: User, now: datetime) -> None:
    """Let the analyst mistype a date and enter what somebody else lived through, and a supervisor put both right."""
    mistyped = custody.Happening(EventKind.CALL, said_by["family"], 2, ago(now, 40))
    call = custody.record(person, mistyped, actor=actor, now=now - timedelta(hours=3))
    custody.correct(call, replace(mistyped, happened=ago(now, 30)), actor=colleague, now=now)
    foreign = custody.Happening(EventKind.HOSPITAL_IN, said_by["open"], 4, ago(now, 20))
    event = custody.record(person, foreign, actor=actor, now=now - timedelta(hours=2))
    custody.retract(event, reason="Це про іншу особу з таким самим прізвищем.", actor=colleague, now=now)


def attach_letter(source: Source, *, store: FileStore, actor: User, now: datetime) -> None:
    """Attach the scan of a letter to a source."""
    picture = letter()
    sources.attach(
        source,
        io.BytesIO(picture),
        store=store,
        limit=len(picture),
        kind=AttachmentKind.LETTER,
        title="Лист від родини (вигадано)",
        actor=actor,
        now=now,
    )


def letter() -> bytes:
    """Draw a letter that says nothing: lines on paper, as a grey PNG picture."""
    rows = b"".join(b"\x00" + row_at(height) for height in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(part_of_picture(*part) for part in parts)


def row_at(height: int) -> bytes:
    """Draw one row of points: the foot of a line of words, or paper."""
    line, within = divmod(height, LINE)
    inked = int(WIDTH * LINES[line]) if line < len(LINES) and within > LINE * 2 // 3 else 0
    margin = WIDTH // 12
    return (PAPER * margin + INK * inked).ljust(WIDTH, PAPER)


def part_of_picture(name: bytes, content: bytes) -> bytes:
    """Write one part of a PNG picture with its length and check sum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
