"""The document of the figures: each database and size is a section of it, which a new run replaces."""

import re
from pathlib import Path

SECTION = re.compile(r"^### .*?(?=^##|\Z)", re.MULTILINE | re.DOTALL)


def put(section: str, document: Path) -> None:
    """Put a section in the place of the one under the same heading, or behind the last one."""
    heading = section.partition("\n")[0]
    text = document.read_text(encoding="utf-8")
    found = list(SECTION.finditer(text))
    same = next((match for match in found if match[0].startswith(f"{heading}\n")), None)
    start, end = same.span() if same else (found[-1].end(),) * 2 if found else (len(text),) * 2
    document.write_text(text[:start] + section.strip() + "\n\n" + text[end:], encoding="utf-8")
