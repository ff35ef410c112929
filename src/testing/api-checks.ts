import { BaseEstimator, type FitOptions, isEstimator, type Progress, stateOf } from '../core/index.js';
import { NotFittedError, PipefitError, UnsupportedError } from '../errors/index.js';
import { assert, assertFails, assertSame, describeError } from './assertions.js';
import { checksOf, type EstimatorCheck, type Subject } from './check.js';
import { problemFor } from './data.js';
import { failingFits } from './failing-fits.js';
import { plainFault } from './plain-fault.js';
import { attempt, fitOn, fitted, fresh, outputs, quiet } from './subject.js';

const check = checksOf('api');

/** Methods that need what fit learns. */
const afterFit = [
  'predict',
  'predictOne',
  'predictProba',
  'predictProbaOne',
  'predictLogProba',
  'decisionFunction',
  'transform',
  'inverseTransform',
  'score',
  'featureNamesOut',
  'kneighbors',
] as const;

/** Methods that can be called on the promise that fit returns. */
const forwarded = [
  'predict',
  'predictProba',
  'predictLogProba',
  'decisionFunction',
  'transform',
  'score',
] as const;

type Methods = Readonly<Record<string, ((...args: unknown[]) => unknown) | undefined>>;

/** What holds for any estimator, whatever it learns. */
export const apiChecks: readonly EstimatorCheck[] = [
  check('the name is the name of the class, and the kind one of the four', async (template) => {
    // Compilers for older targets put an underscore before the names of classes with static members.
    const className = template.constructor.name.replace(/^_+/, '');
    assertSame(template.name, className, 'The name must be that of the class.');
    const kinds = ['transformer', 'classifier', 'regressor', 'clusterer'];
    assert(
      kinds.includes(template.kind),
      `The kind must be one of ${kinds.join(', ')}. It is ${template.kind}.`,
    );
  }),

  check('tags are true or false', async (template) => {
    for (const [tag, value] of Object.entries(template.tags)) {
      assert(typeof value === 'boolean', `The tag '${tag}' must be true or false. It is ${String(value)}.`);
    }
  }),

  check('toString names the class', async (template) => {
    assert(
      String(template).includes(template.name),
      `toString must hold the name ${template.name}. It gives ${JSON.stringify(String(template))}.`,
    );
  }),

  check('fit resolves to the estimator itself', async (template) => {
    const estimator = fresh(template);
    const { X, y } = problemFor(template);
    const promise = estimator.fit(X, y, quiet());
    assert(promise instanceof Promise, 'fit must return a promise.');
    assert(
      (await promise) === estimator,
      'The promise of fit must resolve to the estimator that was fitted.',
    );
  }),

  check('isFitted is false before fit and true after it', async (template) => {
    const estimator = fresh(template);
    assertSame(estimator.isFitted, false, 'isFitted must be false before fit.');
    await fitOn(estimator, problemFor(template));
    assertSame(estimator.isFitted, true, 'isFitted must be true after fit.');
  }),

  check("fit's promise forwards predict, transform and score", async (template) => {
    const { X, y } = problemFor(template);
    const estimator = (await fitted(template)) as unknown as Methods;
    for (const method of forwarded) {
      const call = (on: Methods) => (method === 'score' ? on[method]?.(X, y) : on[method]?.(X));
      const expected = attempt(() => call(estimator));
      if (expected === undefined) continue;
      const promise = fresh(template).fit(X, y, quiet());
      assert(
        typeof (promise as unknown as Methods)[method] === 'function',
        `The promise of fit must have the method ${method}. Return what BaseEstimator's fit returns.`,
      );
      const forwardedAnswer = await call(promise as unknown as Methods);
      assertSame(
        forwardedAnswer,
        expected,
        `fit(X, y).${method}(X) must be what ${method}(X) gives after fit.`,
      );
    }
  }),

  check('methods before fit throw NotFittedError', async (template) => {
    const { X, y } = problemFor(template);
    const estimator = fresh(template) as unknown as Methods;
    for (const method of afterFit) {
      if (typeof estimator[method] !== 'function') continue;
      const argument = method === 'predictOne' || method === 'predictProbaOne' ? Array.from(X.row(0)) : X;
      const call = () => estimator[method]!(argument, y);
      await assertFails(call, [NotFittedError, UnsupportedError], `${method} before fit`);
    }
  }),

  check('getters before fit throw NotFittedError or do not depend on fit', async (template) => {
    const estimator = fresh(template);
    const before = readGetters(estimator);
    for (const [name, { error }] of before) {
      const allowed = error === null || error instanceof NotFittedError || error instanceof UnsupportedError;
      assert(
        allowed,
        `The getter '${name}' must throw NotFittedError before fit, not ${describeError(error)}.`,
      );
    }
    await fitOn(estimator, problemFor(template));
    for (const [name, { value, error }] of readGetters(estimator)) {
      if (before.get(name)!.error !== null) continue;
      assert(
        error === null,
        `The getter '${name}' works before fit and fails after it: ${describeError(error)}.`,
      );
      assertSame(
        before.get(name)!.value,
        value,
        `The getter '${name}' must throw NotFittedError before fit instead of returning something else than after it.`,
      );
    }
  }),

  check('fit changes no public property of the estimator', async (template) => {
    const estimator = fresh(template);
    const before = { ...estimator };
    await fitOn(estimator, problemFor(template));
    assertSame(
      { ...estimator },
      before,
      'What fit learns belongs into the fitted state that learn returns, not into properties of the estimator.',
    );
  }),

  check(
    'the fitted state is plain data',
    async (template) => {
      const estimator = await fitted(template);
      const fault = plainFault(stateOf(estimator)!.state, 'state');
      assert(
        fault === null,
        `The fitted state must be plain data, so that it can be saved and sent: ${fault}.`,
      );
    },
    (estimator) => estimator instanceof BaseEstimator,
  ),

  check('a clone is unfitted and has equal parameters', async (template) => {
    const estimator = await fitted(template);
    const copy = estimator.clone();
    assert(copy !== estimator, 'clone must return another estimator.');
    assert(copy.constructor === estimator.constructor, 'clone must return an estimator of the same class.');
    assert(!copy.isFitted, 'A clone must not be fitted.');
    assertSame(copy.getParams(), estimator.getParams(), 'A clone must have equal parameters.');
    assert(estimator.isFitted, 'Cloning must leave the original fitted.');
  }),

  check('a clone shares no estimator, array, object or Map with the original', async (template) => {
    const copy = template.clone().getParams() as Record<string, unknown>;
    for (const [name, value] of Object.entries(template.getParams())) {
      if (!isShareable(value)) continue;
      assert(copy[name] !== value, `The parameter '${name}' of a clone is the very object of the original.`);
    }
  }),

  check('fitting a clone leaves the original as it was', async (template) => {
    const original = fresh(template);
    await fitOn(original.clone(), problemFor(template));
    assert(!original.isFitted, 'Fitting a clone must not fit the original.');
    for (const [name, value] of Object.entries(original.getParams())) {
      assert(!isEstimator(value) || !isFitted(value), `Fitting a clone fitted '${name}' of the original.`);
    }
  }),

  check('a failed fit leaves an unfitted estimator unfitted', async (template) => {
    for (const { way, start, mayPass } of failingFits(template)) {
      const estimator = fresh(template);
      if (!(await fails(() => start(estimator), way, mayPass))) continue;
      assert(!estimator.isFitted, `After a fit that failed (${way}) isFitted must still be false.`);
      if (estimator.predict === undefined && estimator.transform === undefined) continue;
      const { X } = problemFor(template);
      const call = () => (estimator.predict ? estimator.predict(X) : estimator.transform!(X));
      await assertFails(call, [NotFittedError, UnsupportedError], `Use after a fit that failed (${way})`);
    }
  }),

  check('a failed fit keeps what was learnt before', async (template) => {
    const { X } = problemFor(template);
    for (const { way, start, mayPass } of failingFits(template)) {
      const estimator = await fitted(template);
      const before = outputs(estimator, X);
      if (!(await fails(() => start(estimator), way, mayPass))) continue;
      assert(estimator.isFitted, `A fit that failed (${way}) must leave a fitted estimator fitted.`);
      assertSame(
        outputs(estimator, X),
        before,
        `A fit that failed (${way}) must leave the estimator as it was fitted before.`,
      );
    }
  }),

  check('a signal that is aborted already rejects fit with its reason', async (template) => {
    const estimator = fresh(template);
    const reason = new Error('stopped before the start');
    const { X, y } = problemFor(template);
    const error = await estimator.fit(X, y, quiet({ signal: AbortSignal.abort(reason) })).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert(
      error === reason,
      `fit with an aborted signal must reject with the signal's reason. Got ${describeError(error)}.`,
    );
    assert(!estimator.isFitted, 'A fit that was cancelled must leave the estimator unfitted.');
  }),

  check('progress never goes back and never beyond its total', async (template) => {
    const told: Progress[] = [];
    const onProgress: FitOptions['onProgress'] = (progress) => void told.push(progress);
    await fitted(template, problemFor(template), { onProgress });
    let last = 0;
    for (const { done, total, stage } of told) {
      if (stage !== template.name) continue;
      assert(done >= last, `Progress went back from ${last} to ${done}.`);
      assert(total === null || done <= total, `Progress told ${done} done of ${total}.`);
      last = done;
    }
  }),
];

/** Whether the work fails with an error that a user can understand. */
async function fails(work: () => Promise<unknown>, way: string, mayPass: boolean): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    const known = error instanceof PipefitError || mayPass;
    assert(known, `A fit that fails (${way}) must do so with a PipefitError, not ${describeError(error)}.`);
    return true;
  }
  assert(mayPass, `A fit that must fail (${way}) did not.`);
  return false;
}

interface Reading {
  readonly value: unknown;
  readonly error: unknown;
}

/** What each getter of the estimator gives or throws, by name. */
function readGetters(estimator: Subject): Map<string, Reading> {
  const readings = new Map<string, Reading>();
  let prototype: object | null = Object.getPrototypeOf(estimator);
  for (; prototype && prototype !== Object.prototype; prototype = Object.getPrototypeOf(prototype)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (descriptor.get === undefined || name === 'isFitted' || readings.has(name)) continue;
      readings.set(name, read(estimator, name));
    }
  }
  return readings;
}

function read(estimator: Subject, name: string): Reading {
  try {
    return { value: (estimator as unknown as Record<string, unknown>)[name], error: null };
  } catch (error) {
    return { value: undefined, error };
  }
}

function isFitted(value: unknown): boolean {
  return (value as { readonly isFitted: boolean }).isFitted;
}

function isShareable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isEstimator(value) || Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof Map)
    return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
