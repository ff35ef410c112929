import fc from 'fast-check';
import {
  InvalidDataError,
  InvalidParameterError,
  KNeighborsClassifier,
  type KNeighborsClassifierParams,
  KNeighborsRegressor,
  Matrix,
  NotFittedError,
  RandomState,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../support/fixture.js';

type Metric = Partial<KNeighborsClassifierParams>;

const metrics: readonly Metric[] = [
  { metric: 'euclidean' },
  { metric: 'manhattan' },
  { metric: 'chebyshev' },
  { p: 3 },
  { p: 1.5 },
];

/** Small whole numbers, so that many rows are equally far. */
const grid = fc
  .record({
    cols: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 5, max: 60 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ cols, rows, seed }) => {
    const random = new RandomState(seed);
    const draw = (count: number) =>
      new Matrix(Float64Array.from(random.integers(0, 4, count * cols)), count, cols);
    return { X: draw(rows), queries: draw(7) };
  });

/** Every distance, sorted by distance and row number. */
function byHand(
  X: Matrix,
  query: Float64Array,
  { metric, p }: Metric,
): { distance: number; index: number }[] {
  return Array.from({ length: X.rows }, (_, index) => {
    const gaps = Array.from(X.row(index), (value, j) => Math.abs(value - query[j]!));
    const exponent = metric === 'manhattan' ? 1 : metric === 'euclidean' ? 2 : (p ?? 2);
    const distance =
      metric === 'chebyshev'
        ? Math.max(...gaps)
        : gaps.reduce((sum, gap) => sum + gap ** exponent, 0) ** (1 / exponent);
    return { distance, index };
  }).sort((a, b) => a.distance - b.distance || a.index - b.index);
}

const zeros = (count: number) => new Float64Array(count);

describe('finding neighbours', () => {
  it('takes the lower row number where rows are equally far, and a tree finds what brute force finds', async () => {
    const sizes = fc.record({
      nNeighbors: fc.integer({ min: 1, max: 5 }),
      leafSize: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(grid, sizes, fc.constantFrom(...metrics), async ({ X, queries }, size, metric) => {
        const y = zeros(X.rows);
        const brute = await new KNeighborsRegressor({ ...size, ...metric, algorithm: 'brute' }).fit(X, y);
        const tree = await new KNeighborsRegressor({ ...size, ...metric, algorithm: 'kdTree' }).fit(X, y);
        const found = brute.kneighbors(queries);
        expect(tree.kneighbors(queries)).toEqual(found);
        for (let q = 0; q < queries.rows; q++) {
          const wanted = byHand(X, queries.row(q), metric).slice(0, size.nNeighbors);
          expectClose(
            found.distances.row(q),
            wanted.map(({ distance }) => distance),
            1e-12,
          );
          if (metric.p === undefined) {
            expect([...found.indices[q]!]).toEqual(wanted.map(({ index }) => index));
          }
        }
      }),
    );
  });

  it('finds the same for many queries, where it passes over the tree, as for one at a time', async () => {
    const random = new RandomState(2);
    const X = new Matrix(Float64Array.from(random.integers(0, 9, 900 * 6)), 900, 6);
    const queries = new Matrix(Float64Array.from(random.integers(0, 9, 70 * 6)), 70, 6);
    for (const metric of metrics) {
      const y = Array.from(X.column(0), (value) => (value > 3 ? 'high' : 'low'));
      const model = await new KNeighborsClassifier(metric).fit(X, y);
      const tree = await new KNeighborsClassifier({ ...metric, algorithm: 'kdTree' }).fit(X, y);
      const found = model.kneighbors(queries, 8);
      expect(found).toEqual(tree.kneighbors(queries, 8));
      expect(model.kneighbors(null, 4)).toEqual(tree.kneighbors(null, 4));
      for (let i = 0; i < queries.rows; i += 10) {
        const alone = model.kneighbors(queries.selectRows([i]), 8);
        expect(alone.indices[0]).toEqual(found.indices[i]);
        expect(alone.distances.data).toEqual(found.distances.row(i).slice());
      }
    }
  });

  it('leaves out the row itself, but not its twin', async () => {
    for (const algorithm of ['brute', 'kdTree'] as const) {
      const model = await new KNeighborsRegressor({ nNeighbors: 2, algorithm, leafSize: 1 }).fit(
        [[1], [5], [1], [4]],
        zeros(4),
      );
      const { indices, distances } = model.kneighbors();
      expect(indices.map((row) => [...row])).toEqual([
        [2, 3],
        [3, 0],
        [0, 3],
        [1, 0],
      ]);
      expect(distances.toArray()).toEqual([
        [0, 3],
        [1, 4],
        [0, 3],
        [1, 3],
      ]);
    }
  });

  it('gives the same predictions for rows in another order, up to ties', async () => {
    const random = new RandomState(0);
    const X = new Matrix(random.randomSample(600), 200, 3);
    const y = Array.from({ length: 200 }, (_, i) => `c${i % 3}`);
    const order = random.permutation(200);
    const queries = new Matrix(random.randomSample(90), 30, 3);
    for (const weights of ['uniform', 'distance'] as const) {
      const model = await new KNeighborsClassifier({ weights }).fit(X, y);
      const shuffled = await new KNeighborsClassifier({ weights }).fit(
        X.selectRows(order),
        Array.from(order, (i) => y[i]!),
      );
      expectClose(shuffled.predictProba(queries), model.predictProba(queries), 1e-12);
    }
  });

  it('reaches beyond one block of rows and of queries', async () => {
    const random = new RandomState(1);
    const X = new Matrix(random.randomSample(2500 * 10), 2500, 10);
    const given = { nNeighbors: 30, leafSize: 10 };
    const brute = await new KNeighborsRegressor({ ...given, algorithm: 'brute' }).fit(X, zeros(2500));
    const tree = await new KNeighborsRegressor({ ...given, algorithm: 'kdTree' }).fit(X, zeros(2500));
    const queries = X.head(300);
    expect(tree.kneighbors(queries)).toEqual(brute.kneighbors(queries));
    expect(brute.kneighbors(queries).indices.every((row, i) => row[0] === i)).toBe(true);
  });

  it('knows the cosine of rows of zeros, of parallel ones and of huge ones', async () => {
    const model = await new KNeighborsRegressor({ metric: 'cosine', nNeighbors: 4 }).fit(
      [
        [0, 0],
        [1, 1],
        [1e200, 0],
        [0, -1e-200],
      ],
      zeros(4),
    );
    const { distances, indices } = model.kneighbors([
      [2, 2],
      [0, 0],
      [0, 3],
    ]);
    expect(indices.map((row) => [...row])).toEqual([
      [1, 2, 0, 3],
      [0, 1, 2, 3],
      [1, 0, 2, 3],
    ]);
    const half = 1 - Math.SQRT1_2;
    expectClose(
      distances,
      [
        [0, half, 1, 1 + Math.SQRT1_2],
        [1, 1, 1, 1],
        [half, 1, 1, 2],
      ],
      1e-12,
    );
    expect(distances.row(0)[0]).toBe(0);
    expect([...distances.row(1)]).toEqual([1, 1, 1, 1]);
  });

  it('survives differences that overflow', async () => {
    const model = await new KNeighborsRegressor({ nNeighbors: 1, algorithm: 'kdTree', leafSize: 1 }).fit(
      [[-1e308], [1e308]],
      [1, 2],
    );
    expect([...model.predict([[-1e308], [1e308]])]).toEqual([1, 2]);
  });
});

describe('KNeighborsClassifier and KNeighborsRegressor', () => {
  const X = [[0], [1], [2], [3]];

  it('refuse more neighbours than rows, at fit and later', async () => {
    await expect(new KNeighborsClassifier().fit(X, ['a', 'a', 'b', 'b'])).rejects.toThrow(
      new InvalidParameterError(
        'KNeighborsClassifier',
        'nNeighbors',
        'KNeighborsClassifier: nNeighbors is 5, but X has only 4 rows. Lower it, or give more rows.',
      ),
    );
    const model = await new KNeighborsRegressor({ nNeighbors: 2 }).fit(X, [1, 2, 3, 4]);
    expect(model.kneighbors(X, 4).distances.cols).toBe(4);
    expect(() => model.kneighbors(X, 5)).toThrow(InvalidParameterError);
    expect(() => model.kneighbors(null, 4)).toThrow(/from 1 to 3, .* none is its own neighbour. Got 4/);
    expect(() => model.kneighbors(X, 1.5)).toThrow(InvalidParameterError);
  });

  it('refuse a tree where it would give wrong answers', async () => {
    for (const given of [{ metric: 'cosine' }, { p: 0.5 }] as const) {
      const model = new KNeighborsRegressor({ ...given, algorithm: 'kdTree', nNeighbors: 2 });
      await expect(model.fit(X, [1, 2, 3, 4])).rejects.toThrow(/algorithm 'kdTree' cannot be used with/);
    }
    expect(() => new KNeighborsRegressor().kneighbors()).toThrow(NotFittedError);
  });

  it('refuse weights that say nothing', async () => {
    const wrong = [() => [0, 0], () => [1], () => [1, -1], () => [1, Number.NaN], () => null as never];
    for (const weights of wrong) {
      const model = await new KNeighborsRegressor({ weights, nNeighbors: 2 }).fit(X, [1, 2, 3, 4]);
      expect(() => model.predict(X)).toThrow(InvalidDataError);
    }
    const model = await new KNeighborsClassifier({ weights: () => [0, 0], nNeighbors: 2 }).fit(
      X,
      [1, 1, 2, 2],
    );
    expect(() => model.predict([[7]])).toThrowErrorMatchingInlineSnapshot(
      `[InvalidDataError: KNeighborsClassifier: weights must give 2 finite numbers of at least 0, not all of them 0. For row 0 it gave [0, 0].]`,
    );
  });

  it('break ties of votes by the order of classes', async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 4 }).fit(X, ['b', 'a', 'b', 'a']);
    expect(model.predict([[1.5]])).toEqual(['a']);
  });

  it('take sparse data, which are made dense', async () => {
    const dense = Matrix.fromArrays([
      [0, 1],
      [2, 0],
      [0, 3],
      [4, 0],
      [0, 5],
    ]);
    const sparse = SparseMatrix.fromDense(dense);
    const given = { nNeighbors: 2 };
    const model = await new KNeighborsRegressor(given).fit(sparse, [1, 2, 3, 4, 5]);
    const wanted = (await new KNeighborsRegressor(given).fit(dense, [1, 2, 3, 4, 5])).predict(dense);
    expect(model.predict(sparse)).toEqual(wanted);
    expect(model.predict(dense)).toEqual(wanted);
  });

  it('keep their own copy of the training rows', async () => {
    for (const algorithm of ['brute', 'kdTree'] as const) {
      const data = Float64Array.of(0, 1, 2, 3);
      const y = [1, 2, 3, 4];
      const model = await new KNeighborsRegressor({ nNeighbors: 1, algorithm }).fit(
        { data, rows: 4, cols: 1 },
        y,
      );
      data.fill(100);
      y.fill(100);
      expect([...model.predict(X)]).toEqual([1, 2, 3, 4]);
    }
  });

  it('predict with the parameters they were fitted with', async () => {
    const model = await new KNeighborsRegressor({ nNeighbors: 1 }).fit(X, [1, 2, 3, 4]);
    model.setParams({ nNeighbors: 4, weights: 'distance', metric: 'cosine' });
    expect([...model.predict(X)]).toEqual([1, 2, 3, 4]);
    expect([...(await model.fit(X, [1, 2, 3, 4])).predict([[0]])]).toEqual([2.5]);
  });

  it('can be cancelled while a large tree is built', async () => {
    const rows = 200_000;
    const data = new RandomState(0).randomSample(rows * 2);
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error('enough')));
    const model = new KNeighborsRegressor({ leafSize: 1 });
    const fit = model.fit({ data, rows, cols: 2 }, zeros(rows), { signal: controller.signal });
    await expect(fit).rejects.toThrow('enough');
    expect(model.isFitted).toBe(false);
  });
});
