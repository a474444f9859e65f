/** What the stage shows of a view: the overlay frame, bound to the nodes of the model. */

import { calloutCard } from "./panels/stage";
import type { StageInput } from "./stage/input";
import { strings } from "./strings.en";
import type { View } from "./view";
import type { Callout, EquipmentView } from "./wire.gen";

/** base: the page's address, which the model's address is relative to. */
export function stageInput(view: View, base: string): StageInput {
  const { asset, equipment } = view;
  const frame = view.records.frame;
  const url = equipment?.model_url ?? null;
  return {
    label: strings.stage.label(asset ? `${asset.id}, ${asset.name}` : ""),
    assetId: asset?.id ?? null,
    modelUrl: url === null ? null : new URL(url, base).href,
    nodes: nodesOf(equipment),
    lit: (frame?.highlights ?? []).map((one) => ({
      node: one.anchor.node,
      role: one.role,
      share: one.share,
    })),
    callouts: (frame?.callouts ?? []).map((callout) => ({
      id: callout.signal_id,
      nodes: [callout.anchor.node, ...componentNodes(equipment, callout.anchor.component_id)],
      priority: priorityOf(callout),
      card: calloutCard(view, callout),
    })),
    xray: view.screen.xray,
  };
}

function nodesOf(equipment: EquipmentView | null): ReadonlySet<string> {
  const components = equipment?.components.map((component) => component.node) ?? [];
  const sensors = equipment?.signals.flatMap((signal) => signal.node ?? []) ?? [];
  return new Set([...components, ...sensors]);
}

/** The component's own node, then those of the components around it. */
function componentNodes(equipment: EquipmentView | null, componentId: string): string[] {
  const nodes: string[] = [];
  const passed = new Set<string>();
  for (let id: string | null = componentId; id !== null && !passed.has(id); ) {
    passed.add(id);
    const component = equipment?.components.find((one) => one.id === id);
    if (component) nodes.push(component.node);
    id = component?.parent ?? null;
  }
  return nodes;
}

/** When there is no room for all: what speaks most stays, and what is out of range before what is not. */
function priorityOf(callout: Callout): number {
  return Math.abs(callout.points) + (callout.state === "normal" ? 0 : 1000);
}
