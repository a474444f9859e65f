/** Small pictures. Each state has its own shape, so that colour is never the only sign. */

import { h, type VNode } from "../dom";

// Drawn on 24 × 24, filled with the text's colour; even-odd, so that an inner outline is a hole.
const PATHS = {
  healthy: "M12 1a11 11 0 1 1 0 22a11 11 0 0 1 0-22zM10.2 17.6l8.3-9-2.2-2-6.2 6.7-2.5-2.5-2.1 2.1z",
  watch: "M12 .8l11.2 11.2L12 23.2.8 12zM10.6 6h2.8v7.6h-2.8zM10.6 15.4h2.8v2.8h-2.8z",
  alarm: "M7.2 1h9.6L23 7.2v9.6L16.8 23H7.2L1 16.8V7.2zM10.5 5.5h3v8.3h-3zM10.5 15.6h3v3h-3z",
  unknown:
    "M12 1a11 11 0 1 1 0 22a11 11 0 0 1 0-22zM10.7 16h2.7v2.7h-2.7zM8 9.5h2.7c0-1 .6-1.7 1.5-1.7.8 0 1.4.5 1.4 1.3 0 1.5-2.9 1.9-2.9 5.4h2.6c0-2.3 3-2.5 3-5.4C16.3 6.8 14.6 5.3 12.2 5.3 9.7 5.3 8 7 8 9.5z",
  high: "M12 2l9 10h-5.5v10h-7V12H3z",
  low: "M12 22l-9-10h5.5V2h7v10H21z",
  normal: "M9.5 19.5L2.5 12.5l2.6-2.6 4.4 4.4L19 4.8l2.6 2.6z",
  warning: "M12 1.5L23.5 22H.5zM10.7 8.5h2.6v7h-2.6zM10.7 17h2.6v2.6h-2.6z",
  caution:
    "M3 2h18a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM10.5 5.5h3v8.3h-3zM10.5 15.6h3v3h-3z",
  note: "M12 1a11 11 0 1 1 0 22a11 11 0 0 1 0-22zM10.6 10h2.8v8.5h-2.8zM10.6 5.5h2.8v2.8h-2.8z",
  live: "M12 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM5.6 5.6l1.8 1.8a6.5 6.5 0 0 0 0 9.2l-1.8 1.8a9 9 0 0 1 0-12.8zM18.4 5.6a9 9 0 0 1 0 12.8l-1.8-1.8a6.5 6.5 0 0 0 0-9.2z",
  stale:
    "M12 1a11 11 0 1 1 0 22a11 11 0 0 1 0-22zM12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM10.8 6.5h2.5v5.2l3.7 3.3-1.7 1.9-4.5-4z",
  lost: "M4.2 2.4L21.6 19.8l-1.8 1.8L2.4 4.2zM12 8.5l3.5 3.5a3.5 3.5 0 0 0-3.5-3.5zM5.6 18.4a9 9 0 0 1-1.9-9.7l2 2a6.5 6.5 0 0 0 1.7 5.9zM18.4 5.6a9 9 0 0 1 1.9 9.7l-2-2a6.5 6.5 0 0 0-1.7-5.9z",
  tick: "M9.5 20L1.8 12.3l3-3 4.7 4.7L19.3 4.2l3 3z",
  cross: "M4.8 2.2L12 9.4l7.2-7.2 2.6 2.6L14.6 12l7.2 7.2-2.6 2.6L12 14.6l-7.2 7.2-2.6-2.6L9.4 12 2.2 4.8z",
  dash: "M4 10.2h16v3.6H4z",
  "make-safe": "M6 10V7.5a6 6 0 0 1 12 0V10h2v12.5H4V10zM9 10h6V7.5a3 3 0 0 0-6 0zM10.7 14v4.5h2.6V14z",
  confirm:
    "M10 2a8 8 0 0 1 6.3 12.9l6.2 6.2-2.4 2.4-6.2-6.2A8 8 0 1 1 10 2zM10 5a5 5 0 1 0 0 10a5 5 0 0 0 0-10z",
  repair: "M22 6.6a6 6 0 0 1-7.7 7.2L6 22.1A2.9 2.9 0 0 1 1.9 18l8.3-8.3A6 6 0 0 1 17.4 2l-3.5 3.5.6 4 4 .6z",
  restore: "M12 3a9 9 0 1 1-8.6 11.6l2.9-.9A6 6 0 1 0 7.3 8.2L10 11H2V3l3.1 3.1A9 9 0 0 1 12 3z",
  follow:
    "M12 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM2 9V2h7v2.7H4.7V9zM15 2h7v7h-2.7V4.7H15zM4.7 15v4.3H9V22H2v-7zM19.3 15H22v7h-7v-2.7h4.3z",
  xray: "M3 5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM5.5 5.5v13h13v-13zM12 7.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9z",
  sign: "M5 2h14v20l-7-5-7 5z",
  open: "M4 8l2-2 6 6 6-6 2 2-8 8z",
  person: "M12 2a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM12 13.5c5.5 0 9 3 9 8.5H3c0-5.5 3.5-8.5 9-8.5z",
  electrical: "M14.5 1L4 14h6.5L8.5 23 20 9.5h-7z",
  pressure:
    "M12 2.5a10 10 0 0 1 8 16l-2.4-1.8a7 7 0 1 0-11.2 0L4 18.5a10 10 0 0 1 8-16zM16.2 8.2l1.3 1.3-3.6 4.6a2.2 2.2 0 1 1-2.3-2.3z",
  rotation: "M12 3a9 9 0 0 1 7.2 3.6L22 4v8h-8l2.9-2.9a6 6 0 1 0 .8 4.9h3.1A9 9 0 1 1 12 3z",
  gravity: "M5 2h14v7H5zM10.5 11h3v5.5h4L12 23l-5.5-6.5h4z",
  thermal: "M12 1c1 5 6.5 7.5 6.5 14a6.5 6.5 0 0 1-13 0c0-3 1.5-5 3-6.5.3 2 1 3 2 3.5C10 8 10.5 4 12 1z",
  chemical: "M8 2h8v2.5h-1V10l6 10.5V22H3v-1.5L9 10V4.5H8z",
  spring: "M4 2h16v2.6H4zM4 19.4h16V22H4zM5 6l14 3.3v2L9 13.5l10 2v2.6L5 15v-2.2l9.5-2.2L5 8.6z",
  radiation:
    "M12 9.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5zM1.5 12H8a4 4 0 0 1 2-3.5L6.7 3A10.5 10.5 0 0 0 1.5 12zM22.5 12H16a4 4 0 0 0-2-3.5L17.3 3a10.5 10.5 0 0 1 5.2 9zM12 16a4 4 0 0 0 2-.5l3.3 5.6a10.5 10.5 0 0 1-10.6 0L10 15.5a4 4 0 0 0 2 .5z",
  phone: "M6.5 1.5l4 5.5-2.5 2.7c1.2 2.7 3.5 5 6.3 6.3L17 13.5l5.5 4-2 4.5C10.5 23 1 13.5 2 3.5z",
} as const;

export type IconName = keyof typeof PATHS;

/** The picture alone, hidden from screen readers: the word always stands beside it. */
export function icon(name: IconName): VNode {
  return h(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    h("path", { d: PATHS[name], "fill-rule": "evenodd" }),
  );
}
