/** What the screen does by itself when the records change. Pure: the clock stays outside. */

import { nextStep, signaturesOf } from "./scene";
import type { ScreenState, View } from "./view";

/** The screen that fits the newer records. late: the answer to what was sent is overdue. */
export function settled(before: View, now: View, late: boolean): ScreenState {
  let { screen } = now;
  const open = now.records.case;
  if (before.shown !== now.shown || before.records.case?.case_id !== open?.case_id) {
    const tab = open !== null && open.closed === null ? "do" : "why";
    screen = { ...screen, tab, mode: null, tasks: {}, xray: null };
  }
  if (taskOf(before) !== taskOf(now)) screen = { ...screen, tasks: {} };
  if (signingOf(before) !== signingOf(now)) return { ...screen, pending: null, value: "", choosing: false };
  return late || now.link.phase === "lost" ? { ...screen, pending: null } : screen;
}

/** The step that is to be done now; changes when another is. */
export function stepOf(view: View): string {
  const open = view.records.case;
  return `${open?.case_id} ${nextStep(open)?.step.id}`;
}

/** The signature that is to be given now; changes when anybody signs. */
export function signingOf(view: View): string {
  const open = view.records.case;
  const next = nextStep(open);
  return `${stepOf(view)} ${open && next ? signaturesOf(open, next.step.id).length : 0}`;
}

function taskOf(view: View): string {
  const open = view.records.case;
  return `${open?.case_id} ${nextStep(open)?.task.task_id}`;
}
