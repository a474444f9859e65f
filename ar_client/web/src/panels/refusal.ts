import { h, type VNode } from "../dom";
import { strings } from "../strings.en";
import type { View } from "../view";
import { icon } from "./icons";

/** The server did not do what was asked: its own words, until the person has seen them. */
export function refusal(view: View): VNode[] {
  const { refused } = view.screen;
  if (!refused) return [];
  return [
    h(
      "div",
      { key: `${refused.seq}`, class: "refusal", "data-testid": "refused" },
      icon("watch"),
      h("div", {}, h("strong", {}, strings.procedure.refused), h("p", {}, refused.reason)),
      h(
        "button",
        { type: "button", class: "button", "data-action": "dismiss-refusal" },
        strings.procedure.dismiss,
      ),
    ),
  ];
}
