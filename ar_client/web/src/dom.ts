/**
 * A small virtual DOM: panels are pure functions from state to nodes, and `patch` makes the page match.
 * Only what differs from the last patch is touched, so what a person opened, typed, scrolled or focused stays.
 */

export type Child = VNode | string | null | false;

export interface VNode {
  readonly tag: string;
  readonly key: string | undefined;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly (VNode | string)[];
}

type Attribute = string | number | boolean | null | undefined;

const SVG = "http://www.w3.org/2000/svg";
const drawn = new WeakMap<Node, VNode>();

/** A node. `key` tells it from its siblings; true writes an empty attribute; false, null and undefined write none. */
export function h(tag: string, attributes: Readonly<Record<string, Attribute>>, ...children: Child[]): VNode {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "key" || value === false || value === null || value === undefined) continue;
    attrs[name] = value === true ? "" : String(value);
  }
  const key = attributes["key"];
  return {
    tag,
    key: key === undefined || key === null ? undefined : String(key),
    attrs,
    children: children.filter((child): child is VNode | string => child !== null && child !== false),
  };
}

/** Make the children of `host` those nodes. */
export function patch(host: Element, next: readonly (VNode | string)[]): void {
  const old = [...host.childNodes];
  const keyed = new Map<string, ChildNode>();
  for (const node of old) {
    const key = drawn.get(node)?.key;
    if (key !== undefined) keyed.set(key, node);
  }
  // What goes, goes first: else those that stay would be moved past it, and an element that is moved loses the focus.
  const staying = new Set(next.map((child) => (typeof child === "string" ? undefined : child.key)));
  for (const [key, node] of keyed)
    if (!staying.has(key)) {
      node.remove();
      keyed.delete(key);
    }
  const free = old.filter((node) => drawn.get(node)?.key === undefined);
  let cursor: ChildNode | null = host.firstChild;
  for (const child of next) {
    const reused = typeof child !== "string" && child.key !== undefined ? keyed.get(child.key) : free.shift();
    const node = update(reused, child, host);
    if (node === cursor) cursor = cursor.nextSibling;
    else host.insertBefore(node, cursor);
    if (reused && reused !== node) {
      if (cursor === reused) cursor = reused.nextSibling;
      reused.remove();
    }
    if (typeof child !== "string" && child.key !== undefined) keyed.delete(child.key);
  }
  for (const node of [...keyed.values(), ...free]) node.remove();
}

/** The first node in the tree for which `test` holds: for tests, which need no browser. */
export function find(root: VNode | string, test: (node: VNode) => boolean): VNode | null {
  if (typeof root === "string") return null;
  if (test(root)) return root;
  for (const child of root.children) {
    const found = find(child, test);
    if (found) return found;
  }
  return null;
}

/** All text in the tree. */
export function textOf(root: VNode | string): string {
  return typeof root === "string" ? root : root.children.map(textOf).join(" ");
}

function update(node: ChildNode | undefined, next: VNode | string, host: Element): ChildNode {
  if (typeof next === "string") {
    if (node?.nodeType !== Node.TEXT_NODE) return document.createTextNode(next);
    if (node.nodeValue !== next) node.nodeValue = next;
    return node;
  }
  const before = node ? drawn.get(node) : undefined;
  const reusable = node instanceof Element && before?.tag === next.tag;
  const element = reusable ? node : create(next, host);
  const was = reusable && before ? before : null;
  if (was === next) return element;
  setAttributes(element, was?.attrs ?? {}, next.attrs);
  patch(element, next.children);
  drawn.set(element, next);
  return element;
}

function create(node: VNode, host: Element): Element {
  const svg = node.tag === "svg" || (host.namespaceURI === SVG && host.tagName !== "foreignObject");
  return svg ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
}

function setAttributes(
  element: Element,
  before: Readonly<Record<string, string>>,
  next: Readonly<Record<string, string>>,
): void {
  for (const name of Object.keys(before)) if (!(name in next)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(next)) {
    if (before[name] !== value) element.setAttribute(name, value);
  }
}
