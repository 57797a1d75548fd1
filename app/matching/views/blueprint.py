"""The blueprint that the pages about pairs share."""

from flask import Blueprint

bp = Blueprint("matching", __name__)
