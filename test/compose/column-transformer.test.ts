import {
  ColumnTransformer,
  columnSelector,
  Frame,
  FunctionTransformer,
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  MinMaxScaler,
  makePipeline,
  OneHotEncoder,
  Ridge,
  SchemaError,
  SimpleImputer,
  SparseMatrix,
  StandardScaler,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  names: string[];
  out: number[][];
  sparse: boolean;
}

const known = fixture<{
  rows: { a: number; b: number; c: string; d: string }[];
  plain: Recorded;
  passed: Recorded;
  short: Recorded;
  sparse: Recorded;
  weighted: Recorded;
}>('compose/column-transformer');
const frame = Frame.fromRows(known.rows);

async function expectSame(
  transformer: { fitTransform(X: Frame): Promise<unknown>; featureNamesOut(): readonly string[] },
  recorded: Recorded,
) {
  const out = (await transformer.fitTransform(frame)) as Matrix | SparseMatrix;
  expectClose(out, recorded.out);
  expect(transformer.featureNamesOut()).toEqual(recorded.names);
  expect(out.columnNames).toEqual(recorded.names);
  expect(out instanceof SparseMatrix).toBe(recorded.sparse);
}

describe('ColumnTransformer agrees with scikit-learn', () => {
  it('in values, names and order', () =>
    expectSame(
      new ColumnTransformer([
        ['cat', new OneHotEncoder(), ['d', 'c']],
        ['num', new StandardScaler(), ['b', 'a']],
      ]),
      known.plain,
    ));

  it('with a remainder passed through, which comes last', () =>
    expectSame(
      new ColumnTransformer([['cat', new OneHotEncoder(), columnSelector({ type: 'category' })]], {
        remainder: 'passthrough',
      }),
      known.passed,
    ));

  it('with short names', () =>
    expectSame(
      new ColumnTransformer(
        [
          ['num', new MinMaxScaler(), [0, 1]],
          ['cat', new OneHotEncoder(), [false, false, true, true]],
        ],
        { verboseFeatureNamesOut: false },
      ),
      known.short,
    ));

  it('with a sparse result below the threshold', () =>
    expectSame(
      new ColumnTransformer([['cat', new OneHotEncoder(), ['c', 'd']]], { sparseThreshold: 0.9 }),
      known.sparse,
    ));

  it('with weights', () =>
    expectSame(
      new ColumnTransformer(
        [
          ['num', new MinMaxScaler(), ['a', 'b']],
          ['cat', new OneHotEncoder({ sparseOutput: false }), ['c']],
        ],
        { transformerWeights: { num: 10 } },
      ),
      known.weighted,
    ));
});

describe('ColumnTransformer', () => {
  const both = () =>
    new ColumnTransformer([
      ['num', makePipeline(new SimpleImputer(), new StandardScaler()), ['a']],
      ['cat', new OneHotEncoder({ handleUnknown: 'ignore' }), ['c']],
      ['gone', 'drop', ['b']],
    ]);

  it('takes plain objects, which may lack the columns it drops', async () => {
    const fitted = await both().fit(frame);
    const out = fitted.transform([{ c: known.rows[0]!.c, a: 1 }]);
    expectClose(out as Matrix, fitted.transform(frame.head(1).withColumn('a', [1])) as Matrix);
    expect(() => fitted.transform([{ a: 1 }])).toThrow(SchemaError);
    expect(() => fitted.transform([{ a: 1 }])).toThrow(/lacks the column 'c'/);
  });

  it('takes a missing category of a single row for what it is', async () => {
    const fitted = await both().fit(frame);
    const out = fitted.transform([{ a: null, c: null }]);
    expect(out.toArray()[0]!.every((value) => value === 0)).toBe(true);
  });

  it('names the transformer and the column in an error', async () => {
    const fitted = await both().fit(frame);
    expect(() => fitted.transform([{ a: 'many', c: 'x' }])).toThrow(
      /'a' is of type category \(row 0 holds "many"\), fit saw number/,
    );
    const wrong = new ColumnTransformer([['num', new StandardScaler(), ['c']]]);
    await expect(wrong.fit(frame)).rejects.toThrow(/\[num\] .*'c' holds values of type category/);
    const unknown = new ColumnTransformer([['num', new StandardScaler(), ['aa']]]);
    await expect(unknown.fit(frame)).rejects.toThrow(/There is no column 'aa'. Did you mean 'a'/);
  });

  it('gives a Frame when a category is passed through', async () => {
    const out = await new ColumnTransformer([['num', new StandardScaler(), ['a']]], {
      remainder: 'passthrough',
      verboseFeatureNamesOut: false,
    }).fitTransform(frame);
    expect(out).toBeInstanceOf(Frame);
    expect((out as Frame).types).toEqual(['number', 'number', 'category', 'category']);
  });

  it('selects by negative position, mask, pattern and function', async () => {
    const names = async (columns: ConstructorParameters<typeof ColumnTransformer>[0][0][2]) => {
      const transformer = new ColumnTransformer([['p', 'passthrough', columns]], {
        verboseFeatureNamesOut: false,
      });
      await transformer.fit(frame);
      return transformer.featureNamesOut();
    };
    expect(await names([-1])).toEqual(['d']);
    expect(await names('b')).toEqual(['b']);
    expect(await names(0)).toEqual(['a']);
    expect(await names([true, false, true, false])).toEqual(['a', 'c']);
    expect(await names(columnSelector({ pattern: /[bc]/ }))).toEqual(['b', 'c']);
    expect(await names(columnSelector({ exclude: 'number' }))).toEqual(['c', 'd']);
    expect(await names((X) => X.columnNames!.filter((name) => name > 'b'))).toEqual(['c', 'd']);
    await expect(names([true])).rejects.toThrow(/mask of 1 booleans does not fit 4 columns/);
    await expect(names([9])).rejects.toThrow(InvalidDataError);
  });

  it('refuses two output columns of one name', async () => {
    const twice = new ColumnTransformer(
      [
        ['one', new StandardScaler(), ['a']],
        ['two', new MinMaxScaler(), ['a']],
      ],
      { verboseFeatureNamesOut: false },
    );
    await expect(twice.fit(frame)).rejects.toThrow(InvalidParameterError);
    await expect(twice.fit(frame)).rejects.toThrow(/two output columns would be named 'a'/);
  });

  it('tells where each part stands', async () => {
    const fitted = await both().fit(frame);
    expect([...fitted.outputIndices].slice(0, 2)).toEqual([
      ['num', [0, 1]],
      ['cat', [1, 1 + new Set(known.rows.map(({ c }) => c)).size]],
    ]);
    expect(fitted.named.num.named.standardScaler.isFitted).toBe(true);
  });

  it('takes columns named like members of the prototype', async () => {
    const odd = Frame.fromColumns([
      ['__proto__', [1, 2]],
      ['constructor', ['toString', '__proto__']],
    ]);
    const out = await new ColumnTransformer([
      ['n', new StandardScaler(), ['__proto__']],
      ['c', new OneHotEncoder(), ['constructor']],
    ]).fitTransform(odd);
    expect(out.columnNames).toEqual(['n____proto__', 'c__constructor___proto__', 'c__constructor_toString']);
  });

  it('refuses names by which an array cannot be told apart', async () => {
    await expect(new ColumnTransformer([['n', new StandardScaler(), ['a']]]).fit([[1, 2]])).rejects.toThrow(
      /asked for by name, but the data has no column names/,
    );
  });

  it('works as a step before a model', async () => {
    const y = known.rows.map(({ a }) => a);
    const model = await makePipeline(both(), new Ridge({ alpha: 1e-6 })).fit(frame, y);
    expect(model.score(frame, y)).toBeGreaterThan(0.99);
  });
});

describe('columnSelector', () => {
  it('refuses a type that there is not', () => {
    expect(() => columnSelector({ type: 'numeric' as 'number' })).toThrow(InvalidParameterError);
  });

  it('does not remember the last search of a global expression', () => {
    const select = columnSelector({ pattern: /a/g });
    const X = Matrix.fromArrays([[1, 2]], ['a', 'aa']);
    expect([select(X), select(X)]).toEqual([
      ['a', 'aa'],
      ['a', 'aa'],
    ]);
  });
});

describe('FunctionTransformer', () => {
  it('makes features by name', async () => {
    const ratio = new FunctionTransformer({
      func: (X: Frame) => X.withColumn('ratio', (row) => Number(row.a) / Number(row.b)),
    });
    const out = await ratio.fitTransform(frame.select(['a', 'b']));
    expect(out.columnNames).toEqual(['a', 'b', 'ratio']);
    expect(ratio.featureNamesOut()).toEqual(['a', 'b', 'ratio']);
  });

  it('takes names from a function, or keeps those of the input', async () => {
    const log = (X: Matrix) => new Matrix(X.data.map(Math.log1p), X.rows, X.cols);
    const kept = await new FunctionTransformer({ func: log }).fit([[1, 2]]);
    expect(kept.featureNamesOut()).toEqual(['x0', 'x1']);
    const renamed = new FunctionTransformer({
      func: log,
      featureNamesOut: (names) => names.map((name) => `log ${name}`),
    });
    expect((await renamed.fitTransform([[1, 2]])).columnNames).toEqual(['log x0', 'log x1']);
    const wrong = new FunctionTransformer({ func: log, featureNamesOut: () => ['one'] });
    await expect(wrong.fit([[1, 2]])).rejects.toThrow(/gives 1 names for the 2 columns/);
  });

  it('is undone by its inverse, and warns when it is not', async () => {
    const map = (change: (value: number) => number) => (X: Matrix) =>
      new Matrix(X.data.map(change), X.rows, X.cols);
    const good = await new FunctionTransformer({ func: map(Math.log), inverseFunc: map(Math.exp) }).fit([
      [1],
      [2],
    ]);
    expectClose(good.inverseTransform(good.transform([[3]])) as Matrix, [[3]]);
    const warnings: string[] = [];
    await new FunctionTransformer({ func: map(Math.log), inverseFunc: map(Math.sqrt) }).fit(
      [[1], [2]],
      undefined,
      {
        onWarning: (warning) => warnings.push(warning.code),
      },
    );
    expect(warnings).toEqual(['DATA']);
  });

  it('must keep the rows', async () => {
    await expect(new FunctionTransformer({ func: (X: Matrix) => X.head(1) }).fit([[1], [2]])).rejects.toThrow(
      /func made 1 rows of 2/,
    );
  });
});
