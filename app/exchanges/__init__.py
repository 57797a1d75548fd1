"""Exchanges: operations and what was published of them, their lists, and the steps of everybody on these."""
