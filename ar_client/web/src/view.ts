/** What the panels are drawn from: the scene, what the person did on this screen, and the link. */

import type { LinkStatus } from "./connection";
import { type AssetRecords, recordsOf, type SceneState, selectedAsset } from "./scene";
import type { AssetView, EquipmentView, Health, Refused } from "./wire.gen";

export type Tab = "why" | "do";

/** What belongs to this screen alone and never crosses the wire. */
export interface ScreenState {
  readonly tab: Tab;
  readonly actor: string;
  /** What is typed into the field of a measured step. */
  readonly value: string;
  /** Whether all people are shown though one is chosen. */
  readonly choosing: boolean;
  /** The step whose acknowledgement is on its way. */
  readonly pending: string | null;
  readonly refused: Refused | null;
  /** The failure mode whose evidence is open; null: the first-ranked. */
  readonly mode: string | null;
  /** Tasks that the person opened or closed against the rule that the next one is open. */
  readonly tasks: Readonly<Record<string, boolean>>;
  /** null: the stage decides by whether the lit part can be seen. */
  readonly xray: boolean | null;
}

export const EMPTY_SCREEN: ScreenState = {
  tab: "why",
  actor: "",
  value: "",
  choosing: false,
  pending: null,
  refused: null,
  mode: null,
  tasks: {},
  xray: null,
};

/** What the 3D stage reports back. */
export interface StageState {
  readonly status: "none" | "loading" | "ready" | "failed" | "no-graphics";
  readonly xray: boolean;
  readonly follows: boolean;
  readonly notInModel: readonly string[];
}

export interface View {
  readonly scene: SceneState;
  readonly screen: ScreenState;
  readonly stage: StageState;
  readonly link: LinkStatus;
  /** Seconds since the shown asset's values came; null when none came. */
  readonly valuesAge: number | null;
  /** Seconds since each asset was last heard of. */
  readonly ages: ReadonlyMap<string, number>;
  readonly now: Date;
  readonly shown: string | null;
  readonly records: AssetRecords;
  readonly asset: AssetView | null;
  readonly equipment: EquipmentView | null;
}

/** The asset on the screen: the selected one, else the one shown last, else the plant's first. */
export function shownAsset(scene: SceneState, last: string | null): string | null {
  const selected = selectedAsset(scene);
  if (selected !== null) return selected;
  const assets = scene.hello?.assets ?? [];
  return assets.some((asset) => asset.id === last) ? last : (assets[0]?.id ?? null);
}

/** The asset, its type and its records, ready for the panels. */
export function lookUp(
  scene: SceneState,
  shown: string | null,
): Pick<View, "shown" | "records" | "asset" | "equipment"> {
  const asset = scene.hello?.assets.find((candidate) => candidate.id === shown) ?? null;
  const equipment = scene.hello?.equipment.find((type) => type.id === asset?.equipment_id) ?? null;
  return { shown, records: recordsOf(scene, shown), asset, equipment };
}

export function healthOf(records: AssetRecords): Health {
  return records.state?.health ?? "unknown";
}

/** The headline of the asset: the server's words, else that nothing was heard. */
export function headlineOf(records: AssetRecords): string | null {
  return records.state?.headline || records.frame?.headline || null;
}

export function isSimulated(scene: SceneState, records: AssetRecords): boolean {
  return scene.hello?.simulated === true || records.frame?.simulated === true;
}

export function componentName(equipment: EquipmentView | null, componentId: string): string {
  return equipment?.components.find((component) => component.id === componentId)?.name ?? componentId;
}

export function signalName(equipment: EquipmentView | null, signalId: string): string {
  return equipment?.signals.find((signal) => signal.id === signalId)?.name ?? signalId;
}

export function modeName(equipment: EquipmentView | null, modeId: string): string {
  return equipment?.modes.find((mode) => mode.id === modeId)?.name ?? modeId;
}

export function categoriesOf(equipment: EquipmentView | null, signalId: string): readonly string[] {
  return equipment?.signals.find((signal) => signal.id === signalId)?.categories ?? [];
}
