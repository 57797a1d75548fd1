"""Who may do what: users, roles, signing in, sessions, and the one matrix of rights; and what belongs to a user."""
