"""Books of the population that the village office keeps (Permendagri 47/2016, part B), one module a book."""
