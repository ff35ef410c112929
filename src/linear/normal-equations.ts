import { Matrix, type SparseMatrix } from '../data/index.js';
import { addSparseTransposedProduct } from '../kernels/csr.js';
import { addScaled, dot } from '../kernels/dot.js';
import { crossProducts, sparseGram } from '../kernels/gram.js';
import { type CentredData, centre } from './centred-data.js';
import type { LeastSquares } from './centred-problem.js';
import { packedRows } from './row-blocks.js';

/**
 * The normal equations of least squares with the intercept taken out by centring: with weights W and means m,
 * gram = (X - 1m')'W(X - 1m') and product = (X - 1m')'W(y - 1n).
 */
export interface NormalEquations {
  /** Lower triangle, row-major; what is above the diagonal has no meaning. */
  readonly gram: Float64Array;
  readonly product: Float64Array;
  /** (y - n)'W(y - n). */
  readonly targetSquares: number;
  /** Zeros without an intercept. */
  readonly means: Float64Array;
  readonly targetMean: number;
  /** Sum of the weights, the number of rows where there are none. */
  readonly totalWeight: number;
}

type Pause = () => Promise<void>;

/** Rows that are looked at for where the columns lie. */
const SAMPLE = 256;
/** The share of a sum of squares that may be left of it by centring after the fact: four digits are given away. */
const LEAST_LEFT = 1e-4;

/**
 * Makes the normal equations. Dense X is read once, block by block: columns are shifted by the means of a sample, and
 * what is missing to the means of all rows is made up for at the end, by -sum(w) d d'. With k rows sampled of n this
 * gives away at most log10(n / k) digits, and where it gave away four it is done again from the means then known.
 * Of sparse X nothing becomes dense but the result. O(rows * cols^2), or O(sum of squared row sizes).
 */
export async function normalEquations(problem: LeastSquares, pause: Pause): Promise<NormalEquations> {
  const { X, y, weights, fitIntercept } = problem;
  if (!(X instanceof Matrix)) return sparseEquations(centre(X, y, weights, fitIntercept), pause);
  if (!fitIntercept) return (await denseEquations(problem, X, null, pause)).equations;
  const sampled = { means: sampleMeans(X.data, X.rows, X.cols), targetMean: sampleMeans(y, X.rows, 1)[0]! };
  const { equations, lossy } = await denseEquations(problem, X, sampled, pause);
  return lossy ? (await denseEquations(problem, X, equations, pause)).equations : equations;
}

interface Means {
  readonly means: Float64Array;
  readonly targetMean: number;
}

async function denseEquations(
  { y, weights }: LeastSquares,
  X: Matrix,
  shifts: Means | null,
  pause: Pause,
): Promise<{ readonly equations: NormalEquations; readonly lossy: boolean }> {
  const { rows, cols } = X;
  const source = packedRows({
    X,
    target: shifts === null ? y : y.map((value) => value - shifts.targetMean),
    rootWeights: weights?.map(Math.sqrt) ?? null,
    scales: null,
    shifts: shifts?.means ?? null,
    intercept: shifts !== null,
  });
  const all = await crossProducts(source, pause);
  const lead = shifts === null ? 0 : 1;
  const width = cols + lead + 1;
  const total = shifts === null ? (weights?.reduce((sum, weight) => sum + weight, 0) ?? rows) : all[0]!;
  const sums = Float64Array.from({ length: cols + 1 }, (_, j) => (lead === 0 ? 0 : all[(j + 1) * width]!));
  const drifts = sums.map((sum) => sum / total);
  // Row j holds the products of column j with those up to it; the target is the last.
  const row = (j: number) => {
    const products = all.slice((j + lead) * width + lead, (j + lead) * width + lead + j + 1);
    addScaled(products, 0, -sums[j]!, drifts, 0, j + 1);
    return products;
  };
  const gram = new Float64Array(cols * cols);
  let lossy = false;
  for (let j = 0; j < cols; j++) {
    const products = row(j);
    gram.set(products, j * cols);
    const before = all[(j + lead) * width + lead + j]!;
    lossy ||= before !== 0 && !(products[j]! >= LEAST_LEFT * before);
  }
  const last = row(cols);
  const means = drifts.subarray(0, cols).map((drift, j) => drift + (shifts?.means[j] ?? 0));
  const equations = {
    gram,
    product: last.slice(0, cols),
    targetSquares: last[cols]!,
    means,
    targetMean: drifts[cols]! + (shifts?.targetMean ?? 0),
    totalWeight: total,
  };
  return { equations, lossy };
}

/** (X - 1m')'W(X - 1m') = X'WX - sum(w) m m': nothing becomes dense but the result. */
async function sparseEquations(data: CentredData<SparseMatrix>, pause: Pause): Promise<NormalEquations> {
  const { X, means, targetMean, weights, rootWeights, target } = data;
  const { rows, cols } = X;
  const gram = await sparseGram(X, cols, weights, pause);
  const totalWeight = weights === null ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < cols; i++) addScaled(gram, i * cols, -totalWeight * means[i]!, means, 0, i + 1);
  const product = new Float64Array(cols);
  const weighted = rootWeights === null ? target : target.map((value, i) => value * rootWeights[i]!);
  addSparseTransposedProduct(X, weighted, product);
  const targetSquares = dot(target, 0, target, 0, rows);
  return { gram, product, targetSquares, means, targetMean, totalWeight };
}

/** Means of rows spread over all. Summed up as distances from the first, so that of a constant nothing is lost. */
function sampleMeans(data: Float64Array, rows: number, cols: number): Float64Array {
  const step = Math.max(1, Math.floor(rows / SAMPLE));
  const means = new Float64Array(cols);
  let count = 0;
  for (let i = 0; i < rows; i += step, count++) {
    for (let j = 0; j < cols; j++) means[j]! += data[i * cols + j]! - data[j]!;
  }
  return means.map((sum, j) => data[j]! + sum / count);
}
