/** A machine's GLB, with the meshes of each component that the plant names. */

import { Box3, type Material, Mesh, MeshStandardMaterial, type Object3D, Sphere, Vector3 } from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";

/** One component or sensor: the meshes that are its own, not those of a component inside it. */
export interface Part {
  readonly node: string;
  readonly object: Object3D;
  readonly meshes: readonly Mesh[];
  readonly box: Box3;
  readonly bounds: Sphere;
  readonly centre: Vector3;
}

export interface Model {
  readonly root: Object3D;
  readonly parts: ReadonlyMap<string, Part>;
  /** Which part a mesh belongs to; undefined for meshes that no component claims. */
  readonly owner: ReadonlyMap<Mesh, string>;
  readonly meshes: readonly Mesh[];
  /** The materials of the file; the stage puts others in their place to light or to ghost a part. */
  readonly original: ReadonlyMap<Mesh, Material>;
  readonly box: Box3;
  /** The corners of every mesh's box: what a camera must see to see the machine. */
  readonly corners: readonly Vector3[];
  readonly sphere: Sphere;
}

/** nodes: the names that equipment.yaml gives to components and sensors. Throws when the file cannot be read. */
export async function loadModel(url: string, nodes: ReadonlySet<string>): Promise<Model> {
  const { scene } = await new GLTFLoader().loadAsync(url);
  scene.updateMatrixWorld(true);
  return indexModel(scene, nodes);
}

export function indexModel(root: Object3D, nodes: ReadonlySet<string>): Model {
  const owner = new Map<Mesh, string>();
  const meshes: Mesh[] = [];
  const objects = new Map<string, Object3D>();
  root.traverse((object) => {
    const name = nodeName(object);
    if (nodes.has(name) && !objects.has(name)) objects.set(name, object);
    if (!(object instanceof Mesh)) return;
    meshes.push(object);
    const named = ownerOf(object, nodes);
    if (named !== null) owner.set(object, named);
  });
  const parts = new Map<string, Part>();
  for (const [node, object] of objects) parts.set(node, part(node, object, meshes, owner));
  const box = new Box3().setFromObject(root);
  const original = new Map(meshes.map((mesh) => [mesh, firstMaterial(mesh)]));
  return {
    root,
    parts,
    owner,
    meshes,
    original,
    box,
    corners: meshes.flatMap(cornersOf),
    sphere: box.getBoundingSphere(new Sphere()),
  };
}

/** Free the graphics memory of a model that is no longer shown. */
export function dispose(model: Model): void {
  for (const mesh of model.meshes) {
    mesh.geometry.dispose();
    model.original.get(mesh)?.dispose();
  }
  model.root.removeFromParent();
}

function cornersOf(mesh: Mesh): Vector3[] {
  const { min, max } = new Box3().setFromObject(mesh);
  const pick = (bit: number, low: number, high: number) => (bit === 0 ? low : high);
  return Array.from(
    { length: 8 },
    (_, at) =>
      new Vector3(pick(at & 1, min.x, max.x), pick(at & 2, min.y, max.y), pick(at & 4, min.z, max.z)),
  );
}

/** glTF gives each mesh exactly one material. */
function firstMaterial(mesh: Mesh): Material {
  const material: Material | undefined = Array.isArray(mesh.material) ? mesh.material[0] : mesh.material;
  return material ?? new MeshStandardMaterial();
}

/** three.js strips characters from names and keeps the GLB's own beside it. */
function nodeName(object: Object3D): string {
  const original: unknown = object.userData["name"];
  return typeof original === "string" ? original : object.name;
}

function ownerOf(mesh: Object3D, nodes: ReadonlySet<string>): string | null {
  for (let object: Object3D | null = mesh; object; object = object.parent) {
    const name = nodeName(object);
    if (nodes.has(name)) return name;
  }
  return null;
}

function part(
  node: string,
  object: Object3D,
  meshes: readonly Mesh[],
  owner: ReadonlyMap<Mesh, string>,
): Part {
  const own = meshes.filter((mesh) => owner.get(mesh) === node);
  const all = own.length > 0 ? own : meshes.filter((mesh) => isInside(mesh, object));
  const box = new Box3();
  for (const mesh of all) box.expandByObject(mesh);
  if (box.isEmpty()) box.expandByPoint(object.getWorldPosition(new Vector3()));
  const bounds = box.getBoundingSphere(new Sphere());
  return { node, object, meshes: all, box, bounds, centre: bounds.center.clone() };
}

function isInside(mesh: Object3D, ancestor: Object3D): boolean {
  for (let object: Object3D | null = mesh; object; object = object.parent)
    if (object === ancestor) return true;
  return false;
}
