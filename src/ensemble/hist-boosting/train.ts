import type { FitContext } from '../../core/index.js';
import { binColumns } from '../../kernels/boosting/bin-columns.js';
import {
  type BoostedScores,
  type BoostedTrees,
  joinTrees,
  TreeCollector,
} from '../../kernels/boosting/boosted-trees.js';
import { BoostingWork } from '../../kernels/boosting/boosting-work.js';
import { HistogramGrower } from '../../kernels/boosting/histogram-grower.js';
import { type BoostingMemory, boostingMemory } from '../../kernels/boosting/memory.js';
import { addScores, rawScores } from '../../kernels/boosting/raw-scores.js';
import { doShare } from '../../kernels/boosting/shares.js';
import { withWorkspace } from '../../kernels/wasm/workspace.js';
import { RandomState } from '../../random/index.js';
import { type Crew, threadCount, withCrew } from '../../threads/index.js';
import type { BoostingRows } from '../boosting-rows.js';
import { checkWarmStart } from '../check-warm-start.js';
import type { Link, Loss } from '../losses/loss.js';
import type { Categories } from './columns.js';
import { ScoreCurves, type ScoreRaw } from './early-stopping.js';
import { helpToGrow } from './help-task.js';
import type { HistBoostingParams } from './params.js';
import { smallTrainRows } from './small-train-rows.js';
import { takeDerivatives } from './take-derivatives.js';

/** Rows whose values set the edges of the bins, where there are more. */
const MOST_BINNED = 200_000;
/** From this many bins of rows on, the event loop gets its turn inside a tree too. */
const LARGE = 1 << 21;

/** Tables of fewer cells are done with before other threads have begun. */
const FEW_CELLS = 1 << 17;

/** What every fitted model of histogram boosting remembers. */
export interface BoostingState extends BoostedScores {
  /** The values of each column that is a category, null for the others. */
  readonly categories: Categories;
  /** Scores before the first tree and after each iteration; empty without early stopping. */
  readonly trainScore: Float64Array;
  readonly validationScore: Float64Array;
  /** What raw predictions are of what is predicted. */
  readonly link: Link;
  /** What all draws come from. */
  readonly seed: number;
}

/** One job of boosting. */
export interface BoostingJob {
  readonly owner: string;
  readonly train: BoostingRows;
  /** What early stopping looks at; null for the training rows. */
  readonly validation: BoostingRows | null;
  readonly stopsEarly: boolean;
  readonly categories: Categories;
  readonly monotone: Int8Array | null;
  readonly interactions: readonly (readonly number[])[] | null;
  readonly loss: Loss;
  /** The scores that early stopping looks at. */
  readonly score: ScoreRaw;
  /** Whether `score` is quick enough to see all training rows. */
  readonly scoresAll: boolean;
  readonly stratify: boolean;
  readonly seed: number;
  /** The model to go on with. */
  readonly known: BoostingState | null;
}

/** Grows `maxIter` trees for each score, or fewer when the scores stand still. */
export function trainBoosting<P extends HistBoostingParams>(
  job: BoostingJob,
  context: FitContext<P>,
): Promise<BoostingState> {
  const { rows, cols } = job.train.X;
  const { maxLeafNodes, minSamplesLeaf, nJobs } = context.params;
  // Without a limit of leaves nodes are split depth first, and about one node a level waits.
  const waiting = Math.min(maxLeafNodes ?? 64, Math.ceil(rows / minSamplesLeaf));
  const threads = rows * cols < FEW_CELLS ? 1 : threadCount(nJobs);
  const shape = {
    rows,
    cols,
    width: job.loss.width,
    weighted: job.train.weights !== null,
    waiting,
    crew: threads,
  };
  return withWorkspace(
    (workspace) => {
      const memory = boostingMemory(workspace, shape);
      return withCrew(
        helpToGrow,
        { memory: workspace.memory, shape },
        (share) => doShare(memory, 0, share),
        { threads, signal: context.options.signal },
        async (crew) => {
          const edges = await binAll(job, memory, context);
          return new Training(job, memory, crew, edges, context).run();
        },
      );
    },
    threads === 1 ? 'own' : 'shared',
  );
}

async function binAll<P extends HistBoostingParams>(
  { train, categories, seed }: BoostingJob,
  memory: BoostingMemory,
  context: FitContext<P>,
): Promise<Float64Array[]> {
  const { X, weights } = train;
  const random = new RandomState(seed);
  const sample =
    X.rows <= MOST_BINNED
      ? null
      : weights === null
        ? random.integers(0, X.rows, MOST_BINNED)
        : random.choice(weights, MOST_BINNED);
  const { maxBins } = context.params;
  const counts = Int32Array.from(categories, (known) => known?.length ?? 0);
  const edges: Float64Array[] = [];
  for (const own of binColumns(memory, X.data, { maxBins, categories: counts, weights, sample })) {
    edges.push(own);
    await context.pause();
  }
  return edges;
}

/** The iterations over binned rows. */
class Training<P extends HistBoostingParams> {
  readonly #job: BoostingJob;
  readonly #memory: BoostingMemory;
  readonly #crew: Crew;
  readonly #work: BoostingWork;
  readonly #context: FitContext<P>;
  readonly #grower: HistogramGrower;
  readonly #constantHessian: boolean;

  constructor(
    job: BoostingJob,
    memory: BoostingMemory,
    crew: Crew,
    edges: readonly Float64Array[],
    context: FitContext<P>,
  ) {
    const { maxLeafNodes, maxDepth, minSamplesLeaf, l2Regularization, learningRate, maxFeatures } =
      context.params;
    this.#job = job;
    this.#memory = memory;
    this.#crew = crew;
    this.#work = new BoostingWork(memory, crew);
    this.#context = context;
    memory.target.set(job.train.y);
    if (job.train.weights !== null) memory.weights.set(job.train.weights);
    this.#constantHessian = job.loss.constantHessian && job.train.weights === null;
    this.#grower = new HistogramGrower(job.owner, memory, this.#work, edges, {
      maxLeafNodes,
      maxDepth,
      minSamplesLeaf,
      learningRate,
      l2: l2Regularization,
      featureShare: maxFeatures,
      monotone: job.monotone,
      interactions: job.interactions,
    });
  }

  async run(): Promise<BoostingState> {
    const { owner, known, train, loss, validation, stopsEarly, seed, categories } = this.#job;
    const { maxIter, nIterNoChange, tol } = this.#context.params;
    const { width } = loss;
    const baseline = known?.baseline ?? loss.initial(train.y, train.weights);
    const parts: BoostedTrees[] = known === null ? [] : [known.trees];
    const done = known === null ? 0 : known.trees.roots.length / width;
    checkWarmStart(
      owner,
      { parameter: 'maxIter', wanted: maxIter, present: done, what: 'iterations' },
      this.#context,
    );
    const before = known ?? { baseline, trees: joinTrees([]) };
    this.#memory.raw.set(rawScores(before, train.X.data, train.X.rows, train.X.cols));
    const validationRaw =
      validation === null ? null : rawScores(before, validation.X.data, validation.X.rows, validation.X.cols);
    const curves = this.#curves(validationRaw);
    if (stopsEarly && known === null) curves.add();
    const random = new RandomState(seed);
    for (let t = 0; t < done * width; t++) random.childSeed();
    for (let iteration = done; iteration < maxIter; iteration++) {
      this.#crew.beginRound();
      const grown = await this.#iterate(random);
      parts.push(grown);
      this.#context.progress(iteration + 1, maxIter);
      await this.#context.pause();
      if (!stopsEarly) continue;
      if (validation !== null && validationRaw !== null) {
        const { X } = validation;
        addScores(grown, 0, width, X.data, X.rows, X.cols, width, validationRaw);
      }
      curves.add();
      if (curves.standStill(nIterNoChange, tol)) break;
    }
    return {
      baseline,
      categories,
      seed,
      link: loss.link,
      trees: joinTrees(parts),
      trainScore: Float64Array.from(curves.train),
      validationScore: Float64Array.from(curves.validation),
    };
  }

  /** One tree for each score. */
  async #iterate(random: RandomState): Promise<BoostedTrees> {
    const { loss } = this.#job;
    const { shape } = this.#memory;
    takeDerivatives(loss, this.#memory, this.#work, this.#constantHessian);
    const collector = new TreeCollector();
    const large = shape.rows * shape.cols >= LARGE;
    for (let k = 0; k < loss.width; k++) {
      this.#grower.begin(k, this.#constantHessian, random.childSeed());
      while (!this.#grower.advance()) if (large) await this.#context.pause();
      if (loss.leafStep !== null) this.#reviseLeaves(loss.leafStep, k);
      this.#grower.finish(k, collector);
    }
    return collector.collect();
  }

  /** Gives leaves the value that the loss wants for their rows. */
  #reviseLeaves(leafStep: NonNullable<Loss['leafStep']>, k: number): void {
    const { y, weights } = this.#job.train;
    const { raw, shape } = this.#memory;
    const first = k * shape.rows;
    this.#grower.reviseLeaves((rows) => {
      const residuals = new Float64Array(rows.length);
      for (let p = 0; p < rows.length; p++) residuals[p] = y[rows[p]!]! - raw[first + rows[p]!]!;
      return leafStep(residuals, weights === null ? null : taken(weights, rows));
    });
  }

  #curves(validationRaw: Float64Array | null): ScoreCurves {
    const { train, validation, score, scoresAll, stratify, seed, known } = this.#job;
    const { raw } = this.#memory;
    const trainRows = scoresAll
      ? { y: train.y, weights: train.weights, raw: () => raw }
      : smallTrainRows(train, raw, stratify, seed);
    const validationRows =
      validation === null || validationRaw === null
        ? null
        : { y: validation.y, weights: validation.weights, raw: () => validationRaw };
    return new ScoreCurves(score, trainRows, validationRows, known);
  }
}

function taken(values: Float64Array, rows: Int32Array): Float64Array {
  const result = new Float64Array(rows.length);
  for (let p = 0; p < rows.length; p++) result[p] = values[rows[p]!]!;
  return result;
}
