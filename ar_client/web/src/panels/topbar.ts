import { h, type VNode } from "../dom";
import { ageText } from "../format";
import { strings } from "../strings.en";
import { isSimulated, type View } from "../view";
import { icon } from "./icons";

/** Who is speaking, whether it is real, and whether it is now. */
export function topBar(view: View): VNode[] {
  const { hello } = view.scene;
  return [
    h(
      "div",
      { class: "plant" },
      h("span", { class: "product" }, strings.product),
      h("h1", { class: "plant-name" }, hello?.plant_name ?? strings.noPlant),
      hello ? h("span", { class: "site" }, hello.site) : null,
    ),
    h(
      "div",
      { class: "marks" },
      isSimulated(view.scene, view.records)
        ? h(
            "strong",
            { class: "simulation", "data-testid": "simulation", title: strings.simulationHelp },
            strings.simulation,
          )
        : null,
      linkMark(view),
    ),
  ];
}

function linkMark(view: View): VNode {
  const { phase } = view.link;
  const picture = phase === "live" ? "live" : phase === "lost" ? "lost" : "stale";
  return h(
    "span",
    { class: `link link-${phase}`, "data-testid": "connection", "data-state": phase },
    icon(picture),
    h("span", {}, linkText(view)),
  );
}

function linkText(view: View): string {
  const { phase, age } = view.link;
  if (phase === "live" || phase === "connecting") return strings.link[phase];
  if (age === null) return strings.link.neverReached;
  return strings.link[phase](ageText(age));
}
