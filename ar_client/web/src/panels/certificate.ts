/** Is the explanation good enough to be shown? The server has checked it; here stands what it found. */

import { h, type VNode } from "../dom";
import { strings } from "../strings.en";
import type { Check, Explanation, ModeCertificate } from "../wire.gen";
import { type IconName, icon } from "./icons";

export function certificateOf(explanation: Explanation | null, modeId: string): ModeCertificate | undefined {
  return explanation?.certificate.modes.find((mode) => mode.mode_id === modeId);
}

/** Was the explanation of this mode checked and found wanting? */
export function isDoubted(explanation: Explanation | null, modeId: string): boolean {
  return certificateOf(explanation, modeId)?.reliable === false;
}

/** How many checks were passed of those that could be judged, and on demand what each of them found. */
export function checksPart(certificate: ModeCertificate): VNode {
  const judged = certificate.checks.filter((check) => check.value !== null);
  const passed = judged.filter((check) => check.passed);
  return h(
    "details",
    {
      key: "checks",
      class: `checks checks-${certificate.reliable ? "passed" : "failed"}`,
      "data-testid": "checks",
    },
    h(
      "summary",
      {},
      icon(certificate.reliable ? "tick" : "watch"),
      h(
        "span",
        {},
        strings.why.checked(passed.length, judged.length, certificate.checks.length - judged.length),
      ),
    ),
    h("ul", {}, ...certificate.checks.map(checkRow)),
  );
}

function checkRow(check: Check): VNode {
  const outcome = outcomeOf(check);
  return h(
    "li",
    { key: check.name, class: `check check-${outcome}` },
    icon(PICTURES[outcome]),
    h("span", { class: "visually-hidden" }, `${strings.why.outcome[outcome]}:`),
    h("span", {}, check.sentence),
  );
}

type Outcome = "passed" | "failed" | "open";

const PICTURES: Readonly<Record<Outcome, IconName>> = { passed: "tick", failed: "cross", open: "dash" };

/** A check that could not be judged counts as passed; it is not said to be. */
function outcomeOf(check: Check): Outcome {
  if (!check.passed) return "failed";
  return check.value === null ? "open" : "passed";
}
