"""Finding people: reads the keys of names and the people under them, and keeps these keys; it never commits."""
