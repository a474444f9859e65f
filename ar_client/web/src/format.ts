/** Numbers and times as people read them. Units come from the server as they are to be shown. */

import { strings } from "./strings.en";

const MOST_DECIMALS = 6;

/** Three significant digits, but never fewer than the whole number: 0.0412, 3.20, 47.1, 1475. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 0.001) return value.toExponential(1).replace("-", "−").replace("e−", " × 10^−");
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(decimals, 4)).replace("-", "−");
}

/** The number that a person typed, with a decimal point or comma; null when it is none. No marks between thousands. */
export function parseNumber(typed: string): number | null {
  const text = typed.trim().replace("−", "-").replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A number with all its digits, as typed or as a manual gives it. */
export function exactText(value: number): string {
  return String(value).replace("-", "−");
}

/** A value with its unit, a category by its name, or a dash when there is no value. */
export function valueText(value: number | null, unit: string, categories: readonly string[] = []): string {
  if (value === null) return strings.noValue;
  const category = categories[value];
  if (category !== undefined) return category;
  return unit === "" ? numberText(value) : `${numberText(value)} ${unit}`;
}

/** The healthy range, in the unit of the value beside it; empty when it is not known. */
export function rangeText(low: number | null, high: number | null): string {
  if (low !== null && high !== null) return strings.rangeBetween(boundText(low), boundText(high));
  if (high !== null) return strings.rangeBelow(boundText(high));
  return low === null ? "" : strings.rangeAbove(boundText(low));
}

/** A probability (0 to 1) as a percentage that never claims certainty that was not there. */
export function percentText(probability: number): string {
  const whole = Math.round(probability * 100);
  if (probability > 0 && whole < 1) return "< 1 %";
  if (probability < 1 && whole > 99) return "> 99 %";
  return `${whole} %`;
}

/** How sure a probability is, both ends 0 to 1; null when that is not known or would say nothing more. */
export function intervalText(low: number | null, high: number | null): string | null {
  if (low === null || high === null) return null;
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
  if (from === to) return null;
  if (from < 1 && to > 99) return strings.interval.anything;
  if (to > 99) return strings.interval.atLeast(percentText(low));
  if (from < 1) return strings.interval.atMost(percentText(high));
  return strings.interval.between(String(from), percentText(high));
}

/** A change in a signal's unit, with digits enough for all of its end, and to tell that from its start. */
export function changeText(from: number, to: number, unit: string): string {
  let decimals = Math.max(decimalsOf(numberText(from)), decimalsOf(String(to)));
  while (decimals < MOST_DECIMALS && from.toFixed(decimals) === to.toFixed(decimals)) decimals += 1;
  const text = (value: number) => value.toFixed(Math.min(decimals, MOST_DECIMALS)).replace("-", "−");
  return strings.change(text(from), unit === "" ? text(to) : `${text(to)} ${unit}`);
}

/** Signed points: +31, −4, 0. */
export function pointsText(points: number): string {
  const rounded = Math.abs(points) < 10 ? Math.round(points * 10) / 10 : Math.round(points);
  if (rounded === 0) return "0";
  return `${rounded > 0 ? "+" : "−"}${Math.abs(rounded)}`;
}

/** Seconds as an age: 8 s, 3 min, 2 h. */
export function ageText(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}

/** An instant in the reader's own time zone: the time of day, and the date unless it is today's. */
export function timeText(iso: string, now: Date): string {
  const time = new Date(iso);
  const clock = time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return time.toDateString() === now.toDateString() ? clock : `${time.toLocaleDateString()} ${clock}`;
}

/** The first characters of a digest, enough to tell it from others by eye. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 10);
}

function decimalsOf(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

/** A bound is a round figure: without the zeros that only a measurement needs. */
function boundText(value: number): string {
  const text = numberText(value);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
