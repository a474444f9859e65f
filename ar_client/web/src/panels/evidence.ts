import { h, type VNode } from "../dom";
import { strings } from "../strings.en";
import type { Evidence, RankedMode } from "../wire.gen";
import { icon } from "./icons";

/** The readings for and against a mode as bars from a common middle: right speaks for it, left against it. */
export function evidenceList(mode: RankedMode): VNode[] {
  const all = [...mode.evidence_for, ...mode.evidence_against];
  const largest = Math.max(1e-9, ...all.map((evidence) => Math.abs(evidence.points)));
  return [
    h("h3", { key: "for" }, strings.why.evidenceFor),
    mode.evidence_for.length === 0
      ? h("p", { key: "none" }, strings.why.noEvidence)
      : list("for-list", mode.evidence_for, largest),
    mode.evidence_against.length === 0 ? null : h("h3", { key: "against" }, strings.why.evidenceAgainst),
    mode.evidence_against.length === 0 ? null : list("against-list", mode.evidence_against, largest),
  ].filter((node): node is VNode => node !== null);
}

function list(key: string, evidence: readonly Evidence[], largest: number): VNode {
  return h("ul", { key, class: "evidence" }, ...evidence.map((one) => row(one, largest)));
}

function row(evidence: Evidence, largest: number): VNode {
  const side = evidence.points >= 0 ? "for" : "against";
  return h(
    "li",
    { key: evidence.signal_id, class: `evidence-${side}`, "data-testid": `evidence-${evidence.signal_id}` },
    h("span", { class: "evidence-text" }, evidence.text),
    evidenceBar(evidence.points / largest),
    evidence.expected ? h("span", { class: "tag tag-sign" }, icon("sign"), strings.why.expected) : null,
  );
}

/** part: −1 to 1. The middle line is the base; the bar leaves it to the right or to the left. */
function evidenceBar(part: number): VNode {
  const width = `${(Math.min(1, Math.abs(part)) * 50).toFixed(1)}%`;
  const x = part >= 0 ? "50%" : `${(50 - Math.min(1, -part) * 50).toFixed(1)}%`;
  return h(
    "svg",
    { class: "bar evidence-bar", "aria-hidden": "true" },
    h("rect", { class: "bar-whole", x: "0", y: "0", width: "100%", height: "100%" }),
    h("rect", { class: "bar-part", x, y: "0", width, height: "100%" }),
    h("line", { class: "bar-middle", x1: "50%", x2: "50%", y1: "0", y2: "100%" }),
  );
}
