import { describe, expect, it } from "vitest";
import { ageText, numberText, percentText, pointsText, rangeText, valueText } from "../src/format";

describe("numbers on the screen", () => {
  it("carry three significant digits and never lose whole ones", () => {
    expect([0, 0.04123, 3.2, 47.13, 1475.4, -2.5].map(numberText)).toEqual([
      "0",
      "0.0412",
      "3.20",
      "47.1",
      "1475",
      "−2.50",
    ]);
  });

  it("are a dash when there is none, and a name when they stand for one", () => {
    expect(valueText(null, "mm/s")).toBe("–");
    expect(valueText(1, "", ["L", "M", "H"])).toBe("M");
    expect(valueText(7.31, "mm/s")).toBe("7.31 mm/s");
  });

  it("never claim certainty", () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(percentText)).toEqual(["0 %", "< 1 %", "50 %", "> 99 %", "100 %"]);
  });

  it("show their sign as points", () => {
    expect([31.4, -4.04, 0.01].map(pointsText)).toEqual(["+31", "−4", "0"]);
  });

  it("give a range as far as it is known", () => {
    expect([rangeText(0, 3.2), rangeText(null, 3.2), rangeText(1, null), rangeText(null, null)]).toEqual([
      "0–3.2",
      "up to 3.2",
      "from 1",
      "",
    ]);
  });

  it("give ages in the unit that people would use", () => {
    expect([5.9, 90, 7300].map(ageText)).toEqual(["5 s", "1 min", "2 h"]);
  });
});
