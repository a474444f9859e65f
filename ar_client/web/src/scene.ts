/**
 * What the messages of the stream add up to. Pure, and the same in Python (`ar_client/scene.py`): both replay the
 * transcripts of `tests/golden` to the same summary.
 */

import type {
  Acknowledgement,
  AssetState,
  Case,
  Diagnosis,
  Explanation,
  Health,
  Hello,
  OverlayFrame,
  ProcedureTask,
  Refused,
  Score,
  ServerMessage,
  Step,
  Telemetry,
} from "./wire.gen";

/** The newest record of each kind of one asset; null when none has come yet. */
export interface AssetRecords {
  readonly state: AssetState | null;
  readonly telemetry: Telemetry | null;
  readonly score: Score | null;
  readonly explanation: Explanation | null;
  readonly diagnosis: Diagnosis | null;
  readonly case: Case | null;
  readonly frame: OverlayFrame | null;
  readonly basis: Basis;
}

/** What the diagnosis rests on, kept when newer ones are here before the newer diagnosis is; null until they come. */
export interface Basis {
  readonly score: Score | null;
  readonly explanation: Explanation | null;
}

export interface SceneState {
  readonly hello: Hello | null;
  readonly assets: Readonly<Record<string, AssetRecords>>;
  /** The asset a person chose by hand; null: the page follows the open cases. */
  readonly chosen: string | null;
  readonly refused: Refused | null;
}

/** The golden form: what both clients must agree on. */
export interface Summary {
  readonly assets: Readonly<Record<string, AssetSummary>>;
  readonly selected: string | null;
  readonly lit: readonly (readonly [node: string, role: string, share: number])[];
  readonly callouts: readonly (readonly [signalId: string, state: string])[];
  readonly open_task: string | null;
  readonly next_step: string | null;
  readonly done: number;
}

export interface AssetSummary {
  readonly health: Health;
  readonly headline: string;
  readonly case_open: boolean;
}

export const NO_RECORDS: AssetRecords = {
  state: null,
  telemetry: null,
  score: null,
  explanation: null,
  diagnosis: null,
  case: null,
  frame: null,
  basis: { score: null, explanation: null },
};

export const EMPTY_SCENE: SceneState = { hello: null, assets: {}, chosen: null, refused: null };

/** The scene after one more message. A message of a type that this client does not know changes nothing. */
export function reduce(scene: SceneState, message: ServerMessage): SceneState {
  switch (message.type) {
    case "hello":
      return greet(scene, message);
    case "asset-state":
      return withRecord(scene, message.asset_id, { state: message });
    case "telemetry":
      return withRecord(scene, message.asset_id, { telemetry: message });
    case "score":
      return withRecord(scene, message.record.asset_id, { score: message.record });
    case "explanation":
      return withRecord(scene, message.record.asset_id, { explanation: message.record });
    case "diagnosis":
      return withRecord(scene, message.record.asset_id, { diagnosis: message.record });
    case "case":
      return withRecord(scene, message.record.asset_id, { case: message.record });
    case "frame":
      return withRecord(scene, message.record.asset_id, { frame: message.record });
    case "refused":
      return { ...scene, refused: message };
    default:
      return scene;
  }
}

/** The scene after a person chose an asset, or (null) gave the choice back to the open cases. */
export function choose(scene: SceneState, assetId: string | null): SceneState {
  return { ...scene, chosen: assetId };
}

export function recordsOf(scene: SceneState, assetId: string | null): AssetRecords {
  return (assetId === null ? undefined : scene.assets[assetId]) ?? NO_RECORDS;
}

/** The chosen asset; else the one whose case is open: alarm before watch, then the longest open. */
export function selectedAsset(scene: SceneState): string | null {
  if (scene.chosen !== null) return scene.chosen;
  const waiting = Object.keys(scene.assets).filter((id) => hasOpenCase(recordsOf(scene, id)));
  waiting.sort((a, b) => compareUrgency(recordsOf(scene, a), recordsOf(scene, b)) || (a < b ? -1 : 1));
  return waiting[0] ?? null;
}

/** The ids of the steps that are done: one that a second person has to sign is not. */
export function doneSteps(open: Case): ReadonlySet<string> {
  return new Set(open.done.filter((one) => one.completes).map((one) => one.step_id));
}

/** Who has signed the step, in their order. */
export function signaturesOf(open: Case, stepId: string): readonly Acknowledgement[] {
  return open.done.filter((one) => one.step_id === stepId);
}

/** The first step that is not done yet, with its task; null when the case is over or has none. */
export function nextStep(open: Case | null): { task: ProcedureTask; step: Step } | null {
  if (open === null || open.closed !== null) return null;
  const done = doneSteps(open);
  for (const task of open.procedure.tasks) {
    const step = task.steps.find((candidate) => !done.has(candidate.id));
    if (step) return { task, step };
  }
  return null;
}

export function summary(scene: SceneState): Summary {
  const selected = selectedAsset(scene);
  const records = recordsOf(scene, selected);
  const next = nextStep(records.case);
  return {
    assets: Object.fromEntries(assetIds(scene).map((id) => [id, assetSummary(recordsOf(scene, id))])),
    selected,
    lit: (records.frame?.highlights ?? []).map((lit) => [
      lit.anchor.node,
      lit.role,
      Math.round(lit.share * 1e4) / 1e4,
    ]),
    callouts: (records.frame?.callouts ?? []).map((callout) => [callout.signal_id, callout.state]),
    open_task: next?.task.task_id ?? null,
    next_step: next?.step.id ?? null,
    done: records.case?.done.length ?? 0,
  };
}

function greet(scene: SceneState, hello: Hello): SceneState {
  return scene.hello?.epoch === hello.epoch ? { ...scene, hello } : { ...EMPTY_SCENE, hello };
}

function withRecord(scene: SceneState, assetId: string, record: Partial<AssetRecords>): SceneState {
  const records = { ...recordsOf(scene, assetId), ...record };
  return { ...scene, assets: { ...scene.assets, [assetId]: { ...records, basis: basisOf(records) } } };
}

function basisOf({ score, explanation, diagnosis, basis }: AssetRecords): Basis {
  const ofDiagnosis = (record: Score | Explanation | null) => record?.chain_id === diagnosis?.chain_id;
  return {
    score: [score, basis.score].find(ofDiagnosis) ?? null,
    explanation: [explanation, basis.explanation].find(ofDiagnosis) ?? null,
  };
}

function assetIds(scene: SceneState): string[] {
  const greeted = scene.hello?.assets.map((asset) => asset.id) ?? [];
  return [...new Set([...greeted, ...Object.keys(scene.assets)])];
}

function assetSummary(records: AssetRecords): AssetSummary {
  return {
    health: records.state?.health ?? "unknown",
    headline: records.state?.headline ?? "",
    case_open: records.state?.case_open ?? false,
  };
}

/** As the overview line says: that line always comes, the case of an asset that is not subscribed to does not. */
function hasOpenCase(records: AssetRecords): boolean {
  return records.state?.case_open ?? false;
}

const URGENCY: Readonly<Record<Health, number>> = { alarm: 0, watch: 1, unknown: 2, healthy: 2 };

function compareUrgency(a: AssetRecords, b: AssetRecords): number {
  const byHealth = URGENCY[a.state?.health ?? "unknown"] - URGENCY[b.state?.health ?? "unknown"];
  return byHealth !== 0 ? byHealth : openedAt(a) - openedAt(b);
}

function openedAt(records: AssetRecords): number {
  const known = records.case !== null && records.case.closed === null;
  return known ? Date.parse(records.case.opened) : Number.MAX_SAFE_INTEGER;
}
