export { RandomState, randomFrom, type Seed } from './random-state.js';
export { type SamplingMethod, sampleWithoutReplacement } from './sample-without-replacement.js';
