/** Where the camera stands: gently to where the lit part is seen, unless a person has taken it over. */

import { Box3, MathUtils, PerspectiveCamera, Sphere, Spherical, Vector3 } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import type { Model, Part } from "./model";
import { DIRECTIONS, direction, type Visibility } from "./visibility";

export interface CameraEvents {
  /** The picture is out of date. */
  readonly changed: () => void;
  /** A person has begun to move the camera. */
  readonly taken: () => void;
  /** A person gives it back (the Home key). */
  readonly followed: () => void;
}

export interface Pose {
  readonly target: Vector3;
  readonly position: Vector3;
}

/** The part of the picture, of width and height 1, that the callouts leave free. */
export interface Free {
  readonly width: number;
  readonly height: number;
}

const FIELD_OF_VIEW = 32;
const MOVE_MS = 1200;
const LEAST_ROOM = 0.54;
/** Not nearer than this part of the distance that shows the whole machine: one must see where the part sits. */
const CLOSEST = 0.33;
/** A part of which so much is seen is seen well. */
const SEEN_WELL = 0.7;
/** From the front, a little from the right and from above. */
const HOME = direction(24, 22);
const TURN = 0.14;
const ZOOM = 0.86;

export class CameraRig {
  readonly camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.05, 60);
  readonly controls: OrbitControls;
  /** True from the first touch of a person until `follow` gives the camera back. */
  taken = false;
  private move: { from: Pose; to: Pose; start: number } | null = null;

  constructor(
    element: HTMLElement,
    private readonly events: CameraEvents,
  ) {
    this.controls = new OrbitControls(this.camera, element);
    this.controls.enableDamping = true;
    this.controls.dampingFactor = 0.12;
    this.controls.maxPolarAngle = Math.PI * 0.52;
    this.controls.addEventListener("change", events.changed);
    this.controls.addEventListener("start", () => this.take());
    element.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Go to a pose; at once when `still`. */
  go(pose: Pose, still: boolean, now: number): void {
    if (still) {
      this.move = null;
      this.set(pose);
      return;
    }
    this.move = {
      from: { target: this.controls.target.clone(), position: this.camera.position.clone() },
      to: pose,
      start: now,
    };
  }

  /** Advance to the time `now` (ms). True while the camera still moves. */
  update(now: number): boolean {
    if (this.move) {
      const { from, to, start } = this.move;
      const part = MathUtils.clamp((now - start) / MOVE_MS, 0, 1);
      this.set(between(from, to, MathUtils.smootherstep(part, 0, 1)));
      if (part === 1) this.move = null;
      return this.move !== null;
    }
    return this.controls.update();
  }

  /** How near and how far a person may go, from the size of the machine. */
  limit(radius: number): void {
    this.controls.minDistance = radius * 0.15;
    this.controls.maxDistance = radius * 6;
    this.camera.near = radius * 0.02;
    this.camera.far = radius * 20;
    this.camera.updateProjectionMatrix();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === "Home") this.events.followed();
    else if (this.turnByKey(event.key)) this.take();
    else return;
    event.preventDefault();
  }

  private take(): void {
    this.move = null;
    if (this.taken) return;
    this.taken = true;
    this.events.taken();
  }

  private set(pose: Pose): void {
    this.controls.target.copy(pose.target);
    this.camera.position.copy(pose.position);
    this.controls.update();
  }

  private turnByKey(key: string): boolean {
    switch (key) {
      case "ArrowLeft":
        this.controls.rotateLeft(TURN);
        break;
      case "ArrowRight":
        this.controls.rotateLeft(-TURN);
        break;
      case "ArrowUp":
        this.controls.rotateUp(TURN);
        break;
      case "ArrowDown":
        this.controls.rotateUp(-TURN);
        break;
      case "+":
      case "=":
        this.controls.dollyIn(ZOOM);
        break;
      case "-":
        this.controls.dollyOut(ZOOM);
        break;
      default:
        return false;
    }
    return true;
  }
}

/** The whole machine from the front. */
export function homePose(model: Model, aspect: number, free: Free): Pose {
  const { distance, middle } = framing(model, HOME, aspect, free);
  return { target: middle, position: middle.clone().addScaledVector(HOME, distance) };
}

/** The first of the parts in the middle, all of them in the picture, from the side where they are seen best. */
export function focusPose(
  parts: readonly { readonly part: Part; readonly visibility: Visibility }[],
  model: Model,
  aspect: number,
  free: Free,
): Pose {
  const first = parts[0];
  if (!first) return homePose(model, aspect, free);
  const towards = bestDirection(parts.map(({ visibility }) => visibility));
  const all = new Sphere().copy(first.part.bounds);
  for (const { part } of parts) all.union(part.bounds);
  const whole = framing(model, towards, aspect, free).distance;
  const tangent = Math.tan(MathUtils.degToRad(FIELD_OF_VIEW / 2));
  const around = (all.radius / (tangent * Math.min(free.height, free.width * aspect))) * 1.9;
  const distance = MathUtils.clamp(around, whole * CLOSEST, whole);
  const target = all.center.clone().lerp(model.sphere.center, 0.15);
  return { target, position: target.clone().addScaledVector(towards, distance) };
}

/** Where all parts are seen well enough; between equals, the one nearest to the front. */
function bestDirection(visibilities: readonly Visibility[]): Vector3 {
  const score = (towards: Vector3, index: number) => {
    const seen = visibilities.map((visibility) => Math.min(visibility.seen[index] ?? 0, SEEN_WELL));
    const weighted = (seen[0] ?? 0) * 2 + seen.reduce((sum, one) => sum + one, 0);
    return weighted / (seen.length + 2) - (towards.angleTo(HOME) / Math.PI) * 0.45;
  };
  const scores = DIRECTIONS.map(score);
  return DIRECTIONS[scores.indexOf(Math.max(...scores))] ?? HOME;
}

/** Where to look, and from how far, so that the machine fills the free part of the picture. */
function framing(
  model: Model,
  towards: Vector3,
  aspect: number,
  free: Free,
): { distance: number; middle: Vector3 } {
  const camera = new PerspectiveCamera();
  camera.position.copy(towards);
  camera.lookAt(0, 0, 0);
  camera.updateMatrixWorld(true);
  const centre = model.box.getCenter(new Vector3());
  const view = (point: Vector3) => point.clone().sub(centre).applyMatrix4(camera.matrixWorldInverse);
  const seen = model.corners.map(view);
  const flat = new Box3().setFromPoints(seen);
  const x = (flat.min.x + flat.max.x) / 2;
  const y = (flat.min.y + flat.max.y) / 2;
  const tangent = Math.tan(MathUtils.degToRad(FIELD_OF_VIEW / 2));
  // The cards may lie over the outermost parts.
  const width = tangent * aspect * Math.max(free.width, LEAST_ROOM);
  const height = tangent * Math.max(free.height, LEAST_ROOM);
  const needed = seen.map((point) => {
    return Math.max(Math.abs(point.x - x) / width, Math.abs(point.y - y) / height) + point.z + 1;
  });
  const middle = new Vector3(x, y, -1).applyMatrix4(camera.matrixWorld).add(centre);
  return { distance: Math.max(...needed) * 1.03, middle };
}

/** Between two poses along the arc around the target, not through the machine. */
function between(from: Pose, to: Pose, part: number): Pose {
  const a = new Spherical().setFromVector3(from.position.clone().sub(from.target));
  const b = new Spherical().setFromVector3(to.position.clone().sub(to.target));
  const turn = MathUtils.euclideanModulo(b.theta - a.theta + Math.PI, 2 * Math.PI) - Math.PI;
  const target = from.target.clone().lerp(to.target, part);
  const arm = new Spherical(
    MathUtils.lerp(a.radius, b.radius, part),
    MathUtils.lerp(a.phi, b.phi, part),
    a.theta + turn * part,
  );
  return { target, position: new Vector3().setFromSpherical(arm).add(target) };
}
