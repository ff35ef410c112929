import { readFileSync } from 'node:fs';
import { ModelFileError, NotFittedError, Pipeline, Ridge, StandardScaler, UnsupportedError } from 'pipefit';
import { KerasModel } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { backendNow, loadBackend } from '../../../src/neural/backend/index.js';
import { expectClose, fixture } from '../../support/fixture.js';
import { describeOnBackends } from '../backends.js';
import { modelPath } from './paths.js';

interface Recorded {
  readonly X: number[][];
  readonly outputs: readonly (readonly [name: string, values: number[][]])[];
}

const { models } = fixture<{ models: Record<string, Recorded> }>('neural-models/keras');
const files = [
  'dense.keras',
  'images.keras',
  'text.keras',
  'text.h5',
  'ends.keras',
  'ends.h5',
  'branches.keras',
  'branches.h5',
  'sequences.keras',
  'activations.keras',
  'more.keras',
  'more.h5',
  'masked.keras',
  'masked.h5',
];
const recorded = (file: string) => models[file.replace(/\..*/, '')]!;

describeOnBackends('KerasModel answers what Keras answers', () => {
  it.each(files)('for %s', async (file) => {
    const { X, outputs } = recorded(file);
    const model = await new KerasModel({ file: modelPath(file) }).fit(X);
    const expected = X.map((_, i) => outputs.flatMap(([, values]) => values[i]!));
    expectClose(model.transform(X), expected, 1e-5);
    for (const [name, values] of outputs) {
      const one = await KerasModel.load(modelPath(file), { output: name });
      expectClose(one.transform(X), values, 1e-5);
    }
  });

  it('in blocks and row by row', async () => {
    const { X, outputs } = recorded('images.keras');
    const model = await KerasModel.load(modelPath('images.keras'), { task: 'classifier', batchSize: 2 });
    const [[, expected]] = outputs as [[string, number[][]]];
    expectClose(model.predictProba(X), expected, 1e-5);
    expectClose(model.predictProbaOne(X[2]!), expected[2]!, 1e-5);
    expect(model.predictOne(X[1]!)).toBe(expected[1]!.indexOf(Math.max(...expected[1]!)));
  });

  it('of one score for two classes', async () => {
    const { X, outputs } = recorded('text.keras');
    const model = await new KerasModel({
      file: modelPath('text.keras'),
      task: 'classifier',
      classes: ['ham', 'spam'],
    }).fit(
      X,
      X.map((_, i) => (i % 2 ? 'ham' : 'spam')),
    );
    const chance = outputs[0]![1].flat();
    expectClose(model.predictProba(X).column('spam'), chance, 1e-5);
    expect(model.predict(X)).toEqual(chance.map((p) => (p > 0.5 ? 'spam' : 'ham')));
  });

  it('and leaves no tensors behind', async () => {
    const { tf } = await loadBackend();
    const before = tf.memory().numTensors;
    const { X } = recorded('text.keras');
    const model = await KerasModel.load(modelPath('text.keras'));
    const weights = tf.memory().numTensors;
    expect(weights).toBeGreaterThan(before);
    for (let i = 0; i < 3; i++) model.transform(X);
    expect(tf.memory().numTensors).toBe(weights);
    await model.fit(X);
    await model.setParams({ batchSize: 2 }).fit(X);
    expect(tf.memory().numTensors).toBe(weights);
    await expect(model.fit([[1, 2]])).rejects.toThrow();
    await expect(model.setParams({ output: 'none' }).fit(X)).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(weights);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('KerasModel', () => {
  it('gives what a layer within gives, for the steps after it', async () => {
    const { X } = recorded('dense.keras');
    const y = X.map(([a]) => a! * 2);
    const pipeline = await new Pipeline([
      ['network', new KerasModel({ file: modelPath('dense.keras'), output: 'features' })],
      ['scale', new StandardScaler()],
      ['ridge', new Ridge()],
    ]).fit(X, y);
    expect(pipeline.named.scale.featureNamesIn).toEqual(Array.from({ length: 8 }, (_, j) => `features_${j}`));
    expect(pipeline.predict(X)).toHaveLength(X.length);
    // The last layer is a softmax of 8 features: from them it must give what the model gives.
    const { tf } = backendNow('test');
    expect(tf.memory().numTensors).toBeGreaterThan(0);
  });

  it('takes the bytes of a file', async () => {
    const { X, outputs } = recorded('ends.h5');
    for (const file of ['ends.h5', 'ends.keras']) {
      const model = await KerasModel.load(new Uint8Array(readFileSync(modelPath(file))));
      expectClose(model.transform(X), outputs[0]![1], 1e-5);
    }
  });

  it('is not fitted before it is', () => {
    const model = new KerasModel({ file: modelPath('ends.h5') });
    expect(() => model.transform([[1]])).toThrow(NotFittedError);
    expect(model.clone().params.file).toBe(modelPath('ends.h5'));
  });
});

describe('KerasModel refuses', () => {
  it.each([
    [
      'lambda.keras',
      "the layer 'twice' of the class Lambda holds Python code, and a model that is loaded never runs code",
    ],
    ['unsupported.keras', "the layer 'grouped' of the class GroupNormalization is not supported"],
    ['custom.keras', "the layer 'doubler' of the class Doubler is a class of its author's (mine>Doubler)"],
  ])('the layers of %s', async (file, message) => {
    await expect(KerasModel.load(modelPath(file))).rejects.toThrow(message);
    await expect(KerasModel.load(modelPath(file))).rejects.toThrow(UnsupportedError);
  });

  it('weights without a model', async () => {
    await expect(KerasModel.load(modelPath('only.weights.h5'))).rejects.toThrow(
      /holds weights without a model/,
    );
  });

  it.each(['dense.keras', 'ends.h5'])('what is left of %s', async (file) => {
    const whole = new Uint8Array(readFileSync(modelPath(file)));
    const half = whole.slice(0, whole.length / 2);
    const tail = whole.slice(100);
    for (const bytes of [half, tail, new Uint8Array(0), Uint8Array.of(80, 75, 3, 4)]) {
      await expect(KerasModel.load(bytes)).rejects.toThrow(ModelFileError);
    }
  });

  it('files that are not there', async () => {
    await expect(KerasModel.load('/nowhere.keras')).rejects.toThrow(
      "KerasModel: cannot read '/nowhere.keras': there is no such file.",
    );
    await expect(KerasModel.load(modelPath('.'))).rejects.toThrow(/it is a folder/);
    await expect(KerasModel.load(modelPath('mlp.onnx'))).rejects.toThrow(
      /it is neither a .keras file nor an .h5 file/,
    );
  });

  it('other widths and shapes', async () => {
    const images = modelPath('images.keras');
    await expect(new KerasModel({ file: images }).fit([[1, 2, 3]])).rejects.toThrow(
      /of shape \[9, 8, 2\], which is 144 columns, but X has 3/,
    );
    await expect(KerasModel.load(images, { inputShape: [9, 16] })).rejects.toThrow(
      /inputShape is \[9, 16\], but the model takes/,
    );
    const branches = modelPath('branches.keras');
    await expect(new KerasModel({ file: branches }).fit([[1, 2, 3]])).rejects.toThrow(
      "the model's inputs take 7 columns, a (4), b (3), but X has 3",
    );
    await expect(KerasModel.load(branches, { task: 'classifier' })).rejects.toThrow(
      "a classifier takes one output of scores, but the model has 'kind', 'size'",
    );
  });
});
