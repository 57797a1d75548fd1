"""The blueprint that the pages about people share."""

from flask import Blueprint

from app.people import labels, refs

bp = Blueprint("people", __name__)
bp.add_app_template_filter(refs.ref_of, "ref")
bp.add_app_template_filter(labels.status_of, "status_of")
