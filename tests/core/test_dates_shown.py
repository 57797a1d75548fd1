"""Uncertain dates for readers: short in lists, longer under the field in which they were typed."""

import pytest

from app.core.dates import UncertainDate, echo, parse_edtf, show

SHOWN = [
    ("2022-05-16", "16.05.2022", "16 May 2022"),
    ("2022-05", "05.2022", "May 2022"),
    ("2022", "2022", "2022"),
    ("2022-05~", "≈ 05.2022", "≈ May 2022"),
    ("2022?", "2022?", "2022?"),
    ("2022-05-16%", "≈ 16.05.2022?", "≈ 16 May 2022?"),
    ("../2022-06", "до 06.2022", "by June 2022"),
    ("2022-06-01~/..", "з ≈ 01.06.2022", "since ≈ 1 Jun 2022"),
    ("2022-05-06/2022-05-20", "06–20.05.2022", "6–20 May 2022"),
    ("2022-02-28/2022-03-02", "28.02–02.03.2022", "28 Feb – 2 Mar 2022"),
    ("2021-12-28/2022-01-02", "28.12.2021 – 02.01.2022", "28 Dec 2021 – 2 Jan 2022"),
    ("2022-03/2022-06", "03–06.2022", "March–June 2022"),
    ("2021-12/2022-02", "12.2021 – 02.2022", "December 2021 – February 2022"),
    ("1986~/1988~", "≈ 1986–1988", "≈ 1986–1988"),
    ("1986~/1988?", "між ≈ 1986 і 1988?", "between ≈ 1986 and 1988?"),
    ("2022/2022-05-16", "2022 – 16.05.2022", "2022 – 16 May 2022"),
    ("2022-05/2023", "05.2022 – 2023", "May 2022 – 2023"),
]
ECHOED = [
    ("2022-05~", "≈ травень 2022 (01.05–31.05.2022)", "≈ May 2022 (1 May – 31 May 2022)"),
    ("2022-05-16", "16 травня 2022", "16 May 2022"),
    ("2022-09-16?", "16 вересня 2022?", "16 September 2022?"),
    ("2022", "2022 (01.01–31.12.2022)", "2022 (1 Jan – 31 Dec 2022)"),
    ("../2022-06", "до червня 2022 (до 30.06.2022)", "by June 2022 (by 30 Jun 2022)"),
    ("2022-06/..", "з червня 2022 (з 01.06.2022)", "since June 2022 (since 1 Jun 2022)"),
    ("2022-06-16/..", "з 16 червня 2022", "since 16 June 2022"),
    ("2022-02-28/2022-03-02", "28 лютого – 2 березня 2022", "28 February – 2 March 2022"),
    ("2022-03/2022-04", "березень–квітень 2022 (01.03–30.04.2022)", "March–April 2022 (1 Mar – 30 Apr 2022)"),
    ("2021/2022", "2021–2022 (01.01.2021 – 31.12.2022)", "2021–2022 (1 Jan 2021 – 31 Dec 2022)"),
    ("1986~/1988", "між ≈ 1986 і 1988 (01.01.1986 – 31.12.1988)", "between ≈ 1986 and 1988 (1 Jan 1986 – 31 Dec 1988)"),
]


class TestShow:
    @pytest.mark.parametrize(("edtf", "ukrainian", "english"), SHOWN)
    def test_writes_day_first_in_the_readers_language(self, edtf: str, ukrainian: str, english: str) -> None:
        assert (show(parse_edtf(edtf), "uk"), show(parse_edtf(edtf), "en")) == (ukrainian, english)

    def test_takes_a_locale_with_its_country(self) -> None:
        assert show(parse_edtf("2022-05"), "uk_UA") == "05.2022"

    def test_writes_english_for_another_language(self) -> None:
        assert show(parse_edtf("2022-05"), "pl") == "May 2022"

    def test_gives_a_stored_text_that_it_does_not_know_as_it_is(self) -> None:
        assert show(UncertainDate("[1998,1999]", None, None), "uk") == "[1998,1999]"


class TestEcho:
    @pytest.mark.parametrize(("edtf", "ukrainian", "english"), ECHOED)
    def test_says_in_words_what_was_understood_with_its_bounds(self, edtf: str, ukrainian: str, english: str) -> None:
        assert (echo(parse_edtf(edtf), "uk"), echo(parse_edtf(edtf), "en")) == (ukrainian, english)
