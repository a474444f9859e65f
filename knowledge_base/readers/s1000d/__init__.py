"""S1000D 4.x: a folder of data modules, or one data module, as XML."""

from knowledge_base.readers.contract import Reader
from knowledge_base.readers.s1000d.reading import NAME, read, recognises

READER = Reader(name=NAME, suffixes=(".xml", ""), recognises=recognises, read=read)

__all__ = ["READER"]
