"""What only some may see: relatives, health, consent to return, witnesses, and what the family was told.

Each has a table and a right of its own; every look is recorded, and elsewhere stands only that something is there.
"""
