/**
 * What the page can see of the server's gates, so that a person reads why not before they try. The server decides
 * (`assistant/gates.py`), whatever is shown here.
 */

import { parseNumber } from "./format";
import { signaturesOf } from "./scene";
import { strings } from "./strings.en";
import type { View } from "./view";
import type { Case, Measurement, Person, Step } from "./wire.gen";

/** Why the step cannot be said to be done as things stand on this screen. */
export type Hold =
  | { readonly kind: "person" }
  | { readonly kind: "role"; readonly name: string; readonly able: readonly string[] }
  | { readonly kind: "signed"; readonly name: string }
  | { readonly kind: "value" }
  | { readonly kind: "number" }
  | { readonly kind: "limits"; readonly value: number };

const LONGEST_NAME = 80;

/** Who may sign; empty when everybody may who gives a name. */
export function peopleOf(view: View): readonly Person[] {
  return view.scene.hello?.people ?? [];
}

/** The name that goes into the log; null while nobody of the plant's people is chosen. */
export function signerOf(view: View): string | null {
  const { actor } = view.screen;
  const people = peopleOf(view);
  if (people.length > 0) return people.some((person) => person.name === actor) ? actor : null;
  return actor.trim().slice(0, LONGEST_NAME) || strings.person.default;
}

/** Who may sign the step, when the one who is chosen may not; else null. */
export function othersFor(view: View, step: Step): readonly string[] | null {
  const people = peopleOf(view);
  const signer = signerOf(view);
  if (people.length === 0 || signer === null) return null;
  const able = people.filter((person) => person.roles.includes(step.role)).map((person) => person.name);
  return able.includes(signer) ? null : able;
}

/** Has that person signed the step already? Names are compared as the server does. */
export function hasSigned(open: Case, step: Step, name: string): boolean {
  return signaturesOf(open, step.id).some((signature) => plain(signature.actor) === plain(name));
}

/** Why the next step cannot be said to be done now, in the server's order; null when nothing is seen against it. */
export function holdOf(view: View, open: Case, step: Step): Hold | null {
  const name = signerOf(view);
  if (name === null) return { kind: "person" };
  const able = othersFor(view, step);
  if (able !== null) return { kind: "role", name, able };
  if (hasSigned(open, step, name)) return { kind: "signed", name };
  return step.measure === null ? null : valueHold(step.measure, view.screen.value);
}

/** What goes with the acknowledgement: the number in the field, null where nothing is measured. */
export function measuredOf(view: View, step: Step): number | null {
  return step.measure === null ? null : parseNumber(view.screen.value);
}

function valueHold(wanted: Measurement, typed: string): Hold | null {
  if (typed.trim() === "") return { kind: "value" };
  const value = parseNumber(typed);
  if (value === null) return { kind: "number" };
  const below = wanted.low !== null && value < wanted.low;
  const above = wanted.high !== null && value > wanted.high;
  return below || above ? { kind: "limits", value } : null;
}

function plain(name: string): string {
  return name.trim().split(/\s+/).join(" ").toLowerCase();
}
