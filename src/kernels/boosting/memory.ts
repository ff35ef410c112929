import { type ArraysOf, f32, f64, i32, type Layout, u8 } from '../wasm/layout.js';
import type { Kernels } from '../wasm/module.js';
import type { Workspace } from '../wasm/workspace.js';

/** Bins a feature has room for in a histogram, and the two numbers of 64 bits in each. */
const NUMBERS_PER_FEATURE = 256 * 2;

/** Columns that are taken out of a row-major table at one time: reading one costs nearly as much as reading four. */
export const COLUMNS_AT_ONCE = 4;

/** Memory that histograms of nodes which wait for their split may take, in bytes; beyond it they are made anew. */
const MOST_HISTOGRAMS = 2 ** 28;

/** Numbers that tell of a node whose split is looked for, and room for those that tell of a split. */
export const NODE_NUMBERS = 6;
export const RESULT_NUMBERS = 16;
/** Room for sums along the bins of a feature. */
export const SPARE_NUMBERS = 3 * 256;

/** The size of a job. */
export interface BoostingShape {
  readonly rows: number;
  readonly cols: number;
  /** Raw predictions of a row. */
  readonly width: number;
  readonly weighted: boolean;
  /** Most nodes that wait for their split at one time. */
  readonly waiting: number;
  /** How many threads work. */
  readonly crew: number;
}

/** What boosting works on: arrays in the memory of the kernels, for one job. */
export interface BoostingMemory extends ArraysOf<ReturnType<typeof layoutOf>> {
  readonly kernels: Kernels;
  readonly shape: BoostingShape;
  /** Bytes of a row in `byRow`. */
  readonly stride: number;
  /** Histograms of nodes that there is room for; after them come the parts that helpers make. */
  readonly slots: number;
}

export function boostingMemory(workspace: Workspace, shape: BoostingShape): BoostingMemory {
  const stride = Math.ceil(shape.cols / 4) * 4;
  const affordable = Math.floor(MOST_HISTOGRAMS / (NUMBERS_PER_FEATURE * 8 * shape.cols));
  const slots = 2 + Math.max(1, Math.min(shape.waiting, affordable));
  const arrays = workspace.allocate(layoutOf(shape, stride, slots));
  return { ...arrays, kernels: workspace.kernels, shape, stride, slots };
}

function layoutOf({ rows, cols, width, weighted, crew }: BoostingShape, stride: number, slots: number) {
  return {
    /** Bins, row after row. */
    byRow: u8(rows * stride),
    /** Bins, column after column. */
    byColumn: u8(rows * cols),
    /** The bin for what is missing, which is the number of bins before it. */
    lastBins: i32(cols),
    hasMissing: u8(cols),
    isCategorical: u8(cols),
    /** 1, 0 or -1 (as 255). */
    monotone: u8(cols),
    target: f64(rows),
    /** Room for weights, where rows have them. */
    weights: f64(weighted ? rows : 0),
    /** Room for a pair of rows' soft-max. */
    terms: f64(2 * width),
    /** Raw predictions, and their derivatives, score after score. */
    raw: f64(rows * width),
    gradient: f32(rows * width),
    hessian: f32(rows * width),
    /** The two integers of each row. */
    packed: f64(2 * rows),
    /** The numbers of the rows as they come. */
    inOrder: i32(rows),
    /** The rows, those of a node next to each other. */
    order: i32(rows),
    spareOrder: i32(rows),
    /** Slot after slot, feature after feature, bin after bin. */
    histograms: f64((slots + crew - 1) * cols * NUMBERS_PER_FEATURE),
    /** What is being done in shares. */
    job: i32(16),
    /** The number of the histogram that is made of parts, and that of the last one of which each thread has a part. */
    serial: i32(1),
    joined: i32(crew),
    /** The columns to look at for each of two nodes. */
    features: i32(2 * cols),
    rules: f64(6),
    node: f64(2 * NODE_NUMBERS),
    /** The best split of each of two nodes that each share has found. */
    result: f64(2 * RESULT_NUMBERS * crew),
    goesLeft: u8(256),
    /** How many rows of each share go left. */
    toLeft: i32(crew),
    range: f64(4),
    /** Room for sums along the bins of a feature, for each thread. */
    spare: f64(SPARE_NUMBERS * crew),
    /** Some columns, one after another. */
    columns: f64(rows * Math.min(cols, COLUMNS_AT_ONCE)),
    counts: i32(6 * 2048),
    edges: f64(255),
  } satisfies Layout;
}

/** Where the histogram of a slot begins, or that of one of its features. */
export function histogramAt({ histograms, shape }: BoostingMemory, slot: number, feature = 0): number {
  return histograms.byteOffset + (slot * shape.cols + feature) * NUMBERS_PER_FEATURE * 8;
}
