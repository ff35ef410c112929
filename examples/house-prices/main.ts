import {
  crossValidate,
  DecisionTreeRegressor,
  DummyRegressor,
  GridSearchCV,
  HistGradientBoostingRegressor,
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
const onColumns = <R extends Regressor>(regressor: R) =>
  new Pipeline([
    ['engineered', engineered],
    ['columns', columns],
    ['model', price(regressor)],
  ]);
// Trees split categories as they are and need nothing filled in.
const asTheyAre = <R extends Regressor>(regressor: R) =>
  new Pipeline([
    ['engineered', engineered],
    ['model', price(regressor)],
  ]);
const boosting = new HistGradientBoostingRegressor({ maxIter: 300, earlyStopping: false, randomState: 0 });
const forest = new RandomForestRegressor({ nEstimators: 20, maxFeatures: 0.4, nJobs: -1, randomState: 0 });
const models: readonly (readonly [string, Regressor])[] = [
  ['always the mean', onColumns(new DummyRegressor())],
  ['ridge', onColumns(new Ridge({ alpha: 1 }))],
  ['nearest neighbours', onColumns(new KNeighborsRegressor({ nNeighbors: 10, weights: 'distance' }))],
  ['decision tree', asTheyAre(new DecisionTreeRegressor({ minSamplesLeaf: 10, randomState: 0 }))],
  ['random forest', asTheyAre(forest)],
  ['histogram boosting', asTheyAre(boosting)],
];
const folds = new KFold({ nSplits: 3, shuffle: true, randomState: 0 });
const comparison = [];
for (const [name, model] of models) {
  const { test, fitTime } = await crossValidate(model, XTrain, yTrain, {
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
  asTheyAre(boosting),
  { model__regressor__learningRate: [0.05, 0.1], model__regressor__maxLeafNodes: [15, 31, 63] },
  { cv: folds, scoring: 'r2' },
);
await search.fit(XTrain, yTrain);
console.log(search.cvResults.toString());

stage('Fit the chosen model until the validation rows say that it is enough');
const model = search.bestEstimator.clone().setParams({
  model__regressor__maxIter: 2000,
  model__regressor__earlyStopping: true,
  model__regressor__nIterNoChange: 50,
});
await model.fit(XTrain, yTrain, { validation: [XValidation, yValidation] });
console.log(`${model.named.model.regressor.nIter} iterations`);
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
