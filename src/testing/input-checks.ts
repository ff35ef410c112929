import { Frame, Matrix, SparseMatrix } from '../data/index.js';
import { InvalidDataError, PipefitError, SchemaError } from '../errors/index.js';
import { assert, assertFails, assertMentions, assertSame, describeError } from './assertions.js';
import { checksOf, type EstimatorCheck, type Subject } from './check.js';
import { lettered, letters, mixedFrame, problemFor } from './data.js';
import { forms } from './forms.js';
import { fitOn, fitted, fresh, outputs, unnamed } from './subject.js';

const check = checksOf('input');

/** Column names that an object has already, though nobody put them there. */
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** What holds for data that can be used. */
const accepted: readonly EstimatorCheck[] = [
  ...forms.map(({ name, make }) =>
    check(`${name} gives what rows of numbers give`, async (template) => {
      const { X, y } = problemFor(template);
      const rows = X.toArray();
      const expected = outputs(await fitted(template), rows);
      const estimator = await fitOn(fresh(template), { X: make(X), y });
      assertSame(outputs(estimator, make(X)), expected, `Fitted on ${name} the results must be the same.`);
    }),
  ),

  check(
    'a SparseMatrix gives what a dense one gives, or is refused with what to do',
    async (template) => {
      const { X, y } = problemFor(template);
      const gappy = new Matrix(
        X.data.map((value, p) => (p % 3 === 0 ? 0 : value)),
        X.rows,
        X.cols,
      );
      const sparse = SparseMatrix.fromDense(gappy);
      let estimator: Subject;
      try {
        estimator = await fitOn(fresh(template), { X: sparse, y });
      } catch (error) {
        const classes = template.tags.unchecked ? PipefitError : InvalidDataError;
        assert(error instanceof classes, `Sparse data must be refused with ${classes.name}, not ${error}.`);
        return;
      }
      const expected = unnamed(outputs(await fitted(template, { X: gappy, y }), gappy));
      assertSame(unnamed(outputs(estimator, sparse)), expected, 'Sparse and dense data must agree.', 1e-9);
    },
    ({ tags }) => tags.sparse === true,
  ),

  check(
    'a SparseMatrix is refused where it would have to be made dense',
    async (template) => {
      const { X, y } = problemFor(template);
      const work = () => fitOn(fresh(template), { X: SparseMatrix.fromDense(X), y });
      const error = await assertFails(work, [InvalidDataError], 'fit on a SparseMatrix');
      assertMentions(error, ['toDense'], 'Sparse data');
    },
    ({ tags }) => !tags.sparse && !tags.unchecked,
  ),

  check(
    'a Frame with columns of every type is taken, or refused by the name of a column',
    async (template) => {
      const X = mixedFrame(48);
      const { y } = problemFor(template, { rows: 48 });
      const estimator = fresh(template);
      try {
        await fitOn(estimator, { X, y });
      } catch (error) {
        const named = X.columnNames.some((name) => describeError(error).includes(`'${name}'`));
        assert(
          error instanceof InvalidDataError && named,
          `A column must be refused by name, with InvalidDataError. Got ${describeError(error)}.`,
        );
        return;
      }
      const answers = unnamed(outputs(estimator, X));
      for (const answer of Object.values(answers)) {
        assert(
          (answer as ArrayLike<unknown>).length === 48,
          'There must be one result for each row of the Frame.',
        );
      }
      const backwards = X.select([...X.columnNames].reverse());
      assertSame(unnamed(outputs(estimator, backwards)), answers, 'Columns must be matched by name.');
    },
    ({ tags }) => tags.mixed === true && !tags.unchecked,
  ),

  check(
    'missing values are taken, as NaN and as null',
    async (template) => {
      const { X, y } = problemFor(template);
      const gappy = new Matrix(
        X.data.map((value, p) => (p % 11 === 5 ? Number.NaN : value)),
        X.rows,
        X.cols,
      );
      const estimator = await fitted(template, { X: gappy, y });
      const answers = outputs(estimator, gappy);
      const nulls = gappy.toArray().map((row) => row.map((value) => (Number.isNaN(value) ? null : value)));
      assertSame(
        outputs(await fitOn(fresh(template), { X: nulls, y }), nulls),
        answers,
        'null must be as NaN.',
      );
      if (template.kind === 'transformer') return;
      for (const value of estimator.predict?.(gappy) ?? []) {
        assert(!Number.isNaN(value), 'Rows with missing values must get predictions, not NaN.');
      }
    },
    ({ tags }) => tags.missing === true && !tags.unchecked,
  ),

  check('frozen arrays are taken', async (template) => {
    const { X, y } = problemFor(template);
    const rows = Object.freeze(X.toArray().map((row) => Object.freeze(row)));
    const target = y === undefined ? undefined : Object.freeze(Array.from(y as ArrayLike<number>));
    const estimator = await fitOn(fresh(template), { X: rows, y: target });
    assertSame(
      outputs(estimator, rows),
      outputs(await fitted(template), X),
      'Frozen arrays must do as well.',
    );
  }),

  check('fit changes neither X nor y', async (template) => {
    const { X, y } = problemFor(template);
    const target = y === undefined ? undefined : Float64Array.from(y as ArrayLike<number>);
    const before = [X.data.slice(), target?.slice()];
    await fitted(template, { X, y: target });
    assertSame([X.data, target], before, 'fit must leave the arrays given to it as they are.');
  }),

  check('predict and transform do not change X', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    const before = X.data.slice();
    outputs(estimator, X);
    assertSame(X.data, before, 'The array given must stay as it is.');
    const rows = X.toArray();
    outputs(estimator, rows);
    assertSame(rows, X.toArray(), 'The rows given must stay as they are.');
  }),

  check('one row and one column are learnt from, or refused in words', async (template) => {
    for (const size of [{ rows: 1 }, { cols: 1 }]) {
      const problem = problemFor(template, size);
      try {
        outputs(await fitted(template, problem), problem.X);
      } catch (error) {
        assert(
          error instanceof PipefitError,
          `A small X must work or fail with a PipefitError, not ${error}.`,
        );
      }
    }
  }),

  check('constant columns give no NaN', async (template) => {
    const { X, y } = problemFor(template);
    const constant = new Matrix(
      X.data.map((value, p) => (p % X.cols === 0 ? 1 : value)),
      X.rows,
      X.cols,
    );
    for (const [method, answer] of Object.entries(
      unnamed(outputs(await fitted(template, { X: constant, y }), constant)),
    )) {
      const values = Array.from(answer as ArrayLike<unknown>).flat();
      assert(!values.some(Number.isNaN), `${method} gave NaN where one column is constant.`);
    }
  }),
];

/** What holds for the columns of data after fit. */
const schemas: readonly EstimatorCheck[] = [
  check(
    'featureNamesIn and nFeaturesIn tell what fit saw',
    async (template) => {
      const { X, y } = problemFor(template);
      const bare = await fitted(template);
      assertSame([bare.nFeaturesIn, bare.featureNamesIn], [X.cols, null], 'Fitted on data without names.');
      const named = await fitOn(fresh(template), { X: lettered(X), y });
      const expected = [X.cols, letters.slice(0, X.cols)];
      assertSame([named.nFeaturesIn, named.featureNamesIn], expected, 'Fitted on a Frame.');
    },
    (estimator) => 'nFeaturesIn' in estimator && 'featureNamesIn' in estimator,
  ),

  check('another number of columns than fit saw is refused', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    const fewer = X.selectColumns(Array.from({ length: X.cols - 1 }, (_, j) => j));
    const error = await assertFails(() => outputs(estimator, fewer), [SchemaError], 'A lacking column');
    assertMentions(error, [String(X.cols), String(X.cols - 1)], 'The numbers of columns');
  }),

  check('columns of a Frame are matched by name, extra ones ignored', async (template) => {
    const { X, y } = problemFor(template);
    const frame = lettered(X);
    const estimator = await fitOn(fresh(template), { X: frame, y });
    const expected = outputs(estimator, frame);
    const reversed = frame.select([...frame.columnNames].reverse());
    assertSame(outputs(estimator, reversed), expected, 'Columns in another order must give the same.');
    const wider = reversed.withColumn('extra', new Array<string>(X.rows).fill('text'));
    assertSame(outputs(estimator, wider), expected, 'A column that fit did not see must be ignored.');
    assertSame(outputs(estimator, wider.toRows()), expected, 'Row objects must be matched by name.');
  }),

  check('a column that is lacking after fit is named', async (template) => {
    const { X, y } = problemFor(template);
    const frame = lettered(X);
    const estimator = await fitOn(fresh(template), { X: frame, y });
    for (const lacking of [frame.drop(['b']), frame.drop(['b']).toRows()]) {
      const error = await assertFails(() => outputs(estimator, lacking), [SchemaError], 'A lacking column');
      assertMentions(error, ["'b'"], 'A lacking column');
    }
  }),

  check('a column of numbers that comes as text after fit is named', async (template) => {
    const { X, y } = problemFor(template);
    const frame = lettered(X);
    const estimator = await fitOn(fresh(template), { X: frame, y });
    const mistyped = frame.withColumn(
      'b',
      Array.from({ length: X.rows }, (_, i) => `text ${i}`),
    );
    const error = await assertFails(() => outputs(estimator, mistyped), [SchemaError], 'A mistyped column');
    assertMentions(error, ["'b'"], 'A mistyped column');
  }),

  check('columns may be named as the properties every object has', async (template) => {
    const { X, y } = problemFor(template);
    const expected = unnamed(outputs(await fitted(template), X));
    const frame = Frame.fromMatrix(X.withColumnNames(inherited.slice(0, X.cols)));
    const estimator = await fitOn(fresh(template), { X: frame, y });
    for (const data of [frame, frame.toRows()]) {
      assertSame(unnamed(outputs(estimator, data)), expected, 'Names of columns must not matter.');
    }
  }),

  check('a part of the rows can be predicted, a single one too', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    for (const rows of [1, 2, 7]) {
      for (const [method, answer] of Object.entries(unnamed(outputs(estimator, X.head(rows))))) {
        assert(
          (answer as ArrayLike<unknown>).length === rows,
          `${method} of ${rows} rows must give ${rows} results.`,
        );
      }
    }
  }),
];

/** What holds for accepted data and its columns. */
export const inputChecks: readonly EstimatorCheck[] = [...accepted, ...schemas];
