"""Excel workbooks: the only door to openpyxl."""

from kvcheck.rosters.excel.read import ENDINGS, SIGNATURES, read
from kvcheck.rosters.excel.write import write

__all__ = ["ENDINGS", "SIGNATURES", "read", "write"]
