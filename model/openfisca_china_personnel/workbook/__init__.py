"""The workbook that stands for roster, scenarios and document at once, and the workbook of results.

Reading (``workbook.reading``) and writing (``workbook.template``, ``workbook.result``) stand apart: only writing loads
the library that writes workbooks.
"""
