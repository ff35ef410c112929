import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { DivergenceError, RandomState } from 'pipefit';
import { beforeAll, expect, it } from 'vitest';
import { FitContext, type FitOptions } from '../../../src/core/index.js';
import { loadBackend, type NeuralBackend } from '../../../src/neural/backend/index.js';
import {
  type Batch,
  constantRate,
  makeOptimizer,
  type Network,
  type Training,
  trainNetwork,
} from '../../../src/neural/training/index.js';
import { describeOnBackends } from '../backends.js';

/** Least squares: y = x w, with half the mean square as the loss. */
class Line implements Network {
  readonly parameters: number;
  readonly seen: number[][] = [];
  readonly #tf: NeuralBackend['tf'];
  #w: Tensor1D;

  constructor({ tf }: NeuralBackend, size: number) {
    this.#tf = tf;
    this.parameters = size;
    this.#w = tf.zeros([size]);
  }

  gradient(batch: Batch): { loss: Scalar; gradient: Tensor1D } {
    const tf = this.#tf;
    const x = batch.x as Tensor2D;
    this.seen.push([...batch.y.dataSync()]);
    const residual = tf.sub(tf.dot(x, this.#w), batch.y) as Tensor1D;
    const weighted = batch.weights === null ? residual : tf.mul(residual, batch.weights);
    return {
      loss: tf.div(tf.sum(tf.mul(weighted, residual)), 2 * batch.totalWeight),
      gradient: tf.div(tf.dot(tf.transpose(x), weighted as Tensor1D), batch.totalWeight),
    };
  }

  subtract(step: Tensor1D): void {
    const next = this.#tf.keep(this.#tf.sub(this.#w, step)) as Tensor1D;
    this.#w.dispose();
    this.#w = next;
  }

  outputs(x: Tensor): Tensor {
    return this.#tf.dot(x, this.#w);
  }

  loss(batch: Batch): Scalar {
    return this.gradient(batch).loss;
  }

  read(): Float32Array[] {
    return [this.#w.dataSync<'float32'>()];
  }

  write([w]: readonly Float32Array[]): void {
    this.#w.dispose();
    this.#w = this.#tf.tensor1d(w!);
  }

  dispose(): void {
    this.#w.dispose();
  }
}

describeOnBackends('trainNetwork', () => {
  let backend: NeuralBackend;
  beforeAll(async () => {
    backend = await loadBackend();
  });

  const random = new RandomState(1);
  const X = Array.from({ length: 50 }, () => [random.normal(), random.normal()]);
  const y = X.map(([a, b]) => 2 * a! - 3 * b!);

  async function train(
    changes: Partial<Omit<Training<object>, 'x' | 'y' | 'weights'>> & { weights?: number[]; y?: number[] },
    options: FitOptions = {},
  ): Promise<{ w: number[]; seen: number[][]; losses: number[] }> {
    const { tf } = backend;
    const before = tf.memory().numTensors;
    const { weights, y: target, ...others } = changes;
    const network = new Line(backend, 2);
    const optimizer = makeOptimizer(backend, { kind: 'sgd' }, 2);
    const x = tf.tensor2d(X);
    const targets = tf.tensor1d(target ?? y);
    const w = weights === undefined ? null : tf.tensor1d(weights);
    const losses: number[] = [];
    try {
      await trainNetwork({
        owner: 'Line',
        backend,
        network,
        optimizer,
        x,
        y: targets,
        weights: w,
        rows: X.length,
        epochs: 60,
        batchSize: 8,
        shuffle: new RandomState(0),
        rate: constantRate(0.1),
        clipNorm: null,
        onEpoch: ({ loss }) => {
          losses.push(loss);
          return false;
        },
        context: new FitContext('Line', {}, options, X.length, { sampleWeight: true }),
        ...others,
      });
      return { w: [...network.read()[0]!], seen: network.seen, losses };
    } finally {
      for (const each of [network, optimizer, x, targets, w]) each?.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  }

  it('finds what there is to find, and losses fall', async () => {
    const { w, losses } = await train({});
    expect(w[0]).toBeCloseTo(2, 4);
    expect(w[1]).toBeCloseTo(-3, 4);
    expect(losses).toHaveLength(60);
    expect(losses[59]).toBeLessThan(losses[0]! / 1000);
  });

  it('shuffles the order of the epoch before, by the same permutations as scikit-learn', async () => {
    const { seen } = await train({ epochs: 2 });
    const permutations = new RandomState(0);
    const first = permutations.permutation(50);
    const second = permutations.permutation(50).map((place) => first[place]!);
    const expected = [...first, ...second].map((row) => Math.fround(y[row]!));
    expect(seen.flat()).toEqual(expected);
    expect(seen.map(({ length }) => length)).toEqual([8, 8, 8, 8, 8, 8, 2, 8, 8, 8, 8, 8, 8, 2]);
  });

  it('takes the rows as they are without a shuffle', async () => {
    const { seen } = await train({ epochs: 1, shuffle: null });
    expect(seen.flat()).toEqual(y.map(Math.fround));
  });

  it('weighs the losses of batches by their rows', async () => {
    const { losses } = await train({ epochs: 1, rate: constantRate(0) });
    expect(losses[0]).toBeCloseTo(y.reduce((sum, value) => sum + value ** 2, 0) / 100, 5);
  });

  it('leaves out batches without weight, and weighs rows', async () => {
    const weights = y.map((_, i) => (i < 8 ? 0 : 1 + (i % 3)));
    const { w, seen, losses } = await train({ weights, shuffle: null });
    expect(seen[0]).toEqual(y.slice(8, 16).map(Math.fround));
    expect(w[0]).toBeCloseTo(2, 4);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  it('ends when onEpoch says so, and goes on from epochs that were done', async () => {
    const epochs: number[] = [];
    await train({
      done: 3,
      epochs: 9,
      onEpoch: async ({ epoch }) => {
        epochs.push(epoch);
        return epoch === 5;
      },
    });
    expect(epochs).toEqual([4, 5]);
  });

  it('asks for the rate of each step', async () => {
    const asked: string[] = [];
    await train({
      epochs: 2,
      batchSize: 25,
      rate: (epoch, step) => {
        asked.push(`${epoch}:${step}`);
        return 0.1;
      },
    });
    expect(asked).toEqual(['1:0', '1:1', '2:2', '2:3']);
  });

  it('shortens long gradients', async () => {
    const { w } = await train({ epochs: 1, batchSize: 50, clipNorm: 0.5, rate: constantRate(1) });
    expect(Math.hypot(...w)).toBeCloseTo(0.5, 5);
  });

  it('says in which epoch it went astray', async () => {
    const failure = await train({ rate: constantRate(1e6) }).catch((error) => error);
    expect(failure).toBeInstanceOf(DivergenceError);
    expect(failure.epoch).toBeGreaterThan(0);
    expect(failure.message).toMatch(/^Line: the loss became (NaN|Infinity) in epoch \d+\./);
  });

  it('stops when it is aborted, and reports progress', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const failure = await train(
      {},
      {
        signal: controller.signal,
        onProgress: ({ stage, done, total, message }) => {
          seen.push(`${stage} ${done}/${total}`);
          expect(message).toMatch(/^loss \d/);
          if (done === 2) controller.abort(new Error('enough'));
        },
      },
    ).catch((error) => error);
    expect(failure.message).toBe('enough');
    expect(seen).toEqual(['Line 1/60', 'Line 2/60']);
  });

  it('disposes of everything when a callback throws', async () => {
    const failure = await train({
      onEpoch: () => {
        throw new Error('no');
      },
    }).catch((error) => error);
    expect(failure.message).toBe('no');
  });
});
