import { describe, expect, it } from "vitest";
import { find, textOf, type VNode } from "../src/dom";
import { holdOf, measuredOf, signerOf } from "../src/gates";
import { limitsText } from "../src/panels/measure";
import { procedurePanel } from "../src/panels/procedure";
import { nextStep } from "../src/scene";
import type { View } from "../src/view";
import type { Acknowledgement, Case, Person, Step } from "../src/wire.gen";
import { measurement, openCase, PEOPLE, procedure, signature, step, task } from "./records";
import { byTestId, tree, withCase } from "./views";

const AT = "2026-03-01T08:00:05Z";

/** A case whose only two steps are these; who signs, and what was typed. */
function at(
  change: Partial<Step>,
  screen: Partial<View["screen"]> = {},
  done: readonly Acknowledgement[] = [],
  people: readonly Person[] = PEOPLE,
): View {
  const record = openCase("A", {
    procedure: procedure([task("T-1", [{ ...step("T-1.1"), ...change }, step("T-1.2")])]),
    done,
  });
  const base = withCase(record, people);
  return { ...base, screen: { ...base.screen, ...screen } };
}

function hold(view: View) {
  const open = view.records.case as Case;
  const next = nextStep(open);
  return next && holdOf(view, open, next.step);
}

function shown(view: View, id: string): string {
  const node = byTestId(procedurePanel(view), id);
  return node === null ? "" : textOf(node).replace(/\s+/g, " ").trim();
}

function isOff(view: View): boolean {
  return byTestId(procedurePanel(view), "done")?.attrs["aria-disabled"] === "true";
}

function persons(view: View): VNode[] {
  const people = byTestId(procedurePanel(view), "people");
  return (people?.children ?? []).filter((child): child is VNode => typeof child !== "string");
}

describe("who signs", () => {
  it("is a choice of all people with their roles where the plant names people", () => {
    const view = at({});
    expect(persons(view).map((one) => textOf(one).replace(/\s+/g, " "))).toEqual([
      "Ada technician, lock-out",
      "Bo technician, lock-out",
      "Cy technician",
    ]);
    expect(byTestId(procedurePanel(view), "actor")).toBeNull();
  });

  it("has to be chosen first, says the button, and nothing is sent before", () => {
    for (const actor of ["", "Somebody else", "ada"]) {
      const view = at({}, { actor });
      expect(hold(view)).toEqual({ kind: "person" });
      expect(signerOf(view)).toBeNull();
      expect(shown(view, "done")).toBe("Choose a person first");
      expect(isOff(view)).toBe(true);
    }
  });

  it("stays alone on the screen once chosen, until the person asks for the others", () => {
    const chosen = at({}, { actor: "Cy" });
    expect(persons(chosen).map((one) => [one.key, one.attrs["aria-expanded"]])).toEqual([["Cy", "false"]]);
    expect(isOff(chosen)).toBe(false);
    expect(shown(chosen, "done")).toBe("Done");
    expect(shown(chosen, "says")).toBe("Cy signs that it is done.");
    const open = persons(at({}, { actor: "Cy", choosing: true }));
    expect(open.map((one) => [one.key, one.attrs["aria-pressed"]])).toEqual([
      ["Ada", "false"],
      ["Bo", "false"],
      ["Cy", "true"],
    ]);
  });

  it("is a free name where the plant names nobody", () => {
    const view = at({}, { actor: "  Zoe  " }, [], []);
    expect(byTestId(procedurePanel(view), "actor")?.attrs["value"]).toBe("  Zoe  ");
    expect(byTestId(procedurePanel(view), "people")).toBeNull();
    expect([signerOf(view), hold(view)]).toEqual(["Zoe", null]);
    expect(signerOf(at({}, {}, [], []))).toBe("technician");
  });
});

describe("a step for another role", () => {
  const lockOut: Partial<Step> = { role: "isolation" };

  it("says so before it is tried, and names who may", () => {
    const view = at(lockOut, { actor: "Cy" });
    expect(hold(view)).toEqual({ kind: "role", name: "Cy", able: ["Ada", "Bo"] });
    expect(isOff(view)).toBe(true);
    expect(shown(view, "done")).toBe("Not for Cy");
    expect(shown(view, "says")).toBe("Who may sign this step: Ada, Bo");
  });

  it("shows all people, and marks those who may not", () => {
    expect(
      persons(at(lockOut, { actor: "Cy" }))
        .map(textOf)
        .map((text) => text.includes("not for this step")),
    ).toEqual([false, false, true]);
  });

  it("says it when nobody of the plant may", () => {
    const view = at(lockOut, { actor: "Cy" }, [], PEOPLE.slice(2));
    expect(shown(view, "says")).toBe("Nobody of this plant may sign this step.");
  });

  it("stands on the folded task as well, for who is not allowed alone", () => {
    const record = openCase("A", {
      procedure: procedure([task("T-1", [step("T-1.1")]), task("T-2", [{ ...step("T-2.1"), ...lockOut }])]),
    });
    const head = (actor: string) => {
      const base = withCase(record, PEOPLE);
      const node = byTestId(procedurePanel({ ...base, screen: { ...base.screen, actor } }), "task-T-2");
      return textOf(node as VNode);
    };
    expect(head("Cy")).toContain("Not for Cy: Ada, Bo");
    expect(head("Ada")).not.toContain("Not for");
    expect(head("")).not.toContain("Not for");
  });
});

describe("a step that two persons sign", () => {
  const first = signature("T-1.1", { completes: false });

  it("says so before anybody has signed", () => {
    expect(shown(at({ signatures: 2 }, { actor: "Ada" }), "signatures")).toBe(
      "2 persons have to sign this step",
    );
    expect(byTestId(procedurePanel(at({})), "signatures")).toBeNull();
  });

  it("shows after the first who has signed, stays the next step, and is not counted", () => {
    const view = at({ signatures: 2 }, { actor: "Ada" }, [first]);
    expect(shown(view, "signatures")).toBe("1 of 2 signed: Ada. A second person has to.");
    expect(byTestId(procedurePanel(view), "next-step")?.attrs["data-step-id"]).toBe("T-1.1");
    expect(textOf(tree(procedurePanel(view)))).toContain("0 of 2 steps done");
    expect(shown(view, "open-task")).toContain("0 of 2");
  });

  it("is not for who has signed it, by whichever spelling, but for anybody else", () => {
    const again = at({ signatures: 2 }, { actor: "Ada" }, [first]);
    expect(hold(again)).toEqual({ kind: "signed", name: "Ada" });
    expect(shown(again, "done")).toBe("A second person has to sign");
    expect(isOff(again)).toBe(true);
    expect(textOf(persons(again)[0] as VNode)).toContain("has signed");
    expect(hold(at({ signatures: 2 }, { actor: " ADA " }, [first], []))).toEqual({
      kind: "signed",
      name: "ADA",
    });
    expect(hold(at({ signatures: 2 }, { actor: "Bo" }, [first]))).toBeNull();
  });

  it("is done when the last has signed, and names both", () => {
    const view = at({ signatures: 2 }, { actor: "Bo" }, [
      first,
      signature("T-1.1", { actor: "Bo", time: AT }),
    ]);
    expect(byTestId(procedurePanel(view), "next-step")?.attrs["data-step-id"]).toBe("T-1.2");
    expect(shown(view, "step-T-1.1")).toMatch(/Done by Ada, .*; Bo, /);
  });
});

describe("a measured step", () => {
  const measured: Partial<Step> = { measure: measurement };
  const typed = (value: string, change: Partial<Step> = measured) => at(change, { actor: "Ada", value });

  it("has a field with its name, unit and limits; no other step has", () => {
    expect(shown(typed(""), "measure")).toBe("Movement of the shaft mm Has to be 0 to 0.05 mm");
    expect(byTestId(procedurePanel(typed("", {})), "measure")).toBeNull();
    expect(limitsText({ ...measurement, low: null })).toBe("at most 0.05 mm");
    expect(limitsText({ ...measurement, high: null, low: 8.6 })).toBe("at least 8.6 mm");
  });

  it("says on the button what is missing", () => {
    expect([shown(typed(""), "done"), isOff(typed(""))]).toEqual(["Enter the value in mm", true]);
    expect([shown(typed("about 1"), "done"), isOff(typed("x"))]).toEqual(["Enter a number in mm", true]);
  });

  it.each(["0.04", "0,04", " ,04 ", "0.040", "0", "0.05"])(
    "takes %j and says what will be recorded",
    (text) => {
      const view = typed(text);
      expect([hold(view), isOff(view)]).toEqual([null, false]);
      const value = Number(text.replace(",", "."));
      expect(measuredOf(view, { ...step("T-1.1"), ...measured })).toBe(value);
      expect(shown(view, "says")).toBe(`Ada signs: ${value} mm.`);
    },
  );

  it.each([
    ["0,9", "0.9 mm is not within 0 to 0.05 mm. The next step stays closed."],
    ["-0.01", "−0.01 mm is not within 0 to 0.05 mm. The next step stays closed."],
  ])("does not send %j, says why, and offers to tell the log", (text, reason) => {
    const view = typed(text);
    expect(hold(view)?.kind).toBe("limits");
    expect(isOff(view)).toBe(true);
    expect(shown(view, "says")).toBe(reason);
    const tell = byTestId(procedurePanel(view), "tell");
    expect([tell?.attrs["data-action"], tell?.attrs["data-id"]]).toEqual(["tell-log", "T-1.1"]);
    expect(byTestId(procedurePanel(typed("0.04")), "tell")).toBeNull();
  });

  it("names the one limit that there is", () => {
    const atMost = { measure: { ...measurement, low: null } };
    const atLeast = { measure: { ...measurement, low: 5, high: null, unit_label: "MΩ" } };
    expect(shown(typed("0.9", atMost), "says")).toContain("0.9 mm is more than 0.05 mm.");
    expect(shown(typed("4.9", atLeast), "says")).toContain("4.9 MΩ is less than 5 MΩ.");
  });

  it("sends nothing measured at a step where nothing is", () => {
    expect(measuredOf(typed("0.04", {}), step("T-1.1"))).toBeNull();
  });

  it("shows afterwards what was found", () => {
    const view = at(measured, { actor: "Ada" }, [signature("T-1.1", { value: 0.04 })]);
    expect(shown(view, "step-T-1.1")).toContain("Movement of the shaft 0.04 mm");
  });

  it("has a field of its own on each machine, so that nothing typed for another stays in it", () => {
    const field = (view: View) =>
      find(tree(procedurePanel(view)), (one) => one.attrs["class"] === "measure")?.key;
    const other = openCase("A", { ...typed("").records.case, case_id: "case of another machine" });
    expect(field(typed(""))).toBe(field(typed("0.04")));
    expect(field(withCase(other, PEOPLE))).not.toBe(field(typed("")));
  });
});
