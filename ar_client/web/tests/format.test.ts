import { describe, expect, it } from "vitest";
import {
  ageText,
  changeText,
  intervalText,
  numberText,
  parseNumber,
  percentText,
  pointsText,
  rangeText,
  valueText,
} from "../src/format";

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
    expect([0, 0.001, 0.5, 0.991, 0.999, 1].map(percentText)).toEqual([
      "0 %",
      "< 1 %",
      "50 %",
      "99 %",
      "> 99 %",
      "100 %",
    ]);
  });

  it("say how sure a probability is, and never claim certainty either", () => {
    const ends: [number | null, number | null][] = [
      [0.8, 0.93],
      [0.86, 1],
      [0, 0.07],
      [0, 1],
      [0.021, 0.024],
      [0, 0.002],
      [0.995, 1],
      [null, 0.4],
    ];
    expect(ends.map(([low, high]) => intervalText(low, high))).toEqual([
      "between 80 and 93 %",
      "at least 86 %",
      "at most 7 %",
      "could be anything: too few known cases",
      null,
      null,
      null,
      null,
    ]);
  });

  it("give both ends of a change with the digits that the end has", () => {
    const changes: [number, number, string][] = [
      [1307.24, 1380, "rpm"],
      [2771.51, 2771.4, "rpm"],
      [2768.04, 2768, "rpm"],
      [40.123, 55, "%"],
      [-1.5, 0.25, ""],
    ];
    expect(changes.map(([from, to, unit]) => changeText(from, to, unit))).toEqual([
      "from 1307 to 1380 rpm",
      "from 2771.5 to 2771.4 rpm",
      "from 2768.04 to 2768.00 rpm",
      "from 40.1 to 55.0 %",
      "from −1.50 to 0.25",
    ]);
  });

  it("are read from what a person types, with a decimal comma or point, and never guessed", () => {
    const typed = [
      "0.05",
      "0,05",
      ".5",
      " 12 ",
      "5.",
      "+3",
      "-1,5",
      "−2",
      "1.234,5",
      "1,234,567",
      "1e3",
      "0x1f",
      "",
      "-",
      "5 mm",
    ];
    expect(typed.map(parseNumber)).toEqual([
      0.05,
      0.05,
      0.5,
      12,
      5,
      3,
      -1.5,
      -2,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
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
