import { describe, expect, it } from "vitest";
import { Pace } from "../src/stage/pace";

function draw(pace: Pace, frames: number, gap: number, from = 0): number {
  let now = from;
  for (let frame = 0; frame < frames; frame += 1) {
    now += gap;
    pace.moving(now);
  }
  return now;
}

describe("the pace of the stage", () => {
  it("draws all pixels where frames are quick", () => {
    const pace = new Pace();
    draw(pace, 200, 16);
    expect(pace.scale).toBe(1);
  });

  it("draws fewer where they are slow, but never too few, and more again when they are quick", () => {
    const pace = new Pace();
    const now = draw(pace, 60, 200);
    expect(pace.scale).toBe(0.6);
    draw(pace, 200, 12, now);
    expect(pace.scale).toBe(1);
  });

  it("does not take a rest for a slow frame", () => {
    const pace = new Pace();
    let now = 0;
    for (let move = 0; move < 20; move += 1) {
      now = draw(pace, 10, 16, now + 1000);
      pace.rest();
    }
    expect(pace.scale).toBe(1);
  });
});
