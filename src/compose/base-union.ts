import { BaseEstimator, type FitOptions, type TargetLike, type Transformer } from '../core/index.js';
import type { DataLike, Table } from '../data/index.js';
import { outputOf } from './training-output.js';

/** The base of transformers that put the results of others side by side; `learn` keeps its output. */
export abstract class BaseUnion<
    P extends object,
    S extends { readonly names: readonly string[] },
    Deep extends object,
  >
  extends BaseEstimator<P, S, Table, Deep>
  implements Transformer<Deep>
{
  override readonly kind = 'transformer';

  /** The results of all transformers side by side, columns named by `featureNamesOut`. */
  abstract transform(X: DataLike): Table;

  /** `fit` and `transform` of the same data, in one pass. */
  async fitTransform(X: DataLike, y?: TargetLike, options: FitOptions = {}): Promise<Table> {
    const own = { ...options };
    await this.fit(X, y, own);
    return outputOf(own)!;
  }

  /** Names of the columns that `transform` gives. */
  featureNamesOut(): readonly string[] {
    return this.fitted.names;
  }
}
