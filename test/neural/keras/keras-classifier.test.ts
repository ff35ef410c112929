import type { Tensor } from '@tensorflow/tfjs-core';
import { accuracyScore, GridSearchCV, Pipeline, RandomForestClassifier, StandardScaler } from 'pipefit';
import { KerasClassifier, releaseNetworks, setNeuralBackend } from 'pipefit/neural';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DivergenceError, InvalidDataError, InvalidParameterError } from '../../../src/errors/index.js';
import { loadBackend } from '../../../src/neural/backend/index.js';
import type { BuildTools, EpochLogs, KerasJson, LayerDescription } from '../../../src/neural/keras/index.js';
import { describeOnBackends } from '../backends.js';
import { bars, quadrants, sequences } from './problems.js';

const hidden: readonly LayerDescription[] = [{ layer: 'dense', units: 16, activation: 'tanh' }];
const quick = { model: hidden, learningRate: 0.05, epochs: 5, randomState: 0 } as const;
const { X, y } = quadrants();

async function tensors(): Promise<number> {
  return (await loadBackend()).tf.memory().numTensors;
}

describeOnBackends('KerasClassifier', () => {
  let before = 0;
  beforeEach(async () => {
    before = await tensors();
  });
  afterEach(async () => {
    releaseNetworks();
    expect(await tensors(), 'tensors left behind').toBe(before);
  });

  it('learns what no straight line tells apart', async () => {
    const model = await new KerasClassifier({ ...quick, epochs: 100 }).fit(X, y);
    expect(model.score(X, y)).toBeGreaterThan(0.95);
    expect(model.predictOne([0.7, -0.7])).toBe('other');
    expect(model.nEpochs).toBe(100);
  });

  it('learns images by convolution', async () => {
    const images = bars();
    const model = await new KerasClassifier({
      model: [
        { layer: 'conv2d', filters: 8, kernelSize: 3, activation: 'relu' },
        { layer: 'globalMaxPooling2d' },
      ],
      inputShape: [6, 6, 1],
      learningRate: 0.05,
      epochs: 40,
      batchSize: 30,
      randomState: 0,
    }).fit(images.X, images.y);
    expect(model.score(images.X, images.y)).toBeGreaterThan(0.9);
  });

  it('learns sequences by an embedding', async () => {
    const texts = sequences();
    const model = await new KerasClassifier({
      model: [{ layer: 'embedding', inputDim: 10, outputDim: 4 }, { layer: 'globalMaxPooling1d' }],
      learningRate: 0.1,
      epochs: 40,
      randomState: 0,
    }).fit(texts.X, texts.y);
    expect(model.score(texts.X, texts.y)).toBeGreaterThan(0.95);
    expect(() => model.predict([[0, 1, 2, 3, 4, 5, 6, 10]])).toThrow(
      /row 0 of the column 'x7' holds 10.*0 to 9/,
    );
    expect(() => model.predict([[0, 1, 2.5, 3, 4, 5, 6, 7]])).toThrow(InvalidDataError);
  });

  it('learns sequences by recurrent layers', async () => {
    const texts = sequences(60);
    const model = await new KerasClassifier({
      model: [
        { layer: 'embedding', inputDim: 8, outputDim: 3 },
        { layer: 'bidirectional', of: { layer: 'gru', units: 4, dropout: 0.1, recurrentDropout: 0.1 } },
      ],
      learningRate: 0.1,
      epochs: 25,
      randomState: 0,
    }).fit(texts.X, texts.y);
    expect(model.score(texts.X, texts.y)).toBeGreaterThan(0.8);
  });

  it.each<readonly [string, readonly LayerDescription[]]>([
    ['dense layers', hidden],
    ['dropout', [...hidden, { layer: 'dropout', rate: 0.5 }]],
    ['batch normalisation', [...hidden, { layer: 'batchNormalization' }]],
    [
      'recurrent layers',
      [
        { layer: 'reshape', targetShape: [2, 1] },
        { layer: 'lstm', units: 3, dropout: 0.2 },
      ],
    ],
  ])('gives the same weights for the same seed with %s', async (_, model) => {
    const make = (randomState: number) =>
      new KerasClassifier({ ...quick, model, randomState, batchSize: 16, epochs: 3 });
    const one = await make(1).fit(X, y);
    const same = await make(1).fit(X, y);
    const other = await make(2).fit(X, y);
    expect(same.weights).toEqual(one.weights);
    expect(same.history).toEqual(one.history);
    expect(other.weights).not.toEqual(one.weights);
  });

  it('drops other units in each step', async () => {
    const model: LayerDescription[] = [{ layer: 'dropout', rate: 0.5 }];
    const { history } = await new KerasClassifier({
      ...quick,
      model,
      learningRate: 1e-30,
      shuffle: false,
    }).fit(X, y);
    expect(new Set(history.loss).size).toBe(history.loss.length);
  });

  it('leaves no tensor behind when a fit fails, is cancelled or diverges, and keeps what it knew', async () => {
    const model = await new KerasClassifier(quick).fit(X, y);
    const known = model.predictProba(X);
    releaseNetworks();
    const onEpochEnd = () => {
      throw new Error('thrown by onEpochEnd');
    };
    await expect(model.clone().setParams({ callbacks: { onEpochEnd } }).fit(X, y)).rejects.toThrow(
      'onEpochEnd',
    );
    expect(await tensors()).toBe(before);

    const controller = new AbortController();
    model.setParams({ epochs: 500, callbacks: { onEpochEnd: (epoch) => epoch === 3 && controller.abort() } });
    await expect(model.fit(X, y, { signal: controller.signal })).rejects.toThrow();
    expect(await tensors()).toBe(before);

    model.setParams({
      callbacks: {},
      optimizer: 'sgd',
      learningRate: 1e30,
      loss: (t, p, tf) => tf.square(tf.sub(t, tf.mul(p, 1e30))),
    });
    const error = await model.fit(X, y).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DivergenceError);
    expect((error as DivergenceError).epoch).toBeGreaterThan(0);
    expect(await tensors()).toBe(before);
    expect(model.predictProba(X).data).toEqual(known.data);
  });

  it('keeps no more on the backend however often it predicts', async () => {
    const model = await new KerasClassifier(quick).fit(X, y);
    expect(await tensors()).toBe(before);
    model.predict(X);
    const kept = await tensors();
    for (let i = 0; i < 5; i++) model.predictOne(X[i]!);
    expect(await tensors()).toBe(kept);
  });

  it('gives softmax, sigmoid and raw outputs the same meaning', async () => {
    const outputs = ['softmax', 'sigmoid', 'linear'] as const;
    for (const activation of outputs) {
      for (const units of [1, 2]) {
        if (activation === 'softmax' && units === 1) continue;
        const model = await new KerasClassifier({
          ...quick,
          epochs: 60,
          model: ({ layers, sequential }) => {
            const network = sequential();
            network.add(layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
            network.add(layers.dense({ units, activation }));
            return network;
          },
        }).fit(X, y);
        expect(model.score(X, y), `${units} with ${activation}`).toBeGreaterThan(0.9);
        const { data } = model.predictProba(X);
        for (let i = 0; i < data.length; i += 2) expect(data[i]! + data[i + 1]!).toBeCloseTo(1, 12);
      }
    }
  });

  it('goes on from the weights before with warmStart', async () => {
    const whole = await new KerasClassifier({ ...quick, epochs: 40 }).fit(X, y);
    const model = new KerasClassifier({ ...quick, epochs: 20, warmStart: true });
    await model.fit(X, y);
    const first = model.history.loss.at(-1)!;
    await model.fit(X, y);
    expect(model.nEpochs).toBe(40);
    expect(model.history.loss.at(-1)!).toBeLessThan(first);
    expect(Math.abs(model.history.loss.at(-1)! - whole.history.loss.at(-1)!)).toBeLessThan(0.2);
    await expect(
      model.fit(
        X,
        X.map((_, i) => i % 3),
      ),
    ).rejects.toThrow(/warmStart.*classes/);
    model.setParams({ model: [{ layer: 'dense', units: 3 }] });
    await expect(model.fit(X, y)).rejects.toThrow(/warmStart/);
  });

  it('builds models of functions, and of JSON', async () => {
    const built = await new KerasClassifier({
      ...quick,
      model: async ({ layers: makers, model, input, inputShape, outputs, outputActivation, units }) => {
        const rows = input({ shape: [...inputShape] });
        const left = makers.dense({ units, activation: 'relu' }).apply(rows);
        const right = makers.dense({ units, activation: 'tanh' }).apply(rows);
        const both = makers.concatenate().apply([left, right] as never);
        const out = makers.dense({ units: outputs, activation: outputActivation as 'sigmoid' }).apply(both);
        return model({ inputs: rows, outputs: out as never });
      },
      modelParams: { units: 8 },
      epochs: 60,
    }).fit(X, y);
    expect(built.score(X, y)).toBeGreaterThan(0.9);

    const again = built.toLayersModel();
    const json: KerasJson = JSON.parse(again.toJSON() as unknown as string);
    const { tf } = await loadBackend();
    const raw = tf.tidy(() => (again.predict(tf.tensor2d(X)) as Tensor).dataSync<'float32'>());
    const expected = built.predictProba(X).column(1);
    expect(Math.max(...raw.map((share, i) => Math.abs(share - expected[i]!)))).toBeLessThan(1e-5);
    again.dispose();

    const read = await new KerasClassifier({ ...quick, model: json, epochs: 60 }).fit(X, y);
    expect(read.score(X, y)).toBeGreaterThan(0.9);
    expect(read.weights.map(({ length }) => length)).toEqual(built.weights.map(({ length }) => length));
    const same = await new KerasClassifier({ ...quick, model: json, epochs: 60 }).fit(X, y);
    expect(same.weights).toEqual(read.weights);
  });
});

describe('KerasClassifier', () => {
  it('predicts on another backend what it predicts on that it was trained on', async () => {
    const images = bars();
    const model = new KerasClassifier({
      model: [
        { layer: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
        { layer: 'batchNormalization' },
        { layer: 'maxPooling2d', poolSize: 2 },
        { layer: 'flatten' },
      ],
      inputShape: [6, 6, 1],
      epochs: 5,
      learningRate: 0.02,
      randomState: 0,
    });
    for (const trainer of ['wasm', 'cpu'] as const) {
      await setNeuralBackend(trainer);
      await model.fit(images.X, images.y);
      const expected = model.predictProba(images.X).data;
      for (const other of ['cpu', 'wasm', null] as const) {
        await setNeuralBackend(other);
        await loadBackend();
        const answer = model.predictProba(images.X).data;
        expect(Math.max(...answer.map((share, i) => Math.abs(share - expected[i]!)))).toBeLessThan(1e-4);
      }
    }
    releaseNetworks();
  });

  it('tells how each epoch went', async () => {
    const told: [number, EpochLogs][] = [];
    const model = await new KerasClassifier({
      ...quick,
      validationFraction: 0.25,
      metrics: {
        accuracy: accuracyScore,
        wrong: (truth, guess) => truth.filter((label, i) => label !== guess[i]).length,
      },
      learningRate: { schedule: 'step', initial: 0.1, every: 2, factor: 0.5 },
      callbacks: { onEpochEnd: (epoch, logs) => void told.push([epoch, logs]) },
    }).fit(X, y);
    const { loss, validationLoss, learningRate, metrics, validationMetrics } = model.history;
    expect(learningRate).toEqual([0.1, 0.1, 0.05, 0.05, 0.025]);
    expect(told.map(([epoch]) => epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(told.map(([, logs]) => logs.loss)).toEqual(loss);
    expect(told.map(([, logs]) => logs.validationLoss)).toEqual(validationLoss);
    expect(metrics.map(({ name }) => name)).toEqual(['accuracy', 'wrong']);
    expect(metrics[1]!.values.map((wrong) => 1 - wrong / 45)).toEqual(
      metrics[0]!.values.map((share) => expect.closeTo(share, 9)),
    );
    expect(validationMetrics[0]!.values).toHaveLength(5);
  });

  it('stops early with the best weights, on rows held out or given', async () => {
    const stopping = { ...quick, epochs: 200, learningRate: 0.3, earlyStopping: { patience: 5 } };
    const model = await new KerasClassifier({ ...stopping, validationFraction: 0.3 }).fit(X, y);
    const { validationLoss } = model.history;
    const best = validationLoss!.indexOf(Math.min(...validationLoss!));
    expect(model.nEpochs).toBe(best + 1 + 5);

    const given = await new KerasClassifier(stopping).fit(X, y, { validation: [X, y] });
    const losses = given.history.validationLoss!;
    const probabilities = given.predictProba(X);
    const loss = -y.reduce((sum, label, i) => sum + Math.log(probabilities.at(i, label)), 0) / y.length;
    expect(loss).toBeCloseTo(Math.min(...losses), 4);

    await expect(
      new KerasClassifier(stopping).fit(X, y, { validation: [X, X.map(() => 'new')] }),
    ).rejects.toThrow(/row 0 of the validation y is "new"/);
    await expect(new KerasClassifier(stopping).fit(X, y, { validation: [[[1]], ['same']] })).rejects.toThrow(
      /validation/,
    );
  });

  it('ends when onEpochEnd says so', async () => {
    const callbacks = { onEpochEnd: (epoch: number) => epoch === 2 };
    expect((await new KerasClassifier({ ...quick, callbacks }).fit(X, y)).nEpochs).toBe(2);
  });

  it('weighs classes', async () => {
    const classWeight = { same: 100, other: 1 };
    const model = await new KerasClassifier({ ...quick, epochs: 10, classWeight }).fit(X, y);
    const plain = await new KerasClassifier({ ...quick, epochs: 10 }).fit(X, y);
    const share = (of: KerasClassifier) => of.predict(X).filter((label) => label === 'same').length;
    expect(share(model)).toBeGreaterThan(share(plain));
  });

  it('is searched over parameters of its model, beside a forest', async () => {
    const pipeline = new Pipeline([
      ['scale', new StandardScaler()],
      [
        'model',
        new KerasClassifier({
          ...quick,
          epochs: 40,
          model: ({ units }) => [{ layer: 'dense', units, activation: 'tanh' }],
          modelParams: { units: 2 },
        }),
      ],
    ]);
    const search = await new GridSearchCV(pipeline, { model__model__units: [1, 16] }, { cv: 3 }).fit(X, y);
    expect(search.bestParams).toEqual({ model__model__units: 16 });

    const named = new KerasClassifier({
      ...quick,
      epochs: 40,
      model: [{ layer: 'dense', units: 1, activation: 'tanh', name: 'hidden' }],
    });
    const layers = await new GridSearchCV(named, { model__hidden__units: [1, 16] }, { cv: 3 }).fit(X, y);
    expect(layers.bestParams).toEqual({ model__hidden__units: 16 });
    expect(named.getParams()['model__hidden__units']).toBe(1);

    const either = await new GridSearchCV(
      new Pipeline([['model', named as KerasClassifier | RandomForestClassifier]]),
      {
        model: [
          new RandomForestClassifier({ nEstimators: 5, randomState: 0 }),
          new KerasClassifier({ ...quick, epochs: 40 }),
        ],
      },
      { cv: 3 },
    ).fit(X, y);
    expect(either.cvResults.params).toHaveLength(2);
  });

  it('refuses parameters of a model that are not there', () => {
    const model = new KerasClassifier({
      ...quick,
      model: ({ units }) => [{ layer: 'dense', units }],
      modelParams: { units: 2 },
    });
    expect(() => model.setParams({ model__unit: 3 } as never)).toThrow(
      /no parameter 'model__unit'. Did you mean 'model__units'/,
    );
    expect(() => model.setParams({ model__hidden__units: 3 })).toThrow(InvalidParameterError);
    expect(() => model.setParams({ model____proto__: 3 } as never)).toThrow(InvalidParameterError);
    // @ts-expect-error: there is no such parameter
    const wrong = () => new GridSearchCV(model, { model__unit: [1] });
    // @ts-expect-error: units are a number
    const worded = () => new GridSearchCV(model, { model__units: ['many'] });
    expect([wrong, worded]).toHaveLength(2);
  });

  it.each<readonly [string, object, RegExp]>([
    [
      'no model',
      { model: undefined },
      /'model' of KerasClassifier must be a list of layer descriptions, a function/,
    ],
    ['another inputShape', { inputShape: [3, 1] }, /inputShape 3 x 1 holds 3 numbers, but X has 2 columns/],
    ['a function that gives a number', { model: () => 3 }, /must return a model of tfjs-layers.*returned 3/],
    [
      'a function that throws',
      {
        model: () => {
          throw new Error('my own');
        },
      },
      /the function that builds it failed: my own/,
    ],
    [
      'a model of another size',
      { model: modelOf(5) },
      /must give 1 or 2 numbers a row, but its last layer gives 5/,
    ],
    ['a clash of names', { model: () => [], modelParams: { outputs: 3 } }, /modelParams holds 'outputs'/],
    [
      'an image layer on plain rows',
      { model: [{ layer: 'conv2d', filters: 2, kernelSize: 3 }] },
      /layer 0 \(conv2d\) cannot follow.*gives 2/,
    ],
    ['an optimizer that is none', { optimizer: 'adamm' }, /'optimizer'/],
    [
      'a schedule that lacks a number',
      { learningRate: { schedule: 'exponential', initial: 1 } },
      /'learningRate'/,
    ],
    [
      'JSON that is no model',
      { model: { class_name: 'Nothing', config: { layers: [] } } },
      /model in JSON cannot be made/,
    ],
    ['frozen layers', { model: frozen() }, /no weights that can be trained/],
  ])('refuses %s in words', async (_, params, sentence) => {
    const model = new KerasClassifier({ ...quick, ...(params as object) });
    const error = await model.fit(X, y).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect((error as Error).message).toMatch(sentence);
    expect(model.isFitted).toBe(false);
  });
});

function modelOf(units: number) {
  return ({ layers, sequential }: BuildTools) => {
    const network = sequential();
    network.add(layers.dense({ units, inputShape: [2] }));
    return network;
  };
}

function frozen() {
  return ({ layers, sequential }: BuildTools) => {
    const network = sequential();
    network.add(layers.dense({ units: 1, inputShape: [2], trainable: false }));
    return network;
  };
}
