/** One loaded model on the stage: what is lit on it, what is ghosted, and from where its parts are seen. */

import type { Vector3 } from "three";
import { type Free, focusPose, homePose, type Pose } from "./camera";
import { Highlighter, type Lit } from "./highlight";
import { loadModel, type Model, type Part } from "./model";
import { isHidden, type Visibility, visibilityOf } from "./visibility";

/** Parts whose share is this part of the largest are worth looking at. */
const WORTH_A_LOOK = 0.5;

/** look: other parts are lit or ghosted; focus: and what one should look at is another. */
export type Change = "none" | "look" | "focus";

export class Machine {
  readonly highlighter: Highlighter;
  private readonly visibilities = new Map<string, Visibility>();
  private lit: readonly Lit[] = [];
  private signature = "";
  private ghosted: ReadonlySet<string> = new Set();

  constructor(readonly model: Model) {
    this.highlighter = new Highlighter(model);
    for (const mesh of model.meshes) {
      mesh.castShadow = !(model.original.get(mesh)?.transparent ?? false);
      mesh.receiveShadow = true;
    }
  }

  static async load(url: string, nodes: ReadonlySet<string>): Promise<Machine> {
    return new Machine(await loadModel(url, nodes));
  }

  /** True when a lit part lies inside others. */
  get xrayNeeded(): boolean {
    return this.enclosing().size > 0;
  }

  /** xray: null leaves it to whether a lit part is enclosed. */
  show(lit: readonly Lit[], xray: boolean | null): Change {
    const signature = `${lit.map((one) => `${one.node} ${one.role}`).join(",")} ${xray}`;
    const before = this.focus();
    this.lit = lit;
    if (signature === this.signature) {
      this.highlighter.setShares(lit);
      return "none";
    }
    this.signature = signature;
    this.ghosted = this.toGhost(xray);
    this.highlighter.apply(lit, this.ghosted);
    return before.join() === this.focus().join() ? "look" : "focus";
  }

  /** The lit nodes that the model does not have. */
  missing(): string[] {
    return [...new Set(this.lit.map((one) => one.node))].filter((node) => !this.model.parts.has(node));
  }

  /** Where the camera should stand for what is lit now. */
  pose(aspect: number, free: Free): Pose {
    const looked = this.focus().flatMap((node) => this.model.parts.get(node) ?? []);
    const parts = looked.map((part) => ({ part, visibility: this.visibility(part) }));
    return parts.length === 0
      ? homePose(this.model, aspect, free)
      : focusPose(parts, this.model, aspect, free);
  }

  /** The place of a node; of the nearest component around it when the model does not have it; null for none. */
  place(nodes: readonly string[]): Part | null {
    for (const node of nodes) {
      const part = this.model.parts.get(node);
      if (part) return part;
    }
    return null;
  }

  hides(part: Part, eye: Vector3): boolean {
    return isHidden(part, eye, this.model, this.ghosted);
  }

  /** The nodes to look at: the guilty ones that weigh most, and those of the step. */
  private focus(): string[] {
    const guilty = this.lit.filter((one) => one.role === "guilty").sort((a, b) => b.share - a.share);
    const most = guilty[0]?.share ?? 0;
    const chosen = [
      ...guilty.filter((one) => one.share >= most * WORTH_A_LOOK),
      ...this.lit.filter((one) => one.role === "step"),
    ];
    return [...new Set(chosen.map((one) => one.node))];
  }

  private toGhost(xray: boolean | null): ReadonlySet<string> {
    if (xray === false) return new Set();
    if (xray === null) return this.enclosing();
    const lit = new Set(this.lit.map((one) => one.node));
    return new Set([...this.model.parts.keys()].filter((node) => !lit.has(node)));
  }

  private enclosing(): ReadonlySet<string> {
    const lit = new Set(this.lit.map((one) => one.node));
    const parts = [...lit].flatMap((node) => this.model.parts.get(node) ?? []);
    const around = parts.flatMap((part) => [...this.visibility(part).enclosing]);
    return new Set(around);
  }

  private visibility(part: Part): Visibility {
    const known = this.visibilities.get(part.node);
    if (known) return known;
    const visibility = visibilityOf(part, this.model);
    this.visibilities.set(part.node, visibility);
    return visibility;
  }
}
