import "./styles/theme.css";
import "./styles/shared.css";
import "./styles/top.css";
import "./styles/page.css";
import "./styles/stage.css";
import "./styles/why.css";
import "./styles/procedure.css";
import "./styles/sign.css";
import "./styles/isolation.css";
import "./styles/notice.css";
import { listen } from "./actions";
import { App, type Slot } from "./app";
import { Connection, type Socket, type World } from "./connection";
import { type Summary, summary } from "./scene";
import type { Stage } from "./stage/stage";

/** What tests read: the golden summary, and the nodes that are lit in the 3D scene itself. */
interface Hook {
  readonly summary: () => Summary & { readonly litNodes: readonly string[] };
  readonly litNodes: () => readonly string[];
}

declare global {
  interface Window {
    __faultlens?: Hook;
  }
}

const ACTOR_KEY = "faultlens.actor";

const browser: World = {
  now: () => performance.now(),
  random: Math.random,
  open: (url, protocol) => new WebSocket(url, protocol) as Socket,
  after: (ms, act) => window.setTimeout(act, ms),
  cancel: (timer) => window.clearTimeout(timer),
};

start();

function start(): void {
  let stage: Stage | null = null;
  const app = new App(slots(), () => connection, keepActor, keptActor());
  const connection = new Connection(
    streamUrl(),
    browser,
    (message, isNew) => app.received(message, isNew),
    () => app.changed(),
  );
  listen(document.body, app);
  connection.connect();
  window.setInterval(() => {
    connection.tick();
    app.changed();
  }, 1000);
  window.addEventListener("offline", () => connection.lose());
  window.addEventListener("online", () => connection.connect());
  const litNodes = () => stage?.litNodes() ?? [];
  window.__faultlens = { litNodes, summary: () => ({ ...summary(app.scene), litNodes: litNodes() }) };
  void openStage(app).then((opened) => {
    stage = opened;
    app.staged(opened);
  });
}

/** The 3D stage comes in a script of its own: the words are on the screen before it, and without it. */
async function openStage(app: App): Promise<Stage | null> {
  try {
    const { Stage } = await import("./stage/stage");
    const canvas = document.querySelector("canvas");
    if (!canvas) return null;
    return new Stage(canvas, element("stage"), element("callouts"), {
      wanted: () => app.want(),
      changed: () => app.changed(),
    });
  } catch (error) {
    console.error("The 3D stage could not be opened:", error);
    return null;
  }
}

function slots(): Readonly<Record<Slot, HTMLElement>> {
  return {
    topbar: element("topbar"),
    assets: element("assets"),
    headline: element("headline"),
    "stage-note": element("stage-note"),
    "stage-bar": element("stage-bar"),
    tabs: element("tabs"),
    why: element("why"),
    procedure: element("procedure"),
    alert: element("alert"),
    announcer: element("announcer"),
  };
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element with the id ${id}`);
  return found;
}

function streamUrl(): string {
  const url = new URL("stream", document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

// A browser may forbid storage; the name is then asked for again after each reload.
function keptActor(): string {
  try {
    return localStorage.getItem(ACTOR_KEY) ?? "";
  } catch {
    return "";
  }
}

function keepActor(actor: string): void {
  try {
    localStorage.setItem(ACTOR_KEY, actor);
  } catch {
    console.warn("The name could not be kept: this browser forbids storage.");
  }
}
