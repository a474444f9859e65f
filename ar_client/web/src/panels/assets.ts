import { STALE_AFTER_S } from "../connection";
import { h, type VNode } from "../dom";
import { ageText } from "../format";
import { recordsOf } from "../scene";
import { strings } from "../strings.en";
import { healthOf, type View } from "../view";
import type { AssetView } from "../wire.gen";
import { icon } from "./icons";

/** One button an asset: its name, place and health; and the way back to following the alarms. */
export function assetList(view: View): VNode[] {
  const assets = view.scene.hello?.assets ?? [];
  const cards = assets.map((asset) => h("li", { key: asset.id }, assetCard(view, asset)));
  return [
    h("ul", { class: "asset-list", "aria-label": strings.assets }, ...cards),
    view.scene.chosen === null
      ? null
      : h(
          "button",
          {
            key: "follow",
            type: "button",
            class: "button follow",
            "data-testid": "follow",
            "data-action": "follow-alarms",
            title: strings.followHelp,
          },
          icon("follow"),
          strings.follow,
        ),
  ].filter((node): node is VNode => node !== null);
}

function assetCard(view: View, asset: AssetView): VNode {
  const records = recordsOf(view.scene, asset.id);
  const health = healthOf(records);
  const shown = view.shown === asset.id;
  const age = view.ages.get(asset.id) ?? 0;
  return h(
    "button",
    {
      type: "button",
      class: `asset health-${health}${age > STALE_AFTER_S ? " asset-old" : ""}`,
      "data-testid": `asset-${asset.id}`,
      "data-health": health,
      "data-action": "choose-asset",
      "data-id": asset.id,
      "aria-pressed": shown ? "true" : "false",
    },
    icon(health),
    h(
      "span",
      { class: "asset-text" },
      h(
        "span",
        { class: "asset-head" },
        h("span", { class: "asset-id" }, asset.id),
        h("span", { class: "asset-health" }, strings.health[health]),
        records.state?.case_open ? caseMark() : null,
      ),
      h("span", { class: "asset-name" }, asset.name),
      h(
        "span",
        { class: "asset-place" },
        age > STALE_AFTER_S ? strings.oldState(ageText(age)) : asset.location,
      ),
    ),
  );
}

function caseMark(): VNode {
  return h(
    "span",
    { class: "asset-case", title: strings.caseOpen },
    icon("repair"),
    h("span", { class: "visually-hidden" }, strings.caseOpen),
  );
}
