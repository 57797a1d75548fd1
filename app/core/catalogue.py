"""The catalogue of translations: gathered from code and templates, checked for gaps, compiled for use."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config import ROOT

APP = ROOT / "app"
FOLDER = APP / "translations"
#: English is written in the code; this is the language that is translated into.
LOCALE = "uk"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "lazy_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def file_of(locale: str = LOCALE) -> Path:
    """Give the file that holds a language's translations."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def gather() -> Catalog:
    """Gather every message that code and templates ask a translation for."""
    gathered = Catalog(charset="utf-8")
    for path, _line, message, comments, context in extract_from_dir(
        APP, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        gathered.add(message, None, [(f"app/{path}", 0)], auto_comments=comments, context=context)
    return gathered


def read(locale: str = LOCALE) -> Catalog:
    """Read a language's catalogue; a language that has none is empty."""
    path = file_of(locale)
    if not path.exists():
        return Catalog(locale, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale)


def update(locale: str = LOCALE) -> Path:
    """Write a language's catalogue with every message that is asked for, keeping what is translated; give its file."""
    catalogue, path = read(locale), file_of(locale)
    catalogue.update(gather(), no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return path


def compile_stale() -> list[Path]:
    """Compile each catalogue that has changed since it was last compiled, and give the files that were written."""
    stale = [path for path in FOLDER.glob("*/LC_MESSAGES/*.po") if is_stale(path)]
    return [compile_one(path) for path in stale]


def is_stale(path: Path) -> bool:
    """Tell whether a catalogue is newer than its compiled form."""
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def compile_one(path: Path) -> Path:
    """Compile one catalogue beside itself; another process never sees half a file."""
    unfinished, compiled = path.with_suffix(".mo.new"), path.with_suffix(".mo")
    with path.open("rb") as source, unfinished.open("wb") as target:
        write_mo(target, read_po(source))
    return unfinished.replace(compiled)


def gaps(gathered: Catalog, translated: Catalog) -> list[str]:
    """Say what is missing in a language: messages without a translation, and translations nobody asks for."""
    found = [gap for message in gathered if message.id for gap in gaps_of(message, translated)]
    unused = [f"not used any more: {key_of(message)}" for message in translated if is_unused(message, gathered)]
    return found + unused


def gaps_of(message: Message, translated: Catalog) -> Iterator[str]:
    """Say what is wrong with the translation of one message."""
    answer = translated.get(key_of(message), message.context)
    if answer is None:
        yield f"not in the catalogue: {key_of(message)}"
    elif answer.fuzzy:
        yield f"marked as unsure: {key_of(message)}"
    elif not all(forms_of(answer, translated)):
        yield f"not translated: {key_of(message)}"
    elif any(placeholders(form) - placeholders_of(message) for form in forms_of(answer, translated)):
        yield f"names a variable that it is not given: {key_of(message)}"
    elif placeholders_of(message) - placeholders(" ".join(forms_of(answer, translated))):
        yield f"leaves a variable out: {key_of(message)}"


def key_of(message: Message) -> str:
    """Give the English text that stands for a message, the singular where it counts things."""
    return message.id if isinstance(message.id, str) else message.id[0]


def is_unused(message: Message, gathered: Catalog) -> bool:
    """Tell whether a catalogue holds a message that nobody asks for."""
    return bool(message.id) and gathered.get(key_of(message), message.context) is None


def forms_of(message: Message, catalogue: Catalog) -> list[str]:
    """Give every form of a translation: one, or as many as the language counts with."""
    if isinstance(message.string, str):
        return [message.string]
    forms = [form or "" for form in message.string or ()]
    return forms + [""] * (catalogue.num_plurals - len(forms))


def placeholders_of(message: Message) -> set[str]:
    """Give the variables that a message is given."""
    return placeholders(message.id if isinstance(message.id, str) else " ".join(message.id))


def placeholders(text: str) -> set[str]:
    """Give the variables that a text names."""
    return set(PLACEHOLDER.findall(text))
