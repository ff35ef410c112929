import {
  crossValidate,
  DecisionTreeRegressor,
  DummyRegressor,
  GridSearchCV,
  KFold,
  KNeighborsRegressor,
  meanAbsoluteError,
  Pipeline,
  RandomForestRegressor,
  type Regressor,
  Ridge,
  r2Score,
  rootMeanSquaredError,
  TransformedTargetRegressor,
  trainTestSplit,
} from 'pipefit';
import { columns, engineered } from './features.js';
import { cleanSales, featuresAndPrices, readSales } from './load-houses.js';
import { dollars, mean, printRows, stage } from './report.js';

stage('Read the sales');
const sales = await readSales();
console.log(sales.toString());

stage('Clean them: leaks out, zeros that mean nothing become missing');
const clean = cleanSales(sales);
const missing = [...clean.missingCounts()].filter(([, count]) => count > 0);
console.log(missing.map(([name, count]) => `${name}: ${count} missing`).join('\n'));

stage('Split into training, validation and test rows');
const { X, y } = featuresAndPrices(clean);
const { XTrain, XValidation, XTest, yTrain, yValidation, yTest } = trainTestSplit(X, y, {
  testSize: 0.2,
  validationSize: 0.1,
  randomState: 0,
});
console.log(`${XTrain.rows} to learn from, ${XValidation.rows} to choose with, ${XTest.rows} to judge by`);

stage('Compare models by cross-validation on the training rows');
const price = <R extends Regressor>(regressor: R) =>
  new TransformedTargetRegressor({ regressor, func: Math.log, inverseFunc: Math.exp });
const pipeline = <R extends Regressor>(regressor: R) =>
  new Pipeline([
    ['engineered', engineered],
    ['columns', columns],
    ['model', price(regressor)],
  ]);
const models: readonly (readonly [string, Regressor])[] = [
  ['always the mean', new DummyRegressor()],
  ['ridge', new Ridge({ alpha: 1 })],
  ['nearest neighbours', new KNeighborsRegressor({ nNeighbors: 10, weights: 'distance' })],
  ['decision tree', new DecisionTreeRegressor({ minSamplesLeaf: 10, randomState: 0 })],
  ['random forest', new RandomForestRegressor({ nEstimators: 20, maxFeatures: 0.4, randomState: 0 })],
];
const folds = new KFold({ nSplits: 3, shuffle: true, randomState: 0 });
const comparison = [];
for (const [name, model] of models) {
  const { test, fitTime } = await crossValidate(pipeline(model), XTrain, yTrain, {
    cv: folds,
    scoring: ['r2', 'negMeanAbsoluteError'],
  });
  comparison.push([
    name,
    mean(test.r2),
    dollars(-mean(test.negMeanAbsoluteError)),
    `${mean(fitTime).toFixed(2)} s`,
  ]);
}
printRows(['model', 'R2', 'mean error', 'time to fit'], comparison);

stage("Search the best model's parameters");
const search = new GridSearchCV(
  pipeline(new RandomForestRegressor({ nEstimators: 20, randomState: 0 })),
  { model__regressor__maxFeatures: [0.3, 0.5], model__regressor__minSamplesLeaf: [1, 3] },
  { cv: folds, scoring: 'r2' },
);
await search.fit(XTrain, yTrain);
console.log(search.cvResults.toString());

stage('Fit the chosen model with more trees, and look at rows it has not seen');
const model = search.bestEstimator.clone().setParams({ model__regressor__nEstimators: 100 });
await model.fit(XTrain, yTrain);
console.log(`validation R2 ${model.score(XValidation, yValidation).toFixed(4)}`);

stage('Judge it on the test rows');
const predicted = model.predict(XTest);
console.log(`MAE  ${dollars(meanAbsoluteError(yTest, predicted))}`);
console.log(`RMSE ${dollars(rootMeanSquaredError(yTest, predicted))}`);
console.log(`R2   ${r2Score(yTest, predicted).toFixed(4)}`);

stage('Price three houses given as plain objects');
XTest.head(3)
  .toRows()
  .forEach((house, i) => {
    const priced = dollars(model.predictOne({ ...house }));
    const sold = dollars(yTest[i]!);
    console.log(
      `built ${house.yrbuilt}, ${house.TLA} square feet, ${house.wall}: ${priced} (sold for ${sold})`,
    );
  });
stage('Done');
