import { describe, expect, it } from "vitest";
import { type Box, type Frame, layOut, type Place } from "../src/stage/layout";

/** Numbers that look random and are the same in every run (mulberry32). */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function boxes(seed: number, frame: Frame): Box[] {
  const random = randoms(seed);
  return Array.from({ length: 1 + Math.floor(random() * 9) }, (_, index) => ({
    id: `${index}`,
    width: 120 + random() * 110,
    height: 50 + random() * 90,
    anchorX: random() * frame.right,
    anchorY: random() * frame.bottom,
    priority: random(),
  }));
}

function overlap(a: Place & Box, b: Place & Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function placed(all: readonly Box[], places: readonly Place[]): (Place & Box)[] {
  return places.map((place) => ({
    ...place,
    ...(all.find((box) => box.id === place.id) as Box),
    x: place.x,
    y: place.y,
  }));
}

describe.each([
  ["in two columns", { left: 12, top: 12, right: 900, bottom: 420 }, false],
  ["in two rows", { left: 12, top: 12, right: 560, bottom: 460 }, true],
  ["where there is hardly room", { left: 12, top: 12, right: 300, bottom: 200 }, false],
] as const)("callouts %s", (_, frame, rows) => {
  it("never overlap and never leave the picture, wherever their anchors are", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const all = boxes(seed, frame);
      const cards = placed(all, layOut(all, frame, rows).places);
      for (const card of cards) {
        expect(card.x).toBeGreaterThanOrEqual(frame.left - 1e-6);
        expect(card.y).toBeGreaterThanOrEqual(frame.top - 1e-6);
        expect(card.x + card.width).toBeLessThanOrEqual(frame.right + 1e-6);
        expect(card.y + card.height).toBeLessThanOrEqual(frame.bottom + 1e-6);
        for (const other of cards) if (other !== card) expect(overlap(card, other)).toBe(false);
      }
    }
  });

  it("are each shown or said to be left out", () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const all = boxes(seed, frame);
      const { places, leftOut } = layOut(all, frame, rows);
      expect([...places.map((place) => place.id), ...leftOut].sort()).toEqual(
        all.map((box) => box.id).sort(),
      );
    }
  });
});

describe("callouts", () => {
  const frame: Frame = { left: 0, top: 0, right: 800, bottom: 300 };
  const box = (id: string, anchorX: number, anchorY: number, priority = 1): Box => {
    return { id, width: 200, height: 100, anchorX, anchorY, priority };
  };

  it("leave out the least important when there is no room", () => {
    const all = ["a", "b", "c", "d", "e"].map((id, index) => box(id, 100 * index, 50, id === "c" ? 0 : 1));
    expect(layOut(all, frame, false).leftOut).toEqual(["c"]);
  });

  it("stand on the side of their anchor, in the order of their anchors", () => {
    const { places } = layOut(
      [box("low", 100, 250), box("high", 120, 20), box("right", 700, 10)],
      frame,
      false,
    );
    const at = Object.fromEntries(places.map((place) => [place.id, place]));
    expect([at["low"]?.side, at["high"]?.side, at["right"]?.side]).toEqual(["left", "left", "right"]);
    expect(at["high"]?.y).toBeLessThan(at["low"]?.y ?? 0);
  });

  it("of one place keep their order when their priorities change", () => {
    const order = (first: number, second: number) =>
      layOut([box("a", 100, 100, first), box("b", 100, 100, second)], frame, false).places.map(
        (place) => place.id,
      );
    expect(order(1, 2)).toEqual(order(2, 1));
  });

  it("stay on their side when the machine turns a little", () => {
    const before = layOut([box("a", 390, 100)], frame, false);
    expect(before.places[0]?.side).toBe("left");
    const sides = new Map(before.places.map((place) => [place.id, place.side]));
    expect(layOut([box("a", 420, 100)], frame, false, sides).places[0]?.side).toBe("left");
    expect(layOut([box("a", 420, 100)], frame, false).places[0]?.side).toBe("right");
  });
});
