"""What may be done to operations and to their lists; callers say `rules.entries.agree`."""
