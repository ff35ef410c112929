import * as pipefit from 'pipefit';
import {
  ColumnTransformer,
  columnSelector,
  distributions,
  Frame,
  GridSearchCV,
  KFold,
  LogisticRegression,
  Matrix,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  RandomForestClassifier,
  RandomizedSearchCV,
  RandomState,
  Ridge,
  SparseMatrix,
  StandardScaler,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { Describer, type Estimator, NoPlainForm, revive, stateOf } from '../../src/core/index.js';

const named = new Map<string, unknown>(Object.entries(pipefit));
const find = (name: string) => named.get(name);
/** Through the plain form, and through what threads do to it. */
const copy = <T>(value: T): T => revive(structuredClone(new Describer().describe(value, 'it')), find) as T;

const X = Frame.fromColumns({ a: [1, 2, 3, 4, 5, null], kind: ['x', 'y', null, 'x', 'y', 'x'] });
const y = ['no', 'yes', 'no', 'yes', 'yes', 'no'];

describe('a plain form gives back', () => {
  it.each([
    ['numbers', [0, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e308]],
    ['nothing', [null, undefined]],
    ['lists of lists', [[1, ['a', true]], []]],
    ['typed arrays', { values: Float64Array.of(1, 2), codes: Int32Array.of(3), bytes: Uint8Array.of(4) }],
    [
      'Maps and Sets',
      new Map<unknown, unknown>([
        [1, 'one'],
        ['two', new Set([2])],
      ]),
    ],
    ['dates and patterns', [new Date(0), /a+/gi]],
    ['objects that look like plain forms', { list: 1, estimator: { name: 'Ridge' }, made: null }],
    ['keys that no object should have', JSON.parse('{ "__proto__": { "a": 1 }, "constructor": 2 }')],
  ])('%s', (_, value) => {
    expect(copy(value)).toStrictEqual(value);
  });

  it('objects without a prototype as such', () => {
    const bare = Object.assign(Object.create(null), { a: 1 });
    expect(Object.getPrototypeOf(copy(bare))).toBeNull();
  });

  it('tables', () => {
    const matrix = Matrix.fromArrays(
      [
        [1, 0],
        [0, 2],
      ],
      ['a', 'b'],
    );
    for (const table of [matrix, SparseMatrix.fromDense(matrix), X, X.withColumnNames(null)]) {
      const copied = copy(table);
      expect(copied).toBeInstanceOf(table.constructor);
      expect(copied.toArray()).toEqual(table.toArray());
      expect([copied.columnNames, (copied as Frame).named]).toEqual([
        table.columnNames,
        (table as Frame).named,
      ]);
    }
  });

  it('every estimator of pipefit that can be made without parameters', () => {
    const made = Object.values(pipefit as Record<string, unknown>).flatMap((value) => {
      const isClass = typeof value === 'function' && value.prototype instanceof pipefit.BaseEstimator;
      if (!isClass || /^Base/.test(value.name)) return [];
      try {
        return [new (value as new () => Estimator)()];
      } catch {
        return [];
      }
    });
    expect(made.length).toBeGreaterThan(15);
    for (const estimator of made) {
      const copied = copy(estimator);
      expect(copied.constructor).toBe(estimator.constructor);
      expect(copied.getParams()).toEqual(estimator.getParams());
    }
  });

  it('a fitted pipeline of columns that predicts the same, and its steps', async () => {
    const columns = new ColumnTransformer(
      [['kinds', new OneHotEncoder(), columnSelector({ type: 'category' })]],
      { remainder: makePipeline(new pipefit.SimpleImputer(), new StandardScaler()) },
    );
    const pipe = new Pipeline([
      ['columns', columns],
      ['forest', new RandomForestClassifier({ nEstimators: 5, randomState: 0 })],
    ]);
    const fitted = await pipe.fit(X, y);
    const copied = copy(fitted);
    expect(copied.predictProba(X)).toEqual(fitted.predictProba(X));
    expect(copied.named.forest.featureImportances).toEqual(fitted.named.forest.featureImportances);
    expect(copied.named.columns.featureNamesOut()).toEqual(fitted.named.columns.featureNamesOut());
    expect(stateOf(copied.named.forest)).toEqual(stateOf(fitted.named.forest));
    // A copy is an estimator like any other: it can be cloned and fitted again.
    expect((await copied.clone().fit(X, y)).predict(X)).toEqual(fitted.predict(X));
  });

  it('searches with their splitters and distributions', async () => {
    const cv = new KFold({ nSplits: 3, shuffle: true, randomState: 4 });
    const grid = { alpha: distributions.logUniform(0.1, 10) };
    const search = new RandomizedSearchCV(new Ridge(), grid, {
      nIter: 3,
      randomState: 1,
      cv,
      showProgress: false,
    });
    const numbers = Matrix.fromArrays(Array.from({ length: 12 }, (_, i) => [i, (i * i) % 5]));
    const target = Array.from({ length: 12 }, (_, i) => i % 4);
    const [one, two] = await Promise.all([
      search.clone().fit(numbers, target),
      copy(search).fit(numbers, target),
    ]);
    expect(two.cvResults.params).toEqual(one.cvResults.params);
    expect(two.cvResults.test).toEqual(one.cvResults.test);
    expect(String(copy(grid.alpha))).toBe('distributions.logUniform(0.1, 10)');
    expect(copy(grid.alpha).sample(new RandomState(0))).toBe(grid.alpha.sample(new RandomState(0)));
    expect(copy(one).predict(numbers)).toEqual(one.predict(numbers));
  });
});

describe('there is no plain form of', () => {
  const reasonFor = (value: unknown, finder = find) => {
    try {
      revive(new Describer().describe(value, 'it'), finder);
      return null;
    } catch (error) {
      expect(error).toBeInstanceOf(NoPlainForm);
      return (error as Error).message;
    }
  };

  it('functions, symbols and objects of classes', () => {
    expect(reasonFor(() => 1)).toBe('it is a function');
    expect(reasonFor([Symbol('a')])).toBe('it is a symbol');
    expect(reasonFor({ a: new (class Odd {})() })).toBe('it is an object of the class Odd');
    const search = new GridSearchCV(new Ridge(), { alpha: [1] }, { refit: () => 0 });
    expect(reasonFor(search)).toBe("the parameter 'refit' of GridSearchCV is a function");
  });

  it('classes that pipefit does not have, and ones that only bear a name it has', () => {
    class Mine extends Ridge {
      override readonly name = 'Ridge' as const;
    }
    expect(reasonFor(new Mine())).toBe('Ridge is a class of your own');
    class Patched extends LogisticRegression {
      override predict(): never {
        throw new Error('not this one');
      }
    }
    expect(reasonFor(new Patched())).toBe('LogisticRegression is a class of your own');
    expect(reasonFor(new Ridge(), () => undefined)).toBe('Ridge is a class of your own');
    expect(reasonFor([new Ridge(), new Mine()])).toBe('there are two classes of the name Ridge');
  });

  it('estimators that are not made on BaseEstimator', () => {
    const own = Object.create({ fit() {}, getParams() {}, setParams() {}, clone() {} });
    expect(reasonFor(own)).toMatch(/it is an object of/);
  });
});
