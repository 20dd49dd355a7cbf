"""Spreadsheets and tables of any council or charity, in: read within limits, mapped, checked, mended, imported."""
