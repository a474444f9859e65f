/**
 * Where callouts stand. Boundary labelling: the cards stand in two columns at the sides of the picture (or two rows
 * above and below it when it is narrow), in the order of their anchors, so that neither cards nor lines cross much,
 * and never overlap. Pure; pixels throughout.
 */

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The point it speaks of. */
  readonly anchorX: number;
  readonly anchorY: number;
  /** When not all fit, the least goes first. */
  readonly priority: number;
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly side: Side;
}

export type Side = "left" | "right" | "top" | "bottom";

export interface Layout {
  readonly places: readonly Place[];
  /** Cards for which there was no room. */
  readonly leftOut: readonly string[];
}

const GAP = 10;
/** A card changes sides only when that shortens the lines by so much: cards must not jump while the machine turns. */
const LOYALTY = 90;

/** before: the sides of the last layout by card id. rows: two rows instead of two columns. */
export function layOut(
  boxes: readonly Box[],
  frame: Frame,
  rows: boolean,
  before: ReadonlyMap<string, Side> = new Map(),
): Layout {
  const flipped = rows ? boxes.map(flipBox) : boxes;
  const field = rows ? flipFrame(frame) : frame;
  const [near, far]: readonly [Side, Side] = rows ? ["top", "bottom"] : ["left", "right"];
  const wide = flipped.filter((box) => box.width <= field.right - field.left);
  const shown = [...wide].sort((a, b) => b.priority - a.priority);
  for (;;) {
    const split = bestSplit(shown, field, near, before);
    if (split) {
      const places = [...stack(split.near, field, near, true), ...stack(split.far, field, far, false)];
      const ids = new Set(places.map((place) => place.id));
      const leftOut = boxes.filter((box) => !ids.has(box.id)).map((box) => box.id);
      return { places: rows ? places.map(flipPlace) : places, leftOut };
    }
    shown.pop();
  }
}

interface Split {
  readonly near: readonly Box[];
  readonly far: readonly Box[];
}

/** The division by anchor position with the shortest lines; null when no division fits. */
function bestSplit(
  boxes: readonly Box[],
  field: Frame,
  nearSide: Side,
  before: ReadonlyMap<string, Side>,
): Split | null {
  const ordered = [...boxes].sort((a, b) => a.anchorX - b.anchorX || byId(a, b));
  const twoColumns = (near: readonly Box[], far: readonly Box[]) =>
    near.length === 0 || far.length === 0 || widest(near) + widest(far) + GAP <= field.right - field.left;
  let best: Split | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (let cut = 0; cut <= ordered.length; cut += 1) {
    const near = ordered.slice(0, cut);
    const far = ordered.slice(cut);
    if (!fits(near, field) || !fits(far, field) || !twoColumns(near, far)) continue;
    const cost =
      near.reduce((sum, box) => sum + sideCost(box, field, true, nearSide, before), 0) +
      far.reduce((sum, box) => sum + sideCost(box, field, false, nearSide, before), 0);
    if (cost < lowest) {
      lowest = cost;
      best = { near, far };
    }
  }
  return best;
}

/** Cards of one place keep their order, however their priorities change. */
function byId(a: Box, b: Box): number {
  return a.id < b.id ? -1 : 1;
}

function sideCost(
  box: Box,
  field: Frame,
  near: boolean,
  nearSide: Side,
  before: ReadonlyMap<string, Side>,
): number {
  const length = near ? box.anchorX - field.left : field.right - box.anchorX;
  const was = before.get(box.id);
  const moved = was !== undefined && (was === nearSide) !== near;
  return Math.max(0, length) + (moved ? LOYALTY : 0);
}

function widest(boxes: readonly Box[]): number {
  return Math.max(...boxes.map((box) => box.width));
}

function fits(boxes: readonly Box[], field: Frame): boolean {
  const needed = boxes.reduce((sum, box) => sum + box.height, 0) + GAP * Math.max(0, boxes.length - 1);
  return needed <= field.bottom - field.top;
}

/** One column: each card as near to its anchor's height as its neighbours allow. */
function stack(boxes: readonly Box[], field: Frame, side: Side, near: boolean): Place[] {
  const ordered = [...boxes].sort((a, b) => a.anchorY - b.anchorY || byId(a, b));
  const tops: number[] = [];
  let floor = field.top;
  for (const box of ordered) {
    const top = Math.max(floor, box.anchorY - box.height / 2);
    tops.push(top);
    floor = top + box.height + GAP;
  }
  let ceiling = field.bottom;
  for (let index = ordered.length - 1; index >= 0; index -= 1) {
    const height = ordered[index]?.height ?? 0;
    tops[index] = Math.min(tops[index] ?? 0, ceiling - height);
    ceiling = (tops[index] ?? 0) - GAP;
  }
  return ordered.map((box, index) => ({
    id: box.id,
    x: near ? field.left : field.right - box.width,
    y: tops[index] ?? field.top,
    side,
  }));
}

function flipBox(box: Box): Box {
  return { ...box, width: box.height, height: box.width, anchorX: box.anchorY, anchorY: box.anchorX };
}

function flipFrame(frame: Frame): Frame {
  return { left: frame.top, top: frame.left, right: frame.bottom, bottom: frame.right };
}

function flipPlace(place: Place): Place {
  return { ...place, x: place.y, y: place.x };
}
