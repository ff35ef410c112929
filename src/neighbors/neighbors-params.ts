import { either, func, integer, oneOf, type ParamsOf, real } from '../core/index.js';

/** Weights of neighbours from their distances, the nearest first: as many numbers, none negative. */
export type WeightFunction = (distances: Float64Array) => ArrayLike<number>;

/** The parameters that the nearest-neighbour models share. */
export const neighborsParams = {
  nNeighbors: integer({ min: 1, default: 5, doc: 'How many neighbours are asked.' }),
  weights: either(
    oneOf(['uniform', 'distance'], { default: 'uniform', doc: '' }),
    func<WeightFunction>({ doc: '' }),
    {
      default: 'uniform',
      doc: "What each neighbour counts: the same, the inverse of its distance, or what a function of a row's distances gives.",
    },
  ),
  algorithm: oneOf(['auto', 'brute', 'kdTree'], {
    default: 'auto',
    doc: "How neighbours are found; the answers are the same. 'auto' takes a tree in few columns, and compares all rows where that is faster.",
  }),
  leafSize: integer({ min: 1, default: 30, doc: 'Rows in a leaf of the tree, at least; for speed only.' }),
  metric: oneOf(['minkowski', 'euclidean', 'manhattan', 'chebyshev', 'cosine'], {
    default: 'minkowski',
    doc: "What near means; 'cosine' is found by brute force only.",
  }),
  p: real({
    min: 0,
    above: true,
    default: 2,
    doc: "Exponent of the 'minkowski' metric: 1 is manhattan, 2 euclidean.",
  }),
};

/** Parameters that {@link neighborsParams} declares. */
export type NeighborsParams = ParamsOf<typeof neighborsParams>;
