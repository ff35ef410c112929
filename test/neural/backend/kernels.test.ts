import type { Rank, Tensor, Tensor3D, Tensor4D, Tensor5D, TensorInfo } from '@tensorflow/tfjs-core';
import { RandomState } from 'pipefit';
import { setNeuralBackend, type TfInstance } from 'pipefit/neural';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from '../../../src/neural/backend/index.js';
import { expectClose } from '../../support/fixture.js';

let tf: TfInstance;

beforeAll(async () => {
  await setNeuralBackend('wasm');
  tf = (await loadBackend()).tf;
});
afterAll(() => setNeuralBackend(null));

type Operation = (...inputs: Tensor[]) => Tensor;
type Result = { readonly shape: number[]; readonly dtype: string; readonly values: (number | string)[] };

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Numbers between -0.5 and 0.5 of which no two are close, the same ones on every backend. */
function numbers(seed: number, shape: readonly number[]): Float32Array {
  const size = sizeOf(shape);
  return Float32Array.from(new RandomState(seed).permutation(size), (at) => (at + 0.5) / size - 0.5);
}

/** What a function gives on a backend; whatever else it makes must be gone. */
async function on(name: 'wasm' | 'cpu', work: () => Tensor | Tensor[]): Promise<Result[]> {
  await setNeuralBackend(name);
  const counts = () => [
    tf.memory().numTensors,
    tf.memory().numDataBuffers,
    tf.findBackend('cpu').numDataIds(),
  ];
  const before = counts();
  const made = [tf.tidy(work)].flat() as Tensor[];
  const results = made.map(({ shape, dtype }, i) => {
    return { shape, dtype, values: Array.from(made[i]!.dataSync() as ArrayLike<number | string>) };
  });
  tf.dispose(made);
  expect(counts(), `tensors left behind on ${name}`).toEqual(before);
  return results;
}

/**
 * The gradients of a weighed sum of an operation's outputs by its inputs. The weights differ, so that a gradient in the wrong place
 * shows.
 */
async function gradients(
  name: 'wasm' | 'cpu',
  operation: Operation,
  shapes: readonly number[][],
): Promise<Result[]> {
  return on(name, () => {
    const inputs = shapes.map((shape, i) => tf.tensor(numbers(i, shape), shape));
    return tf.grads((...given: Tensor[]) => weighed(operation(...given)))(inputs);
  });
}

function weighed(output: Tensor): Tensor<Rank.R0> {
  return tf.sum(tf.mul(output, tf.tensor(numbers(99, output.shape), output.shape)));
}

/**
 * What the gradients are, from the operation alone: it is linear along each input's axes (as long as a step changes no largest cell),
 * so that the difference that a step makes is exact up to rounding.
 */
async function differences(operation: Operation, shapes: readonly number[][]): Promise<number[][]> {
  const step = 1 / 2048;
  const all = shapes.map((shape, i) => numbers(i, shape));
  await setNeuralBackend('cpu');
  const value = (changed: number, at: number, by: number) =>
    tf.tidy(() => {
      const inputs = shapes.map((shape, i) => {
        const values = all[i]!.slice();
        if (i === changed) values[at]! += by;
        return tf.tensor(values, shape);
      });
      return weighed(operation(...inputs)).dataSync()[0]!;
    });
  return all.map((values, i) =>
    Array.from(values, (_, at) => (value(i, at, step) - value(i, at, -step)) / (2 * step)),
  );
}

async function expectGradients(operation: Operation, ...shapes: number[][]): Promise<void> {
  const expected = await differences(operation, shapes);
  for (const name of ['wasm', 'cpu'] as const) {
    const results = await gradients(name, operation, shapes);
    for (const [i, { shape, dtype, values }] of results.entries()) {
      expect([shape, dtype]).toEqual([shapes[i], 'float32']);
      expectClose(values as number[], expected[i]!, 3e-3);
    }
  }
  const [wasm, cpu] = [await gradients('wasm', operation, shapes), await gradients('cpu', operation, shapes)];
  for (const [i, { values }] of wasm.entries()) {
    expectClose(values as number[], cpu[i]!.values as number[], 1e-4);
  }
}

type Pad = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];

describe('gradients on wasm and cpu', () => {
  it.each<[size: number[], filter: number[], strides: [number, number], pad: Pad]>([
    [[2, 6, 5, 1], [3, 3, 1, 4], [1, 1], 'same'],
    [[2, 5, 6, 2], [3, 2, 2, 3], [1, 1], 'valid'],
    [[1, 7, 6, 2], [3, 3, 2, 3], [2, 2], 'same'],
    [[2, 7, 6, 2], [2, 4, 2, 2], [3, 2], 'valid'],
    [[1, 4, 4, 2], [3, 3, 2, 2], [1, 1], 2],
    [
      [1, 5, 6, 2],
      [3, 3, 2, 2],
      [2, 1],
      [
        [0, 0],
        [0, 2],
        [1, 0],
        [0, 0],
      ],
    ],
    [[2, 3, 3, 3], [1, 1, 3, 4], [1, 1], 'same'],
  ])('of a convolution of %j with %j, strides %j, padding %j', async (size, filter, strides, pad) => {
    const conv: Operation = (x, w) => tf.conv2d(x as Tensor4D, w as Tensor4D, strides, pad);
    await expectGradients(conv, size, filter);
  });

  it('of a convolution with the channels first, on cpu, which alone has it', async () => {
    const first: Operation = (x, w) => tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NCHW');
    const last: Operation = (x, w) => {
      const y = tf.conv2d(tf.transpose(x as Tensor4D, [0, 2, 3, 1]), w as Tensor4D, 1, 'same');
      return tf.transpose(y, [0, 3, 1, 2]);
    };
    const shapes = [
      [2, 3, 5, 4],
      [3, 3, 3, 2],
    ];
    const [got, expected] = [await gradients('cpu', first, shapes), await gradients('cpu', last, shapes)];
    for (const [i, { values }] of got.entries()) {
      expectClose(values as number[], expected[i]!.values as number[], 1e-5);
    }
  });

  it('of convolutions over lines, channel by channel, over volumes, and of transposed ones', async () => {
    const line: Operation = (x, w) => tf.conv1d(x as Tensor3D, w as Tensor3D, 2, 'same');
    await expectGradients(line, [2, 9, 3], [3, 3, 4]);
    for (const pad of ['same', 'valid'] as const) {
      const depthwise: Operation = (x, w) => tf.depthwiseConv2d(x as Tensor4D, w as Tensor4D, [2, 2], pad);
      await expectGradients(depthwise, [2, 5, 6, 2], [3, 3, 2, 2]);
    }
    for (const strides of [1, 2] as const) {
      const volume: Operation = (x, w) => tf.conv3d(x as Tensor5D, w as Tensor5D, strides, 'same');
      await expectGradients(volume, [1, 4, 3, 4, 2], [2, 2, 2, 2, 3]);
    }
    const back: Operation = (x, w) =>
      tf.conv2dTranspose(x as Tensor4D, w as Tensor4D, [2, 6, 6, 2], [2, 2], 'same');
    await expectGradients(back, [2, 3, 3, 3], [3, 3, 2, 3]);
  });

  it('of gather along each axis, with rows taken twice and never', async () => {
    for (const axis of [0, 1, 2]) {
      const gather: Operation = (x) => tf.gather(x, tf.tensor1d([3, 0, 3, 1, 3], 'int32'), axis);
      await expectGradients(gather, [4, 5, 6]);
    }
    const words: Operation = (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [1, 2],
            [2, 0],
            [5, 1],
          ],
          [3, 2],
          'int32',
        ),
      );
    await expectGradients(words, [6, 3]);
  });

  it.each<[window: number, strides: number, pad: 'same' | 'valid' | number]>([
    [2, 2, 'valid'],
    [2, 2, 'same'],
    [3, 2, 'same'],
    [3, 1, 'same'],
    [3, 2, 'valid'],
    [2, 3, 1],
  ])('of pooling by windows of %d, strides %d, padding %s', async (window, strides, pad) => {
    await expectGradients((x) => tf.maxPool(x as Tensor4D, window, strides, pad), [2, 5, 6, 3]);
    await expectGradients((x) => tf.avgPool(x as Tensor4D, window, strides, pad), [2, 5, 6, 3]);
    await expectGradients((x) => tf.maxPool3d(x as Tensor5D, window, strides, pad), [1, 4, 5, 4, 2]);
    await expectGradients((x) => tf.avgPool3d(x as Tensor5D, window, strides, pad), [1, 4, 5, 4, 2]);
  });

  it('of resizing', async () => {
    const { resizeNearestNeighbor: nearest, resizeBilinear: bilinear } = tf.image;
    for (const size of [
      [8, 6],
      [5, 7],
      [2, 2],
    ] as [number, number][]) {
      for (const [aligned, half] of [
        [false, false],
        [true, false],
        [false, true],
      ] as const) {
        await expectGradients((x) => nearest(x as Tensor4D, size, aligned, half), [2, 4, 3, 2]);
      }
      await expectGradients((x) => bilinear(x as Tensor4D, size), [2, 4, 3, 2]);
    }
  });
});

describe('kernels that wasm lacks or has wrong', () => {
  const both = async (work: () => Tensor | Tensor[]) => {
    const [wasm, cpu] = [await on('wasm', work), await on('cpu', work)];
    expect(wasm.map(({ shape, dtype }) => [shape, dtype])).toEqual(
      cpu.map(({ shape, dtype }) => [shape, dtype]),
    );
    for (const [i, { values, dtype }] of wasm.entries()) {
      if (dtype === 'string') expect(values).toEqual(cpu[i]!.values);
      else expectClose(values as number[], cpu[i]!.values as number[], 1e-5);
    }
    return wasm;
  };
  const some = (...shape: number[]) => tf.tensor(numbers(shape.length, shape), shape);

  it('sum by segments in both types of number and several axes', async () => {
    const ids = () => tf.tensor1d([2, 0, 2, 1], 'int32');
    const whole = await both(() => tf.unsortedSegmentSum(tf.tensor1d([5, 6, 7, 8], 'int32'), ids(), 3));
    expect(whole).toEqual([{ shape: [3], dtype: 'int32', values: [6, 8, 12] }]);
    const rows = () =>
      tf.tensor2d([
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ]);
    const [sums] = await both(() => tf.unsortedSegmentSum(rows(), ids(), 4));
    expect(sums).toEqual({ shape: [4, 2], dtype: 'float32', values: [3, 4, 7, 8, 6, 8, 0, 0] });
    const [kept] = await both(() => tf.unsortedSegmentSum(rows(), tf.tensor1d([-1, 0, 3, 0], 'int32'), 2));
    expect(kept!.values).toEqual([10, 12, 0, 0]);
  });

  it('dilate images and contract by einsum', async () => {
    await both(() => tf.dilation2d(some(1, 5, 5, 2) as Tensor4D, some(2, 2, 2) as Tensor3D, 1, 'same'));
    await both(() => tf.einsum('ij,jk->ik', some(3, 4), some(4, 5)));
  });

  it('give several outputs, and take strings and lists of inputs', async () => {
    const text = await both(() => tf.string.staticRegexReplace(tf.tensor1d(['a b', 'c']), ' ', '-'));
    expect(text[0]!.values).toEqual(['a-b', 'c']);
    const ragged = () => {
      const inputs: unknown = {
        paramsNestedSplits: [tf.tensor1d([0, 2, 3], 'int32')],
        paramsDenseValues: tf.tensor1d([1.5, 2.5, 3.5]),
        indices: tf.tensor1d([1, 0, 1], 'int32'),
      };
      return tf.engine().runKernel('RaggedGather', inputs as never, { outputRaggedRank: 1 }) as Tensor[];
    };
    expect((await both(ragged)).map(({ values }) => values)).toEqual([
      [0, 1, 3, 4],
      [3.5, 1.5, 2.5, 3.5],
    ]);
  });

  it('leave nothing behind when they fail', async () => {
    await setNeuralBackend('wasm');
    const counts = () => [
      tf.memory().numTensors,
      tf.findBackend('cpu').numDataIds(),
      tf.backend().numDataIds(),
    ];
    const before = counts();
    const inputs = [some(2, 3), some(4, 5)];
    const call: unknown = { inputs, attrs: { equation: 'ij,jk->ik' }, backend: tf.backend() };
    const { kernelFunc } = tf.getKernel('Einsum', 'wasm');
    expect(() => kernelFunc(call as Parameters<typeof kernelFunc>[0]) as TensorInfo).toThrow(/dimension/i);
    tf.dispose(inputs);
    expect(counts()).toEqual(before);
  });

  it('are all there but those of complex numbers and of a canvas', () => {
    const missing = tf
      .getKernelsForBackend('cpu')
      .filter(({ kernelName }) => !tf.getKernel(kernelName, 'wasm'));
    expect(missing.map(({ kernelName }) => kernelName).sort()).toEqual([
      'Complex',
      'ComplexAbs',
      'Draw',
      'FFT',
      'IFFT',
      'Imag',
      'Real',
    ]);
  });
});
