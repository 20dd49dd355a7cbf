"""How much of a stranger's spreadsheet is read before it is refused."""

BYTES = 10 * 1024 * 1024  # of the file as it comes
UNPACKED = 64 * 1024 * 1024  # of a workbook, all its parts together
PARTS = 1_000  # files inside a workbook
SHEETS = 20
ROWS = 5_000  # over all sheets
COLUMNS = 120
AREA = 1_000_000  # cells from the first to the last that is used: what the reader keeps room for
CELL = 20_000  # characters of one cell
TEXT = 64 * 1024 * 1024  # characters of all cells
