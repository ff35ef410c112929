import { BackendError } from './backend-error.js';
import { CsvError } from './csv-error.js';
import { DivergenceError } from './divergence-error.js';
import { FitFailedError } from './fit-failed-error.js';
import { InvalidDataError } from './invalid-data-error.js';
import { InvalidParameterError } from './invalid-parameter-error.js';
import { MissingDependencyError } from './missing-dependency-error.js';
import { ModelFileError } from './model-file-error.js';
import { NotFittedError } from './not-fitted-error.js';
import { PipefitError, toldBy } from './pipefit-error.js';
import { SchemaError } from './schema-error.js';
import { UnsupportedError } from './unsupported-error.js';
import {
  ConvergenceWarning,
  DataWarning,
  FitFailedWarning,
  PipefitWarning,
  ThreadsWarning,
  UndefinedMetricWarning,
} from './warnings.js';
import { WorkerError } from './worker-error.js';

/** An error or a warning as plain data, which another thread can make the same one of. */
export type PlainError =
  | {
      /** Name of the class. */
      readonly kind: string;
      /** The message without the steps that led there. */
      readonly told: string;
      /** What the object holds beside: message, stack, code, path, place, ... */
      readonly fields: Readonly<Record<string, unknown>>;
      readonly cause: PlainError | null;
    }
  /** Anything else that was thrown, such as a TypeError, which threads send as it is. */
  | { readonly thrown: unknown };

const errors: Readonly<Record<string, object>> = {
  BackendError,
  CsvError,
  DivergenceError,
  FitFailedError,
  InvalidDataError,
  InvalidParameterError,
  MissingDependencyError,
  ModelFileError,
  NotFittedError,
  SchemaError,
  UnsupportedError,
  WorkerError,
};

const warnings: Readonly<Record<string, object>> = {
  ConvergenceWarning,
  DataWarning,
  FitFailedWarning,
  ThreadsWarning,
  UndefinedMetricWarning,
};

/** The plain form of an error, of a warning, or of whatever else was thrown. */
export function describeError(error: unknown): PlainError {
  const kind = kindOf(error);
  if (kind === null) return { thrown: clonable(error) };
  const { cause, stack, message, ...fields } = error as Error & Record<string, unknown>;
  return {
    kind,
    told: error instanceof PipefitError ? toldBy(error) : message,
    fields: { ...fields, message, stack },
    cause: cause === undefined ? null : describeError(cause),
  };
}

/** The error, an object of the same class with the same fields. */
export function reviveError(plain: PlainError): unknown {
  if ('thrown' in plain) return plain.thrown;
  const { kind, told, fields, cause } = plain;
  const options = cause === null ? undefined : { cause: reviveError(cause) };
  // The base's constructor alone, as an object of the class: what the class's own would set is in the fields.
  const revived: object = Object.hasOwn(errors, kind)
    ? Reflect.construct(PipefitError, [told, options], errors[kind] as NewableFunction)
    : Reflect.construct(PipefitWarning, [told], warnings[kind] as NewableFunction);
  for (const [name, value] of Object.entries(fields)) {
    const enumerable = name !== 'message' && name !== 'stack';
    Object.defineProperty(revived, name, { value, enumerable, writable: true, configurable: true });
  }
  return revived;
}

/** The class by which an object is known here; classes of users that extend ours are sent like any other error. */
function kindOf(error: unknown): string | null {
  const table = error instanceof PipefitError ? errors : error instanceof PipefitWarning ? warnings : {};
  const own = Object.entries(table).find(
    ([, Class]) => (error as object).constructor === (Class as NewableFunction),
  );
  return own?.[0] ?? null;
}

/** What threads can send: an Error as it is, else its text. */
function clonable(error: unknown): unknown {
  try {
    return structuredClone(error);
  } catch {
    return new Error(error instanceof Error ? error.message : String(error));
  }
}
