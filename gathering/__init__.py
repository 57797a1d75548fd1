"""Makes the tables of names that the application reads."""
