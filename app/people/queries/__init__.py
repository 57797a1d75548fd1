"""Reading people: one record, the list, and the vocabularies; callers import this module and say `queries.get_person`."""

from app.people.queries.listing import (
    KEYS,
    PeopleFilter,
    Request,
    conditions,
    count_people,
    list_people,
    register,
)
from app.people.queries.records import (
    get_person,
    get_person_by_id,
    get_statement,
    list_cohorts_of,
    list_identifiers_of,
    list_live_statements_of,
    list_people_ids,
    list_preferences_of,
    list_statements_of,
    members_of,
)
from app.people.queries.vocabularies import (
    find_side_by_code,
    get_category,
    get_category_by_code,
    get_cohort,
    list_categories,
    list_cohorts,
    list_sides,
)

__all__ = [
    "KEYS",
    "PeopleFilter",
    "Request",
    "conditions",
    "count_people",
    "find_side_by_code",
    "get_category",
    "get_category_by_code",
    "get_cohort",
    "get_person",
    "get_person_by_id",
    "get_statement",
    "list_categories",
    "list_cohorts",
    "list_cohorts_of",
    "list_identifiers_of",
    "list_live_statements_of",
    "list_people",
    "list_people_ids",
    "list_preferences_of",
    "list_sides",
    "list_statements_of",
    "members_of",
    "register",
]
