import { BackendError } from 'pipefit';
import { backendInfo, loadNeuralBackend, setNeuralBackend, type TfInstance } from 'pipefit/neural';
import { afterEach, describe, expect, it } from 'vitest';
import { backendNow, loadBackend } from '../../../src/neural/backend/index.js';
import { keepCpuQuiet, withoutNotices } from '../../../src/neural/backend/quiet.js';

afterEach(() => setNeuralBackend(null));

async function errorOf(work: () => unknown): Promise<Error & { code?: string }> {
  try {
    await work();
  } catch (error) {
    return error as Error;
  }
  return expect.fail('it threw nothing');
}

describe('setNeuralBackend', () => {
  it('takes each by its name, and tfjs has it in use', async () => {
    for (const name of ['wasm', 'cpu', 'wasm'] as const) {
      await setNeuralBackend(name);
      expect(backendInfo()).toEqual({ name, tfjs: '4.22.0', tensorflow: null, notTaken: {} });
      const { tf } = await loadBackend();
      expect(tf.getBackend()).toBe(name);
    }
  });

  it('goes back to the first that works by null, which loads nothing yet', async () => {
    await setNeuralBackend('cpu');
    await setNeuralBackend(null);
    expect(backendInfo()).toEqual({ name: null, tfjs: null, tensorflow: null, notTaken: {} });
    const { name } = await loadNeuralBackend();
    expect(['tensorflow', 'wasm']).toContain(name);
  });

  it('takes tfjs as it is set up, with the layers that belong to it', async () => {
    await setNeuralBackend('cpu');
    const { tf, layers } = await loadBackend();
    await setNeuralBackend(tf);
    expect(backendInfo()).toMatchObject({ name: 'cpu', tfjs: '4.22.0' });
    expect((await loadBackend()).layers).toBe(layers);
    const union: TfInstance = { ...tf, ...layers };
    await setNeuralBackend(union);
    const taken = await loadBackend();
    expect([taken.tf, taken.layers]).toEqual([union, union]);
  });

  it('refuses what is none, and leaves what was in use', async () => {
    await setNeuralBackend('wasm');
    const { tf } = await loadBackend();
    const strangers = { ...tf, Tensor: class {} } as unknown as TfInstance;
    for (const [wrong, message] of [
      ['webgl', /expected 'tensorflow', 'wasm', 'cpu', null, or tfjs as it is imported, got "webgl"/],
      [undefined, /got undefined/],
      [{ tensor: 1 }, /got an object/],
      [strangers, /the tfjs-core given is another copy than the one that tfjs-layers uses/],
    ] as const) {
      const error = await errorOf(() => setNeuralBackend(wrong as unknown as TfInstance));
      expect(error).toBeInstanceOf(BackendError);
      expect(error.message).toMatch(message);
      expect(backendInfo().name).toBe('wasm');
      expect(tf.getBackend()).toBe('wasm');
    }
  });

  it('takes the last of several that are asked for at once', async () => {
    await Promise.all([
      setNeuralBackend('wasm'),
      setNeuralBackend('cpu'),
      loadBackend(),
      setNeuralBackend('wasm'),
    ]);
    expect(backendInfo().name).toBe('wasm');
    expect((await loadBackend()).tf.getBackend()).toBe('wasm');
  });

  it('holds when others in the process took another backend since', async () => {
    await setNeuralBackend('wasm');
    const { tf } = await loadBackend();
    await tf.setBackend('cpu');
    expect((await loadBackend()).tf.getBackend()).toBe('wasm');
    await tf.setBackend('cpu');
    expect(backendNow('Model').tf.getBackend()).toBe('wasm');
  });
});

describe('backendNow', () => {
  it('gives what is loaded, and starts what needs no waiting', async () => {
    await setNeuralBackend('wasm');
    expect(backendNow('Model').name).toBe('wasm');
    await setNeuralBackend(null);
    expect(['tensorflow', 'cpu']).toContain(backendNow('Model').name);
  });

  it('leaves plain JavaScript for something faster at the next fit', async () => {
    await setNeuralBackend(null);
    const now = backendNow('Model');
    const { name } = await loadNeuralBackend();
    expect(name).toBe(now.name === 'cpu' ? 'wasm' : now.name);
  });
});

describe('what is kept back', () => {
  it('is what TensorFlow says about itself, and nothing else', () => {
    const notices = [
      'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
      'I0000 00:00:1795820830.027815   30986 port.cc:153] oneDNN custom operations are on.',
      '2026-11-27 22:00:01.123456: I tensorflow/core/platform/cpu_feature_guard.cc:193] This binary',
      'To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow',
    ];
    const others = [
      'E0000 00:00:1795820830.027815   30986 port.cc:153] something is wrong',
      '2026-11-27 22:00:01.123456: W tensorflow/core/framework/op.cc:1] a warning',
      'I am a line of somebody else',
    ];
    const lines = [...notices, ...others, ...notices].map((line) => `${line}\n`);
    expect(withoutNotices(lines.join(''))).toBe(`${others.join('\n')}\n`);
    expect(withoutNotices('no end of line')).toBe('no end of line');
  });

  it("is the cpu backend's greeting, whose flag is still there", async () => {
    await setNeuralBackend('cpu');
    const { tf } = await loadBackend();
    const cpu = tf.findBackend('cpu') as unknown as { firstUse: boolean };
    expect(cpu.firstUse).toBe(false);
    cpu.firstUse = true;
    keepCpuQuiet(tf);
    expect(cpu.firstUse).toBe(false);
  });
});
