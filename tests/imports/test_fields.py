"""Mapping a file's headers to fields by hand."""

import pytest

from app.imports.fields import MappingError, columns_of, unmapped

HEADER = ("Прізвище", "Ім'я", "Дата", "Дата", "", "а=б")


def refusal(*choices: str) -> str:
    with pytest.raises(MappingError) as refused:
        columns_of(choices, HEADER)
    return str(refused.value)


class TestColumnsOf:
    def test_gives_each_column_its_field(self) -> None:
        assert columns_of(["Прізвище=surname", "Ім'я=given_name"], HEADER) == {0: "surname", 1: "given_name"}

    def test_knows_what_others_call_the_fields(self) -> None:
        assert columns_of(["Прізвище=last_name", "а=б=external_id"], HEADER) == {0: "surname", 5: "list_number"}

    def test_is_blind_to_case_and_apostrophes_in_headers(self) -> None:
        assert columns_of([" прізвище =surname", "ІМ’Я= given_name"], HEADER) == {0: "surname", 1: "given_name"}

    def test_refuses_what_is_no_mapping(self) -> None:
        assert "HEADER=field" in refusal("Прізвище")

    def test_refuses_an_unknown_header_and_lists_what_the_file_has(self) -> None:
        sentence = refusal("Фамилия=surname")
        assert "no column “Фамилия”" in sentence
        assert "Прізвище, Ім'я, Дата, Дата, № 5, а=б" in sentence

    def test_refuses_a_header_that_stands_twice(self) -> None:
        assert "several columns “Дата”" in refusal("Прізвище=surname", "Дата=born")

    def test_refuses_an_unknown_field_and_lists_them(self) -> None:
        assert "captured_on" in refusal("Прізвище=family")

    @pytest.mark.parametrize("second", ["Прізвище=call_sign", "Ім'я=surname"])
    def test_refuses_a_column_or_field_twice(self, second: str) -> None:
        assert "one too many" in refusal("Прізвище=surname", second)

    def test_refuses_a_list_without_names(self) -> None:
        assert "No column is mapped to a name" in refusal("Ім'я=given_name")


def test_unmapped_columns_are_named() -> None:
    assert unmapped({0: "surname", 1: "given_name", 2: "born"}, HEADER) == ["Дата", "№ 5", "а=б"]
