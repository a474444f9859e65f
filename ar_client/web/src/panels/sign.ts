/** Where a step is said to be done: what was measured, who signs, what that means, and the button. */

import { h, type VNode } from "../dom";
import { exactText, timeText } from "../format";
import { type Hold, holdOf, measuredOf, signerOf } from "../gates";
import { signaturesOf } from "../scene";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Case, Step } from "../wire.gen";
import { icon } from "./icons";
import { beyondText, measurePart } from "./measure";
import { personPart } from "./person";

export function signPart(view: View, open: Case, step: Step): VNode {
  const hold = holdOf(view, open, step);
  const pending = view.screen.pending === step.id;
  const linked = view.link.phase === "live" || view.link.phase === "stale";
  return h(
    "div",
    { key: "sign", class: "sign" },
    step.measure === null ? null : measurePart(view, step.measure),
    personPart(view, open, step),
    saysPart(view, step, hold),
    h(
      "button",
      {
        key: "done",
        type: "button",
        class: "button done",
        "data-testid": "done",
        "data-action": "done",
        "data-id": step.id,
        // Not `disabled`: that would throw the keyboard's focus away while the server answers.
        "aria-disabled": pending || !linked || hold !== null ? "true" : "false",
        "aria-describedby": "sign-says",
      },
      hold === null ? icon("tick") : null,
      pending ? strings.procedure.sending : hold === null ? strings.procedure.done : label(step, hold),
    ),
    linked ? null : h("p", { key: "no-link", class: "no-link" }, strings.procedure.noLink),
    hold?.kind === "limits" ? tellButton(step, pending || !linked) : null,
  );
}

/** How far a step is signed that more than one person has to sign; null for any other. */
export function signaturesPart(open: Case, step: Step): VNode | null {
  if (step.signatures < 2) return null;
  const names = signaturesOf(open, step.id).map((one) => one.actor);
  const words = strings.sign;
  return h(
    "p",
    { key: "signatures", class: "signatures", "data-testid": "signatures" },
    ...Array.from({ length: step.signatures }, (_, place) =>
      h(
        "span",
        { key: `${place}`, class: `signature${place < names.length ? " signature-given" : ""}` },
        icon(place < names.length ? "tick" : "person"),
      ),
    ),
    h(
      "span",
      { key: "words" },
      names.length === 0
        ? words.needed(step.signatures)
        : words.signed(names.length, step.signatures, names.join(", ")),
    ),
  );
}

/** Who said when that the step is done, and what was measured. */
export function doneByPart(view: View, open: Case, step: Step): VNode {
  const given = signaturesOf(open, step.id);
  const who = given.map((one) => strings.sign.by(one.actor, timeText(one.time, view.now)));
  const found = given.flatMap((one) => (one.value === null ? [] : exactText(one.value)));
  return h(
    "p",
    { key: "done", class: "step-by" },
    strings.sign.doneBy(who),
    step.measure === null || found.length === 0
      ? null
      : ` ${strings.measure.found(step.measure.name, found.join(", "), step.measure.unit_label)}`,
  );
}

/** Between the last thing to touch and the button: what it will say, or what is in its way. */
function saysPart(view: View, step: Step, hold: Hold | null): VNode {
  const name = signerOf(view) ?? "";
  const value = measuredOf(view, step);
  const signs =
    step.measure === null || value === null
      ? strings.sign.will(name)
      : strings.sign.willWith(name, `${exactText(value)} ${step.measure.unit_label}`);
  return h(
    "p",
    { key: "says", id: "sign-says", class: hold ? "says says-no" : "says", "data-testid": "says" },
    hold ? icon("watch") : null,
    h("span", {}, hold ? reason(step, hold) : signs),
  );
}

/** On the button: what has to be done before it can be pressed. */
function label(step: Step, hold: Hold): string {
  const words = strings.sign.hold;
  switch (hold.kind) {
    case "person":
      return words.person;
    case "role":
      return words.role(hold.name);
    case "signed":
      return words.signed;
    case "value":
    case "number":
      return words[hold.kind](step.measure?.unit_label ?? "");
    case "limits":
      return words.limits;
  }
}

function reason(step: Step, hold: Hold): string {
  const words = strings.sign.reason;
  switch (hold.kind) {
    case "role":
      return hold.able.length === 0 ? words.nobody : words.role(hold.able.join(", "));
    case "signed":
      return words.signed(hold.name);
    case "limits":
      return step.measure === null ? "" : words.limits(beyondText(step.measure, hold.value));
    case "person":
      return words.person;
    case "value":
    case "number":
      return words.value;
  }
}

/** Plain, and away from the other: it has the attempt recorded, and the step stays as it is. */
function tellButton(step: Step, off: boolean): VNode {
  return h(
    "button",
    {
      key: "tell",
      type: "button",
      class: "button tell",
      "data-testid": "tell",
      "data-action": "tell-log",
      "data-id": step.id,
      "aria-disabled": off ? "true" : "false",
      "aria-describedby": "sign-says",
    },
    strings.sign.tell,
  );
}
