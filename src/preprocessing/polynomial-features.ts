import {
  BaseTransformer,
  boolean,
  custom,
  either,
  type FitContext,
  integer,
  type ParamsOf,
  type RowStep,
  type Tags,
  type TargetLike,
  transformation,
} from '../core/index.js';
import { Matrix, numberCells, type RowCells, SparseMatrix } from '../data/index.js';
import { InvalidParameterError } from '../errors/index.js';
import {
  countOutputs,
  expandSparse,
  type PolynomialShape,
  type PolynomialTerms,
  polynomialTerms,
  termNames,
} from './polynomial-terms.js';

const polynomialFeaturesParams = {
  degree: either(
    integer({ min: 0, default: 2, doc: '' }),
    custom<readonly [min: number, max: number]>({
      describe: 'a pair of integers [min, max] with 0 <= min <= max',
      doc: '',
      accepts: (value) =>
        Array.isArray(value) &&
        value.length === 2 &&
        value.every(Number.isSafeInteger) &&
        0 <= value[0] &&
        value[0] <= value[1],
    }),
    { default: 2, doc: 'Greatest degree of the products, or the least and the greatest.' },
  ),
  interactionOnly: boolean({ default: false, doc: 'Leave out products that have a column twice.' }),
  includeBias: boolean({ default: true, doc: 'Begin with a column of ones.' }),
};

/** Parameters of {@link PolynomialFeatures}. */
export type PolynomialFeaturesParams = ParamsOf<typeof polynomialFeaturesParams>;

/** More columns than this are refused: each has a name and a place, which must be held in memory. */
const MAX_COLUMNS = 2 ** 24;

/** What follows from a fitted state, made when it is first needed. */
interface Plan {
  readonly terms: PolynomialTerms;
  readonly names: readonly string[];
}

const plans = new WeakMap<PolynomialShape, Plan>();

/**
 * Makes all products of columns up to a degree: of a and b with degree 2 these are 1, a, b, a^2, ab, b^2.
 *
 * Use it to let a linear model see curves and interactions; scale the columns first, and mind that the number of
 * columns grows with the power of the degree. Sparse data stay sparse.
 *
 * Fitted: `powers`, `nOutputFeatures`.
 * Errors: InvalidParameterError where no column, or more than 16 million, would come out.
 * Complexity: O(rows * output columns); for sparse data O(stored values of the output).
 *
 * @example
 * ```ts
 * import { PolynomialFeatures } from 'pipefit';
 *
 * const poly = await new PolynomialFeatures({ degree: 2 }).fit([{ a: 2, b: 3 }]);
 * console.log(poly.featureNamesOut()); // ['1', 'a', 'b', 'a^2', 'a b', 'b^2']
 * console.log(poly.transform([{ a: 2, b: 3 }]).toArray()); // [[1, 2, 3, 4, 6, 9]]
 * ```
 */
export class PolynomialFeatures extends BaseTransformer<
  PolynomialFeaturesParams,
  PolynomialShape,
  Matrix | SparseMatrix,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = polynomialFeaturesParams;
  override readonly name = 'PolynomialFeatures';

  override get tags(): Tags {
    return { sparse: true };
  }

  /** The exponent of each input column (across) in each output column (down). */
  get powers(): Matrix {
    const { terms } = this.plan;
    const powers = Matrix.zeros(this.nOutputFeatures, this.fitted.features);
    let row = this.fitted.includeBias ? 1 : 0;
    for (let term = terms.first; term < terms.columns.length; term++, row++) {
      for (let t = term; t > 0; t = terms.parents[t]!) powers.data[row * powers.cols + terms.columns[t]!]!++;
    }
    return powers;
  }

  /** How many columns `transform` gives. */
  get nOutputFeatures(): number {
    return countOutputs(this.fitted);
  }

  protected override learn(
    X: Matrix | SparseMatrix,
    _y: TargetLike | undefined,
    { params }: FitContext<PolynomialFeaturesParams>,
  ): PolynomialShape {
    const { degree, interactionOnly, includeBias } = params;
    const [minDegree, maxDegree] = typeof degree === 'number' ? [0, degree] : degree;
    const greatest = interactionOnly ? Math.min(maxDegree, X.cols) : maxDegree;
    const shape = { features: X.cols, minDegree, maxDegree: greatest, interactionOnly, includeBias };
    const count = countOutputs(shape, MAX_COLUMNS);
    if (count > 0 && count <= MAX_COLUMNS) return shape;
    throw new InvalidParameterError(
      this.name,
      'degree',
      `${this.name} would make ${count === 0 ? 'no columns' : 'too many columns'} of ${X.cols} with degree ` +
        `${JSON.stringify(degree)}, interactionOnly: ${interactionOnly} and includeBias: ${includeBias}. ` +
        (count === 0
          ? 'Allow other degrees or include the bias.'
          : 'Lower the degree or the number of columns.'),
    );
  }

  protected override apply(X: Matrix | SparseMatrix): Matrix | SparseMatrix {
    const shape = this.fitted;
    const width = this.nOutputFeatures;
    if (X instanceof SparseMatrix) return new SparseMatrix(expandSparse(X, X.rows, shape), X.rows, width);
    const { columns, parents, first } = this.plan.terms;
    const out = Matrix.zeros(X.rows, width);
    const values = new Float64Array(columns.length).fill(1);
    const bias = shape.includeBias ? 1 : 0;
    for (let i = 0; i < X.rows; i++) {
      const from = i * X.cols;
      for (let term = 1; term < values.length; term++) {
        values[term] = values[parents[term]!]! * X.data[from + columns[term]!]!;
      }
      if (bias > 0) out.data[i * width] = 1;
      out.data.set(values.subarray(first), i * width + bias);
    }
    return out;
  }

  protected override rowStep(input: RowCells): RowStep | null {
    // Sparse rows multiply their columns in another order.
    if (input.form === 'sparse') return null;
    const { numbers } = input;
    const { columns, parents, first } = this.plan.terms;
    const bias = this.fitted.includeBias ? 1 : 0;
    const cells = numberCells(this.nOutputFeatures, this.featureNamesOut());
    const out = cells.numbers;
    out[0] = 1;
    const values = new Float64Array(columns.length).fill(1);
    return transformation(cells, () => {
      for (let term = 1; term < values.length; term++) {
        values[term] = values[parents[term]!]! * numbers[columns[term]!]!;
      }
      for (let term = first; term < values.length; term++) out[term - first + bias] = values[term]!;
      return true;
    });
  }

  protected override namesOut(): readonly string[] {
    return this.plan.names;
  }

  private get plan(): Plan {
    const shape = this.fitted;
    let plan = plans.get(shape);
    if (plan === undefined) {
      const terms = polynomialTerms(shape);
      const names = termNames(terms, this.inputNames);
      plan = { terms, names: [...(shape.includeBias ? ['1'] : []), ...names.slice(terms.first)] };
      plans.set(shape, plan);
    }
    return plan;
  }
}
