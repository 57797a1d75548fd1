"""Two records of one person: finding such pairs, judging them, and reading those that are one as one.

It owns the pairs, the judgements and the mergers. Nothing is moved: people.queries.members_of reads a merged group.
"""
