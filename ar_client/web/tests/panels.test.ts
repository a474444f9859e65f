import { describe, expect, it } from "vitest";
import { find, textOf, type VNode } from "../src/dom";
import { assetList } from "../src/panels/assets";
import { procedurePanel } from "../src/panels/procedure";
import { topBar } from "../src/panels/topbar";
import { EMPTY_SCENE, reduce } from "../src/scene";
import { done, hello, openCase, procedure } from "./records";
import { byTestId, tree, view, withCase } from "./views";

describe("what to do", () => {
  it("opens the task with the next step and marks that step alone", () => {
    const panel = procedurePanel(withCase(openCase("A", { done: done("T-1.1") })));
    expect(byTestId(panel, "open-task")?.attrs["data-task-id"]).toBe("T-1");
    expect(byTestId(panel, "next-step")?.attrs["data-step-id"]).toBe("T-1.2");
    expect(textOf(byTestId(panel, "done") as VNode)).toContain("Done");
    expect(textOf(tree(panel))).not.toContain("Words of step T-2.1.");
  });

  it("puts a warning directly before the step that it guards", () => {
    const panel = procedurePanel(withCase(openCase("A", { done: done("T-1.1") })));
    const step = byTestId(panel, "next-step") as VNode;
    const classes = step.children.map((child) => (typeof child === "string" ? "" : child.attrs["class"]));
    expect(classes.slice(0, 2)).toEqual(["notice notice-warning", "step-words"]);
    expect(textOf(step.children[0] as VNode)).toContain("Hot parts.");
  });

  it("gives every shown step its source", () => {
    const panel = procedurePanel(withCase(openCase("A")));
    const words = textOf(byTestId(panel, "next-step") as VNode);
    expect(words).toContain("MM rev. 2.1 · 4.1 Replace the bearing");
    expect(words).toContain("ab".repeat(32));
  });

  it("shows no step of an incomplete procedure, but the safe state, the gaps and whom to call", () => {
    const tasks = openCase("A").procedure.tasks;
    const panel = procedurePanel(withCase(openCase("A", { procedure: procedure(tasks, false) })));
    const words = textOf(tree(panel));
    expect(words).not.toContain("Words of step");
    expect(byTestId(panel, "done")).toBeNull();
    expect(words).toContain("Stopped and locked out.");
    expect(words).toContain("ext. 4410");
    expect(words).toContain("The manuals hold no task to repair bearing wear");
  });

  it("does not offer to record a step without a link", () => {
    const panel = procedurePanel({ ...withCase(openCase("A")), link: { phase: "lost", age: 12 } });
    expect(byTestId(panel, "done")?.attrs["aria-disabled"]).toBe("true");
  });

  it("offers nothing to do once the case is closed", () => {
    const panel = procedurePanel(withCase(openCase("A", { closed: "2026-03-01T08:00:05Z" })));
    expect(byTestId(panel, "next-step")).toBeNull();
    expect(byTestId(panel, "done")).toBeNull();
  });
});

describe("the frame of the page", () => {
  it("shows each machine's health in a word and a picture of its own", () => {
    const list = assetList(view());
    const card = byTestId(list, "asset-A") as VNode;
    expect(card.attrs["data-health"]).toBe("alarm");
    expect(textOf(card)).toContain("Alarm");
    expect(find(card, (node) => node.attrs["class"] === "icon icon-alarm")).not.toBeNull();
    expect(byTestId(list, "asset-B")?.attrs["data-health"]).toBe("unknown");
  });

  it("says how old a machine's state is when it is not of now", () => {
    const card = byTestId(assetList(view({ ages: new Map([["A", 42]]) })), "asset-A") as VNode;
    expect(textOf(card)).toContain("42 s old");
    expect(
      textOf(byTestId(assetList(view({ ages: new Map([["A", 1]]) })), "asset-A") as VNode),
    ).not.toContain("old");
  });

  it("says SIMULATION when the plant or the frame is simulated, and only then", () => {
    expect(byTestId(topBar(view()), "simulation")).toBeNull();
    const scene = reduce(EMPTY_SCENE, { ...hello, simulated: true });
    expect(byTestId(topBar(view({ scene })), "simulation")).not.toBeNull();
  });

  it("never calls the link live when it is not", () => {
    const mark = byTestId(topBar(view({ link: { phase: "stale", age: 9.4 } })), "connection") as VNode;
    expect(mark.attrs["data-state"]).toBe("stale");
    expect(textOf(mark)).toContain("No news for 9 s");
  });
});
