import { h, type VNode } from "../dom";
import { doneSteps } from "../scene";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Case, Notice, Step } from "../wire.gen";
import { source } from "./facts";
import { icon } from "./icons";
import { doneByPart, signaturesPart, signPart } from "./sign";

/** One step, its notices directly before it. Only the next undone step can be ticked off. */
export function stepPart(view: View, open: Case, step: Step, next: Step | null): VNode {
  const done = doneSteps(open).has(step.id);
  const isNext = next?.id === step.id;
  const state = done ? "done" : isNext ? "next" : "later";
  return h(
    "li",
    {
      key: step.id,
      class: `step step-${state}`,
      "data-testid": isNext ? "next-step" : `step-${step.id}`,
      "data-step-id": step.id,
      "aria-current": isNext ? "step" : null,
      tabindex: isNext ? -1 : null,
    },
    ...step.notices.map(noticePart),
    h(
      "div",
      { key: "words", class: "step-words" },
      h(
        "span",
        { class: "step-number", "aria-label": strings.procedure.step(step.number) },
        done ? icon("tick") : `${step.number}`,
      ),
      h("p", { class: "step-text" }, step.quote.text),
    ),
    done ? doneByPart(view, open, step) : signaturesPart(open, step),
    isNext && open.closed === null ? signPart(view, open, step) : null,
    h("div", { key: "source" }, source(step.quote.citation)),
  );
}

function noticePart(notice: Notice, index: number): VNode {
  return h(
    "div",
    { key: `notice-${index}`, class: `notice notice-${notice.kind}`, role: "note" },
    h("div", { class: "notice-word" }, icon(notice.kind), h("strong", {}, strings.notice[notice.kind])),
    h("p", { class: "notice-text" }, notice.quote.text),
    source(notice.quote.citation),
  );
}
