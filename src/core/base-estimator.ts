import {
  asTable,
  cellReader,
  checkValues,
  conform,
  type DataLike,
  Frame,
  inspectCustom,
  type Matrix,
  type RowCells,
  readAs,
  rowCells,
  type Schema,
  SparseMatrix,
  schemaOf,
  type Table,
} from '../data/index.js';
import { InvalidDataError, NotFittedError } from '../errors/index.js';
import type { Estimator, EstimatorKind } from './estimator.js';
import { FitContext } from './fit-context.js';
import type { FitOptions, OptionalTarget, TargetLike } from './fit-options.js';
import { type FitPromise, fitPromise } from './fit-promise.js';
import { applyParams, copyParam, flattenParams } from './nested-params.js';
import type { ParamSpec } from './param-spec.js';
import { checkParams, completeParams } from './params.js';
import { RowPath } from './row-path.js';
import { gated, type RowStep, rowGate } from './row-step.js';
import { showEstimator } from './show-estimator.js';
import type { Tags } from './tags.js';

/** What `fit` leaves behind: the columns it saw and what the estimator learnt, both plain data. */
interface Fitted<S> {
  readonly schema: Schema;
  readonly state: S;
}

let readFitted: (estimator: BaseEstimator<object, object>) => Fitted<object> | null;
let writeFitted: (estimator: BaseEstimator<object, object>, fitted: Fitted<object>) => void;
let callRebuild: (prototype: BaseEstimator<object, object>, params: object) => BaseEstimator<object, object>;
let readRowStep: (estimator: BaseEstimator<object, object>, input: RowCells) => RowStep | null;

/** Counts changes of any estimator. A way of rows goes through several, and is made anew when one may have changed. */
let changes = 0;

/**
 * The base of every estimator: parameters, checks of data, fitted state, clone. A subclass declares
 * `static paramSpec`, `name`, `kind` and `tags`, and learns in `learn`.
 *
 * @typeParam P - parameters, by name
 * @typeParam S - fitted state, plain data
 * @typeParam X - tables that reach `learn`, as the tags allow
 * @typeParam Deep - parameters with those of nested estimators
 */
export abstract class BaseEstimator<
  P extends object,
  S extends object,
  X extends Table = Matrix,
  Deep extends object = P,
> implements Estimator<Deep>
{
  /** The declaration of the parameters. */
  static readonly paramSpec: ParamSpec = {};

  abstract readonly name: string;
  abstract readonly kind: EstimatorKind;
  #params: P;
  #fitted: Fitted<S> | null = null;
  #rowPath: RowPath | null = null;
  #rowPathMadeAt = -1;

  static {
    readFitted = (estimator) => estimator.#fitted;
    writeFitted = (estimator, { schema, state }) => {
      estimator.adopt(schema, state);
    };
    callRebuild = (prototype, params) => prototype.rebuild(params);
    readRowStep = (estimator, input) => estimator.rowStep(input);
  }

  constructor(params: Partial<P> = {}) {
    this.#params = completeParams(new.target.name, new.target.paramSpec, params);
  }

  get tags(): Tags {
    return {};
  }

  /** The parameters as they stand, without those of nested estimators. */
  get params(): P {
    return this.#params;
  }

  get isFitted(): boolean {
    return this.#fitted !== null;
  }

  /** Number of columns seen by `fit`. */
  get nFeaturesIn(): number {
    return this.schema.columns.length;
  }

  /** Names of the columns seen by `fit`, or null when they had none. */
  get featureNamesIn(): readonly string[] | null {
    const { columns, named } = this.schema;
    return named ? columns.map(({ name }) => name) : null;
  }

  fit(X: DataLike, y?: OptionalTarget, options: FitOptions = {}): FitPromise<this> {
    return fitPromise(async () => {
      options.signal?.throwIfAborted();
      checkParams(this.name, this.#spec, this.#params);
      const table = asTable(X, this.name);
      const admitted = this.#admit(table);
      const context = new FitContext(this.name, this.#params, options, table.rows, this.tags);
      const state = await this.learn(admitted, y ?? undefined, context);
      options.signal?.throwIfAborted();
      this.#fitted = { schema: schemaOf(table), state };
      changes++;
      return this;
    });
  }

  getParams(): Deep {
    return flattenParams(this.#spec, this.#params) as Deep;
  }

  setParams(params: Partial<Deep>): this {
    this.#params = applyParams(this.name, this.#spec, this.#params, params);
    changes++;
    return this;
  }

  clone(): this {
    const params: Record<string, unknown> = Object.create(null);
    for (const [name, value] of Object.entries(this.#params)) params[name] = copyParam(value);
    return this.rebuild(params as P);
  }

  toString(): string {
    return showEstimator(this.name, this.#spec, this.#params);
  }

  [inspectCustom](): string {
    return this.toString();
  }

  /** Learns from checked data and returns the fitted state; must change nothing else. */
  protected abstract learn(X: X, y: TargetLike | undefined, context: FitContext<P>): S | Promise<S>;

  /** A new estimator with the given parameters; to be overridden where the constructor takes something else. */
  protected rebuild(params: P): this {
    return new (this.constructor as new (params: Partial<P>) => this)(params);
  }

  /** What was learnt; throws NotFittedError before `fit`. */
  protected get fitted(): S {
    return this.#requireFitted().state;
  }

  /** The columns seen by `fit`. */
  protected get schema(): Schema {
    return this.#requireFitted().schema;
  }

  /** Names of the columns seen by `fit`: x0, x1, ... where they had none. */
  protected get inputNames(): readonly string[] {
    return this.schema.columns.map(({ name }) => name);
  }

  /** New data in the form seen by `fit`, checked. */
  protected input(X: DataLike): X {
    const { schema } = this.#requireFitted();
    return this.#admit(this.tags.unchecked ? readAs(X, schema, this.name) : conform(X, schema, this.name));
  }

  /** Takes over the fitted state of another estimator of this kind. */
  protected adopt(schema: Schema, state: S): this {
    this.#fitted = { schema, state };
    changes++;
    return this;
  }

  /**
   * How the fitted estimator handles one row without tables, reading it from `input`; null where it does not. It must
   * give to the bit what the way through tables gives. Called once for many rows, with cells of the columns and types
   * seen by `fit`; what the tags do not let in is held back before the step runs.
   */
  protected rowStep(_input: RowCells): RowStep | null {
    return null;
  }

  /** The way of single rows through this estimator without tables, or null where there is none. */
  protected rowPath(): RowPath | null {
    if (this.#rowPathMadeAt !== changes) {
      this.#rowPath = this.#fitted === null ? null : this.#makeRowPath(this.#fitted.schema);
      this.#rowPathMadeAt = changes;
    }
    return this.#rowPath;
  }

  #makeRowPath(schema: Schema): RowPath | null {
    const types = schema.columns.map(({ type }) => type);
    const input = rowCells(types, this.featureNamesIn, 'any');
    const step = rowStepOf(this, input);
    if (step === null) return null;
    const read = cellReader(schema, input, {
      needed: step.needed ?? null,
      readsAll: this.tags.unchecked ?? false,
    });
    return new RowPath(read, step);
  }

  get #spec(): ParamSpec {
    return (this.constructor as typeof BaseEstimator).paramSpec;
  }

  #requireFitted(): Fitted<S> {
    if (this.#fitted === null) throw new NotFittedError(this.name);
    return this.#fitted;
  }

  /** Lets in what the tags allow, as the type that `learn` takes. */
  #admit(table: Table): X {
    const { tags, name } = this;
    if (table.rows === 0 || table.cols === 0) {
      const lacking = table.rows === 0 ? 'rows' : 'columns';
      throw new InvalidDataError(`${name}: X has 0 ${lacking}, and at least one is needed.`);
    }
    if (tags.unchecked) return table as X;
    if (table instanceof SparseMatrix && !tags.sparse) {
      throw new InvalidDataError(`${name} takes dense data only. Call toDense() on the SparseMatrix first.`);
    }
    const admitted = table instanceof Frame && !tags.mixed ? table.toMatrix() : table;
    checkValues(admitted, name, { missing: tags.missing ?? false });
    return admitted as X;
  }
}

/**
 * What `fit` left in an estimator, for code that examines, saves or ships it as plain data: its columns and what
 * it learnt. Null before `fit`, and for estimators that are not made on {@link BaseEstimator}.
 */
export function stateOf(estimator: Estimator): { readonly schema: Schema; readonly state: object } | null {
  return estimator instanceof BaseEstimator ? readFitted(estimator) : null;
}

/** An estimator of a class with the given parameters, all of them, whatever its constructor takes. */
export function rebuildOf(Class: { readonly prototype: BaseEstimator<object, object> }, params: object) {
  return callRebuild(Class.prototype, params);
}

/** Puts into an estimator what another one of its class learnt. */
export function restore(estimator: BaseEstimator<object, object>, schema: Schema, state: object): void {
  writeFitted(estimator, { schema, state });
}

/** Methods for which a row step stands: a class that changes one of them and not the step has none. */
const STOOD_FOR: readonly string[] = [
  'transform',
  'apply',
  'predict',
  'predictProba',
  'probabilities',
  'predictTarget',
  'through',
  'call',
  'input',
];

/** The row step of a fitted estimator for rows read from `input`; null where there is none. */
export function rowStepOf(estimator: Estimator, input: RowCells): RowStep | null {
  if (!(estimator instanceof BaseEstimator)) return null;
  const fitted = readFitted(estimator);
  if (fitted === null || !hasOwnStep(estimator) || !isSchemaOf(fitted.schema, input)) return null;
  const gate = rowGate(input, estimator.tags);
  if (gate === null) return null;
  const step = readRowStep(estimator, input);
  return step === null || gate === 'open' ? step : gated(gate, step);
}

function hasOwnStep(estimator: object): boolean {
  for (let link = estimator; ; link = Object.getPrototypeOf(link)) {
    if (Object.hasOwn(link, 'rowStep')) return true;
    if (STOOD_FOR.some((method) => Object.hasOwn(link, method))) return false;
  }
}

/** Whether an estimator that saw these columns takes the cells as they are, each in its place and of its type. */
function isSchemaOf({ columns, named }: Schema, { types, names }: RowCells): boolean {
  const matched = named && names !== null;
  return (
    columns.length === types.length &&
    columns.every(({ name, type }, j) => type === types[j] && (!matched || name === names[j]))
  );
}
