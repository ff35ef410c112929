export { ElasticNet, type ElasticNetParams } from './elastic-net.js';
export { Lasso, type LassoParams } from './lasso.js';
export { LinearRegression, type LinearRegressionParams } from './linear-regression.js';
export { LogisticRegression, type LogisticRegressionParams } from './logistic-regression.js';
export { Ridge, type RidgeParams } from './ridge.js';
