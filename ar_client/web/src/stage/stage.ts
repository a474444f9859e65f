/**
 * The 3D stage. It is told what to show and draws it when something has changed; it decides nothing about machines.
 * A frame is drawn only while the camera moves, a light pulses, or what is shown has changed.
 */

import { NeutralToneMapping, PCFShadowMap, Scene, WebGLRenderer } from "three";
import { strings } from "../strings.en";
import type { StageState } from "../view";
import { Anchors } from "./anchors";
import { CalloutLayer } from "./callouts";
import { CameraRig } from "./camera";
import type { StageInput } from "./input";
import { Machine } from "./machine";
import { Pace } from "./pace";
import { Ground, studioEnvironment } from "./studio";

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
  private readonly pace = new Pace();
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
  private readonly anchors = new Anchors();

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
    if (placesOf(before) !== placesOf(input)) this.anchors.forget();
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
    const callouts = this.input?.callouts ?? [];
    if (!moving && this.anchors.look(callouts, this.machine, this.rig.camera)) this.unplaced = true;
    // What was drawn coarsely in motion is drawn once more when it rests.
    const coarse = this.pixelRatio() !== this.renderer.getPixelRatio();
    if (moving || pulsing || this.stale || coarse) this.render(moving, now);
    if (moving || this.stale || this.unplaced) {
      const { clientWidth: width, clientHeight: height } = this.host;
      this.layer.place(this.anchors.find(callouts, this.machine, this.rig.camera, width, height));
    }
    this.stale = false;
    this.unplaced = false;
    return moving || pulsing;
  }

  private render(moving: boolean, now: number): void {
    if (moving) this.pace.moving(now);
    else this.pace.rest();
    const ratio = this.pixelRatio() * (moving ? this.pace.scale : 1);
    if (ratio !== this.renderer.getPixelRatio()) this.renderer.setPixelRatio(ratio);
    this.renderer.render(this.scene, this.rig.camera);
  }

  /** More than two device pixels a CSS pixel cost much and show little. */
  private pixelRatio(): number {
    return Math.min(devicePixelRatio, 2);
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

  private moved(): void {
    this.anchors.forget();
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
