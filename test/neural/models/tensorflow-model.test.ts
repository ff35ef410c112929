import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidParameterError, ModelFileError, SchemaError } from 'pipefit';
import { TensorFlowModel } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { backendNow } from '../../../src/neural/backend/index.js';
import { expectClose, fixture } from '../../support/fixture.js';
import { describeOnBackends } from '../backends.js';
import { modelPath } from './paths.js';

const tfjs = fixture<{
  layers: { X: number[][]; out: number[][] };
  graph: { X: number[][]; amounts: number[][]; hidden: number[][] };
}>('neural-models/tfjs');
const saved = fixture<{
  X: number[][];
  hidden: number[][];
  scores: number[][];
  priced: number[][];
  price: number[];
}>('neural-models/saved-model');

describeOnBackends('TensorFlowModel answers what was recorded', (backend) => {
  it('for a layers model of tfjs', async () => {
    const { X, out } = tfjs.layers;
    const model = await TensorFlowModel.load(modelPath('tfjs-layers/model.json'), {
      task: 'classifier',
      classes: ['down', 'up'],
    });
    expectClose(model.predictProba(X), out, 1e-5);
    expect(model.predict(X)).toEqual(out.map(([a, b]) => (a! >= b! ? 'down' : 'up')));
  });

  it('for a graph model of tfjs, and for a tensor within it', async () => {
    const { X, amounts, hidden } = tfjs.graph;
    const whole = await new TensorFlowModel({ file: modelPath('tfjs-graph') }).fit(X);
    expectClose(whole.transform(X), amounts, 1e-5);
    expect(whole.featureNamesOut()).toEqual(['amounts_0', 'amounts_1']);
    const inside = await TensorFlowModel.load(modelPath('tfjs-graph/model.json'), { output: 'hidden' });
    expectClose(inside.transform(X), hidden, 1e-5);
  });

  it('leaves no tensors behind', async () => {
    const { X } = tfjs.graph;
    const { tf } = await loaded();
    const before = tf.memory().numTensors;
    const model = await TensorFlowModel.load(modelPath('tfjs-graph'));
    const loadedTensors = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) model.transform(X);
    expect(tf.memory().numTensors).toBe(loadedTensors);
    await model.fit(X);
    expect(tf.memory().numTensors).toBe(loadedTensors);
    await expect(model.fit([[1, 2]])).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(loadedTensors);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expectClose(model.transform(X), tfjs.graph.amounts, 1e-5);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.runIf(backend === 'wasm')('and says where a SavedModel does not run', async () => {
    await expect(TensorFlowModel.load(modelPath('saved-model'))).rejects.toThrow(/native backend only/);
  });

  it.skipIf(backend === 'wasm')('for a SavedModel', async () => {
    const all = await new TensorFlowModel({ file: modelPath('saved-model') }).fit(saved.X);
    const names = all.featureNamesOut();
    expect([...names].sort()).toEqual([
      ...[0, 1, 2, 3, 4].map((j) => `hidden_${j}`),
      ...[0, 1, 2].map((j) => `scores_${j}`),
    ]);
    const scores = await TensorFlowModel.load(modelPath('saved-model'), {
      task: 'classifier',
      output: 'scores',
    });
    expectClose(scores.predictProba(saved.X), saved.scores, 1e-5);
    scores.dispose();
    expectClose(scores.predictProba(saved.X), saved.scores, 1e-5);
    const { tf } = await loaded();
    const before = tf.memory().numTensors;
    scores.predict(saved.X);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.skipIf(backend === 'wasm')('for another signature, whose inputs are of several types', async () => {
    const model = await TensorFlowModel.load(modelPath('saved-model'), {
      task: 'regressor',
      signature: 'price',
    });
    expect(model.nFeaturesIn).toBe(3);
    expectClose(model.predict(saved.priced), saved.price, 1e-5);
    await expect(TensorFlowModel.load(modelPath('saved-model'), { signature: 'serving' })).rejects.toThrow(
      InvalidParameterError,
    );
    await expect(TensorFlowModel.load(modelPath('saved-model'), { tags: ['gpu'] })).rejects.toThrow(
      'has no part with the tags [gpu]. It has [serve].',
    );
  });

  async function loaded() {
    await TensorFlowModel.load(modelPath('tfjs-graph')).then((model) => model.dispose());
    return backendNow('test');
  }
});

describe('TensorFlowModel refuses', () => {
  it('what is no model', async () => {
    await expect(TensorFlowModel.load('/nowhere')).rejects.toThrow(
      "TensorFlowModel: cannot read '/nowhere': there is no such file.",
    );
    await expect(TensorFlowModel.load(modelPath('dense.keras'))).rejects.toThrow(ModelFileError);
    await expect(TensorFlowModel.load(modelPath('.'))).rejects.toThrow(
      'the folder holds neither a saved_model.pb nor a model.json',
    );
    await expect(TensorFlowModel.load(modelPath('tfjs.json'))).rejects.toThrow(/describes no tfjs model/);
  });

  it('weights that are not there, are short, or lie elsewhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pipefit-'));
    try {
      cpSync(modelPath('tfjs-layers'), folder, { recursive: true });
      const shard = join(folder, 'group1-shard2of2.bin');
      writeFileSync(shard, readFileSync(shard).subarray(0, 100));
      await expect(TensorFlowModel.load(folder)).rejects.toThrow(/its weights do not fit it/);
      rmSync(shard);
      await expect(TensorFlowModel.load(folder)).rejects.toThrow(/there is no such file/);
      const file = join(folder, 'model.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('group1-shard2of2.bin', '../../etc/passwd'));
      await expect(TensorFlowModel.load(folder)).rejects.toThrow(/outside of its folder/);
      writeFileSync(file, '{');
      await expect(TensorFlowModel.load(folder)).rejects.toThrow(/it is no JSON/);
      writeFileSync(join(folder, 'saved_model.pb'), 'no model');
      await expect(TensorFlowModel.load(folder)).rejects.toThrow(ModelFileError);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('other widths', async () => {
    const model = await TensorFlowModel.load(modelPath('tfjs-graph'));
    expect(() => model.transform([[1, 2]])).toThrow(SchemaError);
    await expect(
      new TensorFlowModel({ file: modelPath('tfjs-layers/model.json') }).fit([[1, 2, 3]]),
    ).rejects.toThrow('take 15 columns, steps (12), numbers (3), but X has 3');
  });
});
