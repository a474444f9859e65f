"""Text PDFs (ISO 32000-1) → manuals. What a person sees on the pages is read; the rest of the file is reported.

Order of work: glyphs → seen (with ink) → words → sheet; running → layout (with rules, tables) → paragraphs → sections
(with contents, headings) → elements → steps → tasks → writing. `reading` calls them.
"""

from knowledge_base.readers.contract import Reader
from knowledge_base.readers.pdf.reading import NAME, read, recognises

READER = Reader(name=NAME, suffixes=(".pdf",), recognises=recognises, read=read)

__all__ = ["READER"]
