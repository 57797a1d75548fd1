"""A first look: a database of invented people, made by the same rules as real records, and a sign-in for each role."""
