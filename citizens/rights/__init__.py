"""What the law gives people over their own data (UU 27/2022, arts. 5 to 13): a copy, correction."""
