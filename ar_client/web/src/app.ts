/** Puts the parts together: messages and touches change the state, and each animation frame draws it once. */

import { announcements } from "./announce";
import { type Connection, linkStatus } from "./connection";
import { patch, type VNode } from "./dom";
import { holdOf, measuredOf, signerOf } from "./gates";
import { assetList } from "./panels/assets";
import { headline } from "./panels/headline";
import { procedurePanel } from "./panels/procedure";
import { refusal } from "./panels/refusal";
import { stageBar, stageNote } from "./panels/stage";
import { tabList } from "./panels/tabs";
import { topBar } from "./panels/topbar";
import { whyPanel } from "./panels/why";
import { choose, EMPTY_SCENE, nextStep, reduce, type SceneState } from "./scene";
import { settled, signingOf, stepOf } from "./settle";
import type { Stage } from "./stage/stage";
import { stageInput } from "./stage-input";
import { EMPTY_SCREEN, lookUp, type ScreenState, type StageState, shownAsset, type View } from "./view";
import type { ServerMessage } from "./wire.gen";

/** The places of the page that are drawn into. */
export type Slot =
  | "topbar"
  | "assets"
  | "headline"
  | "stage-note"
  | "stage-bar"
  | "tabs"
  | "why"
  | "procedure"
  | "alert"
  | "announcer";

// After a step is ticked the next button may appear under the same finger: one tap must never tick two.
const SETTLE_MS = 700;
/** Steps that follow one another faster are jumped to: a gliding panel would not arrive. */
const HURRIED_MS = 1000;
/** An acknowledgement that was neither recorded nor refused may be sent again after so long. */
const PENDING_MS = 8000;

export class App {
  scene: SceneState = EMPTY_SCENE;
  private screen: ScreenState;
  private stage: Stage | null = null;
  private stageFailed = false;
  /** When the values, and when anything, of an asset came. */
  private readonly valuesHeard = new Map<string, number>();
  private readonly heard = new Map<string, number>();
  private view: View;
  private dirty = true;
  private wanted = false;
  private signingSince = 0;
  private pendingSince = 0;
  private stepShownAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly slots: Readonly<Record<Slot, Element>>,
    private readonly connection: () => Connection,
    private readonly keepActor: (actor: string) => void,
    actor: string,
  ) {
    this.screen = { ...EMPTY_SCREEN, actor };
    this.view = this.look();
  }

  received(message: ServerMessage, isNew: boolean): void {
    const before = this.scene;
    this.scene = reduce(this.scene, message);
    if (isNew) this.note(message);
    if (message.type === "hello" && this.scene.chosen !== null) this.subscribe([this.scene.chosen]);
    if (this.scene.refused !== before.refused && this.scene.refused !== null)
      this.screen = { ...this.screen, refused: this.scene.refused, pending: null };
    this.changed();
  }

  /** The stage came up; null: this browser shows no 3D. */
  staged(stage: Stage | null): void {
    this.stage = stage;
    this.stageFailed = stage === null;
    this.changed();
  }

  /** Something to draw has changed. */
  changed(): void {
    this.dirty = true;
    this.want();
  }

  /** A frame is wanted, for the stage at least. */
  want(): void {
    if (this.wanted) return;
    this.wanted = true;
    requestAnimationFrame((now) => this.frame(now));
  }

  setScreen(change: Partial<ScreenState>): void {
    this.screen = { ...this.screen, ...change };
    if (change.actor !== undefined) this.keepActor(change.actor);
    this.changed();
  }

  /** assetId: chosen by a person; null: follow the alarms again. */
  choose(assetId: string | null): void {
    this.scene = choose(this.scene, assetId);
    this.subscribe(assetId === null ? (this.scene.hello?.assets.map((asset) => asset.id) ?? []) : [assetId]);
    this.changed();
  }

  /** Say that the step is done; the server decides. beyondLimits: so that a value it will refuse is on record. */
  acknowledge(stepId: string, beyondLimits = false): void {
    const { case: open } = this.view.records;
    const now = performance.now();
    if (!open || this.screen.pending !== null || now - this.signingSince < SETTLE_MS) return;
    const step = nextStep(open)?.step;
    if (step?.id !== stepId) return;
    const view = { ...this.view, screen: this.screen };
    const actor = signerOf(view);
    const hold = holdOf(view, open, step);
    if (actor === null || (hold !== null && !(beyondLimits && hold.kind === "limits"))) return;
    const sent = this.connection().send({
      type: "acknowledge-step",
      asset_id: open.asset_id,
      case_id: open.case_id,
      step_id: stepId,
      actor,
      value: measuredOf(view, step),
    });
    this.pendingSince = now;
    this.setScreen({ pending: sent ? stepId : null, refused: null });
  }

  /** The person who signs from now on; the one who does already: show the others. */
  choosePerson(name: string): void {
    const isChosen = signerOf(this.view) === name;
    this.setScreen({ actor: name, choosing: isChosen && !this.screen.choosing });
  }

  toggleTask(taskId: string, expanded: boolean): void {
    this.setScreen({ tasks: { ...this.screen.tasks, [taskId]: !expanded } });
  }

  toggleXray(): void {
    this.setScreen({ xray: !this.view.stage.xray });
  }

  follow(): void {
    this.stage?.follow();
    this.setScreen({ xray: null });
  }

  private note(message: ServerMessage): void {
    const now = performance.now();
    if (message.type === "frame") this.valuesHeard.set(message.record.asset_id, now);
    if (message.type === "asset-state") this.heard.set(message.asset_id, now);
  }

  private subscribe(assetIds: readonly string[]): void {
    this.connection().send({ type: "subscribe", asset_ids: assetIds });
  }

  private frame(now: number): void {
    this.wanted = false;
    if (this.dirty) this.draw();
    if (this.stage?.frame(now)) this.want();
  }

  private draw(): void {
    this.dirty = false;
    const before = this.view;
    this.settle(before);
    this.view = this.look();
    const { view } = this;
    const focused =
      document.activeElement?.closest("[data-action='done']") !== null && document.activeElement !== null;
    for (const [slot, nodes] of drawings(view)) patch(this.slots[slot], nodes);
    for (const line of announcements(before, view)) this.slots.announcer.textContent = line;
    this.slots.procedure.classList.toggle("tab-shown", view.screen.tab === "do");
    this.slots.why.classList.toggle("tab-shown", view.screen.tab === "why");
    this.slots.alert.classList.toggle("alert-shown", view.screen.refused !== null);
    const page = document.documentElement.classList;
    page.toggle("link-down", view.link.phase !== "live");
    page.toggle("no-case", view.records.case === null || view.records.case.closed !== null);
    if (stepOf(before) !== stepOf(view)) this.showStep(focused);
    if (before.shown !== view.shown) this.showAsset();
    this.stage?.show(stageInput(view, document.baseURI));
  }

  private settle(before: View): void {
    const now = this.look();
    const late = performance.now() - this.pendingSince > PENDING_MS;
    if (signingOf(before) !== signingOf(now)) this.signingSince = performance.now();
    this.screen = settled(before, now, late);
  }

  private look(): View {
    const shown = shownAsset(this.scene, this.view?.shown ?? null);
    const now = performance.now();
    const values = shown === null ? undefined : this.valuesHeard.get(shown);
    return {
      ...lookUp(this.scene, shown),
      scene: this.scene,
      screen: this.screen,
      stage: this.stage?.state() ?? this.noStage(),
      link: this.view ? this.connection().status() : linkStatus(false, null, 0),
      valuesAge: values === undefined ? null : (now - values) / 1000,
      ages: new Map([...this.heard].map(([id, heard]) => [id, (now - heard) / 1000])),
      now: new Date(),
    };
  }

  private noStage(): StageState {
    const status = this.stageFailed ? "no-graphics" : "loading";
    return { status, xray: false, follows: true, notInModel: [] };
  }

  /** Bring the shown asset's card into its strip. Not scrollIntoView: that would scroll the page too. */
  private showAsset(): void {
    const card = this.slots.assets.querySelector("[aria-pressed='true']")?.parentElement;
    const list = card?.parentElement;
    if (card && list) list.scrollLeft = card.offsetLeft - list.offsetLeft - 12;
  }

  /** Bring the next step, with the warnings before it, to the top of its panel; after the last, the proof. */
  private showStep(wasFocused: boolean): void {
    const panel = this.slots.procedure;
    const step = panel.querySelector<HTMLElement>("[aria-current='step'], .proof");
    if (!step) return;
    if (wasFocused) step.focus({ preventScroll: true });
    const hurried = performance.now() - this.stepShownAt < HURRIED_MS;
    this.stepShownAt = performance.now();
    const still = hurried || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = panel.scrollTop + step.getBoundingClientRect().top - panel.getBoundingClientRect().top - 12;
    panel.scrollTo({ top, behavior: still ? "auto" : "smooth" });
  }
}

function drawings(view: View): readonly (readonly [Slot, readonly VNode[]])[] {
  return [
    ["topbar", topBar(view)],
    ["assets", assetList(view)],
    ["headline", headline(view)],
    ["stage-note", stageNote(view)],
    ["stage-bar", stageBar(view)],
    ["tabs", tabList(view)],
    ["why", whyPanel(view)],
    ["procedure", procedurePanel(view)],
    ["alert", refusal(view)],
  ];
}
