"""The blueprint that the pages of many domains share."""

from flask import Blueprint

bp = Blueprint("desk", __name__)
