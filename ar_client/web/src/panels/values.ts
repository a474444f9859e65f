import { h, type VNode } from "../dom";
import { rangeText, valueText } from "../format";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { SignalValue, SignalView } from "../wire.gen";
import { icon } from "./icons";

/** Every signal of the machine with its value, its healthy range and its state. open: unfolded at first. */
export function allValues(view: View, open: boolean): VNode | null {
  const { telemetry } = view.records;
  if (!telemetry) return null;
  const signals = new Map(view.equipment?.signals.map((signal) => [signal.id, signal]));
  const rows = telemetry.values.map((value) => row(value, signals.get(value.signal_id)));
  return h(
    "details",
    { key: open ? "values-open" : "values", class: "values", open, "data-testid": "values" },
    h("summary", {}, strings.why.values(rows.length)),
    h("ul", {}, ...rows),
  );
}

function row(value: SignalValue, signal: SignalView | undefined): VNode {
  const range = rangeText(signal?.low ?? null, signal?.high ?? null);
  return h(
    "li",
    { key: value.signal_id, class: `value state-${value.state}` },
    h("span", { class: "value-name" }, signal?.name ?? value.signal_id),
    h("span", { class: "value-range" }, range),
    h("span", { class: "value-now" }, valueText(value.value, signal?.unit ?? "", signal?.categories)),
    h(
      "span",
      { class: "value-state", title: strings.stage.state[value.state] },
      icon(value.state),
      h("span", { class: "visually-hidden" }, strings.stage.state[value.state]),
    ),
  );
}
