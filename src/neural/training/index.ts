export type { Batch, Network } from './network.js';
export type { Optimizer } from './optimizer.js';
export { makeOptimizer, type OptimizerOptions } from './optimizers.js';
export {
  AdaptiveRate,
  constantRate,
  cosineDecay,
  exponentialDecay,
  inverseScaling,
  type Schedule,
} from './schedules.js';
export { Standstill } from './standstill.js';
export { type Epoch, type Training, trainNetwork } from './train-network.js';
