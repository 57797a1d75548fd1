"""Reading a page as a browser does: its forms, and what each of them would send as it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements that have no end.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Control:
    """One control of a form."""

    tag: str
    attributes: dict[str, str | None]
    options: list[tuple[str, bool]] = field(default_factory=list)
    text: str = ""

    @property
    def name(self) -> str:
        return self.attributes.get("name") or ""

    @property
    def kind(self) -> str:
        return (self.attributes.get("type") or "text") if self.tag == "input" else self.tag

    def sent(self) -> list[str]:
        """What a browser sends for it as it stands."""
        if self.tag == "select":
            return [value for value, chosen in self.options if chosen] or [value for value, _ in self.options[:1]]
        if self.tag == "textarea":
            return [self.text.replace("\r\n", "\n").removeprefix("\n")]
        if self.kind in {"checkbox", "radio"}:
            return [self.attributes.get("value") or "on"] if "checked" in self.attributes else []
        return [self.attributes.get("value") or ""]


@dataclass
class PageForm:
    """A form of a page, with its controls in their order."""

    attributes: dict[str, str | None]
    controls: list[Control] = field(default_factory=list)

    def answers(self) -> dict[str, list[str]]:
        """What a browser sends for the form as it stands, when none of its buttons gives a value."""
        found: dict[str, list[str]] = {}
        for control in self.controls:
            if control.name and control.kind not in {"submit", "button", "file"}:
                found.setdefault(control.name, []).extend(control.sent())
        return {name: values for name, values in found.items() if values}


class Reader(HTMLParser):
    """Collects the elements of a page, and the forms among them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.forms: list[PageForm] = []
        self.open: PageForm | None = None
        self.control: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "form":
            self.open = PageForm(attributes)
            self.forms.append(self.open)
        elif tag in {"input", "select", "textarea"} and self.open:
            self.control = Control(tag, attributes)
            self.open.controls.append(self.control)
        elif tag == "option" and self.control:
            self.control.options.append((attributes.get("value") or "", "selected" in attributes))

    def handle_data(self, data: str) -> None:
        if self.control and self.control.tag == "textarea":
            self.control.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag in {"select", "textarea"}:
            self.control = None


def read(page: str) -> Reader:
    """Read a page."""
    reader = Reader()
    reader.feed(page)
    return reader


def posting(page: str) -> Iterator[PageForm]:
    """Give the forms of a page that send something to be kept."""
    return (form for form in read(page).forms if form.attributes.get("method") == "post")


def answers_in(page: str) -> dict[str, str | list[str]]:
    """Give what a page's main form would send as it stands; a field of several answers is a list."""
    main = next(form for form in posting(page) if "data-main" in form.attributes)
    return {name: values[0] if len(values) == 1 else values for name, values in main.answers().items()}
