import { describe, expect, it } from 'vitest';
import { nonNegativeLbfgs } from '../../src/math/bounded-lbfgs.js';
import { type LbfgsOptions, lbfgs, type Objective } from '../../src/math/lbfgs.js';
import { expectClose } from '../support/fixture.js';

const options: LbfgsOptions = {
  maxIterations: 1000,
  gradientTolerance: 1e-9,
  valueTolerance: 0,
  pause: async () => {},
};

/** Rosenbrock's valley in many dimensions: least at (1, ..., 1). */
const rosenbrock: Objective = (x, gradient) => {
  gradient.fill(0);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1]! - x[i]! ** 2;
    value += 100 * bend ** 2 + (1 - x[i]!) ** 2;
    gradient[i]! += -400 * bend * x[i]! - 2 * (1 - x[i]!);
    gradient[i + 1]! += 200 * bend;
  }
  return value;
};

/** Sum of scale_i (x_i - center_i)^2, with scales from 1 to 1e3. */
function bowl(center: readonly number[]): Objective {
  return (x, gradient) => {
    let value = 0;
    for (let i = 0; i < x.length; i++) {
      const scale = 10 ** ((3 * i) / (x.length - 1));
      value += scale * (x[i]! - center[i]!) ** 2;
      gradient[i] = 2 * scale * (x[i]! - center[i]!);
    }
    return value;
  };
}

describe('lbfgs', () => {
  it.each([2, 10, 50])('comes to the end of the valley in %d dimensions', async (size) => {
    const start = Float64Array.from({ length: size }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const { x, ended, iterations } = await lbfgs(rosenbrock, start, options);
    expect(ended).toBe('gradient');
    expectClose(x, new Array(size).fill(1), 1e-8);
    expect(iterations).toBeLessThan(40 + 10 * size);
  });

  it('solves a badly scaled bowl', async () => {
    const center = Array.from({ length: 20 }, (_, i) => i - 10);
    const { x } = await lbfgs(bowl(center), new Float64Array(20), { ...options, gradientTolerance: 1e-6 });
    expectClose(x, center, 1e-6);
  });

  it('says why it ended, and leaves the start alone', async () => {
    const start = Float64Array.of(-1.2, 1);
    const limited = await lbfgs(rosenbrock, start, { ...options, maxIterations: 3 });
    expect([limited.ended, limited.iterations]).toEqual(['limit', 3]);
    expect(start).toEqual(Float64Array.of(-1.2, 1));
    const flat = await lbfgs(rosenbrock, start, { ...options, gradientTolerance: 0, valueTolerance: 1e-6 });
    expect(flat.ended).toBe('value');
    const done = await lbfgs(rosenbrock, Float64Array.of(1, 1), options);
    expect([done.ended, done.iterations]).toEqual(['gradient', 0]);
    const wrongGradient: Objective = (x, gradient) => {
      gradient[0] = -1;
      return x[0]!;
    };
    expect((await lbfgs(wrongGradient, new Float64Array(1), options)).ended).toBe('stuck');
  });

  it('takes a first step that is far too short, and one that is far too long', async () => {
    for (const factor of [1e-8, 1e8]) {
      const scaled: Objective = (x, gradient) => {
        gradient[0] = factor * 2 * (x[0]! - 3);
        return factor * (x[0]! - 3) ** 2;
      };
      const { x } = await lbfgs(scaled, new Float64Array(1), {
        ...options,
        gradientTolerance: 1e-9 * factor,
      });
      expectClose(x, [3], 1e-8);
    }
  });

  it('stops where a pause rejects', async () => {
    const pause = async (iterations: number) => {
      if (iterations === 2) throw new Error('cancelled');
    };
    const start = Float64Array.of(-1.2, 1);
    await expect(lbfgs(rosenbrock, start, { ...options, pause })).rejects.toThrow('cancelled');
  });
});

describe('nonNegativeLbfgs', () => {
  it('clips where variables do not depend on each other', async () => {
    const center = Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const { x } = await nonNegativeLbfgs(bowl(center), new Float64Array(20), options);
    expectClose(
      x,
      center.map((value) => Math.max(0, value)),
      1e-5,
    );
  });

  it('meets the conditions of an optimum where they do', async () => {
    const size = 30;
    const A = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: size }, (_, j) => Math.sin(i * j + i + 3 * j)),
    );
    const b = A.map((_, i) => Math.cos(i));
    const objective: Objective = (x, gradient) => {
      gradient.fill(0);
      let value = 0;
      A.forEach((row, i) => {
        const residual = row.reduce((sum, a, j) => sum + a * x[j]!, -b[i]!);
        value += 0.5 * residual ** 2;
        row.forEach((a, j) => {
          gradient[j]! += residual * a;
        });
      });
      return value;
    };
    const { x } = await nonNegativeLbfgs(objective, new Float64Array(size), options);
    const gradient = new Float64Array(size);
    objective(x, gradient);
    expect(x.some((value) => value === 0)).toBe(true);
    expect(x.some((value) => value > 0)).toBe(true);
    for (let j = 0; j < size; j++) {
      expect(x[j]).toBeGreaterThanOrEqual(0);
      if (x[j]! > 0) expect(Math.abs(gradient[j]!)).toBeLessThan(1e-7);
      else expect(gradient[j]).toBeGreaterThan(-1e-7);
    }
  });
});
