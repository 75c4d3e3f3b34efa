"""Published budget documents: read into figures, kept as figures files.

``read_document`` reads a document or a ``*.figures.yaml`` into a ``Document``; ``write_figures`` gives the text of such
a file.
"""

from openfisca_china_personnel.documents.document import Document, Figure, Row, Table, Values
from openfisca_china_personnel.documents.figures_file import write_figures
from openfisca_china_personnel.documents.reading import read_document

__all__ = ["Document", "Figure", "Row", "Table", "Values", "read_document", "write_figures"]
