/** What would clear the alarm, by calculation: information for a person who thinks along, never a step to do. */

import { h, type VNode } from "../dom";
import { changeText } from "../format";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Change, Counterfactual } from "../wire.gen";

export function wayOut(view: View, counterfactual: Counterfactual): VNode {
  const { outcome, changes } = counterfactual;
  const words = strings.why.wayOut;
  const found = outcome === "found" && changes.length > 0;
  const said = found
    ? [
        h("h3", {}, words.title),
        h("p", {}, words.found(changes.map((change) => condition(view, change)))),
        h("p", { class: "help" }, words.note),
      ]
    : [h("p", { class: "help" }, words.none[outcome === "found" ? "not-within-the-ranges" : outcome])];
  const attributes = { key: "way-out", class: "way-out", "aria-label": words.title };
  return h("section", { ...attributes, "data-testid": "way-out" }, ...said);
}

/** "Speed fell from 2876 to 2834 rpm" */
function condition(view: View, change: Change): string {
  const signal = view.equipment?.signals.find((candidate) => candidate.id === change.signal_id);
  const name = signal?.name ?? change.signal_id;
  const words = strings.why.wayOut;
  const [from, to] = [signal?.categories[change.from_value], signal?.categories[change.to_value]];
  if (from !== undefined && to !== undefined) return words.became(name, from, to);
  const move = change.to_value > change.from_value ? words.rose : words.fell;
  return move(name, changeText(change.from_value, change.to_value, signal?.unit ?? ""));
}
