import { h, type VNode } from "../dom";
import { doneSteps } from "../scene";
import { strings } from "../strings.en";
import type { Case, EnergyCoverage } from "../wire.gen";
import { icon } from "./icons";
import type { NextStep } from "./task";

const PHASES = ["isolate", "lock", "release", "verify"] as const;

/** Energy by energy, how far it is controlled. One counts as live until every step about it is done. */
export function isolationPart(open: Case, next: NextStep): VNode | null {
  const { isolation, tasks } = open.procedure;
  if (next === null || isolation.length === 0) return null;
  const words = strings.isolation;
  const done = doneSteps(open);
  if (isRestoring(open, next))
    return h(
      "p",
      { key: "isolation", class: "box box-warning", "data-testid": "isolation" },
      icon("watch"),
      words.restoring,
    );
  const live = isolation.filter((energy) => !isControlled(energy, done));
  const safe = tasks.every(
    (task) => task.kind !== "make-safe" || task.steps.every((step) => done.has(step.id)),
  );
  return h(
    "table",
    { key: "isolation", class: "isolation", "data-testid": "isolation" },
    h(
      "caption",
      { class: live.length === 0 && safe ? "isolation-safe" : "isolation-live" },
      icon(live.length === 0 && safe ? "make-safe" : "watch"),
      live.length > 0
        ? words.live(live.map((one) => words.energies[one.energy].toLowerCase()))
        : safe
          ? words.safe
          : words.almost,
    ),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, words.energy),
        ...PHASES.map((phase) => h("th", { key: phase, scope: "col" }, words.phases[phase])),
      ),
    ),
    h("tbody", {}, ...isolation.map((energy) => row(energy, done))),
  );
}

/** The locks come off: what was verified no longer holds. */
function isRestoring(open: Case, next: NextStep): boolean {
  const begun = new Set(open.done.map((one) => one.step_id));
  const restore = open.procedure.tasks.filter((task) => task.kind === "restore");
  return next?.step.kind === "restore" || restore.some((task) => task.steps.some((one) => begun.has(one.id)));
}

function isControlled(energy: EnergyCoverage, done: ReadonlySet<string>): boolean {
  const steps = PHASES.flatMap((phase) => energy[phase]);
  return steps.length > 0 && energy.missing.length === 0 && steps.every((step) => done.has(step));
}

function row(energy: EnergyCoverage, done: ReadonlySet<string>): VNode {
  const words = strings.isolation;
  const controlled = isControlled(energy, done);
  return h(
    "tr",
    {
      key: energy.energy,
      class: controlled ? "energy-safe" : "energy-live",
      "data-testid": `energy-${energy.energy}`,
    },
    h(
      "th",
      { scope: "row" },
      h(
        "span",
        { class: "energy" },
        icon(energy.energy),
        h("span", {}, words.energies[energy.energy]),
        h("span", { class: "energy-state" }, controlled ? words.isSafe : words.isLive),
      ),
    ),
    ...PHASES.map((phase) => cell(energy, phase, done)),
  );
}

function cell(energy: EnergyCoverage, phase: (typeof PHASES)[number], done: ReadonlySet<string>): VNode {
  const words = strings.isolation;
  const steps = energy[phase];
  const count = steps.filter((step) => done.has(step)).length;
  const finished = steps.length > 0 && count === steps.length;
  const spoken =
    steps.length === 0 ? words.notNeeded : finished ? words.done : words.count(count, steps.length);
  return h(
    "td",
    { key: phase, class: finished ? "phase-done" : "phase-open" },
    finished
      ? icon("tick")
      : h("span", { "aria-hidden": "true" }, steps.length === 0 ? "–" : `${count}/${steps.length}`),
    h("span", { class: "visually-hidden" }, spoken),
  );
}
