import { h, type VNode } from "../dom";
import { othersFor, signerOf } from "../gates";
import { doneSteps } from "../scene";
import { strings } from "../strings.en";
import { modeName, type View } from "../view";
import type { Case, Conclusion, ProcedureTask, Quote, Step } from "../wire.gen";
import { citationFacts } from "./facts";
import { icon } from "./icons";
import { stepPart } from "./step";

export type NextStep = { readonly task: ProcedureTask; readonly step: Step } | null;

/** One task of the manual. The one with the next step is open by itself; a person may open any other. */
export function taskPart(view: View, open: Case, task: ProcedureTask, next: NextStep): VNode {
  const isNext = next?.task.task_id === task.task_id;
  const expanded = view.screen.tasks[task.task_id] ?? isNext;
  const done = doneSteps(open);
  const count = task.steps.filter((step) => done.has(step.id)).length;
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
        open.closed === null ? notForSigner(view, task, done) : null,
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
    task.conclusions.length === 0
      ? null
      : h(
          "ul",
          { class: "conclusions", "data-testid": "conclusions" },
          ...task.conclusions.map((one) => conclusionPart(view, one)),
        ),
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

/** On a task whose steps the chosen person may not sign: who may. */
function notForSigner(view: View, task: ProcedureTask, done: ReadonlySet<string>): VNode | null {
  const open = task.steps.filter((step) => !done.has(step.id));
  const others = open.map((step) => othersFor(view, step));
  const able = others[0];
  if (!able || others.includes(null)) return null;
  return h("span", { class: "task-for" }, strings.person.taskFor(signerOf(view) ?? "", able));
}

/** What the inspection means, by its outcome. */
function conclusionPart(view: View, { found, mode_ids: modes }: Conclusion): VNode {
  const words = strings.conclusion;
  const outcome = found ? words.finds : words.findsNothing;
  const names = modes.map((mode) => modeName(view.equipment, mode));
  return h(
    "li",
    { key: `${found}` },
    icon(found ? "confirm" : "dash"),
    h(
      "span",
      {},
      h("strong", {}, outcome),
      ` ${names.length === 0 ? words.noneLeft : found ? words.is(names) : words.left(names)}`,
    ),
  );
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
