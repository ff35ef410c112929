import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.js';

/**
 * Sums rows by the segment they belong to, in one pass. It is the gradient of `gather`, so of embeddings, where tfjs's own in
 * JavaScript passes over all rows once for every word of the vocabulary. Rows of negative segments are left out, as in TensorFlow.
 */
export const unsortedSegmentSum: Kernel = ({ inputs, attrs, backend }): TensorInfo => {
  const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
  const { numSegments } = attrs as unknown as { numSegments: number };
  const values = backend.readSync(x.dataId) as Float32Array | Int32Array;
  const segments = backend.readSync(segmentIds.dataId) as Int32Array;
  const width = segments.length === 0 ? 0 : values.length / segments.length;
  const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
  const size = shape.reduce((product, length) => product * length, 1);
  const sums = x.dtype === 'float32' ? new Float32Array(size) : new Int32Array(size);
  for (let row = 0; row < segments.length; row++) {
    const segment = segments[row]!;
    if (segment < 0 || segment >= numSegments) continue;
    const to = segment * width;
    const from = row * width;
    for (let j = 0; j < width; j++) sums[to + j]! += values[from + j]!;
  }
  const dtype = x.dtype === 'float32' ? 'float32' : 'int32';
  return { dataId: backend.write(sums, shape, dtype), shape, dtype };
};
