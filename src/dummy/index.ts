export { DummyClassifier, type DummyClassifierParams } from './dummy-classifier.js';
export { DummyRegressor, type DummyRegressorParams } from './dummy-regressor.js';
