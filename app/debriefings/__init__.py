"""What released people tell of those who are still held: a sheet a debriefing, a row a person, saved row by row.

A witness is a number here as everywhere; what a row says becomes facts once somebody knows of whom it speaks.
"""
