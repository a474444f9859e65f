import { h, type VNode } from "../dom";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Case, ProcedureTask, Quote, Step } from "../wire.gen";
import { citationFacts } from "./facts";
import { icon } from "./icons";
import { stepPart } from "./step";

export type NextStep = { readonly task: ProcedureTask; readonly step: Step } | null;

/** One task of the manual. The one with the next step is open by itself; a person may open any other. */
export function taskPart(view: View, open: Case, task: ProcedureTask, next: NextStep): VNode {
  const isNext = next?.task.task_id === task.task_id;
  const expanded = view.screen.tasks[task.task_id] ?? isNext;
  const doneSteps = new Set(open.done.map((acknowledgement) => acknowledgement.step_id));
  const count = task.steps.filter((step) => doneSteps.has(step.id)).length;
  const finished = count === task.steps.length;
  const body = `task-body-${task.task_id}`;
  return h(
    "section",
    {
      key: `task-${task.task_id}`,
      class: `task kind-${task.kind}${isNext ? " task-next" : ""}${finished ? " task-done" : ""}`,
      "data-testid": isNext ? "open-task" : `task-${task.task_id}`,
      "data-task-id": task.task_id,
    },
    h(
      "h3",
      {},
      h(
        "button",
        {
          type: "button",
          class: "task-head",
          "data-action": "toggle-task",
          "data-id": task.task_id,
          "aria-expanded": expanded ? "true" : "false",
          "aria-controls": body,
        },
        h("span", { class: "kind" }, icon(finished ? "tick" : task.kind), strings.procedure.kinds[task.kind]),
        h("span", { class: "task-title" }, task.title),
        h("span", { class: "task-count" }, strings.procedure.steps(count, task.steps.length)),
        icon("open"),
      ),
    ),
    h(
      "div",
      { id: body, class: "task-body", hidden: !expanded },
      ...(expanded ? bodyParts(view, open, task, next) : []),
    ),
  );
}

function bodyParts(view: View, open: Case, task: ProcedureTask, next: NextStep): (VNode | null)[] {
  return [
    preparation(task),
    h("ol", { class: "steps" }, ...task.steps.map((step) => stepPart(view, open, step, next?.step ?? null))),
    task.acceptance.length === 0
      ? null
      : h(
          "div",
          { class: "acceptance" },
          h("h4", {}, strings.procedure.acceptance),
          h("ul", {}, ...task.acceptance.map((quote) => h("li", { key: quote.text }, quote.text))),
        ),
  ];
}

/** All to have at hand before the first step, and where the manual says so. */
function preparation(task: ProcedureTask): VNode {
  const words = strings.procedure;
  const singles: readonly (readonly [string, Quote | null])[] = [
    [words.purpose, task.purpose],
    [words.preconditions, task.preconditions],
    [words.duration, task.duration],
    [words.personnel, task.personnel],
  ];
  const lists: readonly (readonly [string, readonly Quote[]])[] = [
    [words.tools, task.tools],
    [words.parts, task.parts],
    [words.supplies, task.supplies],
  ];
  const rows = [
    ...singles.map(([name, quote]) => (quote === null ? null : fact(name, quote.text))),
    ...lists.map(([name, quotes]) =>
      quotes.length === 0
        ? null
        : fact(name, h("ul", {}, ...quotes.map((quote) => h("li", { key: quote.text }, quote.text)))),
    ),
    fact(words.approved, words.approvedBy(task.approved_by, task.approved_on)),
  ];
  return h(
    "div",
    { class: "preparation" },
    h("dl", { class: "facts" }, ...rows),
    sourcesOf([
      ...singles.flatMap(([, quote]) => quote ?? []),
      ...task.tools,
      ...task.parts,
      ...task.supplies,
      ...task.acceptance,
    ]),
  );
}

function fact(name: string, value: string | VNode): VNode {
  return h("div", { key: name }, h("dt", {}, name), h("dd", {}, value));
}

function sourcesOf(quotes: readonly Quote[]): VNode | null {
  if (quotes.length === 0) return null;
  return h(
    "details",
    { class: "source" },
    h("summary", {}, strings.procedure.sourcesOfTask),
    ...quotes.map((quote) =>
      h(
        "div",
        { key: `${quote.citation.start}`, class: "quote" },
        h("q", {}, quote.text),
        citationFacts(quote.citation),
      ),
    ),
  );
}
