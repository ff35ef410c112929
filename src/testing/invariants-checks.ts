import { Matrix } from '../data/index.js';
import { RandomState } from '../random/index.js';
import { assert, assertSame } from './assertions.js';
import { checksOf, type EstimatorCheck } from './check.js';
import { lettered, type Problem, problemFor } from './data.js';
import { attempt, fitOn, fitted, fresh, type Outputs, outputs, rowsOf, unnamed } from './subject.js';

const check = checksOf('invariants');

/** One row at a time may take another path through a sum than all at once. */
const CLOSE = 1e-7;

/** What never changes a result. */
export const invariantsChecks: readonly EstimatorCheck[] = [
  check('the same seed gives the same model', async (template) => {
    const { X } = problemFor(template);
    const [first, second] = [await fitted(template), await fitted(template)];
    assertSame(
      outputs(second, X),
      outputs(first, X),
      'Two fits on the same data must agree to the last digit.',
    );
  }),

  check('fitting twice is fitting once', async (template) => {
    const problem = problemFor(template);
    const estimator = await fitted(template, problem);
    const first = outputs(estimator, problem.X);
    await fitOn(estimator, problem);
    assertSame(outputs(estimator, problem.X), first, 'A second fit on the same data must change nothing.');
  }),

  check('fitting again forgets what was learnt before', async (template) => {
    const problem = problemFor(template);
    const estimator = await fitted(template, otherProblem(template));
    await fitOn(estimator, problem);
    const expected = outputs(await fitted(template, problem), problem.X);
    assertSame(
      outputs(estimator, problem.X),
      expected,
      'An estimator that is fitted again must be as a fresh one.',
    );
  }),

  check('two estimators fitted at the same time do not disturb each other', async (template) => {
    const problems = [problemFor(template), otherProblem(template)];
    const apart: Outputs[] = [];
    for (const problem of problems) apart.push(outputs(await fitted(template, problem), problem.X));
    const together = await Promise.all(problems.map((problem) => fitted(template, problem)));
    together.forEach((estimator, i) => {
      assertSame(
        outputs(estimator, problems[i]!.X),
        apart[i],
        'Estimators must share nothing that fit changes.',
      );
    });
  }),

  check('rows one by one give what all rows at once give', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    const all = outputs(estimator, X);
    for (let i = 0; i < X.rows; i += 7) {
      const one = unnamed(outputs(estimator, X.selectRows([i])));
      assertSame(one, rowsOf(all, [i]), `Row ${i} on its own must give what it gives among others.`, CLOSE);
    }
  }),

  check('results come in the order of the rows', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    const order = new RandomState(4).permutation(X.rows);
    const expected = rowsOf(outputs(estimator, X), order);
    const shuffled = unnamed(outputs(estimator, X.selectRows(order)));
    assertSame(shuffled, expected, 'Rows in another order must give the same results in that order.', CLOSE);
  }),

  check(
    'predictOne gives what predict gives for the row',
    async (template) => {
      const { X, y } = problemFor(template);
      const estimator = await fitOn(fresh(template), { X: lettered(X), y });
      const frame = lettered(X);
      const predictions = attempt(() => estimator.predict!(frame));
      const probabilities = attempt(() => estimator.predictProba?.(frame));
      if (predictions === undefined) return;
      for (const i of [0, 5, X.rows - 1]) {
        for (const row of [Array.from(X.row(i)), X.row(i), frame.row(i)]) {
          assertSame(estimator.predictOne!(row), predictions[i], `predictOne of row ${i} must agree.`, CLOSE);
          if (probabilities === undefined || estimator.predictProbaOne === undefined) continue;
          const probability = estimator.predictProbaOne(row);
          assertSame(probability, probabilities.row(i), `predictProbaOne of row ${i} must agree.`, CLOSE);
        }
      }
    },
    (estimator) => estimator.predictOne !== undefined && estimator.predict !== undefined,
  ),

  check('a later call leaves earlier results alone', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    for (const method of ['predict', 'predictProba', 'decisionFunction', 'transform'] as const) {
      const first = attempt(() => estimator[method]?.(X));
      if (first === undefined) continue;
      const before = outputs(estimator, X)[method];
      const other = otherRows(X);
      const second = estimator[method]!(other);
      assert(first !== second, `${method} must give a new result at each call.`);
      const kept = 'toArray' in first ? first.toArray() : first;
      assertSame(
        kept,
        unnamed({ [method]: before })[method],
        `A later ${method} must not write into earlier results.`,
      );
    }
  }),

  check('changing X, y or weights after fit does not change the model', async (template) => {
    const { X, y } = problemFor(template);
    const own = new Matrix(X.data.slice(), X.rows, X.cols);
    const target = y === undefined ? undefined : Float64Array.from(y as ArrayLike<number>);
    const estimator = await fitted(template, { X: own, y: target });
    const before = outputs(estimator, X);
    own.data.fill(0);
    target?.fill(0);
    assertSame(outputs(estimator, X), before, 'A model must copy what it keeps of the data.');
  }),

  check('changing a result does not change the model', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    const before = outputs(estimator, X);
    for (const method of ['predict', 'predictProba', 'decisionFunction', 'transform'] as const) {
      const copy = new Matrix(X.data.slice(), X.rows, X.cols);
      const result = attempt(() => estimator[method]?.(copy));
      const values = result instanceof Matrix ? result.data : result;
      if (values instanceof Float64Array) values.fill(-1);
    }
    assertSame(outputs(estimator, X), before, 'Results must share nothing with the fitted state.');
  }),
];

/** A problem of another size, so that what is left of it shows. */
function otherProblem(template: Parameters<typeof problemFor>[0]): Problem {
  return problemFor(template, { rows: 44, cols: 3, classes: 2, seed: 7 });
}

function otherRows(X: Matrix): Matrix {
  return X.selectRows(Array.from({ length: X.rows }, (_, i) => X.rows - 1 - i));
}
