import { beforeAll, describe, expect, it } from "vitest";
import { h, patch } from "../src/dom";

/** As much of a browser's document as `patch` uses; counts what is written. */
class FakeNode {
  parent: FakeElement | null = null;
  nodeType = 3;
  constructor(public nodeValue: string | null) {}
  get nextSibling(): FakeNode | null {
    const siblings = this.parent?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  remove(): void {
    if (this.parent) this.parent.childNodes = this.parent.childNodes.filter((child) => child !== this);
    this.parent = null;
  }
}

class FakeElement extends FakeNode {
  override nodeType = 1;
  childNodes: FakeNode[] = [];
  attributes = new Map<string, string>();
  namespaceURI = "html";
  constructor(readonly tagName: string) {
    super(null);
  }
  get firstChild(): FakeNode | null {
    return this.childNodes[0] ?? null;
  }
  insertBefore(node: FakeNode, before: FakeNode | null): void {
    writes += 1;
    node.remove();
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, node);
    node.parent = this;
  }
  setAttribute(name: string, value: string): void {
    writes += 1;
    this.attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  text(): string {
    return this.childNodes
      .map((child) => (child instanceof FakeElement ? child.text() : child.nodeValue))
      .join("|");
  }
}

let writes = 0;

beforeAll(() => {
  const document = {
    createElement: (tag: string) => new FakeElement(tag),
    createElementNS: (_: string, tag: string) => new FakeElement(tag),
    createTextNode: (text: string) => new FakeNode(text),
  };
  Object.assign(globalThis, { document, Element: FakeElement, Node: { TEXT_NODE: 3 } });
});

function host(): FakeElement & Element {
  return new FakeElement("host") as unknown as FakeElement & Element;
}

function items(...keys: string[]) {
  return keys.map((key) => h("li", { key, class: key }, key));
}

describe("patch", () => {
  it("writes nothing when nothing has changed", () => {
    const list = host();
    patch(list, items("a", "b", "c"));
    writes = 0;
    patch(list, items("a", "b", "c"));
    expect(writes).toBe(0);
  });

  it.each([
    [
      ["a", "b", "c"],
      ["c", "a", "b"],
    ],
    [
      ["a", "b"],
      ["x", "a", "y", "b"],
    ],
    [
      ["a", "b", "c", "d"],
      ["d", "b"],
    ],
    [["a"], []],
  ])("turns %j into %j and keeps the elements that stay", (before, after) => {
    const list = host();
    patch(list, items(...before));
    const kept = new Map(list.childNodes.map((node) => [(node as unknown as FakeElement).text(), node]));
    patch(list, items(...after));
    expect(list.text()).toBe(after.join("|"));
    for (const node of list.childNodes) {
      const text = (node as unknown as FakeElement).text();
      if (before.includes(text)) expect(node).toBe(kept.get(text));
    }
  });

  it("does not move an element that stays when those before it go: it would lose the focus", () => {
    const list = host();
    patch(list, items("a", "b", "c"));
    const moves: FakeNode[] = [];
    const insert = list.insertBefore.bind(list);
    Object.assign(list, {
      insertBefore: (node: FakeNode, before: FakeNode | null) => {
        moves.push(node);
        insert(node as unknown as FakeElement & Element, before as unknown as FakeElement & Element);
      },
    });
    patch(list, items("c"));
    expect(list.text()).toBe("c");
    patch(list, items("a", "c"));
    expect([list.text(), moves.length]).toEqual(["a|c", 1]);
  });

  it("keeps what a person did to an attribute that it does not write", () => {
    const list = host();
    patch(list, [h("details", { class: "x" }, "1")]);
    const details = list.childNodes[0] as unknown as FakeElement;
    details.setAttribute("open", "");
    patch(list, [h("details", { class: "y" }, "2")]);
    expect(list.childNodes[0]).toBe(details);
    expect([...details.attributes]).toEqual([
      ["class", "y"],
      ["open", ""],
    ]);
    expect(details.text()).toBe("2");
  });

  it("replaces an element of another tag and text by elements", () => {
    const list = host();
    patch(list, ["text", h("p", {}, "1")]);
    patch(list, [h("div", {}, "2"), "text"]);
    expect(list.text()).toBe("2|text");
  });

  it("takes away attributes that are no longer there", () => {
    const list = host();
    patch(list, [h("p", { title: "a", hidden: true })]);
    patch(list, [h("p", { title: null, hidden: false })]);
    expect((list.childNodes[0] as unknown as FakeElement).attributes.size).toBe(0);
  });
});
