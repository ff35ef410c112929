export { accuracyScore } from './accuracy-score.js';
export { r2Score } from './r2-score.js';
