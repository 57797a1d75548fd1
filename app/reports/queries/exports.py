"""Reading the register of exports."""

from app.core.db import db
from app.core.errors import NotFound
from app.reports.models import Export


def get_export(export_id: int) -> Export:
    """Find an export, or raise NotFound."""
    export = db.session.get(Export, export_id)
    if export is None:
        raise NotFound
    return export
