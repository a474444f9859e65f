"""A small manual in DITA about a belt conveyor: tasks, troubleshooting, reference and glossary under a bookmap."""

from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.dita import READER
from knowledge_base.records import Reading, Task

FOLDER = "manuals/conveyor"
BOOK = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE bookmap PUBLIC "-//OASIS//DTD DITA BookMap//EN" "bookmap.dtd">
<bookmap id="BC-M" xml:lang="en-GB">
  <booktitle><mainbooktitle>Belt conveyor <keyword keyref="model"/></mainbooktitle></booktitle>
  <bookmeta>
    <critdates><created date="2025-01-02"/><revised modified="2026-03-04"/></critdates>
    <bookid><bookpartno>BC-200-EN</bookpartno><edition>C</edition></bookid>
  </bookmeta>
  <frontmatter>
    <keydef keys="model"><topicmeta><keywords><keyword>BC 200</keyword></keywords></topicmeta></keydef>
    <keydef keys="shared" href="library/shared.dita"/>
    <topicref href="library/shared.dita" processing-role="resource-only"/>
  </frontmatter>
  <chapter navtitle="Repair">
    <topicref href="tasks/replace_belt.dita"/>
    <topicref href="tasks/grease.dita"/>
  </chapter>
  <chapter href="reference/alarms.dita">
    <topicref href="reference/slips.dita"/>
  </chapter>
  <appendix href="reference/glossary.dita"/>
  <reltable><relrow><relcell><topicref href="nowhere.dita"/></relcell></relrow></reltable>
</bookmap>
"""
REPLACE_BELT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE task PUBLIC "-//OASIS//DTD DITA General Task//EN" "generalTask.dtd">
<task id="replace_belt">
  <title>Replace the belt</title>
  <shortdesc>Do this when the belt is torn.</shortdesc>
  <prolog><metadata><keywords><indexterm>belt</indexterm></keywords></metadata></prolog>
  <taskbody>
    <context><p>It takes two people.</p><note type="caution">The belt is heavy.</note></context>
    <prereq>The conveyor <keyword keyref="model"/> is isolated.</prereq>
    <steps>
      <step conkeyref="shared/lock"><cmd/></step>
      <step>
        <note type="danger">Stored tension. Keep clear of the <term>take-up</term>.</note>
        <cmd>Slacken the take-up to 0<ph>\u00a0mm</ph>.</cmd>
        <info>Use both screws.<note>Count the turns.</note></info>
        <substeps>
          <substep><cmd>Turn the left screw.</cmd></substep>
          <substep><cmd>Turn the right screw.</cmd><stepresult>The belt hangs free.</stepresult></substep>
        </substeps>
      </step>
      <stepsection><note type="warning">The old belt has sharp edges.</note></stepsection>
      <step>
        <cmd>Pull out the belt.</cmd>
        <choices><choice>To the left, or</choice><choice>to the right.</choice></choices>
        <stepxmp>On the line in hall 2, pull to the left.</stepxmp>
      </step>
      <step importance="optional"><cmd>Choose <menucascade><uicontrol>Drive</uicontrol><uicontrol>Creep</uicontrol>
      </menucascade> and
        check <xref href="grease.dita"/>.</cmd></step>
    </steps>
    <result>The belt runs true within 5 mm.</result>
    <postreq>Write it in the log.</postreq>
  </taskbody>
</task>
"""
GREASE = """<task id="grease">
  <title>Grease the drum bearings</title>
  <taskbody>
    <prelreqs>
      <reqconds><reqcond>The drum is cold.</reqcond><reqcond>The guard is off.</reqcond></reqconds>
      <reqpers><personnel>One fitter</personnel><perskill>trained</perskill><esttime>20 min</esttime></reqpers>
      <supequip><supeqli><supequi>Grease gun</supequi><supequi>Torque wrench 25 N·m</supequi></supeqli></supequip>
      <supplies><supplyli><supply>Grease NLGI 2, 30 g</supply></supplyli></supplies>
      <spares><sparesli><spare>Nipple <data name="part">hidden</data>BC-6001</spare></sparesli></spares>
      <safety><safecond><hazardstatement type="warning"><messagepanel><typeofhazard>Drum may turn.</typeofhazard>
        <consequence>Crushed fingers.</consequence><howtoavoid>Lock the drum.</howtoavoid></messagepanel>
        <hazardsymbol href="hand.svg"><alt>a hand</alt></hazardsymbol></hazardstatement></safecond></safety>
    </prelreqs>
    <steps><step><cmd>Press 10 g into each nipple.</cmd></step></steps>
    <closereqs><reqconds><reqcond>Fit the guard.</reqcond></reqconds></closereqs>
  </taskbody>
</task>
"""
ALARMS = """<reference id="alarms"><title>Alarms</title><refbody>
  <table><title>List</title><tgroup cols="3"><thead><row><entry>Alarm</entry><entry>Meaning</entry><entry>Do</entry>
  </row></thead>
  <tbody><row><entry>E 07</entry><entry>Belt slips</entry><entry>See <xref href="slips.dita#slips"/></entry></row>
  <row><entry>E 12</entry><entry>Drive hot, over 10<sup>2</sup> °C</entry><entry>Wait<fn>At least 1 h.</fn></entry>
  </row></tbody>
  </tgroup></table>
  <section><title>Drive</title><simpletable><sthead><stentry>Value</stentry><stentry>Unit</stentry></sthead>
  <strow><stentry>2.2</stentry><stentry>kW</stentry></strow></simpletable>
  <dl><dlentry><dt>VFD</dt><dd>the frequency converter</dd></dlentry></dl>
  <image href="drive.png"><alt>not to be read</alt></image></section>
</refbody></reference>
"""
SLIPS = """<troubleshooting id="slips"><title>Belt slips</title>
  <troublebody>
    <condition><title>Condition</title><p>The drum turns and the belt stands.</p></condition>
    <troubleSolution><cause><p>The belt is wet.</p></cause>
      <remedy id="dry"><title>Dry it</title><responsibleParty>Operator</responsibleParty>
      <steps><step><note type="warning">Hands off.</note><cmd>Stop the belt.</cmd></step><step>
      <cmd>Dry the drum.</cmd></step></steps>
      </remedy></troubleSolution>
    <troubleSolution><cause><title>Slack</title><p>The belt is slack.</p></cause>
      <remedy id="tighten"><title>Tighten it</title>
      <steps-unordered><step><cmd>Turn the screws to 40 N·m.</cmd></step></steps-unordered></remedy></troubleSolution>
    <troubleSolution><cause><p>The drum is worn.</p></cause>
      <remedy><steps-informal><p>Call the maker.</p></steps-informal></remedy></troubleSolution>
  </troublebody></troubleshooting>
"""
GLOSSARY = """<glossgroup id="words"><title>Words</title>
  <glossentry id="takeup"><glossterm>Take-up</glossterm><glossdef>Keeps the belt tight.</glossdef></glossentry>
  </glossgroup>
"""
SHARED = """<task id="shared"><title>Shared steps</title><taskbody><steps>
  <step id="lock"><note type="warning">Live parts.</note><cmd>Lock the main switch.</cmd></step>
</steps></taskbody></task>
"""
FILES = {
    "conveyor.ditamap": BOOK,
    "tasks/replace_belt.dita": REPLACE_BELT,
    "tasks/grease.dita": GREASE,
    "reference/alarms.dita": ALARMS,
    "reference/slips.dita": SLIPS,
    "reference/glossary.dita": GLOSSARY,
    "library/shared.dita": SHARED,
}


def source_of(files: dict[str, str], *, facts: Facts | None = None, limits: Limits | None = None) -> Source:
    """A folder of these files."""
    found = {f"{FOLDER}/{name}": text.encode() for name, text in files.items()}
    return Source(FOLDER, found, facts or Facts("conveyor"), limits or Limits())


def read(files: dict[str, str], **more: Facts | Limits) -> Reading:
    """The reading of a folder of these files."""
    return READER.read(source_of(files, **more))  # type: ignore[arg-type]  # each name has its own type


def task(reading: Reading, task_id: str) -> Task:
    """The task of that id."""
    return next(one for one in reading.manual.tasks if one.id == task_id)


def topic(body: str, *, kind: str = "concept", name: str = "t") -> str:
    """A topic with this body."""
    wrapper = {"concept": "conbody", "task": "taskbody", "reference": "refbody", "topic": "body"}[kind]
    return f'<{kind} id="{name}"><title>The {name}</title><{wrapper}>{body}</{wrapper}></{kind}>'


def found(reading: Reading) -> list[tuple[str, str]]:
    """The findings, without those of the manual's identity."""
    return [(str(one.kind), one.what) for one in reading.findings if one.place != "document"]
