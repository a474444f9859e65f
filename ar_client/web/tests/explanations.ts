/** What an explanation of the diagnosis in `records.ts` may say. */

import type {
  Attribution,
  Change,
  Check,
  CheckName,
  Counterfactual,
  Explanation,
  ModeCertificate,
  Score,
  SignalContribution,
} from "../src/wire.gen";
import { DIGEST, TIME } from "./records";

export function explanation(reliable: boolean, reasons: readonly string[]): Explanation {
  return {
    chain_id: "chain",
    asset_id: "A",
    time: TIME,
    score_digest: DIGEST,
    bundle_digest: DIGEST,
    attributions: [],
    certificate: { reliable, reasons, largest_additivity_gap: 1e-16, modes: [] },
  };
}

/** An explanation of those modes: reliable only if all of them are, as the server would say. */
export function explained(
  attributions: readonly Attribution[],
  modes: readonly ModeCertificate[] = [],
): Explanation {
  const reasons = modes.flatMap((mode) => mode.reasons.map((reason) => `${mode.mode_id}: ${reason}`));
  const { certificate, ...rest } = explanation(reasons.length === 0, reasons);
  return { ...rest, attributions, certificate: { ...certificate, modes } };
}

/** One point of probability for each tenth of the raw score. */
export function attribution(change: Partial<Attribution> = {}): Attribution {
  return {
    mode_id: "wear",
    method: "tree-path-dependent",
    engine: "kernel",
    base: -4,
    raw: 2.3,
    probability: 0.91,
    base_probability: 0.02,
    additivity_gap: 0,
    largest_error: 0,
    features: [],
    signals: [signal("velocity", 4.1), signal("temperature", 2.6), signal("speed", -0.4)],
    components: [{ component_id: "bearing", contribution: 6.3, points: 63 }],
    interaction: null,
    counterfactual: null,
    ...change,
  };
}

function signal(signalId: string, contribution: number): SignalContribution {
  return {
    signal_id: signalId,
    component_id: "bearing",
    value: 7.3,
    low: 0,
    high: 3.2,
    contribution,
    points: 10 * contribution,
  };
}

export function counterfactual(...changes: Change[]): Counterfactual {
  return {
    outcome: changes.length === 0 ? "not-within-the-ranges" : "found",
    changes,
    distance: changes.length,
    raw_before: 2.3,
    raw_after: -0.1,
    limit: 0,
    evaluations: 400,
  };
}

export function check(name: CheckName, passed: boolean, value: number | null = 1): Check {
  return { name, value, limit: 0.9, passed, sentence: `Sentence of ${name}.` };
}

export function certificate(modeId: string, ...checks: Check[]): ModeCertificate {
  const reasons = checks.filter((one) => !one.passed).map((one) => one.sentence);
  return { mode_id: modeId, reliable: reasons.length === 0, reasons, share_explained: 0.97, checks };
}

/** The score that the diagnosis of this module was made from. */
export function score(change: Partial<Score> = {}): Score {
  const scored = { raw: 2.3, threshold: 0.5, low: 0.8, high: 0.93 };
  return {
    chain_id: "chain",
    asset_id: "A",
    time: TIME,
    equipment_id: "pump",
    bundle_digest: DIGEST,
    failure_probability: 0.91,
    alarm: true,
    quality: "good",
    regime: null,
    domain: { inside: true, beyond: [], strangeness: -1 },
    modes: [
      { ...scored, mode_id: "wear", probability: 0.91, alarm: true },
      { ...scored, mode_id: "leak", probability: 0.01, alarm: false, low: null, high: null },
    ],
    ...change,
  };
}
