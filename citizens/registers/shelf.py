"""The books that a village office keeps, by the names they have in addresses."""

from .books import PopulationBook
from .cards import CARDS
from .families import FAMILIES
from .mutations import MUTATIONS
from .residents import RESIDENTS
from .temporary import TEMPORARY

BOOKS: dict[str, PopulationBook] = {
    book.slug: book for book in (RESIDENTS, MUTATIONS, TEMPORARY, CARDS, FAMILIES)
}
