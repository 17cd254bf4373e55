"""Import of residents from Excel and CSV: columns, checks, comparison with the register, applying and undoing.

columns.py      which column of a file means which column of the register, and who reads its cells (parsing.py)
checks.py       rows as plain values, with what is wrong in each cell, without the database
staging.py      the rows in a table of their own, by COPY
comparison.py   what is new, changed, unchanged, refused or another village's: set-based, in SQL
applying.py     one transaction from the staged rows into the register; undoing.py takes it back
"""
