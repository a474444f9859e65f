import { describe, expect, it } from "vitest";
import { EMPTY_SCENE, reduce, summary } from "../src/scene";
import type { ServerMessage } from "../src/wire.gen";

// Transcripts that the Python reducer replays too. A checkout without them has nothing to compare.
const transcripts = import.meta.glob<string>("../../../tests/golden/*.jsonl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const scenes = import.meta.glob<unknown>("../../../tests/golden/*.scene.json", {
  import: "default",
  eager: true,
});

describe.skipIf(Object.keys(transcripts).length === 0)("the golden transcripts", () => {
  it.each(Object.entries(transcripts))("%s adds up to the scene that Python finds", (path, text) => {
    const expected = scenes[path.replace(/\.jsonl$/, ".scene.json")];
    expect(expected, "the transcript has no scene beside it").toBeDefined();
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const messages = lines.map((line) => JSON.parse(line) as ServerMessage);
    expect(summary(messages.reduce(reduce, EMPTY_SCENE))).toEqual(expected);
  });
});

it("finds a scene beside each golden transcript, and no other", () => {
  expect(Object.keys(transcripts).length).toBe(Object.keys(scenes).length);
});
