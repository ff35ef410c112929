import type { Tensor1D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBackend, type NeuralBackend } from '../../../src/neural/backend/index.js';
import {
  AdaptiveRate,
  cosineDecay,
  exponentialDecay,
  inverseScaling,
  makeOptimizer,
  type OptimizerOptions,
  Standstill,
} from '../../../src/neural/training/index.js';
import { NativeAdam } from '../../../src/neural/training/native-adam.js';
import { expectClose } from '../../support/fixture.js';
import { describeOnBackends } from '../backends.js';

const RATE = 0.1;

/** The textbook's step for one parameter, in doubles, with memory of its own. */
const textbook: readonly [OptimizerOptions, () => (g: number, t: number) => number][] = [
  [{ kind: 'sgd' }, () => (g) => RATE * g],
  [
    { kind: 'sgd', momentum: 0.8 },
    () => {
      let v = 0;
      return (g) => (v = 0.8 * v + RATE * g);
    },
  ],
  [
    { kind: 'sgd', momentum: 0.8, nesterov: true },
    () => {
      let v = 0;
      return (g) => {
        v = 0.8 * v + RATE * g;
        return 0.8 * v + RATE * g;
      };
    },
  ],
  [
    { kind: 'adam' },
    () => {
      let [m, v] = [0, 0];
      return (g, t) => {
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        return (RATE * (Math.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t)) * m) / (Math.sqrt(v) + 1e-8);
      };
    },
  ],
  [
    { kind: 'adamax' },
    () => {
      let [m, u] = [0, 0];
      return (g, t) => {
        m = 0.9 * m + 0.1 * g;
        u = Math.max(0.999 * u, Math.abs(g));
        return ((RATE / (1 - 0.9 ** t)) * m) / (u + 1e-7);
      };
    },
  ],
  [
    { kind: 'nadam', beta2: 0.99 },
    () => {
      let [m, v] = [0, 0];
      return (g, t) => {
        m = 0.9 * m + 0.1 * g;
        v = 0.99 * v + 0.01 * g * g;
        const ahead = (0.9 * m) / (1 - 0.9 ** (t + 1)) + (0.1 * g) / (1 - 0.9 ** t);
        return (RATE * ahead) / (Math.sqrt(v / (1 - 0.99 ** t)) + 1e-7);
      };
    },
  ],
  [
    { kind: 'rmsprop' },
    () => {
      let v = 0;
      return (g) => {
        v = 0.9 * v + 0.1 * g * g;
        return (RATE * g) / Math.sqrt(v + 1e-7);
      };
    },
  ],
  [
    { kind: 'rmsprop', rho: 0.8, momentum: 0.5, centered: true, epsilon: 1e-3 },
    () => {
      let [v, m, p] = [0, 0, 0];
      return (g) => {
        v = 0.8 * v + 0.2 * g * g;
        m = 0.8 * m + 0.2 * g;
        return (p = 0.5 * p + (RATE * g) / Math.sqrt(v - m * m + 1e-3));
      };
    },
  ],
  [
    { kind: 'adagrad' },
    () => {
      let s = 0.1;
      return (g) => {
        s += g * g;
        return (RATE * g) / Math.sqrt(s + 1e-7);
      };
    },
  ],
  [
    { kind: 'adadelta', epsilon: 1e-4 },
    () => {
      let [s, d] = [0, 0];
      return (g) => {
        s = 0.95 * s + 0.05 * g * g;
        const change = Math.sqrt((d + 1e-4) / (s + 1e-4)) * g;
        d = 0.95 * d + 0.05 * change * change;
        return RATE * change;
      };
    },
  ],
];

const gradients = [
  [1, -0.5],
  [0.3, -2],
  [-0.7, 0.01],
  [0.2, 0.4],
  [5, -0.1],
];

describeOnBackends('optimisers', () => {
  let backend: NeuralBackend;
  beforeAll(async () => {
    backend = await loadBackend();
  });

  const step = (optimizer: ReturnType<typeof makeOptimizer>, g: number[]) =>
    backend.tf.tidy(() => [...optimizer.step(backend.tf.tensor1d(g) as Tensor1D, RATE).dataSync()]);

  for (const [options, rule] of textbook) {
    const shown = JSON.stringify(options);
    it(`${shown} makes the steps of the textbook and leaves no tensors`, () => {
      const before = backend.tf.memory().numTensors;
      const optimizer = makeOptimizer(backend, options, 2);
      const rules = [rule(), rule()];
      for (const [k, g] of gradients.entries()) {
        const expected = g.map((each, j) => rules[j]!(each, k + 1));
        for (const [j, value] of step(optimizer, g).entries()) expect(value).toBeCloseTo(expected[j]!, 5);
      }
      optimizer.dispose();
      expect(backend.tf.memory().numTensors).toBe(before);
    });

    it(`${shown} goes on from what it remembered`, () => {
      const one = makeOptimizer(backend, options, 2);
      const other = makeOptimizer(backend, options, 2);
      for (const g of gradients.slice(0, 3)) step(one, g);
      other.write(one.read());
      for (const g of gradients.slice(3)) expect(step(other, g)).toEqual(step(one, g));
      one.dispose();
      other.dispose();
    });
  }
});

describeOnBackends('adam for many parameters', (name) => {
  const SIZE = 20_000;

  it('is adam for each of them, goes on from what it remembered, and leaves no tensors', async () => {
    const backend = await loadBackend();
    const { tf } = backend;
    const before = tf.memory().numTensors;
    const options = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-3 } as const;
    const many = makeOptimizer(backend, options, SIZE);
    const other = makeOptimizer(backend, options, SIZE);
    expect(many instanceof NativeAdam).toBe(name === 'tensorflow');
    const step = (optimizer: typeof many, values: Float32Array) =>
      tf.tidy(() => optimizer.step(tf.tensor1d(values), RATE).dataSync().slice());
    const [m, v] = [new Float64Array(SIZE), new Float64Array(SIZE)];
    for (let t = 1; t <= 4; t++) {
      const gradient = Float32Array.from(m, (_, j) => Math.sin(j * t));
      if (t === 3) other.write(many.read());
      const made = step(many, gradient);
      if (t >= 3) expectClose(step(other, gradient), made, 1e-6);
      for (const [j, value] of made.entries()) {
        m[j] = 0.9 * m[j]! + 0.1 * gradient[j]!;
        v[j] = 0.999 * v[j]! + 0.001 * gradient[j]! ** 2;
        const expected =
          ((RATE * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)) * (m[j]! / (Math.sqrt(v[j]!) + 1e-3));
        // TensorFlow has 1 - 0.999 wrong by 5e-5 of it, which must not be seen here.
        if (!(Math.abs(value - expected) < 5e-7))
          expect.fail(`step ${t}, parameter ${j}: ${value}, ${expected}`);
      }
    }
    many.dispose();
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('rates', () => {
  it('fall by the power of rows seen', () => {
    const rate = inverseScaling(0.5, 0.5, { anEpoch: 24 });
    expect([1, 2, 3].map((epoch) => rate(epoch, 0))).toEqual([0.5, 0.1, 0.5 / 7]);
    const goesOn = inverseScaling(0.5, 0.5, { anEpoch: 24, before: 24, newOptimizer: false });
    expect(goesOn(1, 0)).toBe(0.1);
    expect(inverseScaling(0.5, 0.5, { anEpoch: 24, before: 24 })(1, 0)).toBe(0.5);
  });

  it('fall by steps', () => {
    expect(exponentialDecay(1, 0.5, 10)(1, 20)).toBe(0.25);
    expect(exponentialDecay(1, 0.5, 10, true)(1, 19)).toBe(0.5);
    const cosine = cosineDecay(2, 10, 0.1);
    expect(cosine(1, 0)).toBe(2);
    expect(cosine(1, 5)).toBeCloseTo(1.1, 12);
    expect(cosine(1, 30)).toBeCloseTo(0.2, 12);
  });

  it('adapt until they are too low', () => {
    const adaptive = new AdaptiveRate(4e-6);
    expect(adaptive.lower()).toBe(true);
    expect(adaptive.schedule(1, 0)).toBeCloseTo(8e-7, 15);
    expect(adaptive.lower()).toBe(false);
  });
});

describe('Standstill', () => {
  it('is more values than its patience that are not better by tol', () => {
    const standstill = new Standstill('loss', { tol: 0.1, patience: 2 });
    expect([1, 0.95, 0.94, 0.5, 0.45].map((loss) => standstill.see(loss))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(standstill.reached).toBe(false);
    standstill.see(0.6);
    expect(standstill.reached).toBe(false);
    standstill.see(0.6);
    expect(standstill.reached).toBe(true);
    expect(standstill.best).toBe(0.45);
    standstill.forgive();
    expect(standstill.reached).toBe(false);
  });

  it('takes scores the other way round', () => {
    const standstill = new Standstill('score', { tol: 0, patience: 1 });
    expect([0.5, 0.6, 0.6, 0.4, 0.3].map((score) => standstill.see(score))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(standstill.best).toBe(0.6);
    expect(standstill.reached).toBe(true);
  });
});
