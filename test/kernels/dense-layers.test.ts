import { describe, expect, it } from 'vitest';
import { packLayers, runLayers } from '../../src/kernels/dense-layers.js';

const numbers = (length: number, phase: number) =>
  Float32Array.from({ length }, (_, p) => Math.sin(p * p + p + phase));

type Activation = Parameters<typeof packLayers>[1];

function layersOf(sizes: readonly number[], activation: Activation) {
  const weights = sizes.slice(1).map((units, k) => numbers(units * sizes[k]!, k));
  const constants = sizes.slice(1).map((units, k) => numbers(units, k + 10));
  return { weights, constants, packed: packLayers(sizes, activation, weights, constants) };
}

/** One row after another in 32-bit arithmetic, without kernels. */
function plain(
  sizes: readonly number[],
  activation: Activation,
  { weights, constants }: ReturnType<typeof layersOf>,
  data: Float64Array,
  rows: number,
): Float64Array {
  const f = Math.fround;
  const activate = {
    identity: (x: number) => x,
    relu: (x: number) => Math.max(x, 0),
    tanh: (x: number) => f(Math.tanh(x)),
    logistic: (x: number) => f(1 / (1 + Math.exp(-x))),
  }[activation];
  const scores: number[] = [];
  for (let i = 0; i < rows; i++) {
    let row = Array.from(data.subarray(i * sizes[0]!, (i + 1) * sizes[0]!), f);
    for (const [k, matrix] of weights.entries()) {
      const units = sizes[k + 1]!;
      const isLast = k === weights.length - 1;
      row = Array.from({ length: units }, (_, j) => {
        let sum = constants[k]![j]!;
        for (let input = 0; input < row.length; input++)
          sum = f(sum + f(row[input]! * matrix[input * units + j]!));
        return isLast ? sum : activate(sum);
      });
    }
    scores.push(...row);
  }
  return Float64Array.from(scores);
}

function run(packed: ReturnType<typeof packLayers>, data: Float64Array, rows: number): Float64Array {
  const scores = new Float64Array(rows * packed.sizes.at(-1)!);
  runLayers(packed, data, rows, scores);
  return scores;
}

describe('dense layers', () => {
  const shapes = [
    [3, 1],
    [1, 9, 2],
    [20, 17, 8, 5],
    [5, 30, 3],
  ];

  it.each(shapes.flatMap((sizes) => (['identity', 'relu'] as const).map((each) => [sizes, each] as const)))(
    'of %j through %s are those of plain loops to the bit',
    (sizes, activation) => {
      const layers = layersOf(sizes, activation);
      const data = Float64Array.from(numbers(131 * sizes[0]!, 5), (value) => value * 1.1);
      for (const rows of [1, 4, 7, 64, 131]) {
        expect(run(layers.packed, data, rows)).toEqual(plain(sizes, activation, layers, data, rows));
      }
    },
  );

  it.each(['tanh', 'logistic'] as const)('through %s are those of plain loops', (activation) => {
    const sizes = [4, 12, 11, 3];
    const layers = layersOf(sizes, activation);
    const data = Float64Array.from(numbers(9 * 4, 5), (value) => 20 * value ** 3);
    const expected = plain(sizes, activation, layers, data, 9);
    for (const [p, value] of run(layers.packed, data, 9).entries())
      expect(value).toBeCloseTo(expected[p]!, 5);
  });

  it.each(['relu', 'tanh', 'logistic'] as const)(
    'through %s treat a row alone as one of many',
    (activation) => {
      const sizes = [6, 33, 10, 4];
      const { packed } = layersOf(sizes, activation);
      const data = Float64Array.from(numbers(70 * 6, 2));
      const together = run(packed, data, 70);
      for (let i = 0; i < 70; i++) {
        expect(run(packed, data.slice(6 * i, 6 * i + 6), 1)).toEqual(together.slice(4 * i, 4 * i + 4));
      }
    },
  );

  it('take turns in memory', () => {
    const small = layersOf([2, 3, 1], 'relu');
    const large = layersOf([50, 300, 300, 7], 'relu');
    const data = Float64Array.from(numbers(50, 2));
    const first = run(small.packed, data, 25);
    const second = run(large.packed, data, 1);
    expect(run(small.packed, data, 25)).toEqual(first);
    expect(run(large.packed, data, 1)).toEqual(second);
  });
});
