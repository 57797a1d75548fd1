"""Taking other people's lists into the record: reading a file, checking every row, and entering the ones that hold.

Reading and checking know no database and refuse a row before anything is written; what a row says then goes through
the rules of `people`, `custody` and `places`, like anything that an analyst types.
"""
