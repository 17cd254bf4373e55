"""Documents: the PDF engine under limits, stored files, and the check of files that people send."""
