"""Reading the vocabularies that describe people."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.db import db
from app.core.errors import NotFound
from app.people.models import Category, Cohort, Side

#: The category of people about whom nobody knows more.
UNKNOWN_CATEGORY = "unknown"


def list_sides() -> Sequence[Side]:
    """List the sides in the order of their vocabulary."""
    return db.session.scalars(select(Side).order_by(Side.position, Side.id)).all()


def list_categories() -> Sequence[Category]:
    """List the categories in the order of their vocabulary."""
    return db.session.scalars(select(Category).order_by(Category.position, Category.id)).all()


def list_cohorts() -> Sequence[Cohort]:
    """List the cohorts in the order of their vocabulary."""
    return db.session.scalars(select(Cohort).order_by(Cohort.position, Cohort.id)).all()


def get_cohort(cohort_id: int) -> Cohort:
    """Find a cohort, or raise NotFound."""
    cohort = db.session.get(Cohort, cohort_id)
    if cohort is None:
        raise NotFound
    return cohort


def get_category(category_id: int | None) -> Category:
    """Find a category; somebody for whom none is stated belongs to the unknown one."""
    if category_id is not None:
        return db.session.get_one(Category, category_id)
    return get_category_by_code(UNKNOWN_CATEGORY)


def get_category_by_code(code: str) -> Category:
    """Find a category by its code, or raise NotFound."""
    category = db.session.scalar(select(Category).where(Category.code == code))
    if category is None:
        raise NotFound
    return category


def find_side_by_code(code: str) -> Side | None:
    """Find a side by its code, if there is one."""
    return db.session.scalar(select(Side).where(Side.code == code))
