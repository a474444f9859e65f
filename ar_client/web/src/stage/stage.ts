/**
 * The 3D stage. It is told what to show and draws it when something has changed; it decides nothing about machines.
 * A frame is drawn only while the camera moves, a light pulses, or what is shown has changed.
 */

import { NeutralToneMapping, PCFShadowMap, Scene, Vector3, WebGLRenderer } from "three";
import type { VNode } from "../dom";
import { strings } from "../strings.en";
import type { StageState } from "../view";
import { type Anchor, CalloutLayer } from "./callouts";
import { CameraRig } from "./camera";
import type { Lit } from "./highlight";
import { Machine } from "./machine";
import { Ground, studioEnvironment } from "./studio";

export interface StageCallout {
  readonly id: string;
  /** Where it belongs: the node itself, then what stands in for it when the model lacks it. */
  readonly nodes: readonly string[];
  readonly priority: number;
  readonly card: VNode;
}

export interface StageInput {
  readonly label: string;
  readonly assetId: string | null;
  readonly modelUrl: string | null;
  readonly nodes: ReadonlySet<string>;
  readonly lit: readonly Lit[];
  readonly callouts: readonly StageCallout[];
  readonly xray: boolean | null;
}

export interface StageEvents {
  /** A frame is wanted. */
  readonly wanted: () => void;
  /** `state()` has changed. */
  readonly changed: () => void;
}

// Moving pictures longer than five seconds need a way to stop them (WCAG 2.2.2): the pulse ends by itself.
const PULSE_MS = 5000;
const PULSE_PERIOD_MS = 1250;
const OUTLINE_PX = 3;

export class Stage {
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly ground = new Ground();
  private readonly rig: CameraRig;
  private readonly layer: CalloutLayer;
  private readonly machines = new Map<string, Promise<Machine>>();
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private input: StageInput | null = null;
  private machine: Machine | null = null;
  private status: StageState["status"] = "none";
  /** The picture is out of date. */
  private stale = true;
  /** The cards are. */
  private unplaced = true;
  private pulseFrom: number | null = null;
  private hidden: ReadonlySet<string> = new Set();
  private hiddenChecked = false;

  /** Throws when the browser has no WebGL 2. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly host: HTMLElement,
    overlay: HTMLElement,
    private readonly events: StageEvents,
  ) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, stencil: true });
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.renderer.shadowMap.autoUpdate = false;
    this.scene.environment = studioEnvironment(this.renderer);
    this.scene.environmentIntensity = 0.75;
    this.scene.add(this.ground.group);
    this.layer = new CalloutLayer(overlay, strings.stage.more);
    this.rig = new CameraRig(canvas, {
      changed: () => this.moved(),
      taken: () => events.changed(),
      followed: () => this.follow(),
    });
    canvas.addEventListener("webglcontextrestored", () => this.restored());
    new ResizeObserver(() => this.resized()).observe(host);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.themed());
    this.themed();
  }

  state(): StageState {
    const { machine } = this;
    return {
      status: this.status,
      xray: this.input?.xray ?? machine?.xrayNeeded ?? false,
      follows: !this.rig.taken,
      notInModel: machine?.missing() ?? [],
    };
  }

  litNodes(): string[] {
    return this.machine?.highlighter.litNodes() ?? [];
  }

  show(input: StageInput): void {
    const before = this.input;
    this.input = input;
    const otherAsset = before?.assetId !== input.assetId;
    if (otherAsset) this.rig.taken = false;
    if (before?.label !== input.label) this.canvas.setAttribute("aria-label", input.label);
    this.layer.setCards(
      input.callouts.map((callout) => callout.card),
      new Map(input.callouts.map((callout) => [callout.id, callout.priority])),
    );
    if (placesOf(before) !== placesOf(input)) this.hiddenChecked = false;
    if (before?.modelUrl !== input.modelUrl) this.change(input);
    else this.light();
    if (otherAsset) this.aim();
    this.unplaced = true;
    this.events.wanted();
  }

  /** Give the camera back to the stage. */
  follow(): void {
    this.rig.taken = false;
    this.aim();
    this.events.changed();
  }

  /** Draw if there is something new to see. True when another frame is wanted. now: ms. */
  frame(now: number): boolean {
    const moving = this.rig.update(now);
    const pulsing = this.pulse(now);
    if (this.host.clientWidth === 0 || this.host.clientHeight === 0) return false;
    if (!moving && !this.hiddenChecked) this.checkHidden();
    if (moving || pulsing || this.stale) this.renderer.render(this.scene, this.rig.camera);
    if (moving || this.stale || this.unplaced) this.layer.place(this.anchors());
    this.stale = false;
    this.unplaced = false;
    return moving || pulsing;
  }

  private change(input: StageInput): void {
    if (this.machine) this.scene.remove(this.machine.model.root);
    this.machine = null;
    this.setStatus(input.modelUrl === null ? "none" : "loading");
    if (input.modelUrl !== null) void this.load(input.modelUrl, input.nodes);
  }

  private async load(url: string, nodes: ReadonlySet<string>): Promise<void> {
    try {
      const loading = this.machines.get(url) ?? Machine.load(url, nodes);
      this.machines.set(url, loading);
      const machine = await loading;
      if (this.input?.modelUrl === url) this.enter(machine);
    } catch (error) {
      this.machines.delete(url);
      console.error(`The 3D model ${url} could not be loaded:`, error);
      if (this.input?.modelUrl === url) this.setStatus("failed");
    }
  }

  private enter(machine: Machine): void {
    this.machine = machine;
    this.scene.add(machine.model.root);
    this.ground.fit(machine.model);
    this.rig.limit(machine.model.sphere.radius);
    this.size();
    this.light();
    this.rig.go(machine.pose(this.rig.camera.aspect, this.layer.free()), true, 0);
    this.setStatus("ready");
    this.redraw();
  }

  private light(): void {
    const { machine, input } = this;
    if (!machine || !input) return;
    const change = machine.show(input.lit, input.xray);
    if (change === "none") return;
    if (change === "focus") {
      this.pulseFrom = this.still.matches || input.lit.length === 0 ? null : performance.now();
      this.aim();
    }
    this.renderer.shadowMap.needsUpdate = true;
    this.redraw();
    this.events.changed();
  }

  private aim(): void {
    if (!this.machine || this.rig.taken) return;
    const pose = this.machine.pose(this.rig.camera.aspect, this.layer.free());
    this.rig.go(pose, this.still.matches, performance.now());
    this.redraw();
  }

  private pulse(now: number): boolean {
    if (this.pulseFrom === null || !this.machine) return false;
    const passed = now - this.pulseFrom;
    const over = passed >= PULSE_MS;
    const phase = (Math.max(0, passed) / PULSE_PERIOD_MS) * 2 * Math.PI;
    this.machine.highlighter.setPulse(over ? 0 : 0.5 - 0.5 * Math.cos(phase));
    if (over) this.pulseFrom = null;
    return true;
  }

  private anchors(): Map<string, Anchor> {
    const anchors = new Map<string, Anchor>();
    const { clientWidth: width, clientHeight: height } = this.host;
    for (const callout of this.input?.callouts ?? []) {
      const part = this.machine?.place(callout.nodes);
      if (!part) continue;
      const seen = part.centre.clone().project(this.rig.camera);
      const inPicture = Math.abs(seen.x) <= 1 && Math.abs(seen.y) <= 1 && seen.z < 1;
      const x = ((seen.x + 1) / 2) * width;
      const y = ((1 - seen.y) / 2) * height;
      anchors.set(callout.id, { x, y, inPicture, hidden: this.hidden.has(callout.id) });
    }
    return anchors;
  }

  private checkHidden(): void {
    const eye = this.rig.camera.getWorldPosition(new Vector3());
    const hidden = (this.input?.callouts ?? []).filter((callout) => {
      const part = this.machine?.place(callout.nodes);
      return part && this.machine?.hides(part, eye);
    });
    this.hidden = new Set(hidden.map((callout) => callout.id));
    this.hiddenChecked = true;
    this.unplaced = true;
  }

  private moved(): void {
    this.hiddenChecked = false;
    this.redraw();
  }

  private resized(): void {
    this.size();
    this.layer.resized();
    this.aim();
    this.redraw();
  }

  private size(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || height === 0) return;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setSize(width, height, false);
    this.rig.camera.aspect = width / height;
    this.rig.camera.updateProjectionMatrix();
    this.machine?.highlighter.outlineWidth.value.set((OUTLINE_PX * 2) / width, (OUTLINE_PX * 2) / height);
  }

  private themed(): void {
    const style = getComputedStyle(this.host);
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    this.ground.setTheme(style.getPropertyValue("--grid").trim() || "#6d757d", dark);
    this.redraw();
  }

  private restored(): void {
    this.scene.environment = studioEnvironment(this.renderer);
    this.renderer.shadowMap.needsUpdate = true;
    this.redraw();
  }

  private setStatus(status: StageState["status"]): void {
    this.status = status;
    this.events.changed();
  }

  private redraw(): void {
    this.stale = true;
    this.events.wanted();
  }
}

/** Which places the callouts point at. */
function placesOf(input: StageInput | null): string {
  return input?.callouts.map((callout) => `${callout.id} ${callout.nodes[0]}`).join() ?? "";
}
