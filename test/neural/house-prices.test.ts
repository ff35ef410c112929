import { Pipeline, type Regressor, Ridge, TransformedTargetRegressor, trainTestSplit } from 'pipefit';
import { MLPRegressor } from 'pipefit/neural';
import { expect, it } from 'vitest';
import { columns, engineered } from '../../examples/house-prices/features.js';
import { cleanSales, featuresAndPrices, readSales } from '../../examples/house-prices/load-houses.js';
import { describeOnBackends } from './backends.js';

/** On the logarithm of the price, brought to about 0 and 1. */
const onPrices = (regressor: Regressor) =>
  new Pipeline([
    ['engineered', engineered],
    ['columns', columns],
    [
      'model',
      new TransformedTargetRegressor({
        regressor,
        func: (price) => (Math.log(price) - 11.6) / 0.6,
        inverseFunc: (value) => Math.exp(value * 0.6 + 11.6),
      }),
    ],
  ]);

describeOnBackends('house prices', () => {
  it('are told better by a network than by ridge regression', async () => {
    const { X, y } = featuresAndPrices(cleanSales(await readSales()));
    const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, y, { testSize: 0.2, randomState: 0 });
    const network = new MLPRegressor({
      hiddenLayerSizes: [64],
      batchSize: 256,
      maxIter: 8,
      alpha: 0.01,
      randomState: 0,
    });
    const ridge = await onPrices(new Ridge({ alpha: 1 })).fit(XTrain, yTrain);
    const trained = await onPrices(network).fit(XTrain, yTrain, { onWarning: () => undefined });
    expect(trained.score(XTest, yTest)).toBeGreaterThan(ridge.score(XTest, yTest) + 0.03);
  });
});
