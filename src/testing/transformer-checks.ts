import { isTable } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { assert, assertMentions, assertSame, describeError } from './assertions.js';
import { checksOf, type EstimatorCheck } from './check.js';
import { lettered, problemFor } from './data.js';
import { attempt, fitOn, fitted, fresh, outputs, quiet } from './subject.js';

const check = checksOf('transformer', ({ kind }) => kind === 'transformer');

/** What holds for transformers. */
export const transformerChecks: readonly EstimatorCheck[] = [
  check('transform gives a table with one row for each row', async (template) => {
    const { X } = problemFor(template);
    const out = (await fitted(template)).transform!(X);
    assert(isTable(out), 'transform must give a Matrix, a SparseMatrix or a Frame.');
    assert(out.rows === X.rows, `transform of ${X.rows} rows must give as many. It gave ${out.rows}.`);
  }),

  check('fitTransform is fit and then transform', async (template) => {
    const { X, y } = problemFor(template);
    const expected = outputs(await fitted(template), X)['transform'];
    const estimator = fresh(template);
    const out = await estimator.fitTransform!(X, y, quiet());
    assert(estimator.isFitted, 'fitTransform must leave the estimator fitted.');
    assertSame(
      out.toArray(),
      outputs(estimator, X)['transform'] && estimator.transform!(X).toArray(),
      SAME,
      1e-9,
    );
    assertSame(outputs(estimator, X)['transform'], expected, 'fitTransform must learn what fit learns.');
  }),

  check('featureNamesOut names each column of the output', async (template) => {
    const { X, y } = problemFor(template);
    for (const data of [X, lettered(X)]) {
      const estimator = await fitOn(fresh(template), { X: data, y });
      const names = estimator.featureNamesOut!();
      const out = estimator.transform!(data);
      assert(
        names.length === out.cols,
        `featureNamesOut gives ${names.length} names for ${out.cols} columns of the output.`,
      );
      assertSame(out.columnNames, names, 'The output must carry the names of featureNamesOut.');
    }
  }),

  check('names of output columns are strings that differ', async (template) => {
    const { X, y } = problemFor(template);
    const estimator = await fitOn(fresh(template), { X: lettered(X), y });
    const names = estimator.featureNamesOut!();
    assert(
      names.every((name) => typeof name === 'string' && name !== ''),
      'Every column of the output needs a name.',
    );
    const twice = names.find((name, j) => names.indexOf(name) !== j);
    assert(twice === undefined, `Two columns of the output are named '${twice}'.`);
  }),

  check('transform gives the same each time', async (template) => {
    const { X } = problemFor(template);
    const estimator = await fitted(template);
    const first = outputs(estimator, X);
    outputs(estimator, X.head(3));
    assertSame(outputs(estimator, X), first, 'A second transform must give the same as the first.');
  }),

  check('fit works without y, or says that it needs y', async (template) => {
    const { X } = problemFor(template);
    const estimator = fresh(template);
    try {
      await estimator.fit(X, undefined, quiet());
    } catch (error) {
      assert(
        error instanceof InvalidDataError,
        `It must say so with InvalidDataError, not ${describeError(error)}.`,
      );
      assertMentions(error, ['needs y'], 'A lacking y');
      return;
    }
    outputs(estimator, X);
  }),

  check(
    'inverseTransform gives what transforms to the same',
    async (template) => {
      const { X } = problemFor(template);
      const estimator = await fitted(template);
      const out = estimator.transform!(X);
      const back = attempt(() => estimator.inverseTransform!(out));
      if (back === undefined) return;
      assertSame(
        [back.rows, back.cols],
        [X.rows, X.cols],
        'inverseTransform must give a table of the shape of X.',
      );
      const again = estimator.transform!(back).toArray();
      assertSame(
        again,
        out.toArray(),
        'What inverseTransform gives must transform to where it came from.',
        1e-6,
      );
    },
    (estimator) => estimator.inverseTransform !== undefined,
  ),
];

const SAME = 'fitTransform must give what transform of the same data gives after it.';
