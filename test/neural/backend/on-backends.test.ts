import { expect, it } from 'vitest';
import { loadBackend } from '../../../src/neural/backend/index.js';
import { describeOnBackends } from '../backends.js';

describeOnBackends('tests on backends', (name) => {
  it('run on the backend that they are told', async () => {
    const { tf, layers } = await loadBackend();
    expect(tf.getBackend()).toBe(name);
    const model = layers.sequential({ layers: [layers.layers.dense({ units: 1, inputShape: [2] })] });
    const answer = model.predict(tf.ones([3, 2])) as import('@tensorflow/tfjs-core').Tensor;
    expect(answer.shape).toEqual([3, 1]);
    model.dispose();
  });
});
