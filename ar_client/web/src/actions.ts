/** Touches, clicks and keys: one listener for the page; each control names its action in `data-action`. */

import type { App } from "./app";

export function listen(root: HTMLElement, app: App): void {
  root.addEventListener("click", (event) => {
    const control = controlOf(event);
    if (control && control.getAttribute("aria-disabled") !== "true") act(app, control);
  });
  root.addEventListener("input", (event) => {
    const control = controlOf(event);
    if (!(control instanceof HTMLInputElement)) return;
    if (control.dataset["action"] === "name") app.setScreen({ actor: control.value });
    if (control.dataset["action"] === "value") app.setScreen({ value: control.value });
  });
  root.addEventListener("keydown", (event) => {
    const tab = (event.target as Element | null)?.closest<HTMLElement>("[role='tab']");
    if (!tab || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    const other = [...(tab.parentElement?.children ?? [])].find((sibling) => sibling !== tab);
    if (!(other instanceof HTMLElement)) return;
    act(app, other);
    other.focus();
  });
}

function controlOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-action]") : null;
}

function act(app: App, control: HTMLElement): void {
  const id = control.dataset["id"] ?? "";
  switch (control.dataset["action"]) {
    case "choose-asset":
      app.choose(id);
      break;
    case "follow-alarms":
      app.choose(null);
      break;
    case "tab":
      app.setScreen({ tab: id === "why" ? "why" : "do" });
      break;
    case "open-mode":
      app.setScreen({ mode: id });
      break;
    case "toggle-task":
      app.toggleTask(id, control.getAttribute("aria-expanded") === "true");
      break;
    case "done":
      app.acknowledge(id);
      break;
    case "tell-log":
      app.acknowledge(id, true);
      break;
    case "choose-person":
      app.choosePerson(id);
      break;
    case "dismiss-refusal":
      app.setScreen({ refused: null });
      break;
    case "stage-follow":
      app.follow();
      break;
    case "stage-xray":
      app.toggleXray();
      break;
  }
}
