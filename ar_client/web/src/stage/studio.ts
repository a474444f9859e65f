/** Light and ground: a photographer's studio, so that metal looks like metal and shadows tie the machine down. */

import {
  BackSide,
  BoxGeometry,
  CircleGeometry,
  Color,
  DirectionalLight,
  Group,
  Mesh,
  MeshBasicMaterial,
  PMREMGenerator,
  Scene,
  ShaderMaterial,
  ShadowMaterial,
  type Texture,
  type WebGLRenderer,
} from "three";
import type { Model } from "./model";

const WARM = 0xfff3e4;
const COOL = 0xb9d4ff;

/** What the metal mirrors: a grey room with soft boxes above, at the sides and behind. Built once. */
export function studioEnvironment(renderer: WebGLRenderer): Texture {
  const room = new Scene();
  const geometry = new BoxGeometry();
  const add = (
    color: number,
    strength: number,
    size: readonly number[],
    at: readonly number[],
    inside = false,
  ) => {
    const material = new MeshBasicMaterial({ side: inside ? BackSide : 0 });
    material.color.set(color).multiplyScalar(strength);
    const mesh = new Mesh(geometry, material);
    mesh.scale.set(size[0] ?? 1, size[1] ?? 1, size[2] ?? 1);
    mesh.position.set(at[0] ?? 0, at[1] ?? 0, at[2] ?? 0);
    room.add(mesh);
  };
  add(0x8a929b, 0.55, [20, 12, 20], [0, 3, 0], true);
  add(0x4a4d50, 0.5, [19, 0.1, 19], [0, -2.9, 0]);
  add(WARM, 9, [7, 0.2, 4], [1, 8, 1]);
  add(WARM, 5, [0.2, 5, 6], [9, 3, 2]);
  add(COOL, 4, [0.2, 4, 7], [-9, 3, 0]);
  add(0xffffff, 4, [7, 2.5, 0.2], [0, 4, 9]);
  add(COOL, 3, [8, 3, 0.2], [0, 4, -9]);
  const generator = new PMREMGenerator(renderer);
  const { texture } = generator.fromScene(room, 0.02);
  generator.dispose();
  geometry.dispose();
  return texture;
}

/** Lights, a floor that only catches shadows, and a grid that fades out; sized to one model. */
export class Ground {
  readonly group = new Group();
  private readonly key = new DirectionalLight(WARM, 2.6);
  private readonly shadow = new ShadowMaterial({ opacity: 0.38 });
  private readonly line = new Color();
  private readonly grid = gridMaterial(this.line);
  private readonly floor = new Group();

  constructor() {
    this.key.castShadow = true;
    this.key.shadow.mapSize.set(2048, 2048);
    this.key.shadow.bias = -0.0004;
    this.key.shadow.normalBias = 0.01;
    this.key.shadow.radius = 4;
    const rim = new DirectionalLight(COOL, 1.1);
    rim.position.set(-3, 2, -3);
    const disc = new CircleGeometry(1, 64);
    const catcher = new Mesh(disc, this.shadow);
    catcher.receiveShadow = true;
    const lines = new Mesh(disc, this.grid);
    lines.renderOrder = -1;
    this.floor.add(lines, catcher);
    this.floor.rotation.x = -Math.PI / 2;
    for (const mesh of [catcher, lines]) mesh.raycast = () => undefined;
    this.group.add(this.key, this.key.target, rim, this.floor);
  }

  /** Put the floor under the model and aim the light and its shadow at it. */
  fit(model: Model): void {
    const { center, radius } = model.sphere;
    this.floor.position.set(center.x, model.box.min.y - radius * 0.002, center.z);
    this.floor.scale.setScalar(radius * 4);
    this.grid.uniforms["scale"] = { value: radius * 4 };
    this.key.target.position.copy(center);
    this.key.position
      .set(0.55, 1.15, 0.8)
      .multiplyScalar(radius * 2)
      .add(center);
    const camera = this.key.shadow.camera;
    camera.left = camera.bottom = -radius * 1.15;
    camera.right = camera.top = radius * 1.15;
    camera.near = radius * 0.3;
    camera.far = radius * 5;
    camera.updateProjectionMatrix();
  }

  /** line: the colour of the grid, from the page's theme. dark: shadows are stronger on a light ground. */
  setTheme(line: string, dark: boolean): void {
    this.line.set(line);
    this.shadow.opacity = dark ? 0.5 : 0.28;
  }
}

function gridMaterial(line: Color): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { line: { value: line }, scale: { value: 1 } },
    vertexShader: `
      uniform float scale;
      varying vec2 at;
      void main() {
        at = position.xy;
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,
    // Lines every 0.25 m, one pixel and a half wide at any distance.
    fragmentShader: `
      uniform vec3 line;
      uniform float scale;
      varying vec2 at;
      void main() {
        vec2 cell = at * scale / 0.25;
        vec2 distance = abs(fract(cell - 0.5) - 0.5) / fwidth(cell);
        float ink = 1.0 - clamp(min(distance.x, distance.y) - 0.25, 0.0, 1.0);
        float fade = smoothstep(0.85, 0.15, length(at));
        gl_FragColor = vec4(line, ink * fade * 0.4);
        #include <colorspace_fragment>
      }`,
    transparent: true,
    depthWrite: false,
    toneMapped: false,
  });
}
