import type { FitContext } from '../../core/index.js';
import {
  codedMatrix,
  conform,
  type DataLike,
  type Frame,
  type Matrix,
  type Schema,
  schemaOf,
} from '../../data/index.js';
import { InvalidDataError, InvalidParameterError } from '../../errors/index.js';
import { holdOut } from '../../model-selection/hold-out.js';
import { randomFrom } from '../../random/index.js';
import { type BoostingRows, takeRows } from '../boosting-rows.js';
import type { Loss } from '../losses/loss.js';
import { categoricalMask, categoriesOf, interactionGroups, monotoneSigns, recode } from './columns.js';
import type { ScoreRaw } from './early-stopping.js';
import { type LastFit, modelToKeep } from './model-to-keep.js';
import type { HistBoostingParams } from './params.js';
import { type BoostingState, trainBoosting } from './train.js';

/** With more rows than this `earlyStopping: 'auto'` stops early. */
const MANY_ROWS = 10_000;

/** Seeds are below it, as scikit-learn's are. */
const MOST_SEED = 2 ** 32 - 1;

/** What an estimator brings to a fit. */
export interface BoostingTask {
  readonly owner: string;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly loss: Loss;
  readonly score: ScoreRaw;
  /** Whether y holds codes of classes. */
  readonly classes: boolean;
  /** The target of the rows given as `validation`, checked. */
  readonly targetOf: (y: unknown, rows: number) => Float64Array;
  /** The last fit, if there is one. */
  readonly last: LastFit | null;
}

/** Learns from checked data: reads columns and constraints, holds rows out, and trains. */
export async function learnBoosting<P extends HistBoostingParams>(
  X: Matrix | Frame,
  task: BoostingTask,
  context: FitContext<P>,
): Promise<BoostingState> {
  const { owner, loss } = task;
  const { params } = context;
  const schema = schemaOf(X);
  const mask = categoricalMask(owner, params.categoricalFeatures, schema);
  const monotone = monotoneSigns(owner, params.monotonicCst, schema, mask);
  if (monotone !== null && loss.width > 1) {
    throw new InvalidParameterError(
      owner,
      'monotonicCst',
      `${owner}: with three classes and more there is no rising and falling. Leave monotonicCst out.`,
    );
  }
  const interactions = interactionGroups(owner, params.interactionCst, schema);
  const known = modelToKeep(owner, params.warmStart, task.last, schema, loss.width);
  const coded = codedMatrix(X, schema);
  const categories = known?.categories ?? categoriesOf(owner, coded, mask, params.maxBins, schema);
  const all = { X: recode(coded, categories), y: task.y, weights: task.weights };
  const seed = known?.seed ?? randomFrom(params.randomState).integer(0, MOST_SEED);
  const parts = divide(all, task, context, schema, categories, seed);
  return trainBoosting(
    {
      ...task,
      ...parts,
      categories,
      monotone,
      interactions,
      seed,
      known,
      scoresAll: params.scoring === 'loss',
      stratify: task.classes,
    },
    context,
  );
}

/** The rows to train on, and those that early stopping looks at. */
function divide<P extends HistBoostingParams>(
  all: BoostingRows,
  task: BoostingTask,
  context: FitContext<P>,
  schema: Schema,
  categories: BoostingState['categories'],
  seed: number,
): { train: BoostingRows; validation: BoostingRows | null; stopsEarly: boolean } {
  const { owner } = task;
  const { earlyStopping, validationFraction } = context.params;
  const given = context.options.validation;
  if (given !== undefined) {
    if (earlyStopping === false) {
      throw new InvalidParameterError(
        owner,
        'validation',
        `${owner}: validation rows are of no use with earlyStopping: false. Leave them out, or set earlyStopping: true.`,
      );
    }
    const validation = readValidation(given, task, schema, categories);
    return { train: all, validation, stopsEarly: true };
  }
  const stopsEarly = earlyStopping === 'auto' ? all.X.rows > MANY_ROWS : earlyStopping;
  if (!stopsEarly || validationFraction === null) return { train: all, validation: null, stopsEarly };
  const rows = holdOut(owner, all.y, {
    size: validationFraction,
    randomState: seed,
    stratify: task.classes,
  });
  return { train: takeRows(all, rows.train), validation: takeRows(all, rows.validation), stopsEarly };
}

function readValidation(
  [X, y]: readonly [DataLike, unknown],
  { owner, targetOf }: BoostingTask,
  schema: Schema,
  categories: BoostingState['categories'],
): BoostingRows {
  const table = conform(X, schema, owner);
  if (table.rows === 0) throw new InvalidDataError(`${owner}: the validation data has no rows.`);
  return {
    X: recode(codedMatrix(table, schema), categories),
    y: targetOf(y, table.rows),
    weights: null,
  };
}
