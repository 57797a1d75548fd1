"""Who people are: persons, what sources state about them, and the one list in which they are found.

A person's row holds what is derived: identity here, standing by `custody`. Everything the list filters or sorts by is
a column of `people`, and the enums of those columns live here too.
"""
