"""A PDF that is locked against changes only, as the same PDF without its lock.

Whoever may read a page may put a note on it; a file that needs a password to be read was refused when it was read.
PDFium, which reads the pages, knows every kind of lock; pypdf, which writes the marks, would need one more library.
"""

from __future__ import annotations

import io

from pypdfium2 import PdfDocument, raw

_NO_LOCK = -1


def unlocked(content: bytes) -> bytes:
    """The same pages, outlines and properties, not encrypted; the very same bytes where there is no lock.

    Raises ``PdfiumError`` for a file that needs a password.
    """
    pdf = PdfDocument(content)
    try:
        if raw.FPDF_GetSecurityHandlerRevision(pdf) == _NO_LOCK:
            return content
        buffer = io.BytesIO()
        pdf.save(buffer, flags=raw.FPDF_REMOVE_SECURITY)
        return buffer.getvalue()
    finally:
        pdf.close()
