/** What the panels are drawn from, and how their nodes are found again. */

import { find, type VNode } from "../src/dom";
import { EMPTY_SCENE, reduce } from "../src/scene";
import { EMPTY_SCREEN, lookUp, type View } from "../src/view";
import type { Case, Person } from "../src/wire.gen";
import { caseMessage, hello, stateMessage } from "./records";

export function view(change: Partial<View> = {}): View {
  const scene = reduce(reduce(EMPTY_SCENE, hello), stateMessage("A", "alarm", true));
  return {
    ...lookUp(scene, "A"),
    scene,
    screen: { ...EMPTY_SCREEN, tab: "do" },
    stage: { status: "ready", xray: false, follows: true, notInModel: [] },
    link: { phase: "live", age: 0 },
    valuesAge: 0,
    ages: new Map(),
    now: new Date("2026-03-01T08:00:10Z"),
    ...change,
  };
}

/** The same, with a case open on the shown asset, and these people in the plant. */
export function withCase(record: Case, people: readonly Person[] = []): View {
  const base = view();
  const scene = [{ ...hello, people }, caseMessage(record)].reduce(reduce, base.scene);
  return { ...base, ...lookUp(scene, "A"), scene };
}

export function tree(nodes: readonly VNode[]): VNode {
  return { tag: "root", key: undefined, attrs: {}, children: nodes };
}

export function byTestId(nodes: readonly VNode[], id: string): VNode | null {
  return find(tree(nodes), (node) => node.attrs["data-testid"] === id);
}
