import { Frame, type Label, type LabelsLike, type Matrix } from '../data/index.js';
import { InvalidDataError, PipefitError } from '../errors/index.js';
import { accuracyScore } from '../metrics/index.js';
import { assert, assertFails, assertSame, describeError } from './assertions.js';
import { checksOf, type EstimatorCheck, type Subject } from './check.js';
import { blobs, linear } from './data.js';
import { attempt, fitOn, fitted, fresh, outputs, precise, quiet } from './subject.js';

const check = checksOf('classifier', ({ kind }) => kind === 'classifier');
const probable = checksOf(
  'classifier',
  (estimator) => estimator.kind === 'classifier' && estimator.predictProba !== undefined,
);

/** Labels of every type, in their order; the last ones are names that every object has already. */
const labelSets: readonly (readonly [string, readonly Label[]])[] = [
  ['strings', ['ant', 'bee', 'cat']],
  ['whole numbers with gaps', [-7, 3, 40]],
  ['true and false', [false, true]],
  ['strings that are names of object properties', ['__proto__', 'constructor', 'toString']],
];

/** What holds for classifiers. */
export const classifierChecks: readonly EstimatorCheck[] = [
  ...labelSets.map(([name, labels]) =>
    check(`labels that are ${name} come back as they went in`, async (template) => {
      const { X, y } = blobs({ classes: labels.length });
      const plain = await fitted(template, { X, y });
      const estimator = await fitOn(fresh(template), { X, y: y.map((code) => labels[code]!) });
      assertSame(estimator.classes, labels, 'classes must hold the labels in order.');
      const expected = Array.from(predict(plain, X), (code) => labels[code as number]);
      assertSame(predict(estimator, X), expected, 'The predictions must be labels as given to fit.');
      const proba = (model: Subject) => attempt(() => model.predictProba?.(X))?.data;
      assertSame(
        proba(estimator),
        proba(plain),
        'What the labels are called must not change the probabilities.',
      );
    }),
  ),

  check('classes are sorted, whatever comes first', async (template) => {
    const { X, y } = blobs();
    const estimator = await fitOn(fresh(template), { X, y: y.map((code) => 10 * ((code + 1) % 3) - 5) });
    assertSame(estimator.classes, [-5, 5, 15], 'classes must be in ascending order.');
  }),

  check('two classes and five classes are learnt', async (template) => {
    for (const classes of [2, 5]) {
      const { X, y } = blobs({ classes });
      const estimator = await fitted(template, { X, y });
      assert(estimator.classes!.length === classes, `classes must hold ${classes} labels.`);
      const strange = Array.from(predict(estimator, X)).find((label) => !estimator.classes!.includes(label));
      assert(strange === undefined, `predict gave ${String(strange)}, which is none of the classes.`);
    }
  }),

  check('predict gives an array with one label a row', async (template) => {
    const { X, y } = blobs();
    const labels = predict(await fitted(template, { X, y }), X);
    assert(
      Array.isArray(labels) && labels.length === X.rows,
      'predict must give an array of one label a row.',
    );
  }),

  check('labels may come in typed arrays and columns', async (template) => {
    const { X, y } = blobs();
    const expected = outputs(await fitted(template, { X, y }), X);
    const words = y.map((code) => ['ant', 'bee', 'cat'][code]!);
    const frame = Frame.fromColumns({ code: y, word: words });
    const numeric: LabelsLike[] = [Int32Array.from(y), Float64Array.from(y), frame.column('code')];
    for (const form of numeric) {
      const estimator = await fitOn(fresh(template), { X, y: form });
      assertSame(outputs(estimator, X), expected, 'The form of the labels must not matter.');
    }
    const worded = await fitOn(fresh(template), { X, y: frame.column('word') });
    assertSame(
      predict(worded, X),
      predict(await fitOn(fresh(template), { X, y: words }), X),
      'A category column must do as labels.',
    );
  }),

  probable('probabilities are one column a class, between 0 and 1, and sum to 1', async (template) => {
    const { X, y } = blobs({ noise: 0.2 });
    const estimator = await fitted(template, { X, y });
    const proba = attempt(() => estimator.predictProba!(X));
    if (proba === undefined) return;
    assertSame(
      [proba.rows, proba.cols],
      [X.rows, 3],
      'predictProba must give one row a row and one column a class.',
    );
    assertSame(
      proba.columnNames,
      estimator.classes!.map(String),
      'The columns must be named after the classes.',
    );
    for (let i = 0; i < proba.rows; i++) {
      const row = proba.row(i);
      const sum = row.reduce((total, value) => total + value, 0);
      assert(Math.abs(sum - 1) <= 1e-9, `The probabilities of row ${i} sum to ${sum}, not to 1.`);
      assert(
        row.every((value) => value >= 0 && value <= 1),
        `Row ${i} has a probability outside of 0 to 1.`,
      );
    }
  }),

  probable('predict gives the most probable class', async (template) => {
    const { X, y } = blobs({ noise: 0.2 });
    const estimator = await fitted(template, { X, y });
    const proba = attempt(() => estimator.predictProba!(X));
    if (proba === undefined) return;
    const expected = Array.from({ length: X.rows }, (_, i) => estimator.classes![argMax(proba.row(i))]);
    assertSame(predict(estimator, X), expected, 'predict must give the class of the largest probability.');
  }),

  check(
    'predictLogProba is the logarithm of predictProba',
    async (template) => {
      const { X, y } = blobs({ noise: 0.2 });
      const estimator = await fitted(template, { X, y });
      const logarithms = attempt(() => estimator.predictLogProba!(X));
      const proba = attempt(() => estimator.predictProba!(X));
      if (logarithms === undefined || proba === undefined) return;
      assertSame(logarithms.data, proba.data.map(Math.log), 'The logarithms must agree.', 1e-6);
    },
    (estimator) => estimator.predictLogProba !== undefined && estimator.predictProba !== undefined,
  ),

  check(
    'the sign or the largest value of decisionFunction is what predict says',
    async (template) => {
      for (const classes of [2, 3]) {
        const { X, y } = blobs({ classes, noise: 0.2 });
        const estimator = await fitted(template, { X, y });
        const decisions = attempt(() => estimator.decisionFunction!(X));
        if (decisions === undefined) return;
        const codes =
          decisions instanceof Float64Array
            ? Array.from(decisions, (value) => (value > 0 ? 1 : 0))
            : Array.from({ length: X.rows }, (_, i) => argMax((decisions as Matrix).row(i)));
        const expected = codes.map((code) => estimator.classes![code]);
        assertSame(
          predict(estimator, X),
          expected,
          `With ${classes} classes decisionFunction must agree with predict.`,
        );
      }
    },
    (estimator) => estimator.decisionFunction !== undefined,
  ),

  check('score is the accuracy of predict', async (template) => {
    const { X, y } = blobs({ noise: 0.2 });
    const estimator = await fitted(template, { X, y });
    const expected = accuracyScore(y, Array.from(predict(estimator, X)));
    assertSame(estimator.score!(X, y), expected, 'score must be the accuracy.', 1e-12);
    const sampleWeight = Float64Array.from(y, (_, i) => 1 + (i % 4));
    const weighted = accuracyScore(y, Array.from(predict(estimator, X)), { sampleWeight });
    const score = estimator.score!(X, y, { sampleWeight });
    assertSame(score, weighted, 'score with weights must be the weighted accuracy.', 1e-12);
  }),

  probable('other names of the classes permute the probabilities', async (template) => {
    const { X, y } = blobs({ noise: 0.2 });
    const names = ['c', 'a', 'b'];
    const plain = await fitted(precise(template), { X, y });
    const renamed = await fitOn(precise(template), { X, y: y.map((code) => names[code]!) });
    const proba = [plain, renamed].map((model) => attempt(() => model.predictProba!(X)));
    if (proba[0] === undefined || proba[1] === undefined) return;
    assertSame(
      proba[1].data,
      proba[0].selectColumns([1, 2, 0]).data,
      'The probability of a class must not depend on its place among the classes.',
      1e-5,
    );
  }),

  check('numbers that are no classes are refused', async (template) => {
    const { X, y } = linear();
    await assertFails(
      () => fitOn(fresh(template), { X, y }),
      [InvalidDataError, PipefitError],
      'fit on real numbers',
    );
  }),

  check('a single class is predicted, or refused in words', async (template) => {
    const { X } = blobs();
    const y = new Array<string>(X.rows).fill('only');
    const estimator = fresh(template);
    try {
      await estimator.fit(X, y, quiet());
    } catch (error) {
      assert(
        error instanceof PipefitError,
        `It must be refused with a PipefitError, not ${describeError(error)}.`,
      );
      return;
    }
    assertSame(predict(estimator, X), y, 'The only class there is must be predicted.');
  }),

  check(
    'classes that lie apart are told apart',
    async (template) => {
      const { X, y } = blobs({ rows: 150 });
      const score = accuracyScore(y, Array.from(predict(await fitted(template, { X, y }), X)));
      assert(score > 0.83, `The accuracy on the training data must be above 0.83. It is ${score}.`);
    },
    ({ tags }) => !tags.poorScore,
  ),

  check(
    'a class weight is a weight of the rows of its class',
    async (template) => {
      const { X, y } = blobs({ noise: 0.2 });
      const weights = [1, 3, 2];
      const sampleWeight = y.map((code) => weights[code]!);
      const expected = outputs(
        await fitOn(precise(template).setParams({ classWeight: null }), { X, y }, { sampleWeight }),
        X,
      );
      for (const classWeight of [new Map(weights.map((weight, code) => [code, weight])), { ...weights }]) {
        const estimator = await fitOn(precise(template).setParams({ classWeight }), { X, y });
        assertSame(outputs(estimator, X), expected, 'Class weights and sample weights must agree.', 1e-5);
      }
    },
    (estimator) => estimator.tags.sampleWeight === true && 'classWeight' in estimator.getParams(),
  ),
];

function predict(estimator: Subject, X: Matrix): readonly Label[] {
  return estimator.predict!(X) as Label[];
}

function argMax(values: Float64Array): number {
  let best = 0;
  for (let j = 1; j < values.length; j++) if (values[j]! > values[best]!) best = j;
  return best;
}
