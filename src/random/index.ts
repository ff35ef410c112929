export { RandomState, randomFrom, type Seed } from './random-state.js';
