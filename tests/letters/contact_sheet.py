"""The documentation of the letters, made of the letters: `python -m tests.letters.contact_sheet`.

It draws every kind with a sample's data on one sheet (docs/pictures/naskah-surat.png) and writes the list of kinds
into docs/naskah-surat.md between its marks. Tests hold both to the catalogue.
"""

import io
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from letters.catalogue.files import TypeFile, read_catalogue
from letters.rendering import render_letter
from tests.letters.sample_letters import snapshot

DOCS = Path(__file__).parents[2] / "docs"
PICTURE, PAGE = DOCS / "pictures" / "naskah-surat.png", DOCS / "naskah-surat.md"
FONT = Path("foundation/documents/fonts/LiberationSans-Regular.ttf")
BEGIN, END = "<!-- daftar -->", "<!-- akhir daftar -->"
STEPS = {"check": "periksa", "initial": "paraf", "sign": "tanda tangan", "countersign": "camat"}
COLUMNS, WIDTH, HEIGHT, LABEL = 10, 190, 292, 22


def kinds_table(kinds: Iterable[TypeFile]) -> str:
    """Return the list of kinds as Markdown tables, one a group."""
    groups: dict[str, list[str]] = {}
    for kind in sorted(kinds, key=lambda kind: (kind.group, kind.name)):
        validity = f"{kind.validity_days} hari" if kind.validity_days else "tanpa batas"
        steps = ", ".join(STEPS[step] for step in kind.steps)
        languages = " · Indonesia dan Inggris" if kind.body_en else ""
        groups.setdefault(kind.group, []).append(
            f"| {kind.name}{languages} | `{kind.code}` | {kind.classification} | {steps} | {validity} |"
        )
    head = "| Surat | Kode | Klasifikasi | Langkah | Berlaku |\n|---|---|---|---|---|"
    return "\n\n".join(f"## {group}\n\n{head}\n" + "\n".join(rows) for group, rows in groups.items())


def written(page: str, table: str) -> str:
    """Return the page with the table between its marks."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def contact_sheet(kinds: Sequence[TypeFile]) -> Image.Image:
    """Return the first page of every kind, as many in a row as fit, each with its code beneath it."""
    rows = -(-len(kinds) // COLUMNS)
    sheet = Image.new("L", (COLUMNS * WIDTH, rows * (HEIGHT + LABEL)), 210)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 12)
    for place, kind in enumerate(kinds):
        left, top = place % COLUMNS * WIDTH, place // COLUMNS * (HEIGHT + LABEL)
        page = _first_page(render_letter(snapshot(kind)))
        page.thumbnail((WIDTH - 10, HEIGHT - 10), Image.Resampling.LANCZOS)
        sheet.paste(page, (left + (WIDTH - page.width) // 2, top + 6))
        pen.text((left + WIDTH // 2, top + HEIGHT + 6), kind.code, fill=0, font=font, anchor="mm")
    return sheet


def _first_page(pdf: bytes) -> Image.Image:
    done = subprocess.run(
        ["pdftoppm", "-r", "60", "-gray", "-f", "1", "-l", "1", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(done.stdout))


def main() -> None:
    """Draw the sheet and write the list."""
    kinds = sorted(read_catalogue(), key=lambda kind: (kind.group, kind.name))
    note = PngImagePlugin.PngInfo()
    note.add_text("kinds", " ".join(sorted(kind.code for kind in kinds)))
    contact_sheet(kinds).quantize(16).save(PICTURE, optimize=True, pnginfo=note)
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), kinds_table(kinds)), encoding="utf-8")


if __name__ == "__main__":
    import django

    django.setup()
    main()
