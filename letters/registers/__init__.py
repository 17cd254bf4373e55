"""Books of the village office, as pages, Excel files and PDF read them."""
