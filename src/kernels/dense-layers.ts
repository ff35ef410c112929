import { f32 } from './wasm/layout.js';
import { isKept, Workspace } from './wasm/workspace.js';

/** Units of a panel of weights, which are worked on together. */
const PANEL = 8;
/** So many rows go through all layers before the next ones do. */
const BLOCK_ROWS = 64;

const activations = { identity: 0, relu: 1, tanh: 2, logistic: 3 } as const;

/** Dense layers ready to be run: weights in panels of units, filled up with zeros, layer after layer. */
export interface PackedLayers {
  /** Inputs, then units of each layer. */
  readonly sizes: readonly number[];
  /** Of the hidden layers; the last one leaves its sums as they are. */
  readonly activation: keyof typeof activations;
  readonly weights: Float32Array;
  readonly constants: Float32Array;
}

/** Packs layers whose weights are inputs x units, row after row. */
export function packLayers(
  sizes: readonly number[],
  activation: keyof typeof activations,
  weights: readonly Float32Array[],
  constants: readonly Float32Array[],
): PackedLayers {
  const padded = sizes.slice(1).map(padding);
  const packed = {
    weights: new Float32Array(padded.reduce((sum, units, k) => sum + units * sizes[k]!, 0)),
    constants: new Float32Array(padded.reduce((sum, units) => sum + units, 0)),
  };
  let atWeights = 0;
  let atConstants = 0;
  for (const [k, matrix] of weights.entries()) {
    const inputs = sizes[k]!;
    const units = sizes[k + 1]!;
    packed.constants.set(constants[k]!, atConstants);
    for (let first = 0; first < units; first += PANEL) {
      const width = Math.min(PANEL, units - first);
      for (let i = 0; i < inputs; i++, atWeights += PANEL) {
        packed.weights.set(matrix.subarray(i * units + first, i * units + first + width), atWeights);
      }
    }
    atConstants += padding(units);
  }
  return { sizes, activation, ...packed };
}

/**
 * Writes the sums of the last layer for some rows of 64-bit numbers, row after row. In 32-bit arithmetic, each sum in
 * the order of its inputs, so that a row alone gives the bits that it gives among others. O(rows * weights).
 */
export function runLayers(
  layers: PackedLayers,
  data: Float64Array,
  rows: number,
  scores: Float64Array,
): void {
  const { workspace, arrays } = residentOf(layers);
  const { sizes, activation } = layers;
  const { kernels } = workspace;
  const inputs = sizes[0]!;
  const outputs = sizes.at(-1)!;
  const last = sizes.length - 2;
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - start);
    let { from, to } = arrays;
    from.set(data.subarray(start * inputs, (start + count) * inputs));
    let stride = inputs;
    let weights = arrays.weights.byteOffset;
    let constants = arrays.constants.byteOffset;
    for (let k = 0; k <= last; k++) {
      const width = padding(sizes[k + 1]!);
      kernels.denseLayer(
        from.byteOffset,
        count,
        sizes[k]!,
        4 * stride,
        weights,
        constants,
        width / PANEL,
        k === last ? activations.identity : activations[activation],
        to.byteOffset,
      );
      weights += 4 * width * sizes[k]!;
      constants += 4 * width;
      stride = width;
      [from, to] = [to, from];
    }
    for (let i = 0, at = start * outputs; i < count; i++) {
      for (let j = 0; j < outputs; j++) scores[at++] = from[i * stride + j]!;
    }
  }
  if (!isKept(workspace.bytes)) resident = null;
}

/**
 * The layers that were run last, in the memory of the kernels: whoever predicts row by row does not send the weights
 * there each time. Only one, since memory of WebAssembly is dear.
 */
let resident: ReturnType<typeof moveIn> | null = null;

function residentOf(layers: PackedLayers): ReturnType<typeof moveIn> {
  if (resident?.layers !== layers) resident = moveIn(layers, resident?.workspace ?? new Workspace());
  return resident;
}

function moveIn(layers: PackedLayers, workspace: Workspace) {
  workspace.clear();
  const { sizes, weights, constants } = layers;
  const widest = Math.max(...sizes.map(padding));
  const arrays = workspace.allocate({
    weights: f32(weights.length),
    constants: f32(constants.length),
    from: f32(BLOCK_ROWS * widest),
    to: f32(BLOCK_ROWS * widest),
  });
  arrays.weights.set(weights);
  arrays.constants.set(constants);
  return { layers, workspace, arrays };
}

function padding(units: number): number {
  return Math.ceil(units / PANEL) * PANEL;
}
