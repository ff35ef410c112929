import { isEstimator } from '../core/index.js';
import { InvalidParameterError, PipefitError, showValue } from '../errors/index.js';

/** Gives bare steps the names of their classes, and refuses names that cannot be addressed as `step__param`. */
export function nameSteps<T extends readonly [name: string, estimator: unknown, ...rest: unknown[]]>(
  owner: string,
  steps: readonly unknown[],
  reserved: readonly string[],
): T[] {
  const used = new Set<string>();
  return steps.map((step): T => {
    const named = Array.isArray(step)
      ? (step as unknown as T)
      : ([freeName(step, owner, used), step] as unknown as T);
    checkName(owner, named[0], used, reserved);
    used.add(named[0]);
    return named;
  });
}

/** Runs the work of one step, whose name is put into the message of what goes wrong in it. */
export function atStep<R>(step: string, work: () => R): R {
  try {
    const result = work();
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw located(error, step);
    }) as R;
  } catch (error) {
    throw located(error, step);
  }
}

function located(error: unknown, step: string): unknown {
  return error instanceof PipefitError ? error.at(step) : error;
}

function freeName(step: unknown, owner: string, used: ReadonlySet<string>): string {
  if (!isEstimator(step)) {
    const hint = typeof step === 'function' ? ' Did you forget to construct it with new?' : '';
    throw new InvalidParameterError(
      owner,
      'steps',
      `Each step of ${owner} must be an estimator or [name, estimator]. Got ${showValue(step)}.${hint}`,
    );
  }
  const base = step.name.charAt(0).toLowerCase() + step.name.slice(1);
  let name = base;
  for (let count = 2; used.has(name); count++) name = `${base}${count}`;
  return name;
}

function checkName(
  owner: string,
  name: unknown,
  used: ReadonlySet<string>,
  reserved: readonly string[],
): void {
  const fault =
    typeof name !== 'string' || name === ''
      ? 'is not a name'
      : name.includes('__')
        ? "contains '__', which separates step and parameter"
        : used.has(name)
          ? 'is there twice'
          : reserved.includes(name)
            ? `is the name of a parameter of ${owner}`
            : null;
  if (fault !== null) {
    throw new InvalidParameterError(owner, 'steps', `The step name ${showValue(name)} of ${owner} ${fault}.`);
  }
}
