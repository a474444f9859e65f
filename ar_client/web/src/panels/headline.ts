import { h, type VNode } from "../dom";
import { strings } from "../strings.en";
import { headlineOf, healthOf, type View } from "../view";
import { icon } from "./icons";

/** The one line to read from across the room: which machine, how it is, what is wrong. */
export function headline(view: View): VNode[] {
  if (!view.asset) return [];
  const health = healthOf(view.records);
  return [
    h(
      "div",
      { class: `headline-mark health-${health}` },
      icon(health),
      h("span", { class: "headline-health" }, strings.health[health]),
    ),
    h(
      "div",
      { class: "headline-words" },
      h("span", { class: "headline-asset" }, `${view.asset.id} · ${view.asset.name}`),
      h(
        "h2",
        { class: "headline-text", "data-testid": "headline" },
        headlineOf(view.records) ?? strings.nothingHeard,
      ),
    ),
  ];
}
