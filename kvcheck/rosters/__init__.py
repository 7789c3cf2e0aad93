"""Rosters: spreadsheets into plans and plans into spreadsheets.

Rows are turned into plan values and back by functions that know no file format (`columns`, `cells`, `roster`); files
are read and written at three doors: `workbook` (openpyxl), `texttable` (csv) and `edit` (ruamel.yaml).
"""
