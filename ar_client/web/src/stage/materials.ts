/** The materials that light, outline and ghost a part. */

import {
  BackSide,
  Color,
  type Material,
  MeshBasicMaterial,
  MeshStandardMaterial,
  NotEqualStencilFunc,
  ReplaceStencilOp,
  ShaderMaterial,
  type Vector2,
} from "three";
import type { HighlightRole } from "../wire.gen";

/** What all meshes of one lit part share: its colour, and how brightly it glows now. */
export interface Glow {
  readonly color: Color;
  readonly strength: { value: number };
  readonly pulse: { value: number };
}

// Red for the part at fault, amber for what speaks of it, blue for the part of a step; the brighter, the larger its
// share. The legend says the same in words.
const GUILTY = new Color("#ff2f1c");
const EVIDENCE = new Color("#ffad1f");
const STEP = new Color("#1fb4ff");

/** share: 0 to 1. */
export function glowOf(role: HighlightRole, share: number): Glow {
  const color = { guilty: GUILTY, evidence: EVIDENCE, step: STEP }[role].clone();
  const strength = { guilty: 0.5 + 0.5 * share, evidence: 0.15 + 0.45 * share, step: 0.4 }[role];
  return { color, strength: { value: strength }, pulse: { value: 0 } };
}

/** The part's own material, tinted, with a rim that glows where the surface turns away from the eye (Fresnel). */
export function litMaterial(original: Material, glow: Glow): MeshStandardMaterial {
  const own = original instanceof MeshStandardMaterial ? original : new MeshStandardMaterial();
  const material = own.clone();
  material.transparent = false;
  material.opacity = 1;
  material.depthWrite = true;
  material.color.lerp(glow.color, 0.8);
  material.metalness *= 0.25;
  material.roughness = Math.max(material.roughness, 0.5);
  material.userData = { lit: glow };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, {
      glowColor: { value: glow.color },
      glowStrength: glow.strength,
      glowPulse: glow.pulse,
    });
    shader.fragmentShader = shader.fragmentShader
      .replace(
        "void main() {",
        "uniform vec3 glowColor;\nuniform float glowStrength, glowPulse;\nvoid main() {",
      )
      .replace("#include <emissivemap_fragment>", `#include <emissivemap_fragment>\n${RIM}`);
  };
  material.customProgramCacheKey = () => "lit";
  return material;
}

const RIM = `
  float rim = pow(1.0 - abs(dot(normalize(vViewPosition), normal)), 2.0);
  totalEmissiveRadiance += glowColor * glowStrength * (0.22 + 0.78 * rim) * (1.0 + 0.9 * glowPulse);
`;

/** Marks in one bit of the stencil where the part is, hidden or not: its outline stays outside of it. */
export function maskMaterial(bit: number): MeshBasicMaterial {
  return new MeshBasicMaterial({
    colorWrite: false,
    depthTest: false,
    depthWrite: false,
    transparent: true,
    stencilWrite: true,
    stencilRef: bit,
    stencilWriteMask: bit,
    stencilZPass: ReplaceStencilOp,
  });
}

/** A line of constant width around the part, drawn even through what hides it. width: in clip space. */
export function outlineMaterial(glow: Glow, width: { value: Vector2 }, bit: number): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { color: { value: glow.color }, pulse: glow.pulse, width },
    vertexShader: `
      uniform vec2 width;
      uniform float pulse;
      void main() {
        vec4 clip = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
        vec2 outward = (projectionMatrix * vec4(normalMatrix * normal, 0.0)).xy;
        clip.xy += normalize(outward + 1e-6) * width * (1.0 + 0.6 * pulse) * clip.w;
        gl_Position = clip;
      }`,
    fragmentShader: `
      uniform vec3 color;
      void main() {
        gl_FragColor = vec4(color, 1.0);
        #include <colorspace_fragment>
      }`,
    side: BackSide,
    depthTest: false,
    depthWrite: false,
    transparent: true,
    toneMapped: false,
    stencilWrite: true,
    stencilRef: bit,
    stencilFuncMask: bit,
    stencilFunc: NotEqualStencilFunc,
  });
}

/** Glass: edges stand out, faces towards the eye let it through. glow: of a part that is lit although it hides another. */
export function ghostMaterial(original: Material, glow?: Glow): MeshStandardMaterial {
  const own = original instanceof MeshStandardMaterial ? original : new MeshStandardMaterial();
  const material = own.clone();
  material.transparent = true;
  material.opacity = 1;
  material.depthWrite = false;
  material.metalness *= 0.3;
  if (glow) material.color.lerp(glow.color, 0.8);
  material.userData = glow ? { lit: glow } : {};
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      "#include <opaque_fragment>",
      `float edge = pow(1.0 - abs(dot(normalize(vViewPosition), normal)), 1.6);
       diffuseColor.a *= 0.2 + 0.6 * edge;
       #include <opaque_fragment>`,
    );
  };
  material.customProgramCacheKey = () => "ghost";
  return material;
}

/** Writes depth alone, before the glass: of a ghosted part only the nearest surface is then drawn. */
export function depthMaterial(): MeshBasicMaterial {
  return new MeshBasicMaterial({ colorWrite: false, transparent: true });
}
