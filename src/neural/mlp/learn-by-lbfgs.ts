import type { FitContext } from '../../core/index.js';
import { ConvergenceWarning, DivergenceError, InvalidParameterError } from '../../errors/index.js';
import { lbfgs } from '../../math/lbfgs.js';
import type { MlpTask } from './learn.js';
import type { MlpParams } from './params.js';
import { plainObjective } from './plain-objective.js';
import type { MlpState } from './state.js';

/** SciPy's ftol: the relative fall of the loss that ends L-BFGS. */
const VALUE_TOLERANCE = 1e7 * Number.EPSILON;

/** Fits a network by L-BFGS on all rows at once, in 64-bit numbers and without a backend. */
export async function learnByLbfgs<P extends MlpParams>(
  task: MlpTask,
  context: FitContext<P>,
  sizes: readonly number[],
  start: Float32Array,
): Promise<MlpState> {
  const { owner, last, output, rows } = task;
  const { params } = context;
  refuseBatches(task, params);
  const { activation, alpha } = params;
  const shape = { sizes, activation, output, alpha };
  const objective = plainObjective(shape, rows, 'summed');
  const { x, value, iterations, ended } = await lbfgs(objective, Float64Array.from(start), {
    maxIterations: params.maxIter,
    gradientTolerance: params.tol,
    valueTolerance: VALUE_TOLERANCE,
    pause: (done) => {
      context.progress(done, params.maxIter);
      return context.pause();
    },
  });
  const parameters = Float32Array.from(x);
  if (!Number.isFinite(value) || !parameters.every(Number.isFinite)) {
    throw new DivergenceError(
      `${owner}: the loss became ${value} in iteration ${iterations}. Scale the columns (StandardScaler) and the ` +
        'target.',
      iterations,
    );
  }
  if (ended === 'limit') {
    context.warn(
      new ConvergenceWarning(
        `${owner}: stopped after ${iterations} iterations before it met tol ${params.tol}. ` +
          'Scale the columns (StandardScaler) or raise maxIter.',
      ),
    );
  }
  const loss = plainObjective(shape, rows, 'averaged')(x, new Float64Array(x.length));
  return {
    sizes,
    activation,
    output,
    parameters,
    running: [],
    loss,
    lossCurve: new Float64Array(0),
    bestLoss: loss,
    validationScores: null,
    bestValidationScore: null,
    nIter: iterations,
    samplesSeen: last?.samplesSeen ?? 0,
    without: 0,
    optimizer: null,
  };
}

/** Refuses what only training by batches can do. */
function refuseBatches({ owner, partial, validation }: MlpTask, params: MlpParams): void {
  const { dropout, batchNormalization, clipNorm } = params;
  const refuse = (parameter: string, what: string): never => {
    throw new InvalidParameterError(
      owner,
      parameter,
      `${owner}: solver 'lbfgs' takes all rows at once and cannot do with ${what}. Choose 'adam' or 'sgd'.`,
    );
  };
  if (partial) refuse('solver', 'partialFit');
  if (validation !== null) refuse('validation', 'validation rows');
  if (dropout > 0) refuse('dropout', 'dropout');
  if (batchNormalization) refuse('batchNormalization', 'batchNormalization');
  if (clipNorm !== null) refuse('clipNorm', 'clipNorm');
}
