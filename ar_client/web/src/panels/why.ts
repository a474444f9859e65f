import { h, type VNode } from "../dom";
import { percentText, pointsText, timeText } from "../format";
import { strings } from "../strings.en";
import { componentName, healthOf, type View } from "../view";
import type { Attribution, Diagnosis, RankedMode } from "../wire.gen";
import { evidenceList } from "./evidence";
import { trace } from "./facts";
import { icon } from "./icons";
import { allValues } from "./values";

/** Modes less likely than this are folded away, unless they are alarms. */
const LIKELY = 0.05;

/** What is wrong, how sure that is, and which readings say so. */
export function whyPanel(view: View): VNode[] {
  const { diagnosis } = view.records;
  const healthy = healthOf(view.records) === "healthy";
  const title = h("h2", { key: "title", class: "panel-title" }, strings.why.title);
  if (!diagnosis || (healthy && !openCase(view))) return [title, ...quietPart(view)];
  const mode = openMode(view, diagnosis);
  const words = [
    title,
    warningPart(view, diagnosis),
    healthy ? h("p", { key: "now", class: "lead" }, strings.why.healthyNow) : null,
    healthy ? h("p", { key: "as-of" }, strings.why.asOf(timeText(diagnosis.time, view.now))) : null,
    h(
      "div",
      { key: "columns", class: "why-columns" },
      modesPart(diagnosis, mode),
      mode ? modePart(view, mode) : null,
    ),
    allValues(view, false),
    tracePart(view, diagnosis),
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

/** Said before anything else: why not to rely on what follows. */
function warningPart(view: View, diagnosis: Diagnosis): VNode | null {
  const certificate = view.records.explanation?.certificate;
  const poor = view.records.score !== null && view.records.score.quality !== "good";
  if (diagnosis.reliable && certificate?.reliable !== false && !poor) return null;
  const reasons = [...diagnosis.cautions, ...(certificate?.reasons ?? [])];
  const all = [...new Set(poor && reasons.length === 0 ? [strings.why.poorReadings] : reasons)];
  return h(
    "div",
    { key: "unreliable", class: "box box-warning", role: "note", "data-testid": "unreliable" },
    icon("watch"),
    h(
      "div",
      {},
      h("strong", {}, strings.why.unreliable),
      h("ul", {}, ...all.map((reason) => h("li", { key: reason }, reason))),
    ),
  );
}

function modesPart(diagnosis: Diagnosis, open: RankedMode | undefined): VNode {
  const likely = diagnosis.modes.filter(
    (mode, rank) => rank === 0 || mode.alarm || mode.probability >= LIKELY,
  );
  const others = diagnosis.modes.filter((mode) => !likely.includes(mode));
  const row = (mode: RankedMode) =>
    h("li", { key: mode.mode_id }, modeButton(mode, mode.mode_id === open?.mode_id));
  return h(
    "section",
    { key: "modes", class: "modes", "aria-label": strings.why.modes },
    h("ol", {}, ...likely.map(row)),
    others.length === 0
      ? null
      : h(
          "details",
          { class: "other-modes" },
          h("summary", {}, strings.why.otherModes(others.length)),
          h("ol", {}, ...others.map(row)),
        ),
  );
}

function modeButton(mode: RankedMode, open: boolean): VNode {
  return h(
    "button",
    {
      type: "button",
      class: `mode${mode.alarm ? " mode-alarm" : ""}`,
      "data-action": "open-mode",
      "data-id": mode.mode_id,
      "aria-pressed": open ? "true" : "false",
    },
    h("span", { class: "mode-name" }, mode.alarm ? icon("alarm") : null, mode.name),
    h("span", { class: "mode-percent" }, percentText(mode.probability)),
    bar("mode-bar", 0, mode.probability),
  );
}

/** A bar from `start` to `end`, both parts (0 to 1) of its whole width. */
export function bar(className: string, start: number, end: number): VNode {
  const x = `${(start * 100).toFixed(1)}%`;
  const width = `${(Math.max(0, end - start) * 100).toFixed(1)}%`;
  return h(
    "svg",
    { class: `bar ${className}`, "aria-hidden": "true" },
    h("rect", { class: "bar-whole", x: "0", y: "0", width: "100%", height: "100%" }),
    h("rect", { class: "bar-part", x, y: "0", width, height: "100%" }),
  );
}

function modePart(view: View, mode: RankedMode): VNode {
  const attribution = view.records.explanation?.attributions.find((one) => one.mode_id === mode.mode_id);
  return h(
    "section",
    { key: `mode-${mode.mode_id}`, class: "mode-open", "aria-label": mode.name },
    ...evidenceList(mode),
    attribution ? partsList(view, attribution) : null,
    h(
      "p",
      { class: "effect" },
      h("strong", {}, `${strings.why.effect}: `),
      `${mode.effect} `,
      h("span", { class: "tag" }, strings.why.consequence[mode.consequence]),
      h("span", { class: "tag" }, `${strings.why.mechanism}: ${mode.mechanism}`),
    ),
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
    { class: "by-part" },
    h("summary", {}, strings.why.byPart),
    h("ul", {}, ...rows),
    h("p", { class: "help" }, strings.why.pointsHelp),
  );
}

function tracePart(view: View, diagnosis: Diagnosis): VNode {
  const { explanation, score } = view.records;
  return trace([
    [strings.trace.chain, diagnosis.chain_id],
    [strings.trace.time, diagnosis.time],
    [strings.trace.bundle, explanation?.bundle_digest ?? score?.bundle_digest],
    [strings.trace.score, explanation?.score_digest],
    [strings.trace.explanation, diagnosis.explanation_digest],
    [strings.trace.diagnosis, view.records.frame?.diagnosis_digest],
    [strings.trace.method, explanation?.attributions[0]?.method],
    [strings.trace.gap, explanation?.certificate.largest_additivity_gap.toExponential(1)],
    [strings.trace.version, view.scene.hello?.version],
    [strings.trace.epoch, view.scene.hello?.epoch],
  ]);
}
