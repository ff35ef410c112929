import { fileURLToPath } from 'node:url';
import { KerasModel } from 'pipefit/neural';
import { expect, it } from 'vitest';
import { expectClose, fixture } from '../../support/fixture.js';
import { describeOnBackends } from '../backends.js';

interface Recorded {
  readonly X: number[][];
  readonly outputs: readonly (readonly [name: string, values: number[][]])[];
}

const { models } = fixture<{ models: Record<string, Recorded> }>('neural-models/keras');
const path = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/neural-models/${name}`, import.meta.url));

describeOnBackends('KerasModel answers what Keras answers', () => {
  it.each([
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
  ])('for %s', async (file) => {
    const { X, outputs } = models[file.replace(/\..*/, '')]!;
    const model = await new KerasModel({ file: path(file) }).fit(X);
    for (const [name, values] of outputs) {
      const one = await new KerasModel({ file: path(file), output: name }).fit(X);
      expectClose(one.transform(X), values, 1e-5);
    }
    expect(model.transform(X).cols).toBe(outputs.reduce((sum, [, values]) => sum + values[0]!.length, 0));
  });
});
