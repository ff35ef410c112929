import type { Estimator } from 'pipefit';
import * as pipefit from 'pipefit';
import * as neural from 'pipefit/neural';
import {
  Autoencoder,
  KerasClassifier,
  KerasRegressor,
  MLPClassifier,
  MLPRegressor,
  OnnxModel,
  SequenceEncoder,
} from 'pipefit/neural';
import { estimatorChecks } from 'pipefit/testing';
import { describe, expect, it } from 'vitest';
import { describeChecks, estimatorClasses, printed } from '../support/conformance.js';
import { modelPath } from './models/paths.js';

const byBatches = new MLPClassifier({
  hiddenLayerSizes: 6,
  solver: 'sgd',
  batchSize: 16,
  learningRateInit: 0.05,
  maxIter: 15,
  dropout: 0.1,
  batchNormalization: true,
});
const byLbfgs = new MLPClassifier({
  hiddenLayerSizes: [5],
  activation: 'tanh',
  solver: 'lbfgs',
  maxIter: 50,
});

const hidden = [{ layer: 'dense', units: 8, activation: 'tanh', name: 'hidden' }] as const;
const kerasByBatches = new KerasClassifier({
  model: [...hidden, { layer: 'dropout', rate: 0.1 }],
  epochs: 12,
  batchSize: 16,
  learningRate: { schedule: 'cosine', initial: 0.1 },
  validationFraction: 0.2,
  earlyStopping: { patience: 10 },
  randomState: 0,
});

/**
 * Estimators to check, by class, small enough to be trained some hundred times. Every estimator that pipefit/neural
 * exports must be here.
 */
const instances: Readonly<Record<string, () => readonly unknown[]>> = {
  MLPClassifier: () => [
    new MLPClassifier({ hiddenLayerSizes: [8], maxIter: 120, learningRateInit: 0.05 }),
    byBatches,
    byLbfgs,
  ],
  MLPRegressor: () => [
    new MLPRegressor({ hiddenLayerSizes: [32], maxIter: 60, learningRateInit: 0.1 }),
    new MLPRegressor({ hiddenLayerSizes: [], solver: 'sgd', maxIter: 150, learningRateInit: 0.05 }),
    new MLPRegressor({ hiddenLayerSizes: [5], solver: 'lbfgs', maxIter: 100 }),
  ],
  KerasClassifier: () => [
    new KerasClassifier({ model: hidden, epochs: 25, learningRate: 0.1, randomState: 0 }),
    kerasByBatches,
  ],
  KerasRegressor: () => [
    new KerasRegressor({
      model: [{ layer: 'dense', units: 8, activation: 'relu' }],
      epochs: 100,
      learningRate: 0.1,
      randomState: 0,
    }),
  ],
  Autoencoder: () => [
    new Autoencoder({ hiddenLayerSizes: [6], epochs: 20, learningRate: 0.05, randomState: 0 }),
  ],
  SequenceEncoder: () => [new SequenceEncoder({ length: 6 })],
  // Its file takes any columns: what it gives are the mean and the largest number of each row.
  OnnxModel: () => [
    new OnnxModel({ file: modelPath('wide.onnx') }),
    new OnnxModel({ file: modelPath('wide.onnx'), output: 'mean', task: 'regressor', batchSize: 7 }),
  ],
};

const ofAFile =
  'its columns are those of its file, and the checks bring tables of their own: test/neural/models';

/** Estimators that are not checked here, with the reason. */
const unchecked: Readonly<Record<string, string>> = {
  KerasModel: ofAFile,
  TensorFlowModel: ofAFile,
};

/** Checks that cannot hold, by class or by one instance as it is printed, with the reason. */
const expectedFailures: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  MLPClassifier: {
    'other names of the classes permute the probabilities':
      'the first weights are drawn in the order of the classes',
  },
  KerasClassifier: {
    'other names of the classes permute the probabilities':
      'the first weights are drawn in the order of the classes',
  },
  [printed(kerasByBatches)]: {
    'a weight of k is k copies of the row': 'copies of a row fall into other batches',
    'a weight of zero is no row': 'without a row the others fall into other batches',
  },
  OnnxModel: {
    'fit without y is refused': 'nothing is learnt from y, so that it may be left out',
  },
  Autoencoder: {
    'inverseTransform gives what transforms to the same':
      'what comes back of a code is near the row, not the row',
  },
  [printed(byBatches)]: {
    'a weight of k is k copies of the row': 'copies of a row fall into other batches',
    'a weight of zero is no row': 'without a row the others fall into other batches',
  },
  [printed(byLbfgs)]: {
    'a weight of k is k copies of the row':
      'there are many minima, and L-BFGS comes to another one when sums are rounded otherwise',
  },
};

const classes = estimatorClasses(neural);

const found = classes.map(([name]) => [name, (instances[name]?.() ?? []) as readonly Estimator[]] as const);

for (const [name, estimators] of found) {
  const reason = unchecked[name];
  if (reason !== undefined) {
    it.skip(`${name} (skipped: ${reason})`, () => undefined);
    continue;
  }
  describe(name, () => {
    it('is listed', () => {
      expect(
        estimators.length,
        `Add ${name} to 'instances' in test/neural/conformance.test.ts.`,
      ).toBeGreaterThan(0);
    });
    for (const estimator of estimators) {
      describeChecks(name, estimator, { ...expectedFailures[name], ...expectedFailures[printed(estimator)] });
    }
  });
}

describe('the tables of this file', () => {
  it('name classes, instances and checks that exist', () => {
    const classNames = classes.map(([name]) => name);
    const instanceNames = found.flatMap(([, estimators]) => estimators.map(printed));
    const checkNames = estimatorChecks.map(({ name }) => name);
    for (const name of [...Object.keys(instances), ...Object.keys(unchecked)])
      expect(classNames).toContain(name);
    for (const name of Object.keys(expectedFailures))
      expect([...classNames, ...instanceNames]).toContain(name);
    for (const name of Object.values(expectedFailures).flatMap(Object.keys))
      expect(checkNames).toContain(name);
  });

  it('know of no estimator that the core has too', () => {
    for (const [name] of classes) expect(name in pipefit).toBe(false);
  });
});
