"""The benchmark of finding people keeps up with the application: it fills a small registry, and measures every line."""

import pytest

from benchmarks import registry, run


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_measures_a_small_registry(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    run.main(["matching", "--people", "150", "--questions", "20", "--on", kind])
    out = capsys.readouterr().out
    assert out.startswith(f"### finding people, {kind}, 150 people")
    lines = [line.split("|")[1].strip() for line in out.splitlines() if line.startswith("|")]
    assert "20 invented people who are not on record" in out
    assert "): 0 accepted." in out
    assert {"obmin, with the birth", "obmin, the name alone", "LIKE", "rapidfuzz, every name"} <= set(lines)


def test_the_registry_is_the_same_at_every_run() -> None:
    assert list(registry.people(50)) == list(registry.people(50))
    assert list(registry.questions(5, 50)) == list(registry.questions(5, 50))


def test_questions_ask_for_who_is_there() -> None:
    numbers = {entry.number for entry, _ in registry.people(50)}
    assert {asked.truth for asked in registry.questions(10, 50)} <= numbers


def test_nobody_is_asked_for_under_the_name_and_birth_of_another() -> None:
    on_record = {entry.number: entry for entry, _ in registry.people(50)}
    others = list(registry.others(40, 50))
    assert {one.kind for one in others} == set(registry.OTHERS)
    assert all(one.kind == "twin" or one.born != on_record[one.truth].born for one in others)
