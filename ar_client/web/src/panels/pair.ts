import { h, type VNode } from "../dom";
import { pointsText } from "../format";
import { strings } from "../strings.en";
import { signalName, type View } from "../view";
import type { Attribution } from "../wire.gen";

/** An interplay below this part of all that the signals contribute is not worth a sentence. */
const STRONG = 0.1;

/** What two signals say together beyond what each says alone, when that is much. */
export function pairPart(view: View, attribution: Attribution): VNode | null {
  const { interaction: pair, signals } = attribution;
  if (!pair) return null;
  const all = signals.reduce((sum, signal) => sum + Math.abs(signal.contribution), 0);
  const points = pointsText(pair.interaction * pointsPerUnit(attribution));
  if (Math.abs(pair.interaction) <= STRONG * all || points === "0") return null;
  const both = signals.filter(
    (signal) => signal.signal_id === pair.first || signal.signal_id === pair.second,
  );
  const together = both.reduce((sum, signal) => sum + signal.contribution, 0);
  const words = pair.interaction * together > 0 ? strings.why.pairMore : strings.why.pairLess;
  const [first, second] = [signalName(view.equipment, pair.first), signalName(view.equipment, pair.second)];
  return h("p", { key: "pair", class: "pair", "data-testid": "pair" }, words(first, second, points));
}

/** Percentage points of probability for each unit of the raw score: the same for all of an attribution's signals. */
export function pointsPerUnit({ signals }: Attribution): number {
  const signal = signals.find((one) => one.contribution !== 0);
  return signal ? signal.points / signal.contribution : 0;
}
