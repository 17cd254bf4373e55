"""Numbers in words (terbilang), as Indonesian letters write amounts beside their figures."""

DIGITS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
STEPS = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1000, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)


def in_words(number: int) -> str:
    """ "satu juta lima ratus ribu" for 1500000; a negative number begins with "minus"."""
    if number < 0:
        return f"minus {in_words(-number)}"
    if number < 12:
        return DIGITS[number]
    if number < 20:
        return f"{DIGITS[number - 10]} belas"
    size, name = next(step for step in STEPS if number >= step[0])
    count, rest = divmod(number, size)
    # One thousand, one hundred and ten have short forms: seribu, seratus, sepuluh.
    first = f"se{name}" if count == 1 and size <= 1000 else f"{in_words(count)} {name}"
    return f"{first} {in_words(rest)}" if rest else first
