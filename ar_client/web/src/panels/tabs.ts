import { h, type VNode } from "../dom";
import { nextStep } from "../scene";
import { strings } from "../strings.en";
import type { Tab, View } from "../view";

/** On a small screen one panel is shown at a time; on a large one both are and the style sheet hides this. */
export function tabList(view: View): VNode[] {
  const waiting = nextStep(view.records.case) !== null;
  return [tab(view, "do", "procedure", waiting), tab(view, "why", "why", false)];
}

function tab(view: View, name: Tab, panel: string, waiting: boolean): VNode {
  const shown = view.screen.tab === name;
  return h(
    "button",
    {
      key: name,
      type: "button",
      role: "tab",
      id: `tab-${name}`,
      class: `tab${waiting ? " tab-waiting" : ""}`,
      "aria-selected": shown ? "true" : "false",
      "aria-controls": panel,
      tabindex: shown ? 0 : -1,
      "data-action": "tab",
      "data-id": name,
      "data-testid": `tab-${name}`,
    },
    strings.tabs[name],
  );
}
