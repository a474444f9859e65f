/** What the stage is told to show. */

import type { VNode } from "../dom";
import type { Lit } from "./highlight";

export interface StageCallout {
  readonly id: string;
  /** Where it belongs: the node itself, then what stands in for it when the model lacks it. */
  readonly nodes: readonly string[];
  readonly priority: number;
  readonly card: VNode;
}

export interface StageInput {
  readonly label: string;
  readonly assetId: string | null;
  readonly modelUrl: string | null;
  readonly nodes: ReadonlySet<string>;
  readonly lit: readonly Lit[];
  readonly callouts: readonly StageCallout[];
  readonly xray: boolean | null;
}
