import { Pipeline, StandardScaler } from 'pipefit';
import { KerasModel, OnnxModel, TensorFlowModel } from 'pipefit/neural';
import { expect, it } from 'vitest';
import { Describer, type Estimator, revive, stateOf } from '../../../src/core/index.js';
import { expectClose, fixture } from '../../support/fixture.js';
import { describeOnBackends } from '../backends.js';
import { modelPath } from './paths.js';

const keras = fixture<{ models: Record<string, { X: number[][] }> }>('neural-models/keras').models;
const tfjs = fixture<{ graph: { X: number[][] } }>('neural-models/tfjs');
const onnx = fixture<{ mlp: { X: number[][] } }>('neural-models/onnx');
const saved = fixture<{ X: number[][] }>('neural-models/saved-model');

/** What a file or another thread makes of an estimator: its plain form, sent. */
function sent<E extends Estimator>(estimator: E): E {
  const describer = new Describer();
  const plain = structuredClone(describer.describe(estimator, 'the estimator'));
  return revive(plain, describer.find) as E;
}

describeOnBackends('ready-made models are plain data once fitted', (backend) => {
  const cases = [
    ['Keras', () => new KerasModel({ file: modelPath('text.keras') }), keras.text!.X],
    ['branches of Keras', () => new KerasModel({ file: modelPath('branches.h5') }), keras.branches!.X],
    ['ONNX', () => new OnnxModel({ file: modelPath('mlp-beside.onnx') }), onnx.mlp.X],
    ['a graph of tfjs', () => new TensorFlowModel({ file: modelPath('tfjs-graph') }), tfjs.graph.X],
    ...(backend === 'wasm'
      ? []
      : ([['SavedModel', () => new TensorFlowModel({ file: modelPath('saved-model') }), saved.X]] as const)),
  ] as const;

  it.each(cases)('%s', async (_, make, X) => {
    const model = await make().fit(X);
    const copy = sent(model);
    expect(stateOf(copy)?.state).not.toBe(stateOf(model)?.state);
    // The file is not read again: what was learnt holds all of it.
    copy.setParams({ file: '/nowhere' });
    expectClose(copy.transform(X), model.transform(X), 1e-7);
    copy.dispose();
    model.dispose();
  });

  it('within a pipeline', async () => {
    const { X } = keras.text!;
    const pipeline = await new Pipeline([
      ['network', new KerasModel({ file: modelPath('text.keras') })],
      ['scale', new StandardScaler()],
    ]).fit(X);
    expectClose(sent(pipeline).transform(X), pipeline.transform(X), 1e-7);
  });
});
