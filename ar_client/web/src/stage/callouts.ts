/** The callout cards over the picture, and the lines that tie each to its place on the machine. */

import { patch, type VNode } from "../dom";
import { type Box, layOut, type Place, type Side } from "./layout";

/** Where on the picture (pixels) a callout's place is. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  /** On the picture at all. */
  readonly inPicture: boolean;
  /** Behind a solid part. */
  readonly hidden: boolean;
}

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 12;
const DOT = 4.5;
/** What the line "+ 2 more" takes at the bottom. */
const MORE_HEIGHT = 24;
/** Below this width the cards stand above and below the machine instead of at its sides. */
const COLUMNS_FROM = 700;

export class CalloutLayer {
  private readonly lines = document.createElementNS(SVG, "svg");
  private readonly cards = document.createElement("div");
  private readonly more = document.createElement("p");
  private sides: ReadonlyMap<string, Side> = new Map();
  private priorities: ReadonlyMap<string, number> = new Map();
  private sizes = new Map<string, { readonly width: number; readonly height: number }>();
  private measured = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly moreText: (count: number) => string,
  ) {
    this.lines.setAttribute("class", "leaders");
    this.lines.setAttribute("aria-hidden", "true");
    this.cards.className = "callout-cards";
    this.more.className = "callouts-more";
    host.append(this.lines, this.cards, this.more);
  }

  /** cards: one node a callout, keyed and marked (`data-signal`) with its id. */
  setCards(cards: readonly VNode[], priorities: ReadonlyMap<string, number>): void {
    patch(this.cards, cards);
    this.priorities = priorities;
    this.measured = false;
  }

  /** After a change of size the cards may be of another size too. */
  resized(): void {
    this.measured = false;
  }

  /** The part of the picture (0 to 1 of its width and height) that the cards leave free. */
  free(): { width: number; height: number } {
    const { clientWidth: width, clientHeight: height } = this.host;
    this.measure();
    if (this.sizes.size === 0 || width === 0 || height === 0) return { width: 0.94, height: 0.9 };
    const sizes = [...this.sizes.values()];
    if (width >= COLUMNS_FROM) {
      const column = Math.max(...sizes.map((size) => size.width)) + MARGIN * 2;
      return { width: Math.max(0.4, (width - 2 * column) / width), height: 0.92 };
    }
    const row = Math.max(...sizes.map((size) => size.height)) + MARGIN * 2;
    return { width: 0.94, height: Math.max(0.4, (height - 2 * row) / height) };
  }

  /** Put every card where it belongs and draw its line. */
  place(anchors: ReadonlyMap<string, Anchor>): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    this.measure();
    const boxes = [...this.sizes].map(([id, size]) => this.box(id, size, anchors.get(id), width, height));
    const field = { left: MARGIN, top: MARGIN, right: width - MARGIN, bottom: height - MARGIN };
    const rows = width < COLUMNS_FROM;
    const all = layOut(boxes, field, rows, this.sides);
    const short = { ...field, bottom: field.bottom - MORE_HEIGHT };
    const layout = all.leftOut.length === 0 ? all : layOut(boxes, short, rows, this.sides);
    this.sides = new Map(layout.places.map((place) => [place.id, place.side]));
    const places = new Map(layout.places.map((place) => [place.id, place]));
    for (const card of this.cardElements()) this.move(card, places.get(card.dataset["signal"] ?? ""));
    this.draw(layout.places, anchors);
    const count = layout.leftOut.length;
    this.more.textContent = count === 0 ? "" : this.moreText(count);
  }

  private box(
    id: string,
    size: { readonly width: number; readonly height: number },
    anchor: Anchor | undefined,
    width: number,
    height: number,
  ): Box {
    const anchorX = Math.min(Math.max(anchor?.x ?? width / 2, 0), width);
    const anchorY = Math.min(Math.max(anchor?.y ?? height / 2, 0), height);
    return { id, ...size, anchorX, anchorY, priority: this.priorities.get(id) ?? 0 };
  }

  private move(card: HTMLElement, place: Place | undefined): void {
    card.classList.toggle("callout-out", place === undefined);
    if (place) card.style.transform = `translate(${Math.round(place.x)}px, ${Math.round(place.y)}px)`;
  }

  private draw(places: readonly Place[], anchors: ReadonlyMap<string, Anchor>): void {
    const edges: Element[] = [];
    const drawn: Element[] = [];
    for (const place of places) {
      const anchor = anchors.get(place.id);
      const size = this.sizes.get(place.id);
      if (!anchor?.inPicture || !size) continue;
      const kind = `leader${anchor.hidden ? " leader-hidden" : ""}`;
      const d = leader(place, size, anchor);
      edges.push(shape("path", { class: "leader-edge", d }));
      drawn.push(shape("path", { class: kind, d }));
      drawn.push(shape("circle", { class: kind, cx: anchor.x, cy: anchor.y, r: DOT }));
    }
    this.lines.replaceChildren(...edges, ...drawn);
  }

  private measure(): void {
    if (this.measured) return;
    this.measured = true;
    this.sizes = new Map(
      this.cardElements().map((card) => [
        card.dataset["signal"] ?? "",
        { width: card.offsetWidth, height: card.offsetHeight },
      ]),
    );
  }

  private cardElements(): HTMLElement[] {
    return [...this.cards.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
  }
}

/** From the edge of the card that faces the machine, a short way straight, then to the place. */
function leader(place: Place, size: { readonly width: number; readonly height: number }, to: Anchor): string {
  const middleX = place.x + size.width / 2;
  const middleY = place.y + size.height / 2;
  const elbow = 18;
  const [fromX, fromY, overX, overY] = {
    left: [place.x + size.width, middleY, elbow, 0],
    right: [place.x, middleY, -elbow, 0],
    top: [middleX, place.y + size.height, 0, elbow],
    bottom: [middleX, place.y, 0, -elbow],
  }[place.side] as [number, number, number, number];
  return `M${fromX} ${fromY}l${overX} ${overY}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
}

function shape(tag: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
