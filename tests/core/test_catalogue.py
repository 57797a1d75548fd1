"""The catalogue of translations: what is gathered, which gaps are seen, what is compiled."""

import gettext
import os
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from app.core import catalogue

APPLES = ("%(num)s apple of %(name)s", "%(num)s apples of %(name)s")


def gathered() -> Catalog:
    asked = Catalog()
    asked.add("Save")
    asked.add("Hello, %(name)s")
    asked.add(APPLES)
    return asked


def translated() -> Catalog:
    """Give a catalogue that is complete."""
    made = Catalog("uk")
    made.add("Save", "Зберегти")
    made.add("Hello, %(name)s", "Вітаємо, %(name)s")
    made.add(APPLES, ("%(num)s яблуко %(name)s", "%(num)s яблука %(name)s", "%(num)s яблук %(name)s"))
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one module, one template and no translations."""
    (tmp_path / "app/templates").mkdir(parents=True)
    (tmp_path / "app/views.py").write_text('from x import _\n_("Save")\nngettext("%(num)s day", "%(num)s days", 2)\n')
    (tmp_path / "app/templates/page.html").write_text('<p>{{ _("Cancel") }}{% trans %}Help{% endtrans %}</p>')
    monkeypatch.setattr(catalogue, "APP", tmp_path / "app")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path / "app/translations")
    return tmp_path


class TestGather:
    @pytest.mark.usefixtures("folder")
    def test_finds_what_code_and_templates_ask_for(self) -> None:
        found = {catalogue.key_of(message) for message in catalogue.gather() if message.id}
        assert found == {"Save", "%(num)s day", "Cancel", "Help"}

    def test_finds_lazy_messages(self, folder: Path) -> None:
        (folder / "app/labels.py").write_text('_l("Later")\nlazy_("Latest")\n')
        assert {"Later", "Latest"} <= {message.id for message in catalogue.gather()}


class TestGaps:
    def test_a_complete_catalogue_has_none(self) -> None:
        assert catalogue.gaps(gathered(), translated()) == []

    def test_an_empty_one_lacks_everything(self) -> None:
        assert catalogue.gaps(gathered(), Catalog("uk")) == [
            "not in the catalogue: Save",
            "not in the catalogue: Hello, %(name)s",
            f"not in the catalogue: {APPLES[0]}",
        ]

    @pytest.mark.parametrize(
        ("asked", "answer", "gap"),
        [
            ("Save", "", "not translated: Save"),
            ("Hello, %(name)s", "Вітаємо", "leaves a variable out: Hello, %(name)s"),
            ("Hello, %(name)s", "%(name)s %(nmae)s", "names a variable that it is not given: Hello, %(name)s"),
            (APPLES, ("%(num)s яблуко %(name)s", "", ""), f"not translated: {APPLES[0]}"),
            (APPLES, ("%(num)s яблуко %(name)s", "%(num)s %(name)s"), f"not translated: {APPLES[0]}"),
            ("Gone", "Немає", "not used any more: Gone"),
        ],
    )
    def test_each_kind_is_named(self, asked: str | tuple[str, str], answer: str | tuple[str, ...], gap: str) -> None:
        changed = translated()
        changed.delete(asked)
        changed.add(asked, answer)
        assert catalogue.gaps(gathered(), changed) == [gap]

    def test_an_unsure_translation_is_one(self) -> None:
        changed = translated()
        changed["Save"].flags.add("fuzzy")
        assert catalogue.gaps(gathered(), changed) == ["marked as unsure: Save"]


@pytest.mark.usefixtures("folder")
class TestFiles:
    def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(self) -> None:
        path = catalogue.update()
        path.write_text(path.read_text().replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Зберегти"'))
        (catalogue.APP / "templates/page.html").write_text("")
        catalogue.update()
        assert 'msgid "Save"\nmsgstr "Зберегти"' in path.read_text()
        assert "Cancel" not in path.read_text()

    def test_a_changed_catalogue_is_compiled_once(self) -> None:
        path = catalogue.update()
        path.write_text(path.read_text().replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Зберегти"'))
        compiled = path.with_suffix(".mo")
        assert catalogue.compile_stale() == [compiled]
        assert catalogue.compile_stale() == []
        with compiled.open("rb") as file:
            assert gettext.GNUTranslations(file).gettext("Save") == "Зберегти"
        os.utime(compiled, (0, 0))
        assert catalogue.compile_stale() == [compiled]

    def test_a_language_without_a_file_is_empty(self) -> None:
        assert len(catalogue.read()) == 0
