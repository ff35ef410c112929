import { isEstimator, type Param, type ParamSpec } from '../core/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { assert, assertFails, assertMentions, assertSame, describeError } from './assertions.js';
import { checksOf, type EstimatorCheck, type Subject } from './check.js';
import { problemFor } from './data.js';
import { difference } from './difference.js';
import { constructorOf, fitOn, fitted, fresh, outputs, ownParams, specOf } from './subject.js';

const check = checksOf('params');
const declared = checksOf('params', (estimator) => specOf(estimator) !== null);
const constructed = checksOf('params', (estimator) => constructorOf(estimator) !== null);

type Params = Record<string, unknown>;

/** Something no parameter takes, though it is an object as options, Maps and estimators are. */
class NotAParameter {
  readonly nonsense = 'not a parameter';
}

/** Names that reach for a prototype or take nested names apart wrongly. */
const hostileNames = [
  '__proto__',
  'constructor',
  'toString',
  'a____b',
  'constructor__x',
  '__proto____x',
  '__',
];

/** What holds for the parameters of any estimator. */
export const paramsChecks: readonly EstimatorCheck[] = [
  declared('every parameter says what it does and what it allows', async (template) => {
    for (const [name, param] of Object.entries(specOf(template)!)) {
      const told = (text: unknown) => typeof text === 'string' && text.trim() !== '';
      assert(told(param.doc), `The parameter '${name}' needs a doc.`);
      assert(told(param.describe), `The parameter '${name}' needs a describe.`);
      assert(
        /^[a-zA-Z][a-zA-Z0-9]*$/.test(name),
        `The name of the parameter '${name}' must be of letters and digits.`,
      );
    }
  }),

  declared('defaults are what the declaration allows', async (template) => {
    for (const [name, param] of Object.entries(specOf(template)!)) {
      if (!('default' in param) || param.default === undefined) continue;
      assert(param.accepts(param.default), `The default of '${name}' is not ${param.describe}.`);
    }
  }),

  declared('declarations answer true or false for any value', async (template) => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const odd = [
      undefined,
      null,
      {},
      [],
      () => 0,
      Symbol('odd'),
      1n,
      Object.create(null),
      cyclic,
      new Date(Number.NaN),
    ];
    for (const [name, param] of Object.entries(specOf(template)!)) {
      for (const value of odd) {
        const answer = typeof attemptAccepts(param, value, name);
        assert(answer === 'boolean', `accepts of '${name}' must give true or false. It gave a ${answer}.`);
      }
    }
  }),

  declared('getParams holds every declared parameter', async (template) => {
    const params = template.getParams() as Params;
    for (const name of Object.keys(specOf(template)!)) {
      assert(Object.hasOwn(params, name), `getParams lacks the parameter '${name}'.`);
    }
  }),

  check('setParams of what getParams gives changes nothing', async (template) => {
    const estimator = fresh(template);
    const params = { ...estimator.getParams() } as Params;
    for (const [name, value] of Object.entries(params)) {
      estimator.setParams({ [name]: value });
      assertSame(estimator.getParams(), params, `Setting '${name}' to what it is must change no parameter.`);
    }
    estimator.setParams(params);
    assertSame(estimator.getParams(), params, 'Setting all parameters to what they are must change none.');
  }),

  check('setParams returns the estimator itself', async (template) => {
    const estimator = fresh(template);
    assert(estimator.setParams({}) === estimator, 'setParams must return the estimator it was called on.');
  }),

  check('undefined in setParams leaves a parameter as it is', async (template) => {
    const estimator = fresh(template);
    const before = estimator.getParams();
    for (const name of Object.keys(before)) estimator.setParams({ [name]: undefined });
    assertSame(estimator.getParams(), before, 'A parameter set to undefined must stay as it was.');
  }),

  check('changing what getParams gave does not change the estimator', async (template) => {
    const estimator = fresh(template);
    const before = { ...estimator.getParams() };
    const given = estimator.getParams() as Params;
    for (const name of Object.keys(given)) Reflect.set(given, name, new NotAParameter());
    assertSame({ ...estimator.getParams() }, before, 'The object that getParams gives must be a copy.');
  }),

  constructed('the constructor refuses an unknown parameter with the nearest name', async (template) => {
    const Class = constructorOf(template)!;
    await assertUnknown(
      template,
      (params) => new Class({ ...ownParams(template), ...params }),
      'The constructor',
    );
  }),

  check('setParams refuses an unknown parameter with the nearest name', async (template) => {
    const estimator = fresh(template);
    const before = { ...estimator.getParams() };
    await assertUnknown(template, (params) => estimator.setParams(params), 'setParams');
    assertSame({ ...estimator.getParams() }, before, 'A setParams that fails must change nothing.');
  }),

  check('setParams changes all parameters given or none', async (template) => {
    for (const [name, values] of alternatives(template)) {
      const estimator = fresh(template);
      const before = { ...estimator.getParams() };
      const call = () => estimator.setParams({ [name]: values[0], noSuchParameterAnywhere: 1 });
      await assertFails(call, [InvalidParameterError], 'setParams with an unknown parameter');
      assertSame({ ...estimator.getParams() }, before, 'A setParams that fails must change nothing.');
    }
  }),

  check('parameter names that reach for prototypes are refused', async (template) => {
    const Class = constructorOf(template);
    for (const name of hostileNames) {
      const estimator = fresh(template);
      const before = { ...estimator.getParams() };
      const hostile = Object.fromEntries([[name, { polluted: true }]]);
      await assertFails(
        () => estimator.setParams(hostile),
        [InvalidParameterError],
        `setParams with '${name}'`,
      );
      assertSame({ ...estimator.getParams() }, before, `setParams with '${name}' must change nothing.`);
      if (Class !== null) {
        await assertFails(
          () => new Class(hostile),
          [InvalidParameterError],
          `The constructor with '${name}'`,
        );
      }
      const clean =
        !('polluted' in {}) && !('polluted' in estimator) && !('polluted' in template.constructor);
      assert(clean, `setParams with '${name}' reached a prototype.`);
    }
  }),

  declared('a bad value is stored, and refused by fit with a sentence that names it', async (template) => {
    for (const [name, param] of Object.entries(specOf(template)!)) {
      for (const bad of badValues(name, param)) await assertRefusedByFit(template, name, bad);
    }
  }),

  declared('a bad value leaves a fitted estimator as it was fitted', async (template) => {
    const [name] = Object.keys(specOf(template)!);
    if (name === undefined) return;
    const problem = problemFor(template);
    const estimator = await fitted(template, problem);
    const before = outputs(estimator, problem.X);
    const kept = (estimator.getParams() as Params)[name];
    estimator.setParams({ [name]: new NotAParameter() });
    await assertFails(() => fitOn(estimator, problem), [InvalidParameterError], `fit with a bad '${name}'`);
    assert(estimator.isFitted, 'A fit that refuses a parameter must leave a fitted estimator fitted.');
    estimator.setParams({ [name]: kept });
    assertSame(
      outputs(estimator, problem.X),
      before,
      'A fit that refuses a parameter must keep what was learnt.',
    );
  }),

  check('setParams takes effect at the next fit only', async (template) => {
    const problem = problemFor(template);
    for (const [name, values] of alternatives(template)) {
      const estimator = await fitted(template, problem);
      const before = outputs(estimator, problem.X);
      for (const value of values) {
        estimator.setParams({ [name]: value });
        let after: unknown;
        try {
          after = outputs(estimator, problem.X);
        } catch (error) {
          after = describeError(error);
        }
        assertSame(
          after,
          before,
          `A fitted estimator must go on as fitted when '${name}' is set to ${String(value)}: put what it needs into the fitted state.`,
        );
      }
    }
  }),

  check('fit does not change the parameters', async (template) => {
    const estimator = fresh(template);
    const before = { ...estimator.getParams() } as Params;
    const copy = estimator.clone().getParams();
    await fitOn(estimator, problemFor(template));
    const after = estimator.getParams() as Params;
    for (const [name, value] of Object.entries(before)) {
      assert(Object.is(after[name], value), `fit must not replace the parameter '${name}'.`);
      assert(
        !isEstimator(value) || !isFitted(value),
        `fit must fit a clone of '${name}', not what was given.`,
      );
    }
    assertSame(after, copy, 'fit must not change what is in its parameters.');
  }),
];

function attemptAccepts(param: ParamSpec[string], value: unknown, name: string): unknown {
  try {
    return param.accepts(value);
  } catch (error) {
    assert(false, `accepts of '${name}' must not throw. It threw ${describeError(error)}.`);
  }
}

/** An unknown name that is nearly that of a parameter, and one that is like none. */
async function assertUnknown(
  template: Subject,
  set: (params: Params) => unknown,
  who: string,
): Promise<void> {
  const unlike = await assertFails(
    () => set({ noSuchParameterAnywhere: 1 }),
    [InvalidParameterError],
    `${who} with an unknown parameter`,
  );
  assertMentions(unlike, ['noSuchParameterAnywhere', template.name], 'The unknown parameter');
  for (const name of Object.keys(specOf(template) ?? {})) {
    const mistyped = name + name.at(-1);
    const what = `${who} with '${mistyped}' for '${name}'`;
    const error = await assertFails(() => set({ [mistyped]: 1 }), [InvalidParameterError], what);
    assertMentions(error, [`'${mistyped}'`, `'${name}'`], 'The nearest name of an unknown parameter');
  }
}

/** Values that are to be refused: an object that is no parameter always, others where the declaration says so. */
function badValues(name: string, param: Param<unknown>): unknown[] {
  const others = [Number.NaN, 'no such word', -1e9, 0.12345, true];
  return [new NotAParameter(), ...others.filter((value) => attemptAccepts(param, value, name) === false)];
}

async function assertRefusedByFit(template: Subject, name: string, bad: unknown): Promise<void> {
  const told = typeof bad === 'object' ? 'an object that can be no parameter' : String(bad);
  const Class = constructorOf(template);
  try {
    if (Class !== null) new Class({ ...ownParams(template), [name]: bad });
    fresh(template).setParams({ [name]: bad });
  } catch (error) {
    assert(false, `'${name}' = ${told} must be stored and refused by fit only. Got ${describeError(error)}.`);
  }
  const estimator = fresh(template, { [name]: bad });
  const params = { ...estimator.getParams() } as Params;
  const error = await assertFails(
    () => fitOn(estimator, problemFor(template)),
    [InvalidParameterError],
    `fit with '${name}' = ${told}`,
  );
  assertMentions(error, [`'${name}'`, template.name], `'${name}' = ${told}`);
  assert(!estimator.isFitted, `A fit that refuses '${name}' must leave the estimator unfitted.`);
  assert(
    Object.is((estimator.getParams() as Params)[name], bad),
    `A fit that refuses '${name}' must not change it.`,
  );
  assertSame({ ...estimator.getParams() }, params, `A fit that refuses '${name}' must change no parameter.`);
}

/** For each declared parameter up to three other values that its declaration allows. */
function alternatives(template: Subject): [name: string, values: unknown[]][] {
  const found: [string, unknown[]][] = [];
  const params = fresh(template).getParams() as Params;
  for (const [name, param] of Object.entries(specOf(template) ?? {})) {
    const options = param.domain?.type === 'choice' ? param.domain.options : [];
    const candidates = [...options, true, false, null, 3, 1, 0, 0.5];
    const others = candidates.filter(
      (value) => param.accepts(value) && difference(value, params[name]) !== null,
    );
    if (others.length > 0) found.push([name, others.slice(0, 3)]);
  }
  return found;
}

function isFitted(value: unknown): boolean {
  return (value as { readonly isFitted: boolean }).isFitted;
}
