/** Said before anything else: why not to rely on what follows. */

import { h, type VNode } from "../dom";
import { valueText } from "../format";
import { strings } from "../strings.en";
import { componentName, type View } from "../view";
import type { Diagnosis, RankedMode } from "../wire.gen";
import { certificateOf } from "./certificate";
import { icon } from "./icons";

/** About the explanation of the open mode; what is doubtful about another stands there when that one is open. */
export function warningPart(view: View, diagnosis: Diagnosis, open: RankedMode | undefined): VNode | null {
  const { score } = view.records;
  const poor = score !== null && score.quality !== "good";
  const outside = score?.domain.inside === false;
  const reasons = doubts(view, diagnosis, open?.mode_id ?? "");
  const unexplained = !diagnosis.reliable && diagnosis.cautions.length === 0;
  if (reasons.length === 0 && !poor && !outside && !unexplained) return null;
  if (poor && reasons.length === 0) reasons.push(strings.why.poorReadings);
  if (outside && !isNamed(view, diagnosis)) reasons.push(...outsideReasons(view));
  return box(outside ? strings.why.outside : strings.why.unreliable, reasons, "unreliable");
}

/** Where no fault is indicated, that too is a guess when the models were never trained on anything like it. */
export function outsidePart(view: View): VNode | null {
  if (view.records.score?.domain.inside !== false) return null;
  return box(strings.why.outside, outsideReasons(view), "outside");
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
  const { explanation } = view.records;
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

/** Has the server named the signals beyond what was ever seen already? */
function isNamed(view: View, diagnosis: Diagnosis): boolean {
  const ofExplanation = view.records.explanation?.certificate.reasons ?? [];
  const names = beyond(view).map((signal) => signal.name);
  const cautions = diagnosis.cautions.filter((caution) => !ofExplanation.includes(caution));
  return cautions.some((caution) => names.every((name) => caution.includes(name)));
}

/** The signals beyond what was ever seen, part by part: "Motor: Speed 3100 rpm, Motor current 31.2 A". */
function outsideReasons(view: View): string[] {
  const byPart = new Map<string, string[]>();
  for (const { part, name, value } of beyond(view)) {
    const known = byPart.get(part);
    if (known) known.push(`${name} ${value}`);
    else byPart.set(part, [`${name} ${value}`]);
  }
  if (byPart.size === 0) return [strings.why.strange];
  return [...byPart].map(([part, signals]) => strings.why.beyond(part, signals.join(", ")));
}

function beyond(
  view: View,
): readonly { readonly part: string; readonly name: string; readonly value: string }[] {
  const { score, telemetry } = view.records;
  return (score?.domain.beyond ?? []).map((id) => {
    const signal = view.equipment?.signals.find((candidate) => candidate.id === id);
    const value = telemetry?.values.find((one) => one.signal_id === id)?.value ?? null;
    return {
      part: componentName(view.equipment, signal?.component_id ?? ""),
      name: signal?.name ?? id,
      value: valueText(value, signal?.unit ?? "", signal?.categories),
    };
  });
}
