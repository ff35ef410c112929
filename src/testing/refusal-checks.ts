import type { TargetLike } from '../core/index.js';
import { type DataLike, Matrix } from '../data/index.js';
import { InvalidDataError, PipefitError } from '../errors/index.js';
import { assert, assertFails, assertMentions, describeError } from './assertions.js';
import { checksOf, type EstimatorCheck, type Subject } from './check.js';
import { lettered, problemFor } from './data.js';
import { fitOn, fitted, fresh, isSupervised, outputs } from './subject.js';

const check = checksOf('input');
const supervised = checksOf('input', isSupervised);

/** What holds for data that cannot be used: a typed error which says where the fault is. */
export const refusalChecks: readonly EstimatorCheck[] = [
  check(
    'missing values are refused by row and column',
    (template) => assertBadCell(template, Number.NaN),
    ({ tags }) => !tags.missing,
  ),

  check('infinite values are refused by row and column', async (template) => {
    await assertBadCell(template, Number.POSITIVE_INFINITY);
    await assertBadCell(template, Number.NEGATIVE_INFINITY);
  }),

  check(
    'a column of text is refused by name',
    async (template) => {
      const { X, y } = problemFor(template);
      const frame = lettered(X).withColumn(
        'c',
        Array.from({ length: X.rows }, (_, i) => ['red', 'green'][i % 2]),
      );
      await assertRefused(
        template,
        () => fitOn(fresh(template), { X: frame, y }),
        ["'c'"],
        'A column of text',
      );
    },
    ({ tags }) => !tags.mixed,
  ),

  check('one-dimensional X is refused with what to write instead', async (template) => {
    const { y } = problemFor(template);
    for (const X of [[1, 2, 3], Float64Array.of(1, 2, 3)] as unknown as DataLike[]) {
      const error = await assertFails(
        () => fitOn(fresh(template), { X, y }),
        [InvalidDataError],
        'fit on one dimension',
      );
      assertMentions(error, ['one-dimensional'], 'One-dimensional X');
      const estimator = await fitted(template);
      const call = () => (estimator.predict ? estimator.predict(X) : estimator.transform?.(X));
      if (estimator.predict ?? estimator.transform)
        await assertFails(call, [PipefitError], 'Use of one dimension');
    }
  }),

  check('X of three dimensions is refused', async (template) => {
    const { y } = problemFor(template);
    await assertInvalid(template, [[[1, 2]], [[3, 4]]], y, 'X of three dimensions');
  }),

  check('X without rows is refused', async (template) => {
    const empty: DataLike[] = [[], Matrix.zeros(0, 4), lettered(Matrix.zeros(0, 4))];
    for (const X of empty) await assertInvalid(template, X, [], 'X without rows', ['0 rows']);
    const estimator = await fitted(template);
    if (estimator.predict ?? estimator.transform) {
      await assertFails(
        () => outputs(estimator, Matrix.zeros(0, 4)),
        [InvalidDataError],
        'Use of X without rows',
      );
    }
  }),

  check('X without columns is refused', async (template) => {
    for (const X of [[[], [], []], Matrix.zeros(3, 0)] as DataLike[]) {
      await assertInvalid(template, X, [0, 1, 0], 'X without columns', ['0 columns']);
    }
  }),

  check('rows of different lengths are refused by row', async (template) => {
    const { X, y } = problemFor(template);
    const ragged = X.toArray();
    ragged[2]!.pop();
    await assertInvalid(template, ragged, y, 'A shorter row', ['row 2']);
  }),

  check('what is no table is refused', async (template) => {
    const { y } = problemFor(template);
    const odd: unknown[] = [null, undefined, 42, 'text', true, () => 0, {}, new Date(0), Symbol('X'), [null]];
    for (const X of odd) await assertInvalid(template, X, y, `X = ${String(X)}`);
  }),

  check('cells that are neither numbers nor text are refused', async (template) => {
    const { X, y } = problemFor(template);
    for (const cell of [1n, {}, () => 0, Symbol('cell')]) {
      const rows: unknown[][] = X.toArray();
      rows[1]![1] = cell;
      await assertInvalid(template, rows, y, `A cell that is a ${typeof cell}`);
    }
  }),

  supervised('fit without y is refused', async (template) => {
    const { X } = problemFor(template);
    for (const y of [undefined, null]) await assertInvalid(template, X, y, `y = ${String(y)}`, ['y']);
  }),

  supervised('y of another length than X is refused with both lengths', async (template) => {
    const { X, y } = problemFor(template);
    const short = Array.from(y as ArrayLike<number>).slice(0, -1);
    await assertInvalid(template, X, short, 'y of another length', [String(X.rows), String(X.rows - 1)]);
  }),

  supervised('missing and infinite values in y are refused by row', async (template) => {
    const { X, y } = problemFor(template);
    for (const bad of [Number.NaN, null, undefined, Number.POSITIVE_INFINITY]) {
      const target: unknown[] = Array.from(y as ArrayLike<number>);
      target[3] = bad;
      await assertInvalid(template, X, target, `y with ${String(bad)}`, ['3']);
    }
  }),

  supervised('y that mixes types is refused by row', async (template) => {
    const { X, y } = problemFor(template);
    for (const bad of ['1', true]) {
      const target: unknown[] = Array.from(y as ArrayLike<number>);
      target[3] = bad;
      await assertInvalid(template, X, target, `y with numbers and a ${typeof bad}`, ['3']);
    }
  }),

  supervised('y that is no vector is refused', async (template) => {
    const { X, y } = problemFor(template);
    const copies = template.kind === 'regressor' ? 2 : 1;
    const table = Array.from(y as ArrayLike<number>, (value) => new Array(copies).fill(value));
    const tables = template.tags.multiOutput ? [] : [table];
    for (const odd of [...tables, 42, 'text', {}, () => 0]) {
      await assertInvalid(
        template,
        X,
        odd,
        `y that is ${Array.isArray(odd) ? 'a table' : `a ${typeof odd}`}`,
      );
    }
  }),
];

/** Fitting on X and y must fail with InvalidDataError; the words must be in its message. */
async function assertInvalid(
  template: Subject,
  X: unknown,
  y: unknown,
  what: string,
  words: readonly string[] = [],
): Promise<void> {
  const problem = { X: X as DataLike, y: y as TargetLike | undefined };
  const estimator = fresh(template);
  const classes = template.tags.unchecked ? [PipefitError] : [InvalidDataError];
  const error = await assertFails(() => fitOn(estimator, problem), classes, `fit on ${what}`);
  if (!template.tags.unchecked) assertMentions(error, words, what);
  assert(!estimator.isFitted, `fit on ${what} must leave the estimator unfitted.`);
}

/** A bad value in row 3 of the second column is refused by fit, and by what comes after it. */
async function assertBadCell(template: Subject, bad: number): Promise<void> {
  const { X, y } = problemFor(template);
  const spoilt = new Matrix(X.data.slice(), X.rows, X.cols);
  spoilt.data[3 * X.cols + 1] = bad;
  const what = `X with ${bad}`;
  await assertRefused(
    template,
    () => fitOn(fresh(template), { X: spoilt, y }),
    ['row 3', "'x1'"],
    `fit on ${what}`,
  );
  const named = lettered(spoilt);
  await assertRefused(
    template,
    () => fitOn(fresh(template), { X: named, y }),
    ['row 3', "'b'"],
    `fit on ${what}`,
  );
  const estimator = await fitted(template);
  if (!(estimator.predict ?? estimator.transform)) return;
  await assertRefused(template, () => outputs(estimator, spoilt), ['row 3', "'x1'"], `Use of ${what}`);
}

/** As an InvalidDataError; an estimator that hands data on unchecked may take them, or let any PipefitError out. */
async function assertRefused(
  template: Subject,
  work: () => unknown,
  words: readonly string[],
  what: string,
): Promise<void> {
  if (!template.tags.unchecked) {
    assertMentions(await assertFails(work, [InvalidDataError], what), words, what);
    return;
  }
  try {
    await work();
  } catch (error) {
    assert(
      error instanceof PipefitError,
      `${what} must work or fail with a PipefitError, not ${describeError(error)}.`,
    );
  }
}
