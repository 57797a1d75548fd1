"""Reading a list from bytes."""

import pytest

from app.imports import reading
from app.imports.reading import Row, Unreadable, found_delimiter, read


def refusal(data: bytes, **options: str) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, **options)
    return str(refused.value)


class TestRead:
    def test_takes_the_first_row_for_the_header(self) -> None:
        table = read("Прізвище,Ім'я\nВигаданий,Хома\n".encode())
        assert table.header == ("Прізвище", "Ім'я")
        assert table.rows == (Row(2, ("Вигаданий", "Хома")),)

    def test_drops_a_byte_order_mark(self) -> None:
        assert read("\ufeffПІБ;Статус\nа;б".encode()).header[0] == "ПІБ"

    def test_numbers_rows_as_a_spreadsheet_does(self) -> None:
        table = read(b'\na,b\n\n"one\ntwo",2\n , \n3,4\n')
        assert [row.number for row in table.rows] == [4, 6]

    def test_keeps_quoted_delimiters_quotes_and_line_breaks(self) -> None:
        (row,) = read(b'a,b\r\n"x, ""y""","one\r\ntwo"\r\n').rows
        assert row.cells == ('x, "y"', "one\r\ntwo")

    def test_takes_a_given_delimiter(self) -> None:
        assert read(b"a,b;c,d\n", delimiter=";").header == ("a,b", "c,d")


class TestRefuses:
    @pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n \n"])
    def test_a_file_with_nothing_in_it(self, data: bytes) -> None:
        assert "nothing in the file" in refusal(data)

    def test_another_encoding_and_says_where_it_begins(self) -> None:
        assert "byte 5, in line 3" in refusal(b"a\n\nb" + "ї".encode("cp1251"))

    @pytest.mark.parametrize("data", ["a,b".encode("utf-16"), "a,b".encode("utf-16-le")])
    def test_utf_16(self, data: bytes) -> None:
        assert "not text in UTF-8" in refusal(data)

    def test_a_workbook(self) -> None:
        assert "workbook" in refusal(b"PK\x03\x04...")

    @pytest.mark.parametrize("rest", [b"", b'x\n"y",1\n'])
    def test_a_quote_that_does_not_close_and_says_where_it_opens(self, rest: bytes) -> None:
        assert "row 3 (line 4 of the file)" in refusal(b'a,b\n"1\n1",2\n3,"4\n5,6\n' + rest)

    def test_a_file_that_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "MEGABYTE", 0)
        assert "larger than 64 MB" in refusal(b"a")

    def test_too_many_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "MOST_ROWS", 2)
        assert len(read(b"a,b\n1,1\n2,2\n").rows) == 2
        assert "more than 2 rows" in refusal(b"a,b\n1,1\n2,2\n3,3\n")

    def test_too_many_columns(self) -> None:
        assert "more than 200 columns" in refusal(b"a," * 200)


class TestFoundDelimiter:
    @pytest.mark.parametrize(
        ("text", "delimiter"),
        [
            ("a,b\n1,2", ","),
            ("a;b\n1,5;2,5", ";"),
            ("a|b\nx, y; z|2", "|"),
            ("a\tb\n1\t2", "\t"),
            ('a;b,c\n"1;2";x\n3;4', ";"),
            ("only\none", ","),
            ("", ","),
            ('a;b\n"' + "1" * 200_000, ","),
        ],
    )
    def test_is_the_one_that_rows_agree_on(self, text: str, delimiter: str) -> None:
        assert found_delimiter(text) == delimiter
