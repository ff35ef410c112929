import {
  asTable,
  checkValues,
  conform,
  type DataLike,
  Frame,
  inspectCustom,
  type Matrix,
  readAs,
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

  static {
    readFitted = (estimator) => estimator.#fitted;
    writeFitted = (estimator, fitted) => {
      estimator.#fitted = fitted;
    };
    callRebuild = (prototype, params) => prototype.rebuild(params);
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
      return this;
    });
  }

  getParams(): Deep {
    return flattenParams(this.#spec, this.#params) as Deep;
  }

  setParams(params: Partial<Deep>): this {
    this.#params = applyParams(this.name, this.#spec, this.#params, params);
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
    return this;
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
