import {
  BaseRegressor,
  type FitContext,
  InvalidDataError,
  type Matrix,
  makePipeline,
  NotFittedError,
  type PipefitWarning,
  Ridge,
  StandardScaler,
} from 'pipefit';
import { describe, expect, it } from 'vitest';

/** Works for a while, in steps, and says how far it is. */
class Slow extends BaseRegressor<object, { done: number }> {
  override readonly name = 'Slow';
  protected override async learnTarget(_X: Matrix, _y: Float64Array, context: FitContext<object>) {
    for (let step = 0; step < 200; step++) {
      const until = performance.now() + 5;
      while (performance.now() < until);
      context.progress(step + 1, 200);
      await context.pause();
    }
    return { done: 200 };
  }
  protected override predictTarget(X: Matrix) {
    return new Float64Array(X.rows).fill(this.fitted.done);
  }
}

describe('fit', () => {
  it('gives a promise that takes the fitted calls', async () => {
    const promise = new StandardScaler().fit([[1], [3]]);
    expect(promise).toBeInstanceOf(Promise);
    expect((await promise.transform([[5]])).toArray()).toEqual([[3]]);
    expect(
      await makePipeline(new StandardScaler(), new Ridge())
        .fit([[1], [3]], [1, 3])
        .predict([[2]]),
    ).toEqual(Float64Array.of(2));
    const chained = promise.then((scaler) => scaler.mean[0]);
    expect(await chained).toBe(2);
  });

  it('rejects, and never throws at the call', async () => {
    const promise = new StandardScaler().fit([]);
    await expect(promise).rejects.toThrow(InvalidDataError);
    await expect(new StandardScaler().fit([]).transform([[1]])).rejects.toThrow(InvalidDataError);
  });

  it('leaves what was fitted before as it was when it fails', async () => {
    const scaler = await new StandardScaler().fit([[1], [3]]);
    await expect(scaler.fit([[Number.POSITIVE_INFINITY]])).rejects.toThrow(/row 0, column 'x0' is Infinity/);
    expect(scaler.mean).toEqual(Float64Array.of(2));
  });

  it('lets the event loop turn, and is cancelled by a signal', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const slow = new Slow();
    const seen: number[] = [];
    const started = performance.now();
    const fit = slow.fit([[1]], [1], {
      signal: AbortSignal.timeout(150),
      onProgress: ({ done }) => seen.push(done),
    });
    await expect(fit).rejects.toMatchObject({ name: 'TimeoutError' });
    clearInterval(timer);
    expect(performance.now() - started).toBeLessThan(700);
    expect(ticks).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThan(2);
    expect(() => slow.predict([[1]])).toThrow(NotFittedError);
  });

  it('gives warnings to onWarning', async () => {
    const warnings: PipefitWarning[] = [];
    await new Ridge().fit([[1], [2]], [1, 2], { onWarning: (warning) => warnings.push(warning) });
    expect(warnings).toEqual([]);
  });

  it('refuses options it does not know how to use', async () => {
    await expect(new Slow().fit([[1]], [1], { sampleWeight: [1] })).rejects.toThrow(
      /Slow does not use sampleWeight/,
    );
    await expect(new Ridge().fit([[1], [2]], [1, 2], { sampleWeight: [1] })).rejects.toThrow(
      /X has 2 rows but sampleWeight has 1 values/,
    );
    await expect(new Ridge().fit([[1], [2]], [1, 2], { groups: [1] })).rejects.toThrow(/groups has 1 values/);
  });
});
