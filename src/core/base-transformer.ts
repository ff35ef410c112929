import { asTable, type DataLike, type Matrix, type Table } from '../data/index.js';
import { BaseEstimator } from './base-estimator.js';
import type { Transformer } from './estimator.js';
import type { FitOptions, TargetLike } from './fit-options.js';

/**
 * The base of transformers: a subclass learns in `learn`, transforms checked data in `apply`, and names its
 * columns in `namesOut`.
 */
export abstract class BaseTransformer<
    P extends object,
    S extends object,
    X extends Table = Matrix,
    Out extends Table = Matrix,
    Deep extends object = P,
  >
  extends BaseEstimator<P, S, X, Deep>
  implements Transformer<Deep>
{
  override readonly kind = 'transformer';

  /** X transformed: one row for each row of X, columns named by `featureNamesOut`. */
  transform(X: DataLike): Out {
    const transformed: Table = this.apply(this.input(X));
    return transformed.withColumnNames(this.featureNamesOut()) as Out;
  }

  /** `fit` and `transform` of the same data. */
  async fitTransform(X: DataLike, y?: TargetLike, options?: FitOptions): Promise<Out> {
    const table = asTable(X, this.name);
    await this.fit(table, y, options);
    return this.transform(table);
  }

  /** Names of the columns that `transform` gives. */
  featureNamesOut(): readonly string[] {
    return this.namesOut(this.inputNames);
  }

  /** Transforms checked data; names are put on it afterwards. */
  protected abstract apply(X: X): Out;

  /** Output names from the names seen by `fit`; by default they stay. */
  protected namesOut(names: readonly string[]): readonly string[] {
    return names;
  }
}
