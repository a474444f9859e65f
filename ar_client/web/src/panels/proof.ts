import { h, type VNode } from "../dom";
import { strings } from "../strings.en";
import { signalName, type View } from "../view";
import type { Case, WatchedSignal } from "../wire.gen";
import { icon } from "./icons";

/** All steps are done: how long the machine has been healthy of the time that it has to be, and what is watched. */
export function proofPart(view: View, open: Case): VNode {
  const words = strings.proof;
  const { seconds, signals } = open.procedure.proof;
  const healthy = Math.min(secondsHealthy(view, open), seconds);
  const text =
    open.proving_since === null
      ? words.waits(minutes(seconds))
      : words.progress(minutes(healthy), minutes(seconds));
  return h(
    "section",
    { key: "proof", class: "proof", "data-testid": "proof", tabindex: -1 },
    h("p", { class: "box box-good" }, icon("tick"), strings.procedure.allDone),
    h(
      "div",
      { class: "progress" },
      h("progress", { max: seconds, value: healthy, "aria-label": text }),
      h("span", {}, text),
    ),
    signals.length === 0 ? null : h("h3", {}, words.watched),
    signals.length === 0
      ? null
      : h("ul", { class: "watched" }, ...signals.map((one) => watchedPart(view, one))),
  );
}

/** By the plant's own clock: the tablet's may be wrong. */
function secondsHealthy(view: View, open: Case): number {
  const { state, telemetry, frame } = view.records;
  const heard = [state?.time, telemetry?.time, frame?.time].flatMap((time) => (time ? Date.parse(time) : []));
  if (open.proving_since === null || heard.length === 0) return 0;
  return Math.max(0, (Math.max(...heard) - Date.parse(open.proving_since)) / 1000);
}

function watchedPart(view: View, watched: WatchedSignal): VNode {
  const now = view.records.telemetry?.values.find((one) => one.signal_id === watched.signal_id);
  const words = strings.proof;
  const unknown = now === undefined || now.value === null;
  const back = !unknown && now.state !== watched.wrong;
  const state = unknown ? words.unknown : back ? words.back : words.still[watched.wrong];
  return h(
    "li",
    { key: `${watched.signal_id} ${watched.wrong}`, class: back ? "watched-back" : "watched-not" },
    icon(unknown ? "unknown" : back ? "tick" : watched.wrong),
    h("span", {}, signalName(view.equipment, watched.signal_id)),
    h("span", { class: "watched-state" }, state),
  );
}

/** Whole minutes that have passed; seconds where that would be nought or a fraction. */
function minutes(seconds: number): string {
  const whole = Math.floor(seconds / 60);
  return whole === 0 || seconds < 60
    ? strings.proof.seconds(Math.floor(seconds))
    : strings.proof.minutes(whole);
}
