"""Formatted text from elsewhere as wording of the closed grammar; nh3 keeps what the grammar knows."""

import re
from html.parser import HTMLParser

import nh3

TAGS = {
    "p",
    "br",
    "b",
    "strong",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
}
# Only what word processors and mail programs paste; a stray "<" or a tag that means nothing here is text.
_FORMATTED = re.compile(
    r"</?(?:p|br|b|strong|i|em|u|ul|ol|li|h[1-6]|table|tbody|thead|tr|td|th|div|span|font)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCKS = {"p", "ul", "ol", "table", "h1", "h2", "h3", "h4"}


def wording_of(text: str) -> str:
    """Text for a body: formatted text is turned into the grammar's marks, anything else stays as it was typed.

    Doing it again changes nothing.
    """
    # No database keeps this character, and no reader sees it.
    text = text.replace("\0", "")
    while _FORMATTED.search(text):
        # What was escaped in it may look like markup in its turn; each round takes a layer off.
        text = _converted(text)
    return text


def _converted(text: str) -> str:
    writer = _Writer()
    writer.feed(
        nh3.clean(text, tags=TAGS, attributes={}, clean_content_tags={"script", "style", "head", "title"})
    )
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    """Writes clean HTML as the grammar's lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._line = ""
        self._cells: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("b", "strong"):
            self._line += "**"
        elif tag == "br":
            self._line += " "
        elif tag in _BLOCKS:
            self._end_line()
            self._blocks.append("")
            if tag.startswith("h"):
                self._line = "# "
        elif tag == "li":
            self._end_line()
            self._line = "- "
        elif tag == "tr":
            self._end_line()
            self._cells = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("b", "strong"):
            self._line += "**"
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append(_one_line(self._line))
            self._line = ""
        elif tag == "tr" and self._cells is not None:
            cells = [cell.replace("|", "/").strip(" :") for cell in self._cells]
            cells = [cell for cell in cells if cell]
            self._cells = None
            if cells:
                self._blocks.append(f"| {cells[0]} | {' '.join(cells[1:])} |")
        elif tag in (*_BLOCKS, "li"):
            self._end_line()
            if tag in _BLOCKS:
                self._blocks.append("")

    def handle_data(self, data: str) -> None:
        self._line += data

    def text(self) -> str:
        """The lines; blocks parted by one empty line."""
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._blocks)).strip() + "\n"

    def _end_line(self) -> None:
        if self._cells is None:
            line = _one_line(self._line)
            if line.strip("#-* "):
                self._blocks.append(line)
            self._line = ""


def _one_line(text: str) -> str:
    return " ".join(text.replace("****", "").split())
