"""`obmin export` and `obmin report list`."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.people.models import CustodyStatus
from app.reports.catalogue import REPORTS
from app.reports.models import Export

Obmin = Callable[..., Any]


class TestExport:
    @pytest.mark.parametrize("code", REPORTS)
    @pytest.mark.parametrize("query", ["", "status=in_captivity&side=ukr&sort=-captured"])
    def test_gives_the_bytes_of_the_page(
        self, obmin: Obmin, sign_in: Callable[..., Any], factories: SimpleNamespace, code: str, query: str
    ) -> None:
        for side in ("ukr", "ukr", "rus"):
            factories.person(side=side, custody_status=CustodyStatus.IN_CAPTIVITY)
        page = sign_in().get(f"/reports/{code}.csv?{query}").data
        result = obmin("export", code, "--format", "csv", "--filter", query)
        assert (result.exit_code, result.stdout_bytes) == (0, page)

    @pytest.mark.parametrize(
        ("options", "query"),
        [
            (("--separator", ","), "separator=comma"),
            (("--headings", "uk"), "headings=uk"),
            (("--headings", "en"), "headings=en"),
        ],
    )
    def test_writes_as_the_page_does(
        self, obmin: Obmin, sign_in: Callable[..., Any], options: tuple[str, ...], query: str
    ) -> None:
        page = sign_in().get(f"/reports/standing.csv?{query}").data
        assert obmin("export", "standing", *options).stdout_bytes == page

    def test_writes_to_a_file_and_tells_how_much(
        self, obmin: Obmin, factories: SimpleNamespace, tmp_path: Path
    ) -> None:
        factories.person()
        result = obmin("export", "register", "--output", str(tmp_path / "register.csv"))
        assert (result.stdout, result.stderr) == ("", "1 row exported.\n")
        assert (tmp_path / "register.csv").read_bytes().startswith('\ufeff"ref";'.encode())

    def test_is_written_down_as_a_command(self, obmin: Obmin, session: Session) -> None:
        sent = obmin("export", "months", "--filter", "side=ukr").stdout_bytes
        export = session.scalars(select(Export)).one()
        assert (export.exported_by_id, export.filters, export.rows) == (None, {"side": ["ukr"]}, 2)
        assert export.sha256 == hashlib.sha256(sent).hexdigest()
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [(entry.action, bool(entry.agent)) for entry in entries] == [("export", True), ("finish export", True)]

    @pytest.mark.parametrize("query", ["stauts=in_captivity", "status=captive", "captured_from=nonsense", "side=xyz"])
    def test_refuses_a_filter_that_would_let_more_through_than_was_meant(
        self, obmin: Obmin, session: Session, query: str
    ) -> None:
        result = obmin("export", "register", "--filter", query)
        assert result.exit_code == 2
        assert query.partition("=")[0] in result.stderr
        assert session.scalars(select(Export)).all() == []

    def test_refuses_a_report_that_there_is_not(self, obmin: Obmin) -> None:
        assert obmin("export", "nonsense").exit_code == 2

    def test_tells_its_exit_codes(self, obmin: Obmin) -> None:
        assert "Exit codes: 0 done" in obmin("export", "--help").stdout


class TestReportList:
    def test_names_every_report(self, obmin: Obmin) -> None:
        lines = obmin("report", "list").stdout.splitlines()
        assert [line.partition("\t")[0] for line in lines] == list(REPORTS)

    def test_tells_programs_the_columns(self, obmin: Obmin) -> None:
        told = json.loads(obmin("report", "list", "--format", "json").stdout)
        assert {"code": "months", "columns": ["month", "captured", "returned"]} in told
