"""The elements of DITA (OASIS DITA 1.3, part 3), by name: what is a topic, a block, words in a line, or not shown.

DTDs are never loaded, so @class, which a DTD adds, is mostly absent: the name decides, and @class only for a name that
is not known here (a specialisation).
"""

import re
from collections.abc import Iterator

from lxml import etree


def names(listed: str) -> frozenset[str]:
    """The names in a list with spaces between them."""
    return frozenset(listed.split())


TOPICS = names("topic concept task reference troubleshooting glossentry glossgroup generalTask machineryTask")
MAPS = names("map bookmap subjectScheme")
TASKS = names("task generalTask machineryTask")
NOTICES = names("note hazardstatement")
LISTS = names("ul ol sl choices supeqli supplyli sparesli")
TABLES = names("table simpletable properties choicetable")
ENTRIES = names("dlentry plentry")
PREFORMATTED = names("pre lines codeblock screen msgblock")
TITLED = names("section example refsyn condition cause remedy tasktroubleshooting steptroubleshooting")
PICTURES = names("image hazardsymbol glossSymbol")
FOREIGN = names("foreign unknown svg-container mathml")
WITHDRAWN = names("draft-comment required-cleanup")
"""Words for the authors, not for the reader of the manual."""
NOT_SHOWN = names(
    "alt area coords data data-about index-base index-see index-see-also index-sort-as indexterm indextermref "
    "longdescref longquoteref navtitle object param prolog searchtitle shape sort-as titlealts topicmeta audio video"
)
"""Data about the words: rendered elsewhere or not at all."""
_BLOCKS = names(
    "abstract body bodydiv bibliolist choice cmd conbody conbodydiv context dd ddhd desc div dl dlhead dt dthd "
    "closereqs consequence equation-block equation-figure esttime fig figgroup glossAbbreviation glossAcronym glossAlt "
    "glossBody glossPartOfSpeech glossScopeNote glossShortForm glossStatus glossSurfaceForm glossSynonym glossUsage "
    "glossdef glossterm howtoavoid imagemap info itemgroup li link linkinfo linklist linkpool linktext lq messagepanel "
    "noconds nosafety nosupeq nosupply nospares p parml pd perscat perskill personnel postreq prelreqs prereq pt "
    "refbody refbodydiv related-links remedy reqcond reqconds reqcontp reqpers responsibleParty result safecond safety "
    "sectiondiv shortdesc sli spare spares step stepresult steps steps-informal steps-unordered stepsection stepxmp "
    "substep substeps supequi supequip supplies supply syntaxdiagram taskbody title troubleSolution troublebody "
    "tutorialinfo typeofhazard"
)
BLOCKS = _BLOCKS | NOTICES | LISTS | TABLES | ENTRIES | PREFORMATTED | TITLED | TOPICS
_INLINE = names(
    "abbreviated-form apiname b boolean cite cmdname codeph delim equation-inline equation-number filepath fn fragment "
    "fragref groupchoice groupcomp groupseq i keyword kwd line-through markupname menucascade msgnum msgph "
    "numcharref oper option overline parameterentity parmname ph q repsep sep shortcut state sub sup synblk synnote "
    "synnoteref synph systemoutput term text textentity tm tt u uicontrol userinput var varname wintitle xmlatt "
    "xmlelement xmlnsname xmlpi xref glossxref glossAlternateFor glossProperty"
)
_TABLE_PARTS = names(
    "tgroup thead tbody tfoot row entry entrytbl colspec spanspec sthead strow stentry prophead property proptypehd "
    "propvaluehd propdeschd proptype propvalue propdesc chhead chrow choptionhd chdeschd choption chdesc"
)
KNOWN = BLOCKS | _INLINE | _TABLE_PARTS | NOT_SHOWN | WITHDRAWN | FOREIGN | PICTURES | MAPS
_CONDITIONS = ("audience", "platform", "product", "props", "otherprops", "deliveryTarget")
_GROUP = re.compile(r"[\w.-]+\(([^()]*)\)")

Conditions = dict[str, frozenset[str]]
"""Attribute → the values under which the words apply (DITA 1.3, 2.4.3.2 Conditional processing)."""


def kind(element: etree._Element) -> str:
    """The element's name, or that of the nearest type it is specialised from; empty for a comment or instruction."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    if name.namespace:
        return "foreign"
    if name.localname in KNOWN:
        return name.localname
    for token in reversed((element.get("class") or "").split()):
        base = token.rpartition("/")[2]
        if base in KNOWN:
            return base
    return name.localname


def children(element: etree._Element | None) -> Iterator[etree._Element]:
    """The child elements, without comments and instructions; none of None."""
    if element is not None:
        yield from (child for child in element if isinstance(child.tag, str))


def child_of(element: etree._Element | None, *kinds: str) -> etree._Element | None:
    """The first child of one of these kinds."""
    return next((child for child in children(element) if kind(child) in kinds), None)


def cut(element: etree._Element) -> None:
    """Take an element out of its parent; the words after it stay where they are."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def within(element: etree._Element) -> Iterator[etree._Element]:
    """The element and all below it in document order; topics that are nested in it are left out."""
    left = [element]
    while left:
        node = left.pop()
        yield node
        left += reversed([child for child in children(node) if kind(child) not in TOPICS])


def conditions(element: etree._Element) -> Conditions:
    """Under which conditions the words of this one element apply; those of the elements around it come on top."""
    found: Conditions = {}
    for name in _CONDITIONS:
        value = element.get(name)
        values = frozenset(_GROUP.sub(r" \1 ", value).split()) if value else frozenset()
        if values:
            found[name] = values
    return found


def said(found: Conditions) -> str:
    """Conditions as a person reads them: product: MX-20."""
    return "; ".join(f"{name}: {' '.join(sorted(values))}" for name, values in sorted(found.items()))


def language(element: etree._Element) -> str | None:
    """The language that the element states (xml:lang)."""
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or None
