import { describe, expect, it } from "vitest";
import {
  choose,
  EMPTY_SCENE,
  nextStep,
  recordsOf,
  reduce,
  type SceneState,
  selectedAsset,
  summary,
} from "../src/scene";
import type { ServerMessage } from "../src/wire.gen";
import { explanation, score } from "./explanations";
import { caseMessage, diagnosis, done, frame, hello, openCase, stateMessage } from "./records";

function replay(messages: readonly ServerMessage[], from: SceneState = EMPTY_SCENE): SceneState {
  return messages.reduce(reduce, from);
}

describe("the scene", () => {
  it("knows every asset of the plant before anything is heard of it, as unknown", () => {
    const { assets } = summary(replay([hello]));
    expect(assets["A"]).toEqual({ health: "unknown", headline: "", case_open: false });
    expect(Object.keys(assets)).toEqual(["A", "B"]);
  });

  it("keeps the score and the explanation that a diagnosis rests on until the next diagnosis is here", () => {
    const of = (chain_id: string): readonly ServerMessage[] => [
      { type: "score", seq: 1, key: "", record: score({ chain_id }) },
      { type: "explanation", seq: 1, key: "", record: { ...explanation(true, []), chain_id } },
      { type: "diagnosis", seq: 1, key: "", record: diagnosis({ chain_id }) },
    ];
    const chains = (messages: readonly ServerMessage[]) => {
      const { score, basis } = recordsOf(replay(messages), "A");
      return [score?.chain_id, basis.score?.chain_id, basis.explanation?.chain_id];
    };
    const [first, second] = [of("first"), of("second")];
    expect(chains([...first, ...second.slice(0, 2)])).toEqual(["second", "first", "first"]);
    expect(chains([...first, ...second])).toEqual(["second", "second", "second"]);
    expect(chains([...first, ...second.slice(2)])).toEqual(["first", undefined, undefined]);
    expect(chains([...second].reverse())).toEqual(["second", "second", "second"]);
  });

  it("keeps the newest record of each kind", () => {
    const scene = replay([hello, stateMessage("A", "watch", false), stateMessage("A", "alarm", true)]);
    expect(recordsOf(scene, "A").state?.health).toBe("alarm");
    expect(recordsOf(scene, "B").state).toBeNull();
  });

  it("does not change the state that it is given", () => {
    const before = replay([hello]);
    const copy = structuredClone(before);
    reduce(before, stateMessage("A", "alarm", true));
    expect(before).toEqual(copy);
  });

  it("forgets everything when the server has started anew, and nothing when only the link was cut", () => {
    const scene = replay([hello, stateMessage("A", "alarm", true)]);
    expect(summary(reduce(scene, hello)).assets["A"]?.health).toBe("alarm");
    expect(summary(reduce(scene, { ...hello, epoch: "two" })).assets["A"]?.health).toBe("unknown");
  });

  it("is left as it was by a message of a type from the future", () => {
    const scene = replay([hello]);
    expect(reduce(scene, { type: "smell", seq: 9, key: "" } as unknown as ServerMessage)).toBe(scene);
  });
});

describe("the shown asset", () => {
  it("is none while no case is open", () => {
    expect(selectedAsset(replay([hello, stateMessage("A", "watch", false)]))).toBeNull();
  });

  it("is the alarm before the watch", () => {
    const scene = replay([hello, stateMessage("A", "watch", true), stateMessage("B", "alarm", true)]);
    expect(selectedAsset(scene)).toBe("B");
  });

  it("is the longest open among equals", () => {
    const states = [stateMessage("A", "alarm", true), stateMessage("B", "alarm", true)];
    const later = caseMessage(openCase("A", { opened: "2026-03-01T09:00:00.5Z" }));
    const earlier = caseMessage(openCase("B", { opened: "2026-03-01T09:00:00Z" }));
    expect(selectedAsset(replay([hello, ...states, later, earlier]))).toBe("B");
  });

  it("is the one that a person chose, whatever happens elsewhere", () => {
    const scene = choose(replay([hello, stateMessage("B", "alarm", true)]), "A");
    expect(selectedAsset(scene)).toBe("A");
    expect(selectedAsset(choose(scene, null))).toBe("B");
  });
});

describe("the next step", () => {
  it("is the first that nobody has done, in the order of the manual", () => {
    expect(nextStep(openCase("A"))?.step.id).toBe("T-1.1");
    expect(nextStep(openCase("A", { done: done("T-1.2", "T-1.1") }))?.step.id).toBe("T-2.1");
    expect(nextStep(openCase("A", { done: done("T-1.1", "T-1.2", "T-2.1") }))).toBeNull();
  });

  it("is none when the case is closed", () => {
    expect(nextStep(openCase("A", { closed: "2026-03-01T10:00:00Z" }))).toBeNull();
  });
});

describe("the summary", () => {
  it("says what is lit, what is pinned and what is to do on the shown asset", () => {
    const open = caseMessage(openCase("A", { done: done("T-1.1") }));
    const over: ServerMessage = { type: "frame", seq: 3, key: "frame/A", record: frame("A") };
    expect(summary(replay([hello, stateMessage("A", "alarm", true), open, over]))).toEqual({
      assets: {
        A: { health: "alarm", headline: "A is alarm", case_open: true },
        B: { health: "unknown", headline: "", case_open: false },
      },
      selected: "A",
      lit: [
        ["bearing", "guilty", 0.1235],
        ["bearing", "step", 1],
      ],
      callouts: [["velocity", "high"]],
      open_task: "T-1",
      next_step: "T-1.2",
      done: 1,
    });
  });
});
