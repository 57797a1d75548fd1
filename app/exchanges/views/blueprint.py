"""The blueprint that the pages about operations and their lists share."""

from flask import Blueprint

bp = Blueprint("exchanges", __name__)
