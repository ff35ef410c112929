import { type DataLike, Frame, type VectorLike } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, PipefitError } from '../errors/index.js';
import { RandomState } from '../random/index.js';
import { assert, assertFails, assertMentions, assertSame, describeError } from './assertions.js';
import { checksOf, type EstimatorCheck, type Subject } from './check.js';
import { problemFor, takeTarget } from './data.js';
import { fitted, type Outputs, outputs, precise, unnamed } from './subject.js';

const check = checksOf('weights');
const weighted = checksOf('weights', ({ tags }) => tags.sampleWeight === true);

/** Solvers see the same sums in another order; one that follows a gradient has half the digits of its loss. */
const CLOSE = 1e-5;

/** What holds for sample weights. */
export const weightsChecks: readonly EstimatorCheck[] = [
  check(
    'weights are refused by an estimator that does not use them',
    async (template) => {
      const { X } = problemFor(template);
      const work = () => fitWith(template, new Float64Array(X.rows).fill(1));
      const error = await assertFails(work, [InvalidParameterError], 'fit with sampleWeight');
      assertMentions(error, ['sampleWeight', template.name], 'An option that is not used');
    },
    ({ tags }) => !tags.sampleWeight,
  ),

  weighted('weights of another length than X are refused', (template) =>
    assertBadWeights(template, (weights) => weights.slice(1), ['sampleWeight']),
  ),

  weighted('negative weights are refused by row', (template) =>
    assertBadWeights(template, (weights) => weights.fill(-1, 3, 4), ['sampleWeight', '3']),
  ),

  weighted('weights that are all zero are refused', (template) =>
    assertBadWeights(template, (weights) => weights.fill(0), ['sampleWeight', 'zero']),
  ),

  weighted('missing and infinite weights are refused by row', async (template) => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      await assertBadWeights(template, (weights) => weights.fill(bad, 3, 4), ['sampleWeight', '3']);
    }
  }),

  weighted('weights of one give what no weights give', async (template) => {
    const problem = problemFor(template, { noise: 0.2 });
    const unweighted = outputs(await fitted(precise(template), problem), problem.X);
    const ones = await fitWith(template, new Float64Array(problem.X.rows).fill(1));
    assertSame(ones, unweighted, 'Weights of one must change nothing.', CLOSE);
  }),

  weighted('a weight of k is k copies of the row', async (template) => {
    const problem = problemFor(template, { noise: 0.2 });
    const weights = new RandomState(1).integers(1, 4, problem.X.rows);
    const rows = Array.from(weights, (weight, i) => new Array<number>(weight).fill(i)).flat();
    assertSame(
      await fitWith(template, weights),
      await fitOnRows(template, rows),
      'Fitted with whole weights and with copies of the rows the results must agree.',
      CLOSE,
    );
  }),

  weighted('a weight of zero is no row', async (template) => {
    const { X } = problemFor(template);
    const weights = Float64Array.from({ length: X.rows }, (_, i) => (i % 5 === 2 ? 0 : 1));
    const rows = Array.from({ length: X.rows }, (_, i) => i).filter((i) => weights[i] !== 0);
    assertSame(
      await fitWith(template, weights),
      await fitOnRows(template, rows),
      'Fitted with weights of zero and without the rows the results must agree.',
      CLOSE,
    );
  }),

  weighted('weights may come in any form of a vector', async (template) => {
    const { X } = problemFor(template);
    const weights = new RandomState(2).integers(1, 4, X.rows);
    const expected = await fitWith(template, Float64Array.from(weights));
    const frame = Frame.fromColumns({ weight: Array.from(weights) });
    for (const form of [Array.from(weights), weights, Float32Array.from(weights), frame.column('weight')]) {
      assertSame(await fitWith(template, form), expected, 'The form of the weights must not matter.');
    }
  }),

  weighted('fit does not change the weights', async (template) => {
    const { X } = problemFor(template);
    const weights = new RandomState(3).randomSample(X.rows);
    const before = weights.slice();
    await fitWith(template, weights);
    assertSame(weights, before, 'fit must leave the weights given to it as they are.');
  }),

  weighted('a class or a third of the rows may weigh nothing', async (template) => {
    const { X, y } = problemFor(template, { noise: 0.2 });
    const isOut = (i: number) => (template.kind === 'classifier' ? (y as number[])[i] === 0 : i % 3 === 0);
    const weights = Float64Array.from({ length: X.rows }, (_, i) => (isOut(i) ? 0 : 1));
    let answers: Outputs;
    try {
      answers = await fitWith(template, weights);
    } catch (error) {
      assert(
        error instanceof PipefitError,
        `It must work or fail with a PipefitError, not ${describeError(error)}.`,
      );
      return;
    }
    for (const [method, answer] of Object.entries(unnamed(answers))) {
      const cells = Array.from(answer as ArrayLike<unknown>).flat();
      assert(!cells.some(Number.isNaN), `${method} gave NaN.`);
    }
  }),
];

/** What an estimator answers that was fitted with the weights on noisy data. */
async function fitWith(template: Subject, sampleWeight: VectorLike): Promise<Outputs> {
  const problem = problemFor(template, { noise: 0.2 });
  return outputs(await fitted(precise(template), problem, { sampleWeight }), problem.X);
}

/** The same for one fitted on some of the rows, which may come more than once. */
async function fitOnRows(template: Subject, rows: readonly number[]): Promise<Outputs> {
  const { X, y } = problemFor(template, { noise: 0.2 });
  const all: DataLike = X;
  return outputs(await fitted(precise(template), { X: X.selectRows(rows), y: takeTarget(y, rows) }), all);
}

async function assertBadWeights(
  template: Subject,
  spoil: (weights: Float64Array) => Float64Array,
  words: readonly string[],
): Promise<void> {
  const { X } = problemFor(template);
  const weights = spoil(new Float64Array(X.rows).fill(1));
  const error = await assertFails(
    () => fitWith(template, weights),
    [InvalidDataError],
    'fit with bad weights',
  );
  assertMentions(error, words, 'Bad weights');
}
