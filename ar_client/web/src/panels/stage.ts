import { STALE_AFTER_S } from "../connection";
import { h, type VNode } from "../dom";
import { ageText, percentText, rangeText, valueText } from "../format";
import { strings } from "../strings.en";
import { categoriesOf, type View } from "../view";
import type { Callout, Highlight } from "../wire.gen";
import { icon } from "./icons";

/** Below the machine: the lit parts by name, and the buttons of the stage. */
export function stageBar(view: View): VNode[] {
  const lit = view.records.frame?.highlights ?? [];
  return [
    h(
      "ul",
      {
        class: "lit",
        "data-testid": "lit",
        "data-nodes": [...new Set(lit.map((one) => one.anchor.node))].join(" "),
        "aria-label": strings.stage.lit,
      },
      ...(lit.length === 0
        ? [h("li", { key: "none", class: "lit-none" }, strings.stage.nothingLit)]
        : byNode(lit).map(litPart)),
    ),
    h(
      "div",
      { class: "stage-buttons" },
      stageButton("follow", "stage-follow", strings.stage.follow, view.stage.follows),
      stageButton("xray", "stage-xray", strings.stage.xray, view.stage.xray),
    ),
  ];
}

/** Over the machine: why there is no picture, or that what is shown is old. */
export function stageNote(view: View): VNode[] {
  const notes = [stageText(view), ageNote(view), missingNote(view)];
  return notes.filter((note) => note !== null).map((note) => h("p", { key: note }, note));
}

/** One live value. The same words whatever the place on the screen. */
export function calloutCard(view: View, callout: Callout): VNode {
  const categories = categoriesOf(view.equipment, callout.signal_id);
  const range = rangeText(callout.low, callout.high);
  return h(
    "div",
    { key: callout.signal_id, class: `callout state-${callout.state}`, "data-signal": callout.signal_id },
    h("span", { class: "callout-label" }, callout.label),
    h(
      "span",
      { class: "callout-value" },
      h("span", {}, valueText(callout.value, callout.unit, categories)),
      h(
        "span",
        { class: "callout-state" },
        icon(callout.state),
        h("span", {}, strings.stage.state[callout.state]),
      ),
    ),
    range === "" ? null : h("span", { class: "callout-range" }, `${strings.stage.normal} ${range}`),
  );
}

/** All reasons for which one part is lit, on one line. */
function litPart(highlights: readonly Highlight[]): VNode | null {
  const first = highlights[0];
  if (!first) return null;
  const picture = { guilty: "alarm", evidence: "watch", step: "repair" } as const;
  return h(
    "li",
    { key: first.anchor.node, class: `lit-part lit-${first.role}` },
    icon(picture[first.role]),
    h("span", { class: "lit-label" }, first.label),
    h("span", { class: "lit-share" }, highlights.map(reason).join(" · ")),
  );
}

function reason(highlight: Highlight): string {
  const share = percentText(highlight.share);
  const reasons = {
    guilty: strings.stage.guilty(share),
    evidence: strings.stage.evidence(share),
    step: strings.stage.step,
  };
  return reasons[highlight.role];
}

function byNode(highlights: readonly Highlight[]): Highlight[][] {
  const nodes = [...new Set(highlights.map((highlight) => highlight.anchor.node))];
  return nodes.map((node) => highlights.filter((highlight) => highlight.anchor.node === node));
}

function stageButton(picture: "follow" | "xray", action: string, text: string, pressed: boolean): VNode {
  return h(
    "button",
    {
      type: "button",
      class: "button",
      "data-action": action,
      "data-testid": action,
      "aria-pressed": pressed ? "true" : "false",
    },
    icon(picture),
    text,
  );
}

function stageText(view: View): string | null {
  switch (view.stage.status) {
    case "loading":
      return strings.stage.loading;
    case "failed":
      return strings.stage.failed;
    case "no-graphics":
      return strings.stage.noGraphics;
    case "none":
      return view.asset ? strings.stage.noModel : null;
    case "ready":
      return null;
  }
}

/** The lit parts that the model lacks: nothing else is lit in their place. */
function missingNote(view: View): string | null {
  const { status, notInModel } = view.stage;
  if (status !== "ready" || notInModel.length === 0) return null;
  const parts = view.equipment?.components.filter((component) => notInModel.includes(component.node)) ?? [];
  return strings.stage.notInModel(parts.map((part) => part.name).join(", "));
}

function ageNote(view: View): string | null {
  const old = view.valuesAge !== null && view.valuesAge > STALE_AFTER_S;
  return old && view.records.frame ? strings.oldValues(ageText(view.valuesAge ?? 0)) : null;
}
