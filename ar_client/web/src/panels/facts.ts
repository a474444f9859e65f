/** Where words and conclusions come from: the auditor's way in from every panel. */

import { h, type VNode } from "../dom";
import { shortDigest } from "../format";
import { strings } from "../strings.en";
import type { Citation } from "../wire.gen";

export type Fact = readonly [name: string, value: string | null | undefined];

/** A list of names and values; a fact without a value is left out. */
export function factList(className: string, facts: readonly Fact[]): VNode {
  const rows = facts
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => h("div", { key: name }, h("dt", {}, name), h("dd", {}, String(value))));
  return h("dl", { class: className }, ...rows);
}

/** The chain id and the digests behind a panel, folded away. */
export function trace(facts: readonly Fact[]): VNode {
  return h(
    "details",
    { key: "trace", class: "trace", "data-testid": "trace" },
    h("summary", {}, strings.trace.title),
    factList("facts digests", facts),
  );
}

/** The place in the manual where the words stand, folded away behind one line. */
export function source(citation: Citation): VNode {
  const section = citation.section.at(-1) ?? citation.file;
  return h(
    "details",
    { class: "source" },
    h(
      "summary",
      {},
      h(
        "span",
        { class: "source-line" },
        strings.source.short(citation.manual_id, citation.revision, section),
        " ",
        h("code", {}, shortDigest(citation.sha256)),
      ),
    ),
    citationFacts(citation),
  );
}

export function citationFacts(citation: Citation): VNode {
  return factList("facts digests", [
    [strings.source.manual, citation.manual_id],
    [strings.source.revision, citation.revision],
    [strings.source.section, citation.section.join(" › ")],
    [strings.source.file, citation.file],
    [strings.source.page, citation.page === null ? null : String(citation.page)],
    [strings.source.module, citation.module],
    [strings.source.characters, `${citation.start}–${citation.end}`],
    [strings.source.sha256, citation.sha256],
  ]);
}
