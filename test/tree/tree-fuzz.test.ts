import fc from 'fast-check';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  Frame,
  PipefitError,
  RandomForestClassifier,
  RandomForestRegressor,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/core/index.js';
import { expectClose } from '../support/fixture.js';

const word = fc.constantFrom('red', 'green', 'blue', '__proto__', '', null);
const size = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 3, arbitrary: fc.double({ noDefaultInfinity: true }) },
  { weight: 2, arbitrary: fc.constantFrom(1e308, -1e308, Number.MAX_VALUE, 5e-324, -0) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);

/** Few rows with repeated ones, and columns that are constant or all missing now and then. */
const tables = fc.record({
  rows: fc.array(fc.record({ colour: word, size, code: fc.integer({ min: 0, max: 3 }), y: size }), {
    minLength: 1,
    maxLength: 30,
  }),
  copies: fc.integer({ min: 1, max: 3 }),
  constant: fc.constantFrom(null, 'size', 'code', 'colour'),
  missing: fc.constantFrom(null, null, 'size', 'code', 'colour'),
  oneClass: fc.boolean(),
});

type Given = typeof tables extends fc.Arbitrary<infer T> ? T : never;

function frameOf({ rows, copies, constant, missing, oneClass }: Given) {
  const repeated = Array.from({ length: copies }, () => rows).flat();
  const column = (name: 'colour' | 'size' | 'code') =>
    repeated.map((row) => (missing === name ? null : constant === name ? rows[0]![name] : row[name]));
  const X = Frame.fromColumns(
    [
      ['colour', column('colour')],
      ['size', column('size')],
      ['code', column('code')],
    ],
    { types: { colour: 'category', size: 'number', code: 'number' } },
  );
  const y = repeated.map((row) => (oneClass ? 1 : row.y));
  return { X, y, labels: y.map((value) => (value > 0 ? 'up' : value < 0 ? 'down' : 'level')) };
}

describe('trees and forests on odd data', () => {
  const settings = fc.record({
    splitter: fc.constantFrom<'best' | 'random'>('best', 'random'),
    maxLeafNodes: fc.constantFrom(null, 3),
    minSamplesLeaf: fc.constantFrom(1, 2),
    maxFeatures: fc.constantFrom(null, 1),
    ccpAlpha: fc.constantFrom(0, 0.1),
    categoricalFeatures: fc.constantFrom<'fromDtype' | string[]>('fromDtype', ['colour', 'code']),
    randomState: fc.nat(1000),
  });
  const targetCriterion = fc.constantFrom<'squaredError' | 'absoluteError' | 'poisson'>(
    'squaredError',
    'absoluteError',
    'poisson',
  );
  const classCriterion = fc.constantFrom<'gini' | 'entropy'>('gini', 'entropy');

  it('give a model that predicts, or say what is wrong', async () => {
    const law = fc.asyncProperty(
      tables,
      settings,
      targetCriterion,
      classCriterion,
      async (given, params, ofTargets, ofClasses) => {
        const { X, y, labels } = frameOf(given);
        const { splitter, ...growth } = params;
        const forest = { ...growth, nEstimators: 3, oobScore: true } as const;
        const numbers = [
          new DecisionTreeRegressor({ ...params, criterion: ofTargets }),
          new RandomForestRegressor({ ...forest, criterion: ofTargets }),
        ];
        for (const model of numbers) {
          const error = await outcomeOf(model.fit(X, y, { onWarning: () => {} }));
          if (error === null) expect(Array.from(model.predict(X)).every(Number.isFinite)).toBe(true);
          else expect(error).toBeInstanceOf(PipefitError);
        }
        const classes = [
          new DecisionTreeClassifier({ ...params, criterion: ofClasses }),
          new RandomForestClassifier({ ...forest, criterion: ofClasses }),
        ];
        for (const model of classes) {
          const error = await outcomeOf(model.fit(X, labels, { onWarning: () => {} }));
          expect(error).toBe(null);
          const shares = model.predictProba(X);
          for (let i = 0; i < shares.rows; i++) {
            expectClose(
              shares.row(i).reduce((sum, share) => sum + share, 0),
              1,
            );
          }
        }
      },
    );
    await fc.assert(law, { numRuns: 150 });
  });

  it('with categories too take a weight of k for k copies of a row, in whatever order', async () => {
    const whole = fc.array(
      fc.record({
        colour: word,
        size: fc.integer({ min: -3, max: 3 }),
        y: fc.integer({ min: 0, max: 3 }),
        weight: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 1, maxLength: 50 },
    );
    const law = fc.asyncProperty(
      whole,
      targetCriterion,
      classCriterion,
      async (rows, ofTargets, ofClasses) => {
        fc.pre(rows.some(({ weight, y }) => weight > 0 && y > 0));
        const table = (given: typeof rows) =>
          Frame.fromColumns(
            [
              ['colour', given.map(({ colour }) => colour)],
              ['size', given.map((row) => row.size)],
            ],
            { types: { colour: 'category' } },
          );
        const seen = rows.filter(({ weight }) => weight > 0);
        const copies = rows.flatMap((row) => Array.from({ length: row.weight }, () => row)).reverse();
        const sampleWeight = rows.map(({ weight }) => weight);
        const numbers = (data: typeof rows, options = {}) =>
          new DecisionTreeRegressor({ criterion: ofTargets, maxDepth: 3 }).fit(
            table(data),
            data.map(({ y }) => y),
            options,
          );
        const one = await numbers(rows, { sampleWeight });
        const other = await numbers(copies);
        expectClose(one.predict(table(seen)), other.predict(table(seen)));
        const two = (data: typeof rows, options = {}) =>
          new DecisionTreeClassifier({ criterion: ofClasses, maxDepth: 3 }).fit(
            table(data),
            data.map(({ y }) => y > 1),
            options,
          );
        fc.pre(new Set(seen.map(({ y }) => y > 1)).size === new Set(rows.map(({ y }) => y > 1)).size);
        const first = await two(rows, { sampleWeight });
        const second = await two(copies);
        expectClose(first.predictProba(table(seen)), second.predictProba(table(seen)));
      },
    );
    await fc.assert(law, { numRuns: 100 });
  });
});

/** JSON as a file would hold it: typed arrays by type, numbers that JSON does not know by name. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each) => {
    if (ArrayBuffer.isView(each)) {
      return { type: each.constructor.name, values: Array.from(each as Float64Array, jsonNumber) };
    }
    return typeof each === 'number' ? jsonNumber(each) : each;
  });
}

function jsonNumber(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : Object.is(value, -0)
      ? '-0'
      : String(value);
}

function fromJson(text: string): unknown {
  const arrays: Readonly<Record<string, new (values: number[]) => ArrayBufferView>> = {
    Float64Array,
    Int32Array,
    Uint8Array,
    Uint32Array,
  };
  return JSON.parse(text, (_, each) => {
    const Type = typeof each === 'object' && each !== null ? arrays[each.type as string] : undefined;
    return Type === undefined ? each : new Type((each.values as (number | string)[]).map(Number));
  });
}

describe('the state of a tree', () => {
  it('survives JSON bit for bit, infinite thresholds and sets of categories too', async () => {
    const law = fc.asyncProperty(tables, async (given) => {
      const { X, y, labels } = frameOf(given);
      const tree = await new DecisionTreeClassifier().fit(X, labels);
      const forest = new RandomForestRegressor({ nEstimators: 2, randomState: 0 });
      const fitted = (await outcomeOf(forest.fit(X, y))) === null ? [tree, forest] : [tree];
      for (const model of fitted) {
        const state = stateOf(model)!.state;
        expect(fromJson(toJson(state))).toEqual(state);
      }
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('holds Infinity where only missing values go right, which plain JSON turns into null', async () => {
    const { tree } = await new DecisionTreeClassifier().fit([[1], [2], [Number.NaN]], ['a', 'a', 'b']);
    expect(tree.threshold[0]).toBe(Number.POSITIVE_INFINITY);
    expect(JSON.parse(JSON.stringify(Array.from(tree.threshold)))[0]).toBe(null);
  });
});

/** Null when the promise settles well, else the error. */
async function outcomeOf(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}
