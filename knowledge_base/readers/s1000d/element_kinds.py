"""What the elements of S1000D 4.x are to a reader: paragraphs, lists, notices, figures, records."""

from lxml import etree

from knowledge_base.records import NoticeKind

NOTICES = {"warning": NoticeKind.WARNING, "caution": NoticeKind.CAUTION, "note": NoticeKind.NOTE}
PARAGRAPHS = frozenset(["para", "simplePara", "notePara", "warningAndCautionPara", "paraBasic", "copyrightPara"])
LISTS = frozenset(["randomList", "sequentialList", "definitionList", "attentionRandomList", "attentionSequentialList"])
FIGURES = frozenset(["figure", "multimedia", "foldout"])
REFERENCES = frozenset(["dmRef", "pmRef", "externalPubRef", "internalRef", "quantity"])
NAVIGATION = frozenset(["refs", "frontMatterDmEntry", "tocEntry"])
# Without words for a reader: what is looked up from elsewhere, conditions of a program, addresses of pictures.
NO_WORDS = frozenset(
    [
        "referencedApplicGroup",
        "referencedApplicGroupRef",
        "warningsAndCautions",
        "warningsAndCautionsRef",
        "graphic",
        "symbol",
        "multimediaObject",
        "expression",
        "assertion",
        "variableDeclarations",
        "variablePreSet",
        "variablePostSet",
        "validate",
        "dataRestrictions",
        "security",
        "colspec",
        "spanspec",
    ]
)
# One entry of a list of like things: its fields belong together.
RECORDS = frozenset(
    [
        "toolSpec",
        "supplySpec",
        "partSpec",
        "functionalItemSpec",
        "circuitBreakerSpec",
        "zoneSpec",
        "functionalPhysicalAreaSpec",
        "accessPointSpec",
        "controlIndicatorSpec",
        "enterpriseSpec",
        "electricalEquip",
        "wire",
        "harness",
        "productAttribute",
        "condType",
        "cond",
        "product",
        "timeLimitInfo",
        "taskItem",
        "inspection",
        "equip",
        "reqQuantity",
        "crewDrillStep",
        "fieldName",
        "userEntry",
        "menuChoice",
    ]
)
CODE_RECORDS = frozenset(["toolSpec", "supplySpec", "partSpec", "functionalItemSpec", "circuitBreakerSpec"])
_BLOCKS = (*PARAGRAPHS, *LISTS, *FIGURES, *NOTICES, *NAVIGATION, "table", "title")


def has_words_of_its_own(element: etree._Element) -> bool:
    """Words stand between its tags, not only in elements below."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def has_blocks(element: etree._Element) -> bool:
    """Paragraphs, lists, tables, figures or notices stand below."""
    return any(True for _ in element.iterdescendants(*_BLOCKS))


def fits_a_line(element: etree._Element) -> bool:
    """No table, list, figure or notice stands below."""
    return not any(True for _ in element.iterdescendants(*LISTS, *FIGURES, *NOTICES, "table"))


def holds_records(element: etree._Element) -> bool:
    """Entries of a list stand below."""
    return any(True for _ in element.iterdescendants(*RECORDS))
