"""Makes the table of given names that the application reads."""
