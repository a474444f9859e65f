import { describe, expect, it } from "vitest";
import css from "../src/styles/theme.css?raw";

// Text and the ground that it stands on. WCAG 2.2, 1.4.6 asks 7:1, which is this project's bar.
const PAIRS: readonly (readonly [string, string])[] = [
  ...["text", "quiet", "accent", "healthy", "watch", "alarm"].map((text) => [text, "ground"] as const),
  ...["text", "quiet", "accent", "healthy", "watch", "alarm"].map((text) => [text, "panel"] as const),
  ...["text", "quiet", "accent"].map((text) => [text, "raised"] as const),
  ...["text", "quiet", "healthy", "alarm"].map((text) => [text, "card"] as const),
  ...["alarm", "watch", "healthy"].flatMap((health) => [
    [health, `${health}-ground`] as const,
    ["text", `${health}-ground`] as const,
    ["quiet", `${health}-ground`] as const,
  ]),
  ["on-accent", "accent-fill"],
  ["on-done", "done"],
  ["safety-black", "safety-orange"],
  ["safety-black", "safety-yellow"],
  ["safety-white", "safety-blue"],
];

function colours(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const [darkBlock = "", lightBlock = ""] = css.split("@media (prefers-color-scheme: light)");
const dark = colours(darkBlock);
const light = new Map([...dark, ...colours(lightBlock)]);

describe.each([
  ["dark", dark],
  ["light", light],
])("the %s theme", (_, theme) => {
  it.each(PAIRS)("shows %s on %s with at least 7:1", (text, ground) => {
    expect(contrast(theme.get(text) ?? "", theme.get(ground) ?? "")).toBeGreaterThanOrEqual(7);
  });
});
