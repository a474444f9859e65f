import { h, type VNode } from "../dom";
import { pointsText } from "../format";
import { strings } from "../strings.en";
import { signalName, type View } from "../view";
import type { Attribution } from "../wire.gen";

/** An interplay below this part of all that the signals contribute is not worth a sentence. */
const STRONG = 0.1;

/** What two signals say together beyond what each says alone, when that is much. */
export function pairPart(view: View, attribution: Attribution): VNode | null {
  const { interaction, signals } = attribution;
  if (!interaction) return null;
  const all = signals.reduce((sum, signal) => sum + Math.abs(signal.contribution), 0);
  const points = pointsText(interaction.interaction * pointsPerUnit(attribution));
  if (Math.abs(interaction.interaction) <= STRONG * all || points === "0") return null;
  const words = interaction.interaction > 0 ? strings.why.pairAdds : strings.why.pairOverlaps;
  const names = [interaction.first, interaction.second].map((id) => signalName(view.equipment, id));
  return h("p", { class: "pair", "data-testid": "pair" }, words(names[0] ?? "", names[1] ?? "", points));
}

/** Percentage points of probability for each unit of the raw score: the same for all of an attribution's signals. */
export function pointsPerUnit({ signals }: Attribution): number {
  const signal = signals.find((one) => one.contribution !== 0);
  return signal ? signal.points / signal.contribution : 0;
}
