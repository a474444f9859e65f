"""iiRDS 1.1 and 1.2: a package (a zip with META-INF/metadata.rdf) → Reading.

Units are read in the order of the table of contents, then those that it does not hold, each file once: HTML by the
reader of HTML, PDF by that of PDF. The words of a file stand in the reading text PACKAGE.iirds!/path.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath

from knowledge_base.errors import ManualError
from knowledge_base.readers.archive import members as unpacked
from knowledge_base.readers.contract import Facts, Reader, Source
from knowledge_base.readers.identity import Identity, Stated, identity, manual_of
from knowledge_base.readers.iirds.directory import Directory
from knowledge_base.readers.iirds.members import Member, members_of
from knowledge_base.readers.iirds.merging import Merging
from knowledge_base.readers.iirds.metadata import Package, Unit, package_of, units_of
from knowledge_base.readers.iirds.rdf import parse_rdf
from knowledge_base.readers.iirds.selection import Selection, most_common_language
from knowledge_base.readers.listed import listed
from knowledge_base.records import Finding, FindingKind, Reading

NAME = "iirds"
_METADATA = "META-INF/metadata.rdf"
_MIMETYPE = b"application/iirds+zip"
_PACKED = frozenset({".iirds", ".zip"})
_MANUALS = frozenset({".html", ".htm", ".xhtml", ".pdf", ".docx"})
_UNKNOWN = "und"
_NAMED = 5
_MOST_OF_A_KIND = 200


def recognises(source: Source) -> bool:
    """Any single file of this suffix is a package."""
    return source.single


def read(source: Source) -> Reading:
    """Raises ManualError when it is no package with metadata, is hostile, or when no file of it can be read."""
    files = unpacked(source.files[source.main], source.main, source.limits)
    if _METADATA not in files:
        raise ManualError(f"{source.main}: holds no {_METADATA}: it is no iiRDS package, or not a whole one")
    graph = parse_rdf(files[_METADATA], f"{source.main}!/{_METADATA}")
    package, units = package_of(graph, source.main), units_of(graph)
    language = source.facts.language or package.language or most_common_language(units.values())
    directory = Directory(graph, units, language)
    selection = Selection(units, directory.places, files, language)
    found = members_of(selection.choices)
    who = _identity(source, package, units, language)
    merging = Merging(who.manual, who.revision)
    failed = [failure for member in found if (failure := _read_member(source, files, member, who, merging))]
    if not merging.texts:
        reason = failed[0].what if failed else "it names no file that can be read"
        raise ManualError(f"{source.main}: no topic or document of it can be read: {reason}")
    languages = Counter(passage.language for passage in merging.passages).most_common(1)
    if who.language == _UNKNOWN and languages:
        who = replace(who, language=languages[0][0])
    said = [Finding(kind=kind, file=source.main, place=about, what=what) for kind, about, what in selection.remarks]
    odd = _oddities(source, files, package, directory, found)
    return Reading(
        reader=NAME,
        manual=manual_of(source, who, tuple(merging.tasks)),
        texts=merging.texts,
        passages=tuple(merging.passages),
        findings=tuple(listed([*who.findings, *odd, *said, *failed, *merging.findings], source.main, _MOST_OF_A_KIND)),
    )


READER = Reader(name=NAME, suffixes=(".iirds",), recognises=recognises, read=read)


def _identity(source: Source, package: Package, units: Mapping[str, Unit], language: str | None) -> Identity:
    """The package says what it is; where it is silent and holds one document, that document does."""
    documents = [unit for unit in units.values() if unit.kind == "Document" and unit.language in {language, None}]
    only = documents[0] if len(documents) == 1 else None
    stated = Stated(
        manual=package.number,
        title=package.title or (only.title if only else None),
        revision=package.revision or (only.revision if only else None),
        date=package.date,
        language=language or _UNKNOWN,
    )
    return identity(source, stated, "")


def _read_member(
    source: Source, files: Mapping[str, bytes], member: Member, who: Identity, merging: Merging
) -> Finding | None:
    """Read one file of the package; what is wrong with it, if anything is."""
    name = f"{source.main}!/{member.path}"
    title = member.whole.unit.title if member.whole is not None else None
    language = member.language or (None if who.language == _UNKNOWN else who.language)
    facts = Facts(source.facts.equipment, who.manual, title or who.title, who.revision, who.date, language)
    try:
        reader: Reader = import_module(f"knowledge_base.readers.{member.reader}").READER
        merging.add(member, reader.read(Source(name, {name: files[member.path]}, facts, source.limits)))
    except ManualError as error:
        what = f"cannot be read: {str(error).removeprefix(name).lstrip(': ')}"
        return Finding(kind=FindingKind.NOT_UNDERSTOOD, file=name, place="file", what=what)
    return None


def _oddities(
    source: Source, files: Mapping[str, bytes], package: Package, directory: Directory, found: list[Member]
) -> list[Finding]:
    """What in the package is not as iiRDS has it, or is not read."""

    def finding(kind: FindingKind, place: str, what: str) -> Finding:
        return Finding(kind=kind, file=source.main, place=place, what=what)

    odd = []
    if files.get("mimetype", b"").strip() != _MIMETYPE:
        odd.append(finding(FindingKind.MISSING, "mimetype", f"does not say {_MIMETYPE.decode()}"))
    if not directory.places:
        what = "holds no table of contents: its units are read in the order of the metadata"
        odd.append(finding(FindingKind.ASSUMED, "directory", what))
    if directory.endless:
        what = f"the table of contents comes back to {directory.endless[0]}, or nests too deep: left out there"
        odd.append(finding(FindingKind.NOT_UNDERSTOOD, "directory", what))
    other = "is another package in this one, and not read"
    odd += (finding(FindingKind.ASSUMED, iri, other) for iri in package.others)
    packed = [path for path in files if PurePosixPath(path).suffix.lower() in _PACKED]
    odd += (finding(FindingKind.NOT_UNDERSTOOD, path, "a package in the package is not opened") for path in packed)
    read_files = {member.path for member in found}
    left = [path for path in files if PurePosixPath(path).suffix.lower() in _MANUALS and path not in read_files]
    if left:
        names = ", ".join(left[:_NAMED]) + (f" and {len(left) - _NAMED} more" if len(left) > _NAMED else "")
        odd.append(
            finding(FindingKind.ASSUMED, "files", f"are not read, since no unit that is read needs them: {names}")
        )
    return odd
