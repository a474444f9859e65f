import { strings } from "../strings.en";
import type { Attribution } from "../wire.gen";
import { pointsPerUnit } from "./pair";

/** How the shares were computed and by what, and how uncertain they are where chance is in it. */
export function methodText(attribution: Attribution): string {
  const { methods, engines, sampled } = strings.trace;
  const said = `${methods[attribution.method]}, ${engines[attribution.engine]}`;
  if (attribution.largest_error === 0) return said;
  const points = Math.abs(attribution.largest_error * pointsPerUnit(attribution));
  return `${said}; ${sampled((Math.ceil(points * 10) / 10).toFixed(1))}`;
}
