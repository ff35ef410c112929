import { Matrix } from '../data/index.js';
import { transposeCsr } from '../kernels/csr.js';
import {
  columnDescent,
  type Descent,
  gramDescent,
  type SweepOptions,
  sparseDescent,
} from '../kernels/descent.js';
import { dot } from '../kernels/dot.js';
import { type Workspace, withWorkspace } from '../kernels/wasm/workspace.js';
import { type CentredData, centre, interceptOf, isSparse } from './centred-data.js';
import type { LeastSquares } from './centred-problem.js';
import { coordinateDescent, type DescentResult } from './coordinate-descent.js';
import { normalEquations } from './normal-equations.js';

type Pause = () => Promise<void>;

/** What is minimised, and how far. */
export interface ElasticNetSettings {
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly precompute: boolean | 'auto';
  readonly maxIter: number;
  readonly tol: number;
  readonly positive: boolean;
  /** Draws columns with this seed; null takes them in their order. */
  readonly seed: number | null;
}

/** What was found; gap and tolerance are those of the mean squared error. */
export interface ElasticNetFit {
  readonly coef: Float64Array;
  readonly intercept: number;
  readonly nIter: number;
  readonly dualGap: number;
  readonly gapTolerance: number;
  readonly converged: boolean;
}

/** With more columns than these a Gram matrix takes longer than the sweeps that it saves. */
const MOST_GRAM_COLUMNS = 1000;

/**
 * Elastic net by coordinate descent from the coefficients `start`: on the Gram matrix, which is made in one pass over the
 * data and then costs columns^2 a sweep, or on the columns. Both take the same steps.
 */
export async function fitElasticNet(
  problem: LeastSquares,
  settings: ElasticNetSettings,
  start: Float64Array,
  pause: Pause,
): Promise<ElasticNetFit> {
  const { alpha, l1Ratio, positive, seed, precompute } = settings;
  const { rows, cols } = problem.X;
  // Weights that sum up to the number of rows leave the penalty what it is without them.
  const total = problem.weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  const weights = problem.weights?.map((weight) => (weight * rows) / total) ?? null;
  const scaled = { ...problem, weights };
  const options = { l1: alpha * l1Ratio * rows, l2: alpha * (1 - l1Ratio) * rows, positive, seed };
  const useGram =
    precompute === 'auto'
      ? problem.X instanceof Matrix && rows > cols && cols <= MOST_GRAM_COLUMNS
      : precompute;
  if (useGram) {
    const equations = await normalEquations(scaled, pause);
    return descend(
      (workspace) => gramDescent(workspace, equations, start, options),
      { ...equations, rows },
      options,
      settings,
      pause,
    );
  }
  const data = centre(scaled.X, scaled.y, weights, problem.fitIntercept);
  const targetSquares = dot(data.target, 0, data.target, 0, rows);
  return descend(
    (workspace) => columnsOf(workspace, data, start, options, pause),
    { ...data, rows, targetSquares },
    options,
    settings,
    pause,
  );
}

async function descend(
  prepare: (workspace: Workspace) => Descent | Promise<Descent>,
  centred: {
    readonly rows: number;
    readonly means: Float64Array;
    readonly targetMean: number;
    readonly targetSquares: number;
  },
  options: SweepOptions,
  { maxIter, tol }: ElasticNetSettings,
  pause: Pause,
): Promise<ElasticNetFit> {
  const gapTolerance = tol * centred.targetSquares;
  const limits = { maxIterations: maxIter, tolerance: tol, gapTolerance };
  const found = await withWorkspace(
    async (workspace): Promise<DescentResult> =>
      coordinateDescent(await prepare(workspace), options, limits, pause),
  );
  return {
    coef: found.coef,
    intercept: interceptOf(centred, found.coef),
    nIter: found.iterations,
    dualGap: found.gap / centred.rows,
    gapTolerance: gapTolerance / centred.rows,
    converged: found.converged,
  };
}

function columnsOf(
  workspace: Workspace,
  data: CentredData,
  start: Float64Array,
  options: SweepOptions,
  pause: Pause,
): Descent | Promise<Descent> {
  if (!isSparse(data)) {
    const { X } = data as CentredData<Matrix>;
    return columnDescent(workspace, { ...data, data: X.data }, start, options, pause);
  }
  const { X, rootWeights, weights } = data;
  const columns = transposeCsr(X, X.cols, rootWeights);
  const totalWeight = weights?.reduce((sum, weight) => sum + weight, 0) ?? X.rows;
  return sparseDescent(workspace, { ...data, columns, totalWeight }, start, options);
}
