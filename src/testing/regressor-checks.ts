import { Frame, Matrix, type VectorLike } from '../data/index.js';
import { InvalidDataError, PipefitError } from '../errors/index.js';
import { r2Score } from '../metrics/index.js';
import { assert, assertFails, assertSame } from './assertions.js';
import { checksOf, type EstimatorCheck, type Subject } from './check.js';
import { linear } from './data.js';
import { attempt, fitOn, fitted, fresh, outputs } from './subject.js';

const check = checksOf('regressor', ({ kind }) => kind === 'regressor');

/** What holds for regressors. */
export const regressorChecks: readonly EstimatorCheck[] = [
  check('predict gives a Float64Array with one finite number a row', async (template) => {
    const { X, y } = linear();
    const predictions = predict(await fitted(template, { X, y }), X);
    assert(predictions instanceof Float64Array, 'predict must give a Float64Array.');
    assert(
      predictions.length === X.rows,
      `predict must give ${X.rows} numbers. It gave ${predictions.length}.`,
    );
    assert(predictions.every(Number.isFinite), 'predict must give finite numbers.');
  }),

  check('y may come in typed arrays and columns, and as whole numbers', async (template) => {
    const { X, y } = linear();
    const whole = y.map(Math.round);
    const expected = outputs(await fitted(template, { X, y: whole }), X);
    const column = Frame.fromColumns({ y: whole }).column('y');
    const vectors: VectorLike[] = [
      Int32Array.from(whole),
      Float32Array.from(whole),
      Float64Array.from(whole),
      column,
    ];
    for (const form of vectors) {
      const estimator = await fitOn(fresh(template), { X, y: form });
      assertSame(outputs(estimator, X), expected, 'The form of y must not matter.');
    }
  }),

  check('a table of one column as y is a vector', async (template) => {
    const { X, y } = linear();
    const expected = outputs(await fitted(template, { X, y }), X);
    const column = Matrix.fromColumns([y], ['y']);
    for (const form of [column, Array.from(y, (value) => [value])]) {
      const estimator = await fitOn(fresh(template), { X, y: form });
      assertSame(outputs(estimator, X), expected, 'A column as y must be the same as a vector.');
    }
  }),

  check(
    'a table of several columns as y gives a column for each',
    async (template) => {
      const { X, y } = linear();
      const table = Matrix.fromColumns([y, y.map((value) => -value)], ['up', 'down']);
      const estimator = await fitted(template, { X, y: table });
      const predicted: unknown = estimator.predict!(X);
      assert(predicted instanceof Matrix, 'predict must give a Matrix where y has several columns.');
      const shape = `${predicted.rows} x ${predicted.cols}, ${predicted.columnNames}`;
      assert(shape === `${X.rows} x 2, up,down`, `predict must give the columns of y. It gave ${shape}.`);
      assert(predicted.data.every(Number.isFinite), 'predict must give finite numbers.');
      const first: unknown = estimator.predictOne!(X.row(0));
      assertSame(first, predicted.row(0), 'predictOne must give the first row of predict.');
      assertSame(estimator.score!(X, table), r2Score(table, predicted), 'score must be the mean R2.', 1e-12);
      await fitOn(estimator, { X, y });
      assert(estimator.predict!(X) instanceof Float64Array, 'A fit to a vector must forget several targets.');
    },
    ({ tags }) => tags.multiOutput ?? false,
  ),

  check('words as y are refused', async (template) => {
    const { X, y } = linear();
    const words = y.map((value) => (value > 30 ? 'high' : 'low'));
    const classes = template.tags.unchecked ? [PipefitError] : [InvalidDataError];
    await assertFails(() => fitOn(fresh(template), { X, y: words }), classes, 'fit on words');
  }),

  check('a constant y gives finite predictions', async (template) => {
    const { X } = linear();
    const estimator = await fitted(template, { X, y: new Float64Array(X.rows).fill(7) });
    assert(predict(estimator, X).every(Number.isFinite), 'predict must give finite numbers.');
  }),

  check('score is R2 of predict', async (template) => {
    const { X, y } = linear();
    const estimator = await fitted(template, { X, y });
    assertSame(estimator.score!(X, y), r2Score(y, predict(estimator, X)), 'score must be R2.', 1e-12);
    const sampleWeight = Float64Array.from(y, (_, i) => 1 + (i % 4));
    const expected = r2Score(y, predict(estimator, X), { sampleWeight });
    const score = estimator.score!(X, y, { sampleWeight });
    assertSame(score, expected, 'score with weights must be the weighted R2.', 1e-12);
  }),

  check(
    'a linear function is followed',
    async (template) => {
      const { X, y } = linear({ rows: 150 });
      const score = r2Score(y, predict(await fitted(template, { X, y }), X));
      assert(score > 0.5, `R2 on the training data must be above 0.5. It is ${score}.`);
    },
    ({ tags }) => !tags.poorScore,
  ),

  check('a regressor gives no probabilities of classes', async (template) => {
    const { X, y } = linear();
    const estimator = await fitted(template, { X, y });
    for (const method of ['predictProba', 'predictLogProba', 'decisionFunction'] as const) {
      assert(attempt(() => estimator[method]?.(X)) === undefined, `A regressor must not have ${method}.`);
    }
  }),
];

function predict(estimator: Subject, X: Matrix): Float64Array {
  return estimator.predict!(X) as Float64Array;
}
