import { h, type VNode } from "../dom";
import { percentText, pointsText, timeText } from "../format";
import { strings } from "../strings.en";
import { componentName, healthOf, type View } from "../view";
import type { Attribution, Diagnosis, RankedMode } from "../wire.gen";
import { certificateOf, checksPart } from "./certificate";
import { evidenceList } from "./evidence";
import { trace } from "./facts";
import { methodText } from "./method";
import { modesPart } from "./modes";
import { pairPart } from "./pair";
import { allValues } from "./values";
import { outsidePart, warningPart } from "./warning";
import { wayOut } from "./way-out";

/** What is wrong, how sure that is, and which readings say so. */
export function whyPanel(view: View): VNode[] {
  const { diagnosis } = view.records;
  const healthy = healthOf(view.records) === "healthy";
  const title = h("h2", { key: "title", class: "panel-title" }, strings.why.title);
  if (!diagnosis || (healthy && !openCase(view))) return [title, ...quietPart(view)];
  const mode = openMode(view, diagnosis);
  const words = [
    title,
    warningPart(view, diagnosis, mode),
    healthy ? h("p", { key: "now", class: "lead" }, strings.why.healthyNow) : null,
    healthy ? h("p", { key: "as-of" }, strings.why.asOf(timeText(diagnosis.time, view.now))) : null,
    h(
      "div",
      { key: "columns", class: "why-columns" },
      modesPart(view, diagnosis, mode),
      mode ? modePart(view, mode) : null,
    ),
    allValues(view, false),
    tracePart(view, diagnosis, mode),
  ];
  return words.filter((node): node is VNode => node !== null);
}

/** The one the person opened; else the one that the case is about: the first that is an alarm, else the first. */
function openMode(view: View, diagnosis: Diagnosis): RankedMode | undefined {
  const { modes } = diagnosis;
  const opened = modes.find((mode) => mode.mode_id === view.screen.mode);
  return opened ?? modes.find((mode) => mode.alarm) ?? modes[0];
}

function openCase(view: View): boolean {
  return view.records.case !== null && view.records.case.closed === null;
}

function quietPart(view: View): VNode[] {
  const probability = view.records.state?.failure_probability ?? null;
  const heard = view.records.state !== null;
  return [
    outsidePart(view),
    h("p", { key: "quiet", class: "lead" }, heard ? strings.nothingIndicated : strings.nothingHeard),
    probability === null
      ? null
      : h("p", { key: "probability" }, strings.why.failureProbability(percentText(probability))),
    allValues(view, true),
    trace([
      [strings.trace.chain, view.records.frame?.chain_id],
      [strings.trace.bundle, view.records.score?.bundle_digest],
      [strings.trace.version, view.scene.hello?.version],
      [strings.trace.epoch, view.scene.hello?.epoch],
    ]),
  ].filter((node): node is VNode => node !== null);
}

function attributionOf(view: View, mode: RankedMode | undefined): Attribution | undefined {
  return view.records.basis.explanation?.attributions.find((one) => one.mode_id === mode?.mode_id);
}

/** The evidence first; what the explanation is worth and what else it says, folded away or in one sentence. */
function modePart(view: View, mode: RankedMode): VNode {
  const attribution = attributionOf(view, mode);
  const certificate = certificateOf(view.records.basis.explanation, mode.mode_id);
  const explained = attribution || mode.evidence_for.length + mode.evidence_against.length > 0;
  return h(
    "section",
    { key: `mode-${mode.mode_id}`, class: "mode-open", "aria-label": mode.name },
    ...(explained ? evidenceList(mode) : [h("p", { key: "none" }, strings.why.notExplained)]),
    attribution ? pairPart(view, attribution) : null,
    attribution?.counterfactual ? wayOut(view, attribution.counterfactual) : null,
    attribution ? partsList(view, attribution) : null,
    certificate ? checksPart(certificate) : null,
    effectPart(mode),
  );
}

function effectPart(mode: RankedMode): VNode {
  return h(
    "p",
    { key: "effect", class: "effect" },
    h("strong", {}, `${strings.why.effect}: `),
    `${mode.effect} `,
    h("span", { class: "tag" }, strings.why.consequence[mode.consequence]),
    h("span", { class: "tag" }, `${strings.why.mechanism}: ${mode.mechanism}`),
  );
}

function partsList(view: View, attribution: Attribution): VNode {
  const parts = attribution.components.filter((part) => Math.abs(part.points) >= 0.05);
  parts.sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const rows = parts.map((part) =>
    h(
      "li",
      { key: part.component_id },
      h("span", {}, componentName(view.equipment, part.component_id)),
      h("span", { class: "points" }, pointsText(part.points)),
    ),
  );
  return h(
    "details",
    { key: "by-part", class: "by-part" },
    h("summary", {}, strings.why.byPart),
    h("ul", {}, ...rows),
    h("p", { class: "help" }, strings.why.pointsHelp),
  );
}

function tracePart(view: View, diagnosis: Diagnosis, mode: RankedMode | undefined): VNode {
  const { explanation, score } = view.records.basis;
  const attribution = attributionOf(view, mode);
  return trace([
    [strings.trace.chain, diagnosis.chain_id],
    [strings.trace.time, diagnosis.time],
    [strings.trace.bundle, explanation?.bundle_digest ?? score?.bundle_digest],
    [strings.trace.score, explanation?.score_digest],
    [strings.trace.explanation, diagnosis.explanation_digest],
    [strings.trace.diagnosis, view.records.frame?.diagnosis_digest],
    [strings.trace.method, attribution ? methodText(attribution) : null],
    [strings.trace.gap, explanation?.certificate.largest_additivity_gap.toExponential(1)],
    [strings.trace.version, view.scene.hello?.version],
    [strings.trace.epoch, view.scene.hello?.epoch],
  ]);
}
