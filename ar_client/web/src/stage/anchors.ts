/** Where on the picture the callouts' places are, and which of them lie behind something. */

import { type PerspectiveCamera, Vector3 } from "three";
import type { Anchor } from "./callouts";
import type { StageCallout } from "./input";
import type { Machine } from "./machine";

export class Anchors {
  private hidden: ReadonlySet<string> = new Set();
  private known = false;

  /** What was seen from the last place of the camera no longer holds. */
  forget(): void {
    this.known = false;
  }

  /** Find out, if that is not known, what hides the places: costly, so only when the camera rests. True when it was done. */
  look(callouts: readonly StageCallout[], machine: Machine | null, camera: PerspectiveCamera): boolean {
    if (this.known || !machine) return false;
    const eye = camera.getWorldPosition(new Vector3());
    const behind = callouts.filter((callout) => {
      const part = machine.place(callout.nodes);
      return part !== null && machine.hides(part, eye);
    });
    this.hidden = new Set(behind.map((callout) => callout.id));
    this.known = true;
    return true;
  }

  /** The place of each callout that has one, in pixels of a picture of that size. */
  find(
    callouts: readonly StageCallout[],
    machine: Machine | null,
    camera: PerspectiveCamera,
    width: number,
    height: number,
  ): Map<string, Anchor> {
    const anchors = new Map<string, Anchor>();
    for (const callout of callouts) {
      const part = machine?.place(callout.nodes);
      if (!part) continue;
      const seen = part.centre.clone().project(camera);
      anchors.set(callout.id, {
        x: ((seen.x + 1) / 2) * width,
        y: ((1 - seen.y) / 2) * height,
        inPicture: Math.abs(seen.x) <= 1 && Math.abs(seen.y) <= 1 && seen.z < 1,
        hidden: this.hidden.has(callout.id),
      });
    }
    return anchors;
  }
}
