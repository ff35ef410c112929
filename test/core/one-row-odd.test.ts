import {
  ColumnTransformer,
  type DataLike,
  DecisionTreeRegressor,
  DummyRegressor,
  FeatureUnion,
  Frame,
  LogisticRegression,
  Matrix,
  makePipeline,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  RandomForestClassifier,
  Ridge,
  type RowLike,
  SimpleImputer,
  StandardScaler,
  TransformedTargetRegressor,
} from 'pipefit';
import { describe, expect, it, vi } from 'vitest';
import { byTables, type Model, outcome, trained, withoutTables } from '../support/one-row.js';

const X = Array.from({ length: 40 }, (_, i) => [i % 7, (i * i) % 11, i / 3]);
const y = X.map(([a, b, c]) => 2 * a! - b! + c!);
const two = y.map((value) => value > 5);
const names = ['a', 'b', 'c'];
const named = Matrix.fromArrays(X, names);

const houses = X.map(([a, b, c], i) => ({
  area: a!,
  rooms: i % 9 === 4 ? null : b!,
  wall: ['brick', 'wood', '7'][i % 3]!,
  garden: i % 2 === 0,
  built: new Date(Date.UTC(1990 + (i % 20), 3)),
  note: i % 5 === 0 ? null : `n${c! % 2}`,
}));
const frame = Frame.fromRows(houses, { types: { note: 'text' } });

const mixed = () =>
  new ColumnTransformer([
    ['numbers', makePipeline(new SimpleImputer(), new StandardScaler()), ['area', 'rooms']],
    ['texts', new OneHotEncoder({ handleUnknown: 'ignore' }), ['wall', 'garden']],
  ]);

const expectAlike = (model: Model, row: unknown) => {
  const own = outcome(() => model.predictOne(row as RowLike));
  expect(own).toEqual(byTables(model, row as RowLike));
  expect(outcome(() => model.predict([row] as DataLike)[0])).toEqual(own);
};

class Point {
  a = 1;
  b = 2;
  get c(): number {
    return 3;
  }
}

class Full extends Point {
  override get c(): number {
    return 9;
  }
  constructor() {
    super();
    Object.defineProperty(this, 'c', { value: 4, enumerable: true });
  }
}

const inherited = Object.assign(Object.create({ c: 3 }), { a: 1, b: 2 });
const hidden = Object.defineProperty({ a: 1, b: 2 }, 'c', { value: 3, enumerable: false });
const getter = {
  a: 1,
  b: 2,
  get c() {
    return 5;
  },
};
const throwing = {
  a: 1,
  b: 2,
  get c(): number {
    throw new RangeError('no c today');
  },
};

/** Rows that something is odd about, for models of the three columns a, b, c. */
const oddRows: Record<string, unknown> = {
  'too short': [1, 2],
  'too long': [1, 2, 3, 4],
  empty: [],
  'of strings': ['1', '2', '3'],
  'with one string': [1, 'x', 3],
  'of booleans': [true, 2, 3],
  'with an object': [1, {}, 3],
  nested: [[1, 2, 3]],
  'with a bigint': [1, 2n, 3],
  'with a symbol': [1, Symbol('s'), 3],
  'with a function': [1, () => 2, 3],
  'with a date': [1, new Date(0), 3],
  'with holes': Object.assign(new Array(3), { 0: 1 }),
  'of bigints': new BigInt64Array(3),
  'of 32 bits': Float32Array.of(1, 2, 3),
  'of bytes': Uint8Array.of(1, 2, 3),
  'a DataView': new DataView(new ArrayBuffer(24)),
  'a buffer': new ArrayBuffer(24),
  'a number': 5,
  'a string': 'abc',
  nothing: null,
  undefined: undefined,
  'a Map': new Map([['a', 1]]),
  'a Matrix': named,
  'an object without c': { a: 1, b: 2 },
  'an object with more': { a: 1, z: 'z', b: 2, c: 3 },
  'an object with more that is no cell': { a: 1, z: { deep: 1 }, b: 2, c: 3 },
  'an object with a list more': { a: 1, z: [1], b: 2, c: 3 },
  'an object with a function more': { a: 1, b: 2, c: 3, z: () => 1 },
  'an object with null': { a: 1, b: null, c: 3 },
  'an object with undefined': { a: undefined, b: 2, c: 3 },
  'an object with a string': { a: 1, b: '2', c: 3 },
  'an object with a boolean': { a: true, b: 2, c: 3 },
  'an object with infinity': { a: 1, b: -Infinity, c: 3 },
  'an object that inherits c': inherited,
  'an object that hides c': hidden,
  'an object with a getter': getter,
  'an object that throws': throwing,
  'an object of a class': new Full(),
  'an object of a class with a getter': new Point(),
  'an object without prototype': Object.assign(Object.create(null), { c: 3, b: 2, a: 1 }),
  'an empty object': {},
  'a Proxy': new Proxy({ a: 1, b: 2, c: 3 }, {}),
  'a row of a Frame': Frame.fromMatrix(named).row(3),
};

const models: Record<string, (data: DataLike) => Promise<Model>> = {
  Ridge: (data) => trained(new Ridge(), data, y),
  'a forest': (data) => trained(new RandomForestClassifier({ nEstimators: 3, randomState: 0 }), data, two),
  'a tree': (data) => trained(new DecisionTreeRegressor(), data, y),
  'a pipeline': (data) => trained(makePipeline(new StandardScaler(), new LogisticRegression()), data, two),
  'a dummy': (data) => trained(new DummyRegressor(), data, y),
  'a union': (data) =>
    trained(
      makePipeline(
        new FeatureUnion([
          ['same', 'passthrough'],
          ['scaled', new StandardScaler()],
        ]),
        new Ridge(),
      ),
      data,
      y,
    ),
  'chosen columns': (data) =>
    trained(makePipeline(new ColumnTransformer([['a', new StandardScaler(), [0, 1]]]), new Ridge()), data, y),
};

describe.each(Object.entries(models))('odd rows to %s', (_, make) => {
  it.each(Object.entries(oddRows))('are answered as by tables: %s', async (__, row) => {
    vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    for (const data of [X, named]) {
      const model = await make(data);
      expectAlike(model, row);
      // Once more after a row in the usual order has been remembered.
      model.predictOne(data === X ? [1, 2, 3] : { a: 1, b: 2, c: 3 });
      expectAlike(model, row);
    }
  });
});

const house = { area: 3, rooms: 4, wall: 'wood', garden: true, built: new Date(0), note: 'x' };

const oddHouses: Record<string, unknown> = {
  usual: house,
  'dates as text': { ...house, built: '2020-01-01' },
  'dates as numbers': { ...house, built: 12345 },
  'an invalid date': { ...house, built: new Date(Number.NaN) },
  'a boolean as number': { ...house, garden: 1 },
  'a boolean as another number': { ...house, garden: 2 },
  'a boolean as text': { ...house, garden: 'true' },
  'a category as number': { ...house, wall: 7 },
  'a category as another number': { ...house, wall: 8 },
  'a category as boolean': { ...house, wall: true },
  'a text as number': { ...house, note: 5 },
  'a missing category': { ...house, wall: null },
  'a missing boolean': { ...house, garden: undefined },
  'a missing number': { ...house, area: Number.NaN },
  'a NaN category': { ...house, wall: Number.NaN },
  'a number as text': { ...house, area: '3' },
  'without an unused column': { area: 3, rooms: 4, wall: 'wood', garden: true },
  'without a used column': { area: 3, rooms: 4, garden: true, built: new Date(0), note: 'x' },
  'an unused column of another type': { ...house, note: new Date(0), built: false },
  'an unused column of no type': { ...house, note: { nested: true } },
  'a list': [3, 4, 'wood', true, new Date(0), 'x'],
  'a list of nothing': [null, null, null, null, null, null],
  'a list of numbers': [3, 4, 7, 1, 0, 2],
  'a list with a wrong unused cell': [3, 4, 'wood', true, 'later', 'x'],
  'a list of the right columns only': [3, 4, 'wood', true],
};

describe('odd rows of mixed columns', () => {
  it.each(Object.entries(oddHouses))('are answered as by tables: %s', async (_, row) => {
    vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    for (const encoder of [
      mixed(),
      new ColumnTransformer([
        ['texts', new OneHotEncoder(), ['wall']],
        ['rest', new SimpleImputer({ strategy: 'mostFrequent' }), ['area', 'garden']],
        [
          'coded',
          new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: -1 }),
          ['note', 'rooms'],
        ],
      ]),
    ]) {
      const model = await trained(makePipeline(encoder, new SimpleImputer(), new Ridge()), frame, y);
      expect(withoutTables(model, house)).not.toBeNull();
      expectAlike(model, row);
    }
  });

  it('of the usual kind need no tables, unused columns or not', async () => {
    const model = await trained(makePipeline(mixed(), new Ridge()), frame, y);
    for (const row of [
      house,
      oddHouses['without an unused column'],
      oddHouses['an unused column of another type'],
      oddHouses['a list'],
      { ...house, area: null, id: 77 },
    ]) {
      expect(withoutTables(model, row)).toBeTypeOf('number');
    }
  });

  it('warn of unknown categories as tables do', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const encoder = new OneHotEncoder({ handleUnknown: 'ignore', drop: 'first' });
    const model = await trained(
      makePipeline(encoder, new Ridge()),
      houses.map(({ wall }) => ({ wall })),
      y,
    );
    expect(withoutTables(model, { wall: 'wood' })).toBeTypeOf('number');
    model.predictOne({ wall: 'straw' });
    expect(warned).toHaveBeenCalledTimes(1);
  });

  it('get the error with the step it arose in', async () => {
    const model = await trained(
      new Pipeline([
        ['columns', new ColumnTransformer([['walls', new OneHotEncoder(), ['wall']]])],
        ['ridge', new Ridge()],
      ]),
      frame,
      y,
    );
    expect(() => model.predictOne({ ...house, wall: 'straw' })).toThrow(/columns.*walls[\s\S]*straw/);
  });
});

describe('the way of single rows is made anew', () => {
  it('after a refit, also of a step', async () => {
    const pipe = makePipeline(new StandardScaler(), new Ridge());
    await pipe.fit(X, y);
    const before = pipe.predictOne(X[0]!);
    await pipe.fit(
      X,
      y.map((value) => -value),
    );
    expect(pipe.predictOne(X[0]!)).toBe(-before);
    expect(pipe.predictOne(X[0]!)).toBe(pipe.predict(X)[0]);
    await pipe.named.ridge.fit(X, y);
    expect(pipe.predictOne(X[1]!)).toBe(pipe.predict(X)[1]);
    await pipe.named.ridge.fit(named.selectColumns([0, 1]), y);
    expectAlike(pipe as unknown as Model, X[0]);
  });

  it('after parameters that count when predicting', async () => {
    const model = new TransformedTargetRegressor({
      regressor: new Ridge(),
      func: (value: number) => 2 * value,
      inverseFunc: (value: number) => value / 2,
    });
    await model.fit(X, y);
    const before = model.predictOne(X[3]!);
    model.setParams({ inverseFunc: (value: number) => value / 4 });
    expect(model.predictOne(X[3]!)).toBe(before / 2);
  });

  it('and not before a fit, nor after one that failed', async () => {
    const ridge = new Ridge();
    expect(() => ridge.predictOne([1, 2, 3])).toThrow(/not fitted/i);
    await ridge.fit(X, y);
    const before = ridge.predictOne([1, 2, 3]);
    await expect(ridge.fit(X, y.slice(1))).rejects.toThrow();
    expect(ridge.predictOne([1, 2, 3])).toBe(before);
  });
});

describe('the places of single rows', () => {
  it('are never handed out', async () => {
    const model = await new LogisticRegression().fit(X, two);
    const first = model.predictProbaOne([1, 2, 3]);
    const copy = first.slice();
    model.predictProbaOne([6, 0, 9]);
    expect(first).toEqual(copy);
    first.fill(7);
    expect(model.predictProbaOne([1, 2, 3])).toEqual(copy);
    const dummy = await new DummyRegressor().fit(X, y);
    expect(dummy.predictOne([1, 2, 3])).toBe(dummy.constant);
  });

  it('are safe from a row that predicts while it is read', async () => {
    const model = await new Ridge().fit(named, y);
    const plain = { a: 1, b: 2, c: model.predictOne({ a: 6, b: 7, c: 8 }) };
    const row = {
      a: 1,
      b: 2,
      get c() {
        return model.predictOne({ a: 6, b: 7, c: 8 });
      },
    };
    expect(model.predictOne(row)).toBe(model.predictOne(plain));
  });
});

describe('a class of one’s own', () => {
  it('that changes what tables give is asked, not its base', async () => {
    class Halved extends Ridge {
      protected override predictTarget(data: Matrix): Float64Array {
        return super.predictTarget(data).map((value) => value / 2);
      }
    }
    const half = await new Halved().fit(X, y);
    const whole = await new Ridge().fit(X, y);
    expect(half.predictOne(X[5]!)).toBe(whole.predictOne(X[5]!) / 2);
    const pipe = await makePipeline(new StandardScaler(), new Halved()).fit(X, y);
    expect(pipe.predictOne(X[5]!)).toBe(pipe.predict(X)[5]);
  });

  it('that changes only how it learns keeps the way', async () => {
    class Renamed extends Ridge {
      override toString(): string {
        return 'mine';
      }
    }
    const model = await new Renamed().fit(X, y);
    expect(withoutTables(model, X[0])).toBe(model.predict(X)[0]);
  });
});
