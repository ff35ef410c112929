import { BaseEstimator, type FitOptions, type ParamSpec } from '../core/index.js';
import type { DataLike } from '../data/index.js';
import { UnsupportedError } from '../errors/index.js';
import type { Subject } from './check.js';
import { type Problem, problemFor } from './data.js';

/** Methods that answer for new data, by which two fitted estimators are compared. */
const answering = ['predict', 'predictProba', 'decisionFunction', 'transform'] as const;

/** What an estimator answers for some data, by method. */
export type Outputs = Readonly<Record<string, unknown>>;

/** An unfitted copy of the template whose randomness, if it has any, is seeded. */
export function fresh<E extends Subject>(template: E, params: Readonly<Record<string, unknown>> = {}): E {
  const copy = template.clone();
  const seeds: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(copy.getParams())) {
    if (/(^|__)randomState$/.test(name) && value === null) seeds[name] = 0;
  }
  return copy.setParams({ ...seeds, ...params });
}

/** An unfitted copy whose solver, if it has one that stops at a tolerance, works out as many digits as it can. */
export function precise<E extends Subject>(template: E): E {
  const digits: Record<string, unknown> = Object.create(null);
  const params = template.getParams() as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(params)) {
    if (!/(^|__)tol$/.test(name) || typeof value !== 'number') continue;
    digits[name] = Math.min(value, 1e-10);
    const limit = name.replace(/tol$/, 'maxIter');
    if (typeof params[limit] === 'number') digits[limit] = 10 * params[limit];
  }
  return fresh(template, digits);
}

/** A fitted copy of the template. */
export async function fitted<E extends Subject>(
  template: E,
  problem: Problem = problemFor(template),
  options: FitOptions = {},
): Promise<E> {
  return fitOn(fresh(template), problem, options);
}

/** Fits the estimator itself, in silence. */
export async function fitOn<E extends Subject>(
  estimator: E,
  problem: { readonly X: DataLike; readonly y: Problem['y'] },
  options: FitOptions = {},
): Promise<E> {
  await estimator.fit(problem.X, problem.y, quiet(options));
  return estimator;
}

/** Options under which nothing is said to the process. */
export function quiet(options: FitOptions = {}): FitOptions {
  return { onWarning: () => {}, ...options };
}

/** Everything a fitted estimator answers for the data, copied, so that later calls cannot change it. */
export function outputs(estimator: Subject, X: DataLike): Outputs {
  const answers: Record<string, unknown> = Object.create(null);
  for (const method of answering) {
    const answer = attempt(() => estimator[method]?.(X));
    if (answer !== undefined) answers[method] = copied(answer);
  }
  return answers;
}

/** The same answers without the names of columns. */
export function unnamed(answers: Outputs): Outputs {
  const bare: Record<string, unknown> = Object.create(null);
  for (const [method, answer] of Object.entries(answers)) bare[method] = (answer as Copy).cells ?? answer;
  return bare;
}

/** The answers for some of the rows, in the order given. */
export function rowsOf(answers: Outputs, rows: ArrayLike<number>): Outputs {
  const some: Record<string, unknown> = Object.create(null);
  for (const [method, answer] of Object.entries(unnamed(answers))) {
    some[method] = Array.from(rows, (i) => (answer as ArrayLike<unknown>)[i]);
  }
  return some;
}

/** The result of the work, or undefined where the estimator says that it cannot do it. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnsupportedError) return undefined;
    throw error;
  }
}

/** Whether an estimator has a method and does not call it unsupported. Fitted estimators only. */
export function can(estimator: Subject, method: (typeof answering)[number], X: DataLike): boolean {
  return attempt(() => estimator[method]?.(X)) !== undefined;
}

/** The declaration of the parameters, where the estimator's class has one. */
export function specOf(estimator: Subject): ParamSpec | null {
  return (estimator.constructor as { readonly paramSpec?: ParamSpec }).paramSpec ?? null;
}

/** The constructor, where it takes an object of parameters as those made on BaseEstimator do. */
export function constructorOf(estimator: Subject): (new (params: object) => Subject) | null {
  const { rebuild } = BaseEstimator.prototype as unknown as { readonly rebuild: unknown };
  const own = (estimator as unknown as { readonly rebuild?: unknown }).rebuild;
  if (!(estimator instanceof BaseEstimator) || own !== rebuild) return null;
  return estimator.constructor as new (
    params: object,
  ) => Subject;
}

/** The parameters as the constructor takes them, without those of nested estimators. */
export function ownParams(estimator: Subject): object {
  return estimator instanceof BaseEstimator ? estimator.params : estimator.getParams();
}

/** Whether an estimator learns from X and y. */
export function isSupervised(estimator: Subject): boolean {
  return estimator.kind === 'classifier' || estimator.kind === 'regressor';
}

interface Copy {
  readonly columnNames?: readonly string[] | null;
  readonly cells?: unknown[][];
}

function copied(answer: object): unknown {
  if (ArrayBuffer.isView(answer) || Array.isArray(answer)) return (answer as unknown[]).slice();
  const table = answer as { toArray(): unknown[][]; columnNames: readonly string[] | null };
  return { columnNames: table.columnNames, cells: table.toArray() };
}
