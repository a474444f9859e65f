import { h, type VNode } from "../dom";
import { timeText } from "../format";
import { doneSteps, nextStep } from "../scene";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Case, Procedure } from "../wire.gen";
import { trace } from "./facts";
import { icon } from "./icons";
import { isolationPart } from "./isolation";
import { proofPart } from "./proof";
import { taskPart } from "./task";

/** What to do now: whole tasks of the manuals, the next undone step open; or why there is nothing safe to say. */
export function procedurePanel(view: View): VNode[] {
  const open = view.records.case;
  const title = h("h2", { key: "title", class: "panel-title" }, strings.procedure.title);
  if (!open) return [title, h("p", { key: "none", class: "lead" }, withoutCase(view))];
  const over = open.closed === null ? null : strings.procedure.over(timeText(open.closed, view.now));
  return [
    title,
    h("p", { key: "case-title", class: "lead" }, open.procedure.title),
    over === null ? null : h("p", { key: "over", class: "box box-good" }, icon("tick"), over),
    ...(open.procedure.complete ? completeParts(view, open) : [incompletePart(open.procedure)]),
    tracePart(view, open),
  ].filter((node): node is VNode => node !== null);
}

/** Only an asset that was heard of, and is said to have no open case, has none. */
function withoutCase(view: View): string {
  const state = view.records.state;
  return state !== null && !state.case_open ? strings.procedure.none : strings.nothingHeard;
}

function completeParts(view: View, open: Case): (VNode | null)[] {
  const steps = open.procedure.tasks.flatMap((task) => task.steps);
  const done = doneSteps(open);
  const count = steps.filter((step) => done.has(step.id)).length;
  const next = nextStep(open);
  const lockOut = open.procedure.tasks.findIndex((task) => task.kind === "make-safe");
  const finished = next === null && open.closed === null && steps.length > 0;
  return [
    h(
      "div",
      { key: "progress", class: "progress" },
      h("progress", {
        max: steps.length,
        value: count,
        "aria-label": strings.procedure.progress(count, steps.length),
      }),
      h("span", {}, strings.procedure.progress(count, steps.length)),
    ),
    finished ? proofPart(view, open) : null,
    ...open.procedure.tasks.flatMap((task, place) => [
      place === lockOut ? isolationPart(open, next) : null,
      taskPart(view, open, task, next),
    ]),
  ];
}

/** No complete procedure: what is missing, how to leave the machine, whom to call. Never a step. */
function incompletePart(procedure: Procedure): VNode {
  const words = strings.procedure;
  return h(
    "section",
    { key: "incomplete", class: "incomplete", "data-testid": "incomplete" },
    h(
      "div",
      { class: "box box-warning" },
      icon("warning"),
      h("div", {}, h("strong", {}, words.incomplete), h("p", {}, words.incompleteHelp)),
    ),
    h("h3", {}, words.safeState),
    h("p", { class: "safe-state" }, procedure.safe_state),
    h("h3", {}, words.contact),
    h(
      "p",
      { class: "contact" },
      icon("phone"),
      h("span", {}, procedure.contact.role),
      h("strong", {}, procedure.contact.phone),
    ),
    procedure.gaps.length === 0 ? null : h("h3", {}, words.gaps),
    procedure.gaps.length === 0
      ? null
      : h("ul", { class: "gaps" }, ...procedure.gaps.map((gap) => h("li", { key: gap }, gap))),
  );
}

function tracePart(view: View, open: Case): VNode {
  return trace([
    [strings.trace.case, open.case_id],
    [strings.trace.chain, open.procedure.chain_id],
    [strings.trace.time, open.procedure.time],
    [strings.trace.diagnosis, open.procedure.diagnosis_digest],
    [strings.trace.procedure, view.records.frame?.procedure_digest],
  ]);
}
