"""The benchmark keeps up with the application: it fills a small database, and measures every one of its lines."""

from pathlib import Path

import pytest

from benchmarks import document, run


def test_measures_a_small_database(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    into = tmp_path / "figures.md"
    into.write_text("# Figures\n\n### sqlite, 60 people\n\nold\n\n## Notes\n", encoding="utf-8")
    run.main(["--people", "60", "--rounds", "1", "--seconds", "0.3", "--on", "sqlite", "--into", str(into)])
    text = into.read_text(encoding="utf-8")
    assert text.startswith("# Figures\n\n### sqlite, 60 people\n")
    assert text.endswith("\n\n## Notes\n")
    assert "old" not in text
    lines = [line.split("|")[1].strip() for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert [name for name in lines if name and not name.startswith("---")] == [
        "page",
        "a bare page of 12 kB (the floor)",
        "people list, first page",
        "people list, deep page",
        "people list, category and status",
        "people list, side and captured since",
        "home",
        "dossier",
        "dossier with 30 facts",
        "report: category by status",
        "report: captured and returned",
        "report: days in captivity",
        "create a person",
        "add an event",
        "mixed work",
        "a bare page (the floor)",
    ]


def test_writes_sections_behind_each_other(tmp_path: Path) -> None:
    into = tmp_path / "figures.md"
    into.write_text("# Figures\n\n", encoding="utf-8")
    for section in ("### one\n1", "### two\n2", "### one\n3"):
        document.put(section, into)
    assert into.read_text(encoding="utf-8") == "# Figures\n\n### one\n3\n\n### two\n2\n\n"
