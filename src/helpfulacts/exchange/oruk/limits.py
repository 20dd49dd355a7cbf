"""How much of a stranger's file is read before it is refused."""

BYTES = 256 * 1024 * 1024  # unpacked, over the whole source
RATIO = 200  # unpacked to packed; real feeds pack to a tenth or so
RATIO_FROM = 8 * 1024 * 1024  # below this an odd ratio does no harm
STRETCH = 12 * 1024 * 1024  # bytes without a quotation mark: one endless text or number
WHITE_SPACE = 4 * 1024 * 1024  # before the first bracket
DIGITS = 1000
ROWS = 200_000
DEPTH = 40
TEXT = 50_000  # characters of one text
ITEMS = 50_000  # values in one row
FILES = 500
PAGES = 5_000
REQUESTS = 50_000
READ = 64 * 1024
LARGEST_WHOLE = 10**15
