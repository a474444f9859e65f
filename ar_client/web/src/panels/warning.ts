/** Said before anything else: why not to rely on what follows. */

import { h, type VNode } from "../dom";
import { valueText } from "../format";
import { strings } from "../strings.en";
import { componentName, type View } from "../view";
import type { Diagnosis, RankedMode, Score } from "../wire.gen";
import { certificateOf } from "./certificate";
import { icon } from "./icons";

/** About the explanation of the open mode; what is doubtful about another stands there when that one is open. */
export function warningPart(view: View, diagnosis: Diagnosis, open: RankedMode | undefined): VNode | null {
  const { score, basis } = view.records;
  const poor = score !== null && score.quality !== "good";
  const outside = basis.score?.domain.inside === false;
  const reasons = doubts(view, diagnosis, open?.mode_id ?? "");
  const unexplained = !diagnosis.reliable && diagnosis.cautions.length === 0;
  if (reasons.length === 0 && !poor && !outside && !unexplained) return null;
  if (poor && reasons.length === 0) reasons.push(strings.why.poorReadings);
  const beyond = basis.score ? strangers(view, basis.score) : [];
  if (outside && !isNamed(view, diagnosis, beyond))
    reasons.push(strings.why.outside, ...outsideReasons(beyond));
  return box(outside ? strings.why.guess : strings.why.unreliable, reasons, "unreliable");
}

/** Where no fault is indicated, that too is a guess when the models were never trained on anything like it. */
export function outsidePart(view: View): VNode | null {
  const { score } = view.records;
  if (score?.domain.inside !== false) return null;
  return box(strings.why.outside, outsideReasons(strangers(view, score)), "outside");
}

function box(title: string, reasons: readonly string[], id: string): VNode {
  return h(
    "div",
    { key: id, class: "box box-warning", role: "note", "data-testid": id },
    icon("watch"),
    h(
      "div",
      {},
      h("strong", {}, title),
      reasons.length === 0
        ? null
        : h("ul", { class: "reasons" }, ...reasons.map((reason) => h("li", { key: reason }, reason))),
    ),
  );
}

/** The server's reasons, each once: it says a mode's own again for the whole explanation, with the mode before it. */
function doubts(view: View, diagnosis: Diagnosis, open: string): string[] {
  const { explanation } = view.records.basis;
  const said = new Set(certificateOf(explanation, open)?.reasons);
  const ofModes = new Set(
    explanation?.certificate.modes.flatMap((mode) =>
      mode.reasons.map((reason) => `${mode.mode_id}: ${reason}`),
    ),
  );
  for (const reason of [...diagnosis.cautions, ...(explanation?.certificate.reasons ?? [])])
    if (!ofModes.has(reason)) said.add(reason);
  return [...said];
}

/** A signal beyond what was ever seen, as people name it. */
interface Stranger {
  readonly part: string;
  readonly name: string;
  readonly value: string;
}

function strangers(view: View, score: Score): Stranger[] {
  return score.domain.beyond.map((id) => {
    const signal = view.equipment?.signals.find((candidate) => candidate.id === id);
    const value = view.records.telemetry?.values.find((one) => one.signal_id === id)?.value ?? null;
    return {
      part: componentName(view.equipment, signal?.component_id ?? ""),
      name: signal?.name ?? id,
      value: valueText(value, signal?.unit ?? "", signal?.categories),
    };
  });
}

/** Has the server said so already, in a caution that is not about the explanation? */
function isNamed(view: View, diagnosis: Diagnosis, beyond: readonly Stranger[]): boolean {
  const ofExplanation = view.records.basis.explanation?.certificate.reasons ?? [];
  const cautions = diagnosis.cautions.filter((caution) => !ofExplanation.includes(caution));
  return cautions.some((caution) => beyond.every(({ name }) => caution.includes(name)));
}

/** Part by part: "Motor: Speed 3100 rpm, Motor current 31.2 A". */
function outsideReasons(beyond: readonly Stranger[]): string[] {
  if (beyond.length === 0) return [strings.why.strange];
  const parts = [...new Set(beyond.map(({ part }) => part))];
  return parts.map((part) => {
    const signals = beyond.filter((one) => one.part === part).map(({ name, value }) => `${name} ${value}`);
    return strings.why.beyond(part, signals.join(", "));
  });
}
