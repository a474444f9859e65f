import { h, type VNode } from "../dom";
import { hasSigned, holdOf, peopleOf, signerOf } from "../gates";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Case, Person, Step } from "../wire.gen";
import { icon } from "./icons";

/** Who signs the step: one of the plant's people, or anybody who gives a name where the plant names none. */
export function personPart(view: View, open: Case, step: Step): VNode {
  const people = peopleOf(view);
  if (people.length === 0) return nameField(view);
  const signer = signerOf(view);
  const hold = holdOf(view, open, step)?.kind;
  const all =
    view.screen.choosing || signer === null || hold === "person" || hold === "role" || hold === "signed";
  // One element a person, whether alone or among all: the keyboard's focus stays on it when the others go.
  const shown = all ? people : people.filter((person) => person.name === signer);
  return h(
    "div",
    { key: "person", class: "who", role: "group", "aria-label": strings.person.title },
    all ? h("p", { key: "title", class: "who-title" }, strings.person.title) : null,
    h(
      "div",
      { key: "people", class: "people", "data-testid": "people" },
      ...shown.map((person) => card(open, step, person, person.name === signer, all)),
    ),
  );
}

function card(open: Case, step: Step, person: Person, chosen: boolean, all: boolean): VNode {
  return h(
    "button",
    {
      key: person.name,
      type: "button",
      class: "button person",
      "data-action": "choose-person",
      "data-id": person.name,
      "data-testid": "person",
      "aria-pressed": chosen ? "true" : "false",
      "aria-expanded": chosen ? (all ? "true" : "false") : null,
    },
    h(
      "span",
      { class: "person-words" },
      h("span", { class: "person-name" }, chosen ? icon("tick") : null, person.name),
      h("span", { class: "person-note" }, note(open, step, person)),
    ),
    all ? null : h("span", { class: "person-change" }, strings.person.change),
  );
}

/** What speaks against this person at this step; else what they may do. */
function note(open: Case, step: Step, person: Person): string {
  if (hasSigned(open, step, person.name)) return strings.person.hasSigned;
  if (!person.roles.includes(step.role)) return strings.person.mayNot;
  return person.roles.map((role) => strings.person.roles[role]).join(", ");
}

function nameField(view: View): VNode {
  return h(
    "label",
    { key: "name", class: "name-field" },
    h("span", {}, strings.person.yourName),
    h("input", {
      type: "text",
      "data-action": "name",
      "data-testid": "actor",
      value: view.screen.actor,
      placeholder: strings.person.default,
      maxlength: 80,
      autocomplete: "name",
    }),
  );
}
