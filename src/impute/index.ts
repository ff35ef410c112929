export { MissingIndicator, type MissingIndicatorParams } from './missing-indicator.js';
export { SimpleImputer, type SimpleImputerParams } from './simple-imputer.js';
