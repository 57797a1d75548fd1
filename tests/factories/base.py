"""What every factory shares: it adds to the test's session and flushes, so that what it made has its number."""

import importlib
import re
from pathlib import Path
from typing import Any

from factory.alchemy import SQLAlchemyModelFactory

from app.core.db import db


class ModelFactory(SQLAlchemyModelFactory):
    """The base of every factory: `class PersonFactory(ModelFactory)` becomes `factories.person`."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731 - factory_boy reads it from the class
        sqlalchemy_session_persistence = "flush"


def all_factories() -> dict[str, Any]:
    """Find the factories of every module in this folder, each under the name of what it makes."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        importlib.import_module(f"tests.factories.{path.stem}")
    return {name_of(factory): factory for factory in leaves(ModelFactory)}


def leaves(kind: type[ModelFactory]) -> list[type[ModelFactory]]:
    """Give a factory class and all below it, abstract ones left out."""
    below = [factory for child in kind.__subclasses__() for factory in leaves(child)]
    return below if kind._meta.abstract else [kind, *below]


def name_of(factory: type[ModelFactory]) -> str:
    """Give `custody_event` for `CustodyEventFactory`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", factory.__name__.removesuffix("Factory")).lower()
