"""iiRDS 1.1 and 1.2 (tekom/iiRDS Consortium): a package of topics and documents with metadata in RDF → Reading."""

from knowledge_base.readers.iirds.reader import READER

__all__ = ["READER"]
