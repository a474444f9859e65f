"""DITA 1.2 and 1.3 (OASIS): a folder of maps and topics, or one topic → Reading."""

from knowledge_base.readers.dita.reader import READER

__all__ = ["READER"]
