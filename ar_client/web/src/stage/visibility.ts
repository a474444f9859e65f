/** From where a part can be seen, and which other parts enclose it. */

import { type Intersection, Matrix4, type Mesh, Raycaster, Vector3 } from "three";
import type { Model, Part } from "./model";

export interface Visibility {
  /** For each of DIRECTIONS: how much of the part (0 to 1) is seen once the enclosing parts are made transparent. */
  readonly seen: readonly number[];
  /** The parts that hide it from most sides: it lies inside them. */
  readonly enclosing: ReadonlySet<string>;
}

/** Where a camera may stand, as unit vectors from the part: all around, from a low and from a high eye. */
export const DIRECTIONS: readonly Vector3[] = [14, 38].flatMap((elevation) =>
  Array.from({ length: 8 }, (_, step) => direction(step * 45 + 22, elevation)),
);

const POINTS_A_PART = 5;
/** A larger part that hides more of the rays than this encloses. */
const ENCLOSES_FROM = 0.3;
/** What one sees through does not hide. */
const SEE_THROUGH_BELOW = 0.7;

/** azimuth: degrees from the front (+z) towards the right (+x); elevation: degrees above the floor. */
export function direction(azimuth: number, elevation: number): Vector3 {
  return new Vector3().setFromSphericalCoords(
    1,
    ((90 - elevation) * Math.PI) / 180,
    (azimuth * Math.PI) / 180,
  );
}

/** Casts rays from points of the part's surface towards every direction. */
export function visibilityOf(part: Part, model: Model): Visibility {
  const points = samplePoints(part, POINTS_A_PART);
  const obstacles = model.meshes.filter((mesh) => !part.meshes.includes(mesh) && isSolid(mesh, model));
  const hits = DIRECTIONS.map((towards) => points.map((point) => hiders(point, towards, obstacles, model)));
  const rays = DIRECTIONS.length * points.length;
  const counts = new Map<string, number>();
  for (const node of hits.flat().flatMap((nodes) => [...nodes]))
    counts.set(node, (counts.get(node) ?? 0) + 1);
  const often = [...counts].filter(([, count]) => count / rays > ENCLOSES_FROM).map(([node]) => node);
  const enclosing = new Set(often.filter((node) => isLarger(model.parts.get(node), part)));
  const seen = hits.map((ofPoints) => {
    const free = ofPoints.filter((nodes) => [...nodes].every((node) => enclosing.has(node)));
    return free.length / Math.max(1, ofPoints.length);
  });
  return { seen, enclosing };
}

/** Is the part hidden from the eye by a solid part that is not in `through`? */
export function isHidden(part: Part, eye: Vector3, model: Model, through: ReadonlySet<string>): boolean {
  const towards = part.centre.clone().sub(eye);
  // The ray ends where the part begins: a shaft through the middle of a bearing does not hide the bearing.
  const reach = towards.length() - part.bounds.radius;
  const ray = new Raycaster(eye, towards.normalize(), 0, Math.max(0, reach));
  const solid = (mesh: Mesh) => {
    const owner = model.owner.get(mesh) ?? "";
    return owner !== part.node && !through.has(owner) && isSolid(mesh, model);
  };
  const obstacles = model.meshes.filter(solid);
  return ray.intersectObjects(obstacles, false).length > 0;
}

/** Cast from outside inwards: a shell of one layer shows only its outer face to a ray. */
function hiders(point: Vector3, towards: Vector3, obstacles: Mesh[], model: Model): Set<string> {
  const reach = model.sphere.radius * 2.5;
  const start = point.clone().addScaledVector(towards, reach);
  const ray = new Raycaster(start, towards.clone().negate(), 0, reach - model.sphere.radius * 0.002);
  const hits: Intersection[] = ray.intersectObjects(obstacles, false);
  return new Set(hits.map((hit) => model.owner.get(hit.object as Mesh) ?? ""));
}

/** Larger in at least two directions: a shaft through a bearing is not, the housing around it is. */
function isLarger(one: Part | undefined, than: Part): boolean {
  if (!one) return false;
  const own = than.box.getSize(new Vector3());
  const other = one.box.getSize(new Vector3());
  return [other.x > own.x, other.y > own.y, other.z > own.z].filter(Boolean).length >= 2;
}

function isSolid(mesh: Mesh, model: Model): boolean {
  const material = model.original.get(mesh);
  return material === undefined || !material.transparent || material.opacity >= SEE_THROUGH_BELOW;
}

/** Points on the part's surface, evenly over its vertices, in world coordinates. */
function samplePoints(part: Part, count: number): Vector3[] {
  const points: Vector3[] = [];
  const toWorld = new Matrix4();
  const total = part.meshes.reduce((sum, mesh) => sum + vertexCount(mesh), 0);
  const stride = Math.max(1, Math.floor(total / count));
  let next = Math.floor(stride / 2);
  let passed = 0;
  for (const mesh of part.meshes) {
    const positions = mesh.geometry.getAttribute("position");
    toWorld.copy(mesh.matrixWorld);
    for (; next < passed + vertexCount(mesh); next += stride)
      points.push(new Vector3().fromBufferAttribute(positions, next - passed).applyMatrix4(toWorld));
    passed += vertexCount(mesh);
  }
  return points.length > 0 ? points : [part.centre.clone()];
}

function vertexCount(mesh: Mesh): number {
  return mesh.geometry.getAttribute("position")?.count ?? 0;
}
