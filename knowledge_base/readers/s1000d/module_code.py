"""Names of data modules and publications, from their address elements (S1000D 4.x, chapter 4.3 for the code)."""

import datetime as dt

from lxml import etree

_DM_PARTS = (
    ("modelIdentCode",),
    ("systemDiffCode",),
    ("systemCode",),
    ("subSystemCode", "subSubSystemCode"),
    ("assyCode",),
    ("disassyCode", "disassyCodeVariant"),
    ("infoCode", "infoCodeVariant"),
    ("itemLocationCode",),
    ("learnCode", "learnEventCode"),
)
_PM_PARTS = (("modelIdentCode",), ("pmIssuer",), ("pmNumber",), ("pmVolume",))


def dm_code(ident: etree._Element) -> str:
    """The code of a `dmIdent`, `dmRefIdent` or `dmRef`, "DMC-…"; "DME-…" with an extension; empty when it has none."""
    return _code(ident, "dmCode", "DM", _DM_PARTS)


def pm_code(ident: etree._Element) -> str:
    """The code of a `pmIdent`, `pmRefIdent` or `pmRef`, "PMC-…"; "PME-…" with an extension; empty when it has none."""
    return _code(ident, "pmCode", "PM", _PM_PARTS)


def issue_of(ident: etree._Element) -> str | None:
    """Issue and in-work number, "007-00"."""
    issue = ident.find(".//issueInfo")
    return f"{issue.get('issueNumber', '')}-{issue.get('inWork', '00')}" if issue is not None else None


def language_of(ident: etree._Element) -> str | None:
    """Language and country, "en-US"."""
    language = ident.find(".//language")
    if language is None:
        return None
    return "-".join(filter(None, (language.get("languageIsoCode", "").lower(), language.get("countryIsoCode"))))


def date_of(address: etree._Element) -> dt.date | None:
    """The date of issue; None when it is not stated or is no date."""
    date = address.find(".//issueDate")
    try:
        return dt.date(*(int(date.get(part, "")) for part in ("year", "month", "day"))) if date is not None else None
    except ValueError:
        return None


def dm_title(parent: etree._Element) -> str:
    """Technical and information name of the `dmTitle` below, "Brake - Test"; empty when there is none."""
    title = parent.find(".//dmTitle")
    if title is None:
        return ""
    names = (title.findtext(name) for name in ("techName", "infoName", "infoNameVariant"))
    return " - ".join(filter(None, (" ".join((name or "").split()) for name in names)))


def _code(ident: etree._Element, tag: str, prefix: str, parts: tuple[tuple[str, ...], ...]) -> str:
    code = ident.find(f".//{tag}")
    if code is None:
        return ""
    said = ["".join(code.get(name, "") for name in names) for names in parts]
    extension = ident.find(".//identExtension")
    if extension is None:
        return "-".join(filter(None, (f"{prefix}C", *said)))
    extended = (extension.get("extensionProducer", ""), extension.get("extensionCode", ""))
    return "-".join(filter(None, (f"{prefix}E", *extended, *said)))
