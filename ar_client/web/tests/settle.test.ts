import { describe, expect, it } from "vitest";
import { announcements } from "../src/announce";
import { settled, signingOf } from "../src/settle";
import type { View } from "../src/view";
import type { Acknowledgement } from "../src/wire.gen";
import { openCase, PEOPLE, procedure, signature, step, task } from "./records";
import { withCase } from "./views";

const BUSY = { actor: "Ada", pending: "T-1.1", value: "0.04", choosing: true } as const;

function signed(...done: Acknowledgement[]): View {
  const steps = [{ ...step("T-1.1"), signatures: 2 }, step("T-1.2")];
  const base = withCase(openCase("A", { procedure: procedure([task("T-1", steps)]), done }), PEOPLE);
  return { ...base, screen: { ...base.screen, ...BUSY } };
}

const first = signature("T-1.1", { completes: false });
const second = signature("T-1.1", { actor: "Bo" });

describe("what is on its way to the server", () => {
  it("stays so while nobody has signed", () => {
    expect(settled(signed(), signed(), false)).toMatchObject(BUSY);
  });

  it.each([
    ["the first signature of two", [], [first]],
    ["the second", [first], [first, second]],
  ])("has arrived with %s; the field is empty then", (_, before, now) => {
    const screen = settled(signed(...before), signed(...now), false);
    expect([screen.pending, screen.value, screen.choosing]).toEqual([null, "", false]);
    expect(screen.actor).toBe("Ada");
  });

  it("may be sent again when the answer is overdue or the link is lost, with what was typed", () => {
    expect(settled(signed(), signed(), true)).toMatchObject({ pending: null, value: "0.04" });
    const cut: View = { ...signed(), link: { phase: "lost", age: 9 } };
    expect(settled(signed(), cut, false)).toMatchObject({ pending: null, value: "0.04" });
  });

  it("is another signature on another machine", () => {
    const other = withCase(openCase("A", { case_id: "other" }), PEOPLE);
    expect(signingOf(other)).not.toBe(signingOf(withCase(openCase("A"), PEOPLE)));
    expect(settled(signed(), { ...other, screen: signed().screen }, false)).toMatchObject({
      pending: null,
      tab: "do",
    });
  });
});

describe("a screen reader", () => {
  it("hears who has signed, then the next step", () => {
    expect(announcements(signed(), signed(first))).toEqual(["1 of 2 signed: Ada. A second person has to."]);
    expect(announcements(signed(first), signed(first, second))).toEqual(["Next: step 2 of Task T-1."]);
    expect(announcements(signed(first), signed(first))).toEqual([]);
  });
});
