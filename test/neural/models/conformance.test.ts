import { OnnxModel } from 'pipefit/neural';
import { estimatorChecks } from 'pipefit/testing';
import { describe, expect, it } from 'vitest';
import { modelPath } from './paths.js';

/*
 * A model that is ready-made takes the columns it was trained for, so that the general checks can be made with one that
 * takes any: what it gives are the mean and the largest number of each row.
 */
const file = modelPath('wide.onnx');
const instances = [
  new OnnxModel({ file }),
  new OnnxModel({ file, output: 'mean', task: 'regressor', batchSize: 7 }),
];

/** Checks that cannot hold, each with the reason. */
const expectedFailures: Readonly<Record<string, string>> = {
  'fit without y is refused': 'nothing is learnt from y, so that it may be left out',
};

for (const model of instances) {
  describe(`${model.kind} ${model}`, () => {
    for (const check of estimatorChecks) {
      if (!check.appliesTo(model)) continue;
      const reason = Object.hasOwn(expectedFailures, check.name) ? expectedFailures[check.name] : undefined;
      if (reason === undefined) it(check.name, () => check.run(model));
      else {
        it(`${check.name} (expected to fail: ${reason})`, async () => {
          await expect(check.run(model), `It passes now, though ${reason}.`).rejects.toThrow();
        });
      }
    }
  });
}
