"""Pages of the editor for kinds of letters."""
