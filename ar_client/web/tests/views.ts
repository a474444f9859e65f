/** What the panels are drawn from, and how their nodes are found again. */

import { find, type VNode } from "../src/dom";
import { EMPTY_SCENE, reduce } from "../src/scene";
import { lookUp, type View } from "../src/view";
import { hello, stateMessage } from "./records";

export function view(change: Partial<View> = {}): View {
  const scene = reduce(reduce(EMPTY_SCENE, hello), stateMessage("A", "alarm", true));
  return {
    ...lookUp(scene, "A"),
    scene,
    screen: { tab: "do", actor: "", pending: null, refused: null, mode: null, tasks: {}, xray: null },
    stage: { status: "ready", xray: false, follows: true, notInModel: [] },
    link: { phase: "live", age: 0 },
    valuesAge: 0,
    ages: new Map(),
    now: new Date("2026-03-01T08:00:10Z"),
    ...change,
  };
}

export function tree(nodes: readonly VNode[]): VNode {
  return { tag: "root", key: undefined, attrs: {}, children: nodes };
}

export function byTestId(nodes: readonly VNode[], id: string): VNode | null {
  return find(tree(nodes), (node) => node.attrs["data-testid"] === id);
}
