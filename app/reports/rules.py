"""The register of exports: what leaves is written down before its first byte goes out, and completed after the last."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.reports.models import Export, Profile

CSV = "csv"
XLSX = "xlsx"
FORMATS = (CSV, XLSX)


def begin_export(
    report: str,
    filters: Mapping[str, Sequence[str]],
    *,
    actor: User | None,
    now: datetime,
    profile: Profile,
    form: str = CSV,
) -> Export:
    """Write down who takes which part of which report out, before anything leaves; its filter is kept as asked."""
    export = Export(
        report=report,
        profile=profile,
        format=form,
        filters={name: list(values) for name, values in filters.items()},
        exported_by_id=actor.id if actor else None,
        started_at=now,
    )
    db.session.add(export)
    audit.record("export", export, actor=actor, at=now)
    db.session.flush()
    return export


def finish_export(export: Export, *, rows: int, sha256: str, actor: User | None, now: datetime) -> None:
    """Write down that all of it left: how many rows, and the digest that tells this file from any other."""
    export.finished_at, export.rows, export.sha256 = now, rows, sha256
    audit.record("finish export", export, actor=actor, at=now)
    db.session.flush()
