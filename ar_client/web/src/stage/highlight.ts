/** Lights the parts that the overlay frame names and ghosts what hides them; and reads back what is lit. */

import { type BufferGeometry, type Material, Mesh, Vector2 } from "three";
import { mergeVertices } from "three/examples/jsm/utils/BufferGeometryUtils.js";
import type { HighlightRole } from "../wire.gen";
import {
  depthMaterial,
  type Glow,
  ghostMaterial,
  glowOf,
  litMaterial,
  maskMaterial,
  outlineMaterial,
} from "./materials";
import type { Model, Part } from "./model";

/** One part to light. share: 0 to 1. */
export interface Lit {
  readonly node: string;
  readonly role: HighlightRole;
  readonly share: number;
}

// In the order of drawing, all after the solid parts.
const ORDER = { depth: 1, ghost: 2, mask: 20, outline: 21 } as const;

export class Highlighter {
  /** The width of the outline in clip space; the stage sets it from the size of the picture. */
  readonly outlineWidth = { value: new Vector2(0.004, 0.006) };
  private readonly added: Mesh[] = [];
  private readonly glows = new Map<string, Glow>();
  private readonly hulls = new WeakMap<BufferGeometry, BufferGeometry>();
  private readonly depth = depthMaterial();

  constructor(private readonly model: Model) {}

  /** Light some parts, ghost what hides them (even if lit itself), and give all the rest its own material. */
  apply(lit: readonly Lit[], ghosted: ReadonlySet<string>): void {
    this.clear();
    const parts = mergeByNode(lit);
    for (const mesh of this.model.meshes) {
      const owner = this.model.owner.get(mesh) ?? "";
      if (ghosted.has(owner)) this.ghost(mesh);
    }
    for (const [node, one] of parts) {
      const part = this.model.parts.get(node);
      if (part) this.light(part, one, ghosted.has(node));
    }
  }

  /** The same parts are lit, with other shares: change the light, not the scene. */
  setShares(lit: readonly Lit[]): void {
    for (const [node, one] of mergeByNode(lit)) {
      const glow = this.glows.get(node);
      if (!glow) continue;
      const wanted = glowOf(one.role, one.share);
      glow.color.copy(wanted.color);
      glow.strength.value = wanted.strength.value;
    }
  }

  /** How far the pulse is out: 0 to 1. */
  setPulse(pulse: number): void {
    for (const glow of this.glows.values()) glow.pulse.value = pulse;
  }

  /** The nodes whose meshes now wear a lit material, read from the scene itself. */
  litNodes(): string[] {
    const nodes = new Set<string>();
    for (const [node, part] of this.model.parts) {
      if (part.meshes.length > 0 && part.meshes.every(isLit)) nodes.add(node);
    }
    return [...nodes];
  }

  dispose(): void {
    this.clear();
    this.depth.dispose();
  }

  private clear(): void {
    for (const mesh of this.added) {
      mesh.removeFromParent();
      if (mesh.material !== this.depth && !Array.isArray(mesh.material)) mesh.material.dispose();
    }
    this.added.length = 0;
    this.glows.clear();
    for (const mesh of this.model.meshes) {
      const original = this.model.original.get(mesh);
      if (!original || mesh.material === original) continue;
      if (!Array.isArray(mesh.material)) mesh.material.dispose();
      mesh.material = original;
      mesh.renderOrder = 0;
      mesh.castShadow = !original.transparent;
    }
  }

  private light(part: Part, lit: Lit, ghosted: boolean): void {
    const glow = glowOf(lit.role, lit.share);
    // A stencil has eight bits; more parts than that are never lit at once, and would only share an outline.
    const bit = 1 << (this.glows.size % 8);
    this.glows.set(part.node, glow);
    const mask = maskMaterial(bit);
    const outline = outlineMaterial(glow, this.outlineWidth, bit);
    for (const mesh of part.meshes) {
      const original = this.model.original.get(mesh);
      if (original) mesh.material = (ghosted ? ghostMaterial : litMaterial)(original, glow);
      this.add(mesh, mesh.geometry, mask, ORDER.mask);
      this.add(mesh, this.hullOf(mesh.geometry), outline, ORDER.outline);
    }
  }

  private ghost(mesh: Mesh): void {
    const original = this.model.original.get(mesh);
    if (!original) return;
    mesh.material = ghostMaterial(original);
    mesh.renderOrder = ORDER.ghost;
    mesh.castShadow = false;
    this.add(mesh, mesh.geometry, this.depth, ORDER.depth);
  }

  private add(to: Mesh, geometry: BufferGeometry, material: Material, order: number): void {
    const mesh = new Mesh(geometry, material);
    mesh.renderOrder = order;
    mesh.raycast = () => undefined;
    to.add(mesh);
    this.added.push(mesh);
  }

  /** The same shape with one normal a corner: an outline pushed along it has no gaps at sharp edges. */
  private hullOf(geometry: BufferGeometry): BufferGeometry {
    const known = this.hulls.get(geometry);
    if (known) return known;
    const bare = geometry.clone();
    for (const name of Object.keys(bare.attributes)) if (name !== "position") bare.deleteAttribute(name);
    const hull = mergeVertices(bare);
    hull.computeVertexNormals();
    bare.dispose();
    this.hulls.set(geometry, hull);
    return hull;
  }
}

function isLit(mesh: Mesh): boolean {
  const material = Array.isArray(mesh.material) ? mesh.material[0] : mesh.material;
  const glow = material?.userData["lit"] as Glow | undefined;
  return mesh.visible && glow !== undefined && glow.strength.value > 0;
}

const RANK: Readonly<Record<HighlightRole, number>> = { guilty: 0, step: 1, evidence: 2 };

/** A part that is lit for two reasons wears the light of the weightier one. */
function mergeByNode(lit: readonly Lit[]): ReadonlyMap<string, Lit> {
  const byNode = new Map<string, Lit>();
  for (const one of lit) {
    const before = byNode.get(one.node);
    if (!before || RANK[one.role] < RANK[before.role]) byNode.set(one.node, one);
  }
  return byNode;
}
