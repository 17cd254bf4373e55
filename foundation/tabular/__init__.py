"""Tables in files: the one door to Excel, OpenDocument and CSV, both ways.

Reading, under limits and in a process of its own:

    from foundation.tabular.header import find_header
    from foundation.tabular.reading import read_table

    table = read_table(uploaded.read(), sheets=["Data"])          # TableRefused says why not
    header = find_header(table.rows, {"nik": "nik", "namalengkap": "name"})
    for row in table.rows[header.first_row:]:
        nik = header.cell(row, "nik")                             # str, float, bool, date, datetime or None

Writing, with every text safe to open in a spreadsheet:

    from foundation.tabular.columns import DATE, DIGITS, Column
    from foundation.tabular.writing import Sheet, write_csv, write_xlsx

    columns = [Column(_("NIK"), DIGITS), Column(_("Nama"), width=30), Column(_("Tanggal lahir"), DATE)]
    write_xlsx(Sheet("Penduduk", columns, rows, title=_("Buku Induk Penduduk")))
    write_csv(columns, rows)

The same columns and rows make a printed list: see `foundation.documents.lists.list_pdf`.
"""
