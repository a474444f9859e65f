import { describe, expect, it } from "vitest";
import { find, textOf, type VNode } from "../src/dom";
import { procedurePanel } from "../src/panels/procedure";
import { nextStep, reduce, summary } from "../src/scene";
import { lookUp, type View } from "../src/view";
import type {
  Case,
  Conclusion,
  EnergyCoverage,
  ProcedureTask,
  ServerMessage,
  SignalState,
} from "../src/wire.gen";
import { done, openCase, procedure, signature, stateMessage, step, TIME, task } from "./records";
import { byTestId, withCase } from "./views";

function words(node: VNode | null): string {
  return node === null ? "" : textOf(node).replace(/\s+/g, " ").trim();
}

describe("a step that one of two has signed", () => {
  it("is still the next one in the scene, though the summary counts its signature as the server sends it", () => {
    const open = openCase("A", { done: [signature("T-1.1", { completes: false })] });
    expect(nextStep(open)?.step.id).toBe("T-1.1");
    const view = withCase(open);
    expect(summary(view.scene)).toMatchObject({ next_step: "T-1.1", done: 1 });
  });
});

describe("the energies", () => {
  const electrical: EnergyCoverage = {
    energy: "electrical",
    isolate: ["S-1.1"],
    lock: ["S-1.2"],
    release: [],
    verify: ["S-1.3"],
    missing: [],
  };
  const rotation: EnergyCoverage = {
    ...electrical,
    energy: "rotation",
    isolate: [],
    lock: [],
    verify: ["S-1.1"],
  };
  const tasks: readonly ProcedureTask[] = [
    task("C-1", [{ ...step("C-1.1"), kind: "confirm" }]),
    {
      ...task(
        "S-1",
        [1, 2, 3, 4].map((number) => step(`S-1.${number}`)),
      ),
      kind: "make-safe",
    },
    task("R-1", [step("R-1.1")]),
    {
      ...task("B-1", [
        { ...step("B-1.1"), kind: "restore" },
        { ...step("B-1.2"), kind: "restore" },
      ]),
      kind: "restore",
    },
  ];
  const upTo = (count: number, change: Partial<Case> = {}) => {
    const all = tasks.flatMap((one) => one.steps.map((each) => each.id));
    const open = { ...procedure(tasks), isolation: [electrical, rotation] };
    return procedurePanel(
      withCase(openCase("A", { procedure: open, done: done(...all.slice(0, count)), ...change })),
    );
  };

  it("stand above the task that makes the machine safe, all of them live", () => {
    const panel = upTo(0);
    const keys = panel.map((node) => node.key);
    expect(keys.indexOf("isolation")).toBe(keys.indexOf("task-S-1") - 1);
    expect(words(byTestId(panel, "isolation"))).toContain("Still live: electrical, rotation");
    expect(words(byTestId(panel, "energy-electrical"))).toBe(
      "Electrical live 0/1 0 of 1 steps 0/1 0 of 1 steps – no step 0/1 0 of 1 steps",
    );
  });

  it("are ticked as their steps are done, and live until the last", () => {
    const panel = upTo(3);
    expect(words(byTestId(panel, "isolation"))).toContain("Still live: electrical ");
    expect(words(byTestId(panel, "energy-rotation"))).toContain("Rotation verified");
    const row = byTestId(panel, "energy-electrical") as VNode;
    expect(words(row)).toBe("Electrical live done done – no step 0/1 0 of 1 steps");
    expect(find(row, (node) => node.attrs["class"] === "icon icon-tick")).not.toBeNull();
  });

  it("are not called safe before the whole task is done, both signatures with it", () => {
    expect(words(byTestId(upTo(4), "isolation"))).toContain("Finish “Make safe” before any work.");
    const half = [...done("C-1.1", "S-1.1", "S-1.2", "S-1.3"), signature("S-1.4", { completes: false })];
    expect(words(byTestId(upTo(0, { done: half }), "isolation"))).toContain(
      "Finish “Make safe” before any work.",
    );
    expect(words(byTestId(upTo(5), "isolation"))).toContain("nothing is live");
  });

  it("count as live again as soon as the machine is brought back", () => {
    for (const count of [6, 7]) {
      expect(words(byTestId(upTo(count), "isolation"))).toContain("every energy counts as live again");
      expect(byTestId(upTo(count), "energy-electrical")).toBeNull();
    }
    expect(byTestId(upTo(8), "isolation")).toBeNull();
  });

  it("are never called controlled when the manuals lack a phase", () => {
    const gap = { ...procedure(tasks), isolation: [{ ...rotation, missing: ["release" as const] }] };
    const open = openCase("A", { procedure: gap, done: done("C-1.1", "S-1.1", "S-1.2", "S-1.3", "S-1.4") });
    expect(words(byTestId(procedurePanel(withCase(open)), "isolation"))).toContain("Still live: rotation");
  });

  it("are not shown where no procedure is complete", () => {
    const open = openCase("A", { procedure: { ...procedure([], false), isolation: [electrical] } });
    expect(byTestId(procedurePanel(withCase(open)), "isolation")).toBeNull();
  });
});

describe("an inspection", () => {
  const shown = (...conclusions: Conclusion[]) => {
    const open = openCase("A", { procedure: procedure([{ ...task("T-1", [step("T-1.1")]), conclusions }]) });
    const panel = procedurePanel(withCase(open));
    const body = find(byTestId(panel, "open-task") as VNode, (node) => node.attrs["class"] === "task-body");
    const order = (body?.children ?? []).map((child) =>
      typeof child === "string" ? "" : child.attrs["class"],
    );
    const list = byTestId(panel, "conclusions");
    return { order, lines: (list?.children ?? []).map((child) => words(child as VNode)) };
  };

  it("says below its last step what each outcome means, by the modes' names", () => {
    const { order, lines } = shown(
      { found: true, mode_ids: ["wear"] },
      { found: false, mode_ids: ["shift"] },
    );
    expect(order).toEqual(["preparation", "steps", "conclusions"]);
    expect(lines).toEqual(["Finds it: Bearing wear", "Finds nothing: Shaft misalignment is left"]);
  });

  it("says it when nothing is left, and joins several", () => {
    expect(shown({ found: false, mode_ids: [] }).lines).toEqual([
      "Finds nothing: none of the likely causes is left",
    ]);
    expect(shown({ found: false, mode_ids: ["wear", "shift", "rust"] }).lines).toEqual([
      "Finds nothing: Bearing wear, Shaft misalignment or rust is left",
    ]);
  });

  it("is the only kind of task that has them", () => {
    expect(shown().order).toEqual(["preparation", "steps"]);
  });
});

describe("the proof of a repair", () => {
  const finished = done("T-1.1", "T-1.2", "T-2.1");
  const heard = (view: View, state: SignalState, value: number | null, time: string): View => {
    const telemetry: ServerMessage = {
      type: "telemetry",
      seq: 2,
      key: "",
      asset_id: "A",
      time,
      values: [{ signal_id: "velocity", value, state }],
    };
    const scene = [telemetry, { ...stateMessage("A", "healthy", true), time }].reduce(reduce, view.scene);
    return { ...view, ...lookUp(scene, "A"), scene };
  };
  const proof = (
    since: string | null,
    state: SignalState = "normal",
    value: number | null = 1,
    time = TIME,
  ) => {
    const view = withCase(openCase("A", { done: finished, proving_since: since }));
    return byTestId(procedurePanel(heard(view, state, value, time)), "proof") as VNode;
  };
  const bar = (node: VNode) => find(node, (child) => child.tag === "progress")?.attrs["value"];

  it("waits until the machine is healthy", () => {
    const node = proof(null);
    expect(words(node)).toContain("Waits until the machine is healthy");
    expect(bar(node)).toBe("0");
  });

  it("counts the minutes by the plant's clock, whatever the tablet's says", () => {
    const node = proof(TIME, "normal", 1, "2026-03-01T08:04:30Z");
    expect(words(node)).toContain("Healthy for 4 min of 10 min");
    expect(bar(node)).toBe("270");
    expect(words(proof(TIME, "normal", 1, "2026-03-01T09:00:00Z"))).toContain("Healthy for 10 min of 10 min");
  });

  it("names the watched signals, and which are not back yet", () => {
    expect(words(proof(TIME))).toContain("Vibration velocity back");
    expect(words(proof(TIME, "high", 9))).toContain("Vibration velocity still high");
    expect(words(proof(TIME, "unknown", null))).toContain("Vibration velocity no value");
    expect(words(proof(TIME, "low", 0))).toContain("Vibration velocity back");
  });

  it("is shown only when all steps are done, and while the case is open", () => {
    const shown = (change: Partial<Case>) =>
      byTestId(procedurePanel(withCase(openCase("A", change))), "proof");
    expect(shown({ done: done("T-1.1", "T-1.2") })).toBeNull();
    expect(shown({ done: finished, closed: TIME })).toBeNull();
  });
});
