import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TfInstance } from './backend.js';
import type { Kernel } from './kernel.js';

/** Pooling along one axis. */
interface Axis {
  readonly size: number;
  readonly out: number;
  readonly stride: number;
  readonly window: number;
  readonly before: number;
}

/** Pooling of images or, with a depth, of volumes; images are volumes of one layer. */
interface Pooling {
  readonly batch: number;
  readonly channels: number;
  readonly axes: readonly [Axis, Axis, Axis];
}

interface Attributes {
  readonly filterSize: number;
  readonly strides: number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The gradient of pooling by the largest: each window gives to its first largest cell. The kernel that comes with tfjs's wasm
 * backend gives to wrong cells for many windows, those of 2 x 2 among them.
 */
export function maxPoolGradient(tf: TfInstance): Kernel {
  return ({ inputs, attrs, backend }): TensorInfo => {
    const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
    const pooling = poolingOf(tf, input.shape, attrs as unknown as Attributes);
    const given = backend.readSync(dy.dataId) as Float32Array;
    const cells = backend.readSync(input.dataId) as Float32Array;
    const gradient = new Float32Array(cells.length);
    forEachWindow(pooling, (output, window) => {
      for (let channel = 0; channel < pooling.channels; channel++) {
        let best = window[0]! + channel;
        for (let i = 1; i < window.length; i++) {
          if (cells[window[i]! + channel]! > cells[best]!) best = window[i]! + channel;
        }
        gradient[best]! += given[output + channel]!;
      }
    });
    return put(gradient, input.shape, backend);
  };
}

/**
 * The gradient of pooling by the mean, to the cells that are there: tfjs's own kernels in JavaScript and WebAssembly divide by the
 * size of the whole window, though the mean does not count the cells beyond the edge.
 */
export function meanPoolGradient(tf: TfInstance): Kernel {
  return ({ inputs, attrs, backend }): TensorInfo => {
    const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
    const pooling = poolingOf(tf, input.shape, attrs as unknown as Attributes);
    const given = backend.readSync(dy.dataId) as Float32Array;
    const gradient = new Float32Array(input.shape.reduce((product, length) => product * length, 1));
    forEachWindow(pooling, (output, window) => {
      for (let i = 0; i < window.length; i++) {
        const at = window[i]!;
        for (let channel = 0; channel < pooling.channels; channel++) {
          gradient[at + channel]! += given[output + channel]! / window.length;
        }
      }
    });
    return put(gradient, input.shape, backend);
  };
}

function put(values: Float32Array, shape: number[], backend: Parameters<Kernel>[0]['backend']): TensorInfo {
  return { dataId: backend.write(values, shape, 'float32'), shape, dtype: 'float32' };
}

function poolingOf(tf: TfInstance, shape: number[], attributes: Attributes): Pooling {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const single: Axis = { size: 1, out: 1, stride: 1, window: 1, before: 0 };
  if (shape.length === 4) {
    const size = shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(size, filterSize, strides, 1, pad, dimRoundingMode);
    return {
      batch: info.batchSize,
      channels: info.inChannels,
      axes: [
        single,
        axis(info.inHeight, info.outHeight, info.strideHeight, info.filterHeight, info.padInfo.top),
        axis(info.inWidth, info.outWidth, info.strideWidth, info.filterWidth, info.padInfo.left),
      ],
    };
  }
  const size = shape as [number, number, number, number, number];
  const info = tf.backend_util.computePool3DInfo(size, filterSize, strides, 1, pad, dimRoundingMode);
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    axes: [
      axis(info.inDepth, info.outDepth, info.strideDepth, info.filterDepth, info.padInfo.front),
      axis(info.inHeight, info.outHeight, info.strideHeight, info.filterHeight, info.padInfo.top),
      axis(info.inWidth, info.outWidth, info.strideWidth, info.filterWidth, info.padInfo.left),
    ],
  };
}

function axis(size: number, out: number, stride: number, window: number, before: number): Axis {
  return { size, out, stride, window, before };
}

/**
 * Calls with the place of each output's first channel, and those of the first channels of the cells in its window, edges cut off;
 * the list is used again.
 */
function forEachWindow(
  { batch, channels, axes: [deep, high, wide] }: Pooling,
  see: (output: number, window: readonly number[]) => void,
): void {
  const window: number[] = [];
  let output = 0;
  for (let image = 0; image < batch; image++) {
    for (let z = 0; z < deep.out; z++) {
      for (let y = 0; y < high.out; y++) {
        for (let x = 0; x < wide.out; x++, output += channels) {
          window.length = 0;
          for (let k = first(deep, z); k < last(deep, z); k++) {
            for (let i = first(high, y); i < last(high, y); i++) {
              for (let j = first(wide, x); j < last(wide, x); j++) {
                window.push((((image * deep.size + k) * high.size + i) * wide.size + j) * channels);
              }
            }
          }
          if (window.length > 0) see(output, window);
        }
      }
    }
  }
}

function first({ stride, before }: Axis, at: number): number {
  return Math.max(0, at * stride - before);
}

function last({ stride, before, window, size }: Axis, at: number): number {
  return Math.min(size, at * stride - before + window);
}
