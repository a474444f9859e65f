"""PDF files written object by object, for what no drawing library writes: layers, lying fonts, broken pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def raw_pdf(
    content: str,
    *,
    resources: str = "",
    fonts: Mapping[str, str] | None = None,
    page: str = "",
    catalog: str = "",
    objects: Sequence[str] = (),
    box: tuple[float, float, float, float] = (0, 0, 595, 842),
) -> bytes:
    """One page with this content stream. objects: numbered from 10, for `resources`, `page` and `catalog` to name."""
    named = {"F1": HELVETICA, **(fonts or {})}
    font = " ".join(f"/{name} {value}" for name, value in named.items())
    numbered = {
        1: f"<</Type/Catalog/Pages 2 0 R {catalog}>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[{' '.join(map(str, box))}]/Contents 4 0 R"
        f"/Resources<</Font<<{font}>>{resources}>>{page}>>",
        4: stream(content),
        **dict(enumerate(objects, start=10)),
    }
    parts, offsets, length = [b"%PDF-1.7\n"], {}, 9
    for number, body in numbered.items():
        data = f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
        offsets[number] = length
        length += len(data)
        parts.append(data)
    count = max(numbered) + 1
    table = "".join(
        f"{offsets[number]:010d} 00000 n \n" if number in offsets else "0000000000 65535 f \n"
        for number in range(count)
    )
    parts.append(
        f"xref\n0 {count}\n{table}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF\n".encode()
    )
    return b"".join(parts)


def stream(data: str, entries: str = "") -> str:
    """A stream object."""
    return f"<</Length {len(data.encode('latin-1'))}{entries}>>\nstream\n{data}\nendstream"


def line(text: str, x: float = 72, y: float = 700, size: float = 12, font: str = "F1", before: str = "") -> str:
    """Operators that show one line. before: operators within the text object; text: may hold octal escapes."""
    return f"BT /{font} {size} Tf {before} 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def unicode_map(meanings: Mapping[str, str]) -> str:
    """A ToUnicode stream: letter that is drawn → what the file says it means (ISO 32000-1, 9.10.3)."""
    lines = "\n".join(f"<{ord(code):02x}> <{meant.encode('utf-16-be').hex()}>" for code, meant in meanings.items())
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(meanings)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )
