/** How finely to draw: a weak tablet gets fewer pixels while the camera moves, and all of them once it rests. */

const SLOW_MS = 45;
const FAST_MS = 22;
const COARSEST = 0.6;
/** Longer gaps are pauses, not slow frames. */
const PAUSE_MS = 1500;

export class Pace {
  /** The part of the full resolution to draw moving pictures with. */
  scale = 1;
  private last: number | null = null;
  private average = 33;

  /** One frame of a movement was drawn at the time `now` (ms). */
  moving(now: number): void {
    const gap = this.last === null ? null : now - this.last;
    this.last = now;
    if (gap === null || gap > PAUSE_MS) return;
    this.average += (gap - this.average) * 0.3;
    if (this.average > SLOW_MS) this.change(0.8);
    else if (this.average < FAST_MS) this.change(1.1);
  }

  /** The movement is over. */
  rest(): void {
    this.last = null;
  }

  /** After a change the average starts again from the middle, so that its effect is seen before the next. */
  private change(factor: number): void {
    const scale = Math.min(1, Math.max(COARSEST, this.scale * factor));
    if (scale !== this.scale) this.average = (SLOW_MS + FAST_MS) / 2;
    this.scale = scale;
  }
}
