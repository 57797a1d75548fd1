"""The blueprint that the pages about users share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
