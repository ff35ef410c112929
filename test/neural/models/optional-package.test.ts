import { MissingDependencyError } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { foundPackage, importPackage, requirePackage } from '../../../src/neural/models/optional-package.js';

describe('an optional package', () => {
  it('that is not installed is named, with the command that installs it', async () => {
    const message = "Reading needs the package '@pipefit/none'. Install it with: npm install @pipefit/none";
    expect(() => requirePackage('@pipefit/none/dist/file.js', 'Reading')).toThrow(message);
    expect(() => requirePackage('@pipefit/none', 'Reading')).toThrow(MissingDependencyError);
    const missing = Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' });
    await expect(importPackage('@pipefit/none', 'Reading', () => Promise.reject(missing))).rejects.toThrow(
      message,
    );
  });

  it('that is there is given, and what goes wrong in it is not taken for its absence', async () => {
    expect(foundPackage('@pipefit/none')).toBeNull();
    expect(requirePackage('@tensorflow/tfjs-core', 'Reading')).toHaveProperty('matMul');
    const broken = new Error('broken');
    await expect(importPackage('@pipefit/none', 'Reading', () => Promise.reject(broken))).rejects.toBe(
      broken,
    );
  });
});
