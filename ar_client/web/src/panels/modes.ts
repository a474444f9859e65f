import { h, type VNode } from "../dom";
import { intervalText, percentText } from "../format";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Diagnosis, RankedMode } from "../wire.gen";
import { isDoubted } from "./certificate";
import { icon } from "./icons";

/** Modes less likely than this are folded away, unless they are alarms. */
const LIKELY = 0.05;

/** The ranked faults. Of the open one also how sure its probability is. */
export function modesPart(view: View, diagnosis: Diagnosis, open: RankedMode | undefined): VNode {
  const likely = diagnosis.modes.filter(
    (mode, rank) => rank === 0 || mode.alarm || mode.probability >= LIKELY,
  );
  const others = diagnosis.modes.filter((mode) => !likely.includes(mode));
  const row = (mode: RankedMode) =>
    h("li", { key: mode.mode_id }, modeButton(view, mode, mode.mode_id === open?.mode_id));
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

function modeButton(view: View, mode: RankedMode, open: boolean): VNode {
  const { score, explanation } = view.records.basis;
  const scored = open ? score?.modes.find((one) => one.mode_id === mode.mode_id) : undefined;
  const interval = scored ? intervalText(scored.low, scored.high) : null;
  const doubted = !open && isDoubted(explanation, mode.mode_id);
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
    bar(mode.probability, scored?.low ?? null, scored?.high ?? null),
    interval === null ? null : h("span", { class: "mode-note", "data-testid": "interval" }, interval),
    doubted ? h("span", { class: "mode-note mode-doubted" }, icon("watch"), strings.why.doubted) : null,
  );
}

/** A bar up to the probability; a line across it shows the interval. */
function bar(probability: number, low: number | null, high: number | null): VNode {
  const interval = { class: "bar-interval", y1: "50%", y2: "50%" };
  return h(
    "svg",
    { class: "bar mode-bar", "aria-hidden": "true" },
    h("rect", { class: "bar-whole", x: "0", y: "0", width: "100%", height: "100%" }),
    h("rect", { class: "bar-part", x: "0", y: "0", width: part(probability), height: "100%" }),
    low === null || high === null ? null : h("line", { ...interval, x1: part(low), x2: part(high) }),
  );
}

/** A part (0 to 1) of the bar's whole width. */
function part(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
