import fc from 'fast-check';
import {
  Frame,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorParams,
  Matrix,
  PipefitError,
  Pipeline,
  RandomState,
  StandardScaler,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/core/index.js';
import { type BoostedScores, rawScoreOfRow } from '../../src/kernels/boosting/boosted-trees.js';
import { expectClose } from '../support/fixture.js';

const random = new RandomState(1);
const rows = 600;
const X = new Matrix(
  Float64Array.from({ length: rows * 3 }, () => random.normal()),
  rows,
  3,
);
const y = Float64Array.from(
  { length: rows },
  (_, i) => X.at(i, 0) + X.at(i, 1) * X.at(i, 2) + 0.2 * random.normal(),
);
const three = Array.from(y, (value) => (value < -0.5 ? 'low' : value < 0.5 ? 'mid' : 'high'));

const regressor = (params: Partial<HistGradientBoostingRegressorParams> = {}) =>
  new HistGradientBoostingRegressor({ maxIter: 20, randomState: 0, ...params });

describe('prediction', () => {
  it('is the same for one row as for many, and by the function for one row', async () => {
    const holes = new Matrix(
      X.data.map((value, p) => (p % 7 === 0 ? Number.NaN : value)),
      rows,
      3,
    );
    const model = await new HistGradientBoostingClassifier({ maxIter: 20 }).fit(holes, three);
    const all = model.decisionFunction(holes) as Matrix;
    const { model: state } = stateOf(model)!.state as { model: BoostedScores };
    const own = new Float64Array(3);
    for (let i = 0; i < 50; i++) {
      expect((model.decisionFunction(holes.selectRows([i])) as Matrix).data).toEqual(all.row(i));
      rawScoreOfRow(state, holes.row(i), own);
      expect(own).toEqual(all.row(i));
    }
  });

  it('sends what is missing to the larger part where training saw nothing missing', async () => {
    const line = Float64Array.from({ length: 100 }, (_, i) => i);
    const target = line.map((value) => (value < 30 ? 0 : 10));
    const model = await regressor({ maxIter: 1, learningRate: 1, maxLeafNodes: 2 }).fit(
      new Matrix(line, 100, 1),
      target,
    );
    expectClose(model.predict([[0], [99], [Number.NaN]]), [0, 10, 10]);
  });

  it('learns where what is missing belongs', async () => {
    const line = Float64Array.from({ length: 90 }, (_, i) => (i % 3 === 0 ? Number.NaN : i));
    const target = Float64Array.from(line, (value) => (Number.isNaN(value) || value < 30 ? 5 : 1));
    const model = await regressor({ learningRate: 1, minSamplesLeaf: 5 }).fit(
      new Matrix(line, 90, 1),
      target,
    );
    expectClose(model.predict([[Number.NaN], [1], [80]]), [5, 5, 1], 1e-6);
  });
});

describe('categories', () => {
  const colours = ['red', 'green', 'blue', 'grey', null];
  const colour = Array.from({ length: 400 }, (_, i) => colours[i % 5]!);
  const size = Float64Array.from({ length: 400 }, (_, i) => (i * 37) % 101);
  const target = Float64Array.from(colour, (name, i) => {
    return (name === 'red' || name === 'grey' ? 10 : name === null ? 4 : 0) + (size[i]! > 50 ? 1 : 0);
  });
  const frame = Frame.fromColumns([
    ['colour', colour],
    ['size', size],
  ]);
  const cells = ['red', 'green', 'blue', 'grey', null].map((name) => ({ colour: name, size: 80 }));

  it('of a Frame are split as they are, missing ones too, and unknown ones count as missing', async () => {
    const model = await regressor({ maxIter: 60 }).fit(frame, target);
    expect(model.isCategorical).toEqual([true, false]);
    expectClose(model.predict(cells), [11, 1, 1, 11, 5], 0.05);
    expectClose(model.predict([{ colour: 'pink', size: 80 }]), [5], 0.05);
  });

  it('do not depend on how they are named or ordered', async () => {
    const codes = Float64Array.from(colour, (name) => (name === null ? Number.NaN : name.length * 100));
    const table = Matrix.fromColumns([codes, size], ['colour', 'size']);
    const model = await regressor().fit(table, target);
    expect(model.isCategorical).toEqual([false, false]);
    const wanted = await regressor({ categoricalFeatures: ['colour'] })
      .fit(table, target)
      .predict(table);
    for (const categoricalFeatures of [[0], [true, false]]) {
      expect(await regressor({ categoricalFeatures }).fit(table, target).predict(table)).toEqual(wanted);
    }
    const turned = Matrix.fromColumns([codes.map((code) => -code / 7), size]);
    expectClose(
      await regressor({ categoricalFeatures: [0] })
        .fit(turned, target)
        .predict(turned),
      wanted,
      1e-12,
    );
  });

  it('are refused where they are too many, not declared, or text', async () => {
    const many = Matrix.fromColumns([Float64Array.from({ length: 300 }, (_, i) => i)]);
    const numbers = new Float64Array(300);
    const declared = regressor({ categoricalFeatures: [0] });
    await expect(declared.fit(many, numbers)).rejects.toThrow(
      "column 'x0' has 300 categories, and at most maxBins, 255",
    );
    await expect(regressor({ categoricalFeatures: null }).fit(frame, target)).rejects.toThrow(
      "column 'colour' is of type category",
    );
    const text = Frame.fromColumns([['note', { type: 'text', values: ['a', 'b', 'c'] }]]);
    await expect(regressor().fit(text, [1, 2, 3])).rejects.toThrow("column 'note' is of type text");
    await expect(regressor({ categoricalFeatures: ['color'] }).fit(frame, target)).rejects.toThrow(
      "Did you mean 'colour'?",
    );
    await expect(regressor({ categoricalFeatures: [true] }).fit(frame, target)).rejects.toThrow(
      '1 truth values for 2',
    );
    await expect(regressor({ monotonicCst: { colour: 1 } }).fit(frame, target)).rejects.toThrow('no order');
  });
});

describe('constraints', () => {
  const grid = (column: number) => {
    const values = Float64Array.from({ length: 41 * 3 }, (_, p) =>
      p % 3 === column ? Math.floor(p / 3) / 10 - 2 : 0.3,
    );
    return new Matrix(values, 41, 3, ['a', 'b', 'c']);
  };

  it('monotonicCst keeps predictions from falling, or from rising', async () => {
    const named = X.withColumnNames(['a', 'b', 'c']);
    const rising = await regressor({ monotonicCst: { b: 1 } }).fit(named, y);
    const falling = await regressor({ monotonicCst: new Map([['a', -1]]) }).fit(named, y);
    const up = rising.predict(grid(1));
    const down = falling.predict(grid(0));
    for (let i = 1; i < 41; i++) {
      expect(up[i]! >= up[i - 1]!).toBe(true);
      expect(down[i]! <= down[i - 1]!).toBe(true);
    }
  });

  it('noInteractions adds up one function a column', async () => {
    const model = await regressor({ interactionCst: 'noInteractions' }).fit(X, y);
    const [a, b, c, d] = model.predict([
      [-1, -1, 0],
      [-1, 1, 0],
      [1, -1, 0],
      [1, 1, 0],
    ]);
    expectClose(b! - a!, d! - c!, 1e-12);
  });

  it('that contradict the data are refused', async () => {
    await expect(regressor({ monotonicCst: [1, 0] }).fit(X, y)).rejects.toThrow('2 signs for 3 columns');
    await expect(regressor({ interactionCst: [[0, 7]] }).fit(X, y)).rejects.toThrow('There is no column 7');
    const classifier = new HistGradientBoostingClassifier({ monotonicCst: [1, 0, 0] });
    await expect(classifier.fit(X, three)).rejects.toThrow('no rising and falling');
    await expect(regressor({ loss: 'quantile' }).fit(X, y)).rejects.toThrow('needs to know which one');
    await expect(regressor({ loss: 'gamma' }).fit(X, y)).rejects.toThrow(
      "loss 'gamma' needs numbers above 0. Row",
    );
    await expect(
      regressor({ loss: 'poisson' }).fit(
        X,
        y.map(() => 0),
      ),
    ).rejects.toThrow('all of y are 0');
  });
});

describe('a seed', () => {
  it('gives the same model bit for bit', async () => {
    const params = { maxFeatures: 0.4, earlyStopping: true, maxIter: 10 } as const;
    const first = await regressor(params).fit(X, y);
    const again = await regressor(params).fit(X, y);
    const other = await regressor({ ...params, randomState: 1 }).fit(X, y);
    expect(stateOf(again)!.state).toEqual(stateOf(first)!.state);
    expect(other.predict(X)).not.toEqual(first.predict(X));
  });

  it('is of no matter where nothing is drawn', async () => {
    const first = await regressor().fit(X, y).predict(X);
    expect(await regressor({ randomState: 7 }).fit(X, y).predict(X)).toEqual(first);
  });
});

describe('warmStart', () => {
  it('goes on to the model that all iterations at once give', async () => {
    const params = { maxFeatures: 0.5, maxIter: 8 } as const;
    const model = await regressor({ ...params, warmStart: true }).fit(X, y);
    await model.setParams({ maxIter: 20 }).fit(X, y);
    const whole = await regressor({ ...params, maxIter: 20 }).fit(X, y);
    expect(model.nIter).toBe(20);
    expectClose(model.predict(X), whole.predict(X), 1e-12);
    const classifier = await new HistGradientBoostingClassifier({ maxIter: 3, warmStart: true }).fit(
      X,
      three,
    );
    await classifier.setParams({ maxIter: 5 }).fit(X, three);
    const atOnce = await new HistGradientBoostingClassifier({ maxIter: 5 }).fit(X, three);
    expectClose(classifier.predictProba(X), atOnce.predictProba(X), 1e-12);
  });

  it('refuses what it cannot go on with', async () => {
    const model = await regressor({ warmStart: true }).fit(X, y);
    await expect(model.clone().setParams({ maxIter: 5 }).fit(X, y)).resolves.toBeDefined();
    await expect(model.setParams({ maxIter: 5 }).fit(X, y)).rejects.toThrow('maxIter must be at least 20');
    await expect(model.setParams({ maxIter: 30 }).fit(X.selectColumns([0, 1]), y)).rejects.toThrow(
      'saw 3 columns',
    );
    const classifier = await new HistGradientBoostingClassifier({ maxIter: 3, warmStart: true }).fit(
      X,
      three,
    );
    await expect(
      classifier.fit(
        X,
        Array.from(y, (value) => value > 0),
      ),
    ).rejects.toThrow('keeps trees for the classes');
  });
});

describe('early stopping', () => {
  const twelve = Array.from({ length: 12_000 }, (_, i) => i);

  it("with 'auto' begins at more than 10,000 rows", async () => {
    const line = new Matrix(Float64Array.from(twelve), 12_000, 1);
    const target = Float64Array.from(twelve, (i) => (i < 6000 ? 0 : 1));
    const long = await regressor({ learningRate: 0.5, maxIter: 60 }).fit(line, target);
    expect(long.nIter).toBeLessThan(60);
    expect(long.trainScore.length).toBe(long.nIter + 1);
    expect(long.validationScore.length).toBe(long.nIter + 1);
    const few = line.selectRows(twelve.slice(0, 10_000));
    const short = await regressor({ learningRate: 0.5, maxIter: 60 }).fit(few, target.subarray(0, 10_000));
    expect([short.nIter, short.trainScore.length]).toEqual([60, 0]);
  });

  it('scores classes by any scorer, on many rows on some of them', async () => {
    const many = new Matrix(
      Float64Array.from(twelve, (i) => (i * 7919) % 12_000),
      12_000,
      1,
    );
    const labels = Array.from(many.data, (value) => (value < 4000 ? 'a' : value < 8000 ? 'b' : 'c'));
    for (const scoring of [null, 'negLogLoss', 'rocAucOvr'] as const) {
      const model = new HistGradientBoostingClassifier({
        maxIter: 12,
        learningRate: 0.5,
        nIterNoChange: 3,
        scoring,
      });
      await model.fit(many, labels);
      expect(model.validationScore.at(-1)!).toBeGreaterThan(scoring === 'negLogLoss' ? -0.1 : 0.99);
      expect(model.trainScore.at(-1)!).toBeGreaterThan(scoring === 'negLogLoss' ? -0.1 : 0.99);
    }
  });

  it('refuses validation data that are of no use', async () => {
    const validation = [X, y] as const;
    await expect(regressor({ earlyStopping: false }).fit(X, y, { validation })).rejects.toThrow('of no use');
    const classifier = new HistGradientBoostingClassifier({ maxIter: 3 });
    await expect(classifier.fit(X, three, { validation: [X, three.map(() => 'huge')] })).rejects.toThrow(
      'row 0 of the validation target is "huge"',
    );
    await expect(regressor().fit(X, y, { validation: [X, y.subarray(1)] })).rejects.toThrow(
      'validation target',
    );
    await expect(regressor({ earlyStopping: true, validationFraction: 600 }).fit(X, y)).rejects.toThrow(
      'validationFraction 600 of 600 rows cannot hold out some for early stopping',
    );
  });

  it('trains on the only row of a class', async () => {
    const rare = three.map((label, i) => (i === 17 ? 'rare' : label));
    const model = new HistGradientBoostingClassifier({ maxIter: 3, earlyStopping: true, randomState: 0 });
    await model.fit(X, rare);
    expect(model.classes).toContain('rare');
    const each = Array.from({ length: 600 }, (_, i) => `class ${i % 300}`);
    await expect(model.fit(X, each)).rejects.toThrow(
      'HistGradientBoostingClassifier: validationFraction 0.1 of 600 rows cannot hold out some of each class',
    );
  });

  it('scores a draw of the training rows with scorers, even where hardly any is left out', async () => {
    const rows = 10_003;
    const many = new Matrix(
      Float64Array.from({ length: rows }, (_, i) => i % 50),
      rows,
      1,
    );
    const labels = Array.from({ length: rows }, (_, i) => (i === 5 ? 'rare' : i % 50 < 20 ? 'low' : 'high'));
    const params = { maxIter: 3, earlyStopping: true, validationFraction: null, randomState: 0 } as const;
    const model = await new HistGradientBoostingClassifier({ ...params, scoring: 'accuracy' }).fit(
      many,
      labels,
    );
    expect(model.trainScore.at(-1)).toBeGreaterThan(0.99);
  });
});

describe('in a pipeline', () => {
  it('validation data go through the steps before', async () => {
    const model = new HistGradientBoostingRegressor({ maxIter: 30 });
    const validation = [X, y] as const;
    const pipe = await new Pipeline([new StandardScaler(), model]).fit(X, y, { validation });
    const { histGradientBoostingRegressor: fitted } = pipe.named;
    expect(fitted.validationScore.length).toBe(fitted.nIter + 1);
    expectClose(fitted.validationScore, fitted.trainScore, 1e-12);
  });
});

describe('a fit', () => {
  it('tells its progress and stops when told', async () => {
    const told: number[] = [];
    await regressor({ maxIter: 3 }).fit(X, y, { onProgress: ({ done }) => told.push(done) });
    expect(told).toEqual([1, 2, 3]);
    const control = new AbortController();
    const model = regressor({ maxIter: 1_000_000 });
    const running = model.fit(X, y, { signal: control.signal });
    setTimeout(() => control.abort(new Error('enough')), 30);
    await expect(running).rejects.toThrow('enough');
    expect(model.isFitted).toBe(false);
  });

  it('of any table gives a model or a typed error', async () => {
    const cell = fc.oneof(
      fc.constant(Number.NaN),
      fc.constantFrom(0, -0, 1, 1e308, -1e308, 5e-324, 1e16),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const losses = ['squaredError', 'absoluteError', 'quantile', 'poisson', 'gamma', 'classes'] as const;
    const table = fc.record({
      loss: fc.constantFrom(...losses),
      rows: fc.integer({ min: 1, max: 30 }),
      cols: fc.integer({ min: 1, max: 6 }),
      distinct: fc.array(cell, { minLength: 1, maxLength: 12 }),
      targets: fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(1e308, 1e30, -1e308, 0.5)), {
        minLength: 1,
        maxLength: 5,
      }),
      weights: fc.boolean(),
      categories: fc.boolean(),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ loss, rows, cols, distinct, targets, weights, categories, seed }) => {
        const draw = new RandomState(seed);
        const pick = <T>(values: readonly T[]) => values[draw.integer(0, values.length)]!;
        const data = new Matrix(
          Float64Array.from({ length: rows * cols }, () => pick(distinct)),
          rows,
          cols,
        );
        const target = Float64Array.from({ length: rows }, () => pick(targets));
        const shared = {
          maxIter: 4,
          minSamplesLeaf: 1,
          categoricalFeatures: categories ? [0] : null,
          maxLeafNodes: draw.random() < 0.5 ? null : 5,
          earlyStopping: draw.random() < 0.3,
        } as const;
        const model =
          loss === 'classes'
            ? new HistGradientBoostingClassifier(shared)
            : new HistGradientBoostingRegressor({ ...shared, loss, quantile: 0.7 });
        const labels = loss === 'classes' ? target.map((value) => Math.sign(value) * (value % 3)) : target;
        const sampleWeight = Float64Array.from({ length: rows }, () => draw.integer(0, 3));
        try {
          await model.fit(data, labels, weights ? { sampleWeight } : {});
          const predictions = model.predict(data);
          expect(predictions.length).toBe(rows);
          for (const value of predictions) expect(value).not.toBeNaN();
        } catch (error) {
          expect(error).toBeInstanceOf(PipefitError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
