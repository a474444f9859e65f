import { h, type VNode } from "../dom";
import { exactText } from "../format";
import { signingOf } from "../settle";
import { strings } from "../strings.en";
import type { View } from "../view";
import type { Measurement } from "../wire.gen";

/** The field for the value that the step wants measured, with its unit and its limits. */
export function measurePart(view: View, wanted: Measurement): VNode {
  return h(
    // Another step, machine or signature has a field of its own: what was typed for the last one is gone.
    "div",
    { key: `measure ${signingOf(view)}`, class: "measure", "data-testid": "measure" },
    h("label", { for: "measured", class: "measure-name" }, wanted.name),
    h(
      "div",
      { class: "measure-field" },
      h("input", {
        id: "measured",
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        maxlength: 16,
        "data-action": "value",
        "data-testid": "value",
        value: view.screen.value,
        "aria-describedby": "measure-limits sign-says",
      }),
      h("span", { class: "measure-unit" }, wanted.unit_label),
    ),
    h("span", { id: "measure-limits", class: "measure-limits" }, strings.measure.allowed(limitsText(wanted))),
  );
}

/** `0 to 0.05 mm`, `at least 8.6 K`, `at most 3 mL/h`. */
export function limitsText({ low, high, unit_label: unit }: Measurement): string {
  if (low !== null && high !== null) return strings.measure.between(exactText(low), exactText(high), unit);
  if (high !== null) return strings.measure.atMost(exactText(high), unit);
  return low === null ? "" : strings.measure.atLeast(exactText(low), unit);
}

/** Why that value will be refused: `0.9 mm is not within 0 to 0.05 mm`. */
export function beyondText(wanted: Measurement, value: number): string {
  const found = `${exactText(value)} ${wanted.unit_label}`;
  const { low, high } = wanted;
  if (low !== null && high !== null) return strings.measure.notWithin(found, limitsText(wanted));
  const limit = `${exactText(low ?? high ?? 0)} ${wanted.unit_label}`;
  return low === null ? strings.measure.tooMuch(found, limit) : strings.measure.tooLittle(found, limit);
}
