import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasNative, hasStderrAddon, packageFolder, runProgram } from './program.js';

const core = ['tfjs-core', 'tfjs-layers', 'tfjs-backend-cpu'];
const installed = fileURLToPath(new URL('../../../node_modules/@tensorflow', import.meta.url));

/** What a backend is loaded as, or the error. */
const tell = `
const tell = (work) => Promise.resolve().then(work).then(
  () => console.log(JSON.stringify(backend.backendInfo())),
  (error) => console.log(JSON.stringify({ code: error.code, message: error.message })),
);
await tell(() => backend.loadNeuralBackend());`;

async function answers(...given: Parameters<typeof runProgram>): Promise<Record<string, unknown>[]> {
  const { stdout, stderr } = await runProgram(...given);
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** A tfjs-node whose addon was never built; what it needs is found where it is installed. */
function tfjsNodeWithoutAddon(modules: string): string {
  const folder = packageFolder(modules, '@tensorflow/tfjs-node');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "version": "4.22.0", "main": "dist/index.js" }');
  writeFileSync(join(folder, 'dist/index.js'), 'throw new Error("The addon can not be found at path: x");');
  return folder;
}

describe('the first backend that works', () => {
  it('is none without packages, which is said with the commands that install them', async () => {
    const [said] = await answers({ code: tell });
    expect(said).toEqual({
      code: 'BACKEND',
      message:
        'No backend for neural models can be loaded. ' +
        "tensorflow: the package '@tensorflow/tfjs-layers' is not installed. " +
        "wasm: the package '@tensorflow/tfjs-layers' is not installed. " +
        "cpu: the package '@tensorflow/tfjs-layers' is not installed. " +
        'Install the native one with: npm install --ignore-scripts @tensorflow/tfjs-node && npx pipefit setup-native ' +
        'or the portable one with: npm install @tensorflow/tfjs-core @tensorflow/tfjs-layers ' +
        '@tensorflow/tfjs-backend-cpu @tensorflow/tfjs-backend-wasm',
    });
  });

  it('is cpu with nothing else, and says why', async () => {
    const [said] = await answers({ code: tell, packages: core });
    expect(said).toEqual({
      name: 'cpu',
      tfjs: '4.22.0',
      tensorflow: null,
      notTaken: {
        tensorflow: "the package '@tensorflow/tfjs-node' is not installed.",
        wasm: "the package '@tensorflow/tfjs-backend-wasm' is not installed.",
      },
    });
  });

  it('is wasm where the addon of tfjs-node has not been built', async () => {
    const [said] = await answers({
      code: tell,
      packages: [...core, 'tfjs-backend-wasm', 'tfjs'],
      prepare: (modules) => tfjsNodeWithoutAddon(modules),
    });
    expect(said).toMatchObject({
      name: 'wasm',
      notTaken: {
        tensorflow:
          "the native addon of '@tensorflow/tfjs-node' (tfjs_binding.node) has not been made on this machine; " +
          'npx pipefit setup-native makes it.',
      },
    });
  });

  it('is not tfjs-node when it has another copy of tfjs-core', async () => {
    const [said, asked, again] = await answers({
      code: `${tell}
        await tell(() => backend.setNeuralBackend('tensorflow'));
        await tell(() => backend.loadNeuralBackend());`,
      packages: [...core, 'tfjs-backend-wasm'],
      prepare: (modules) => {
        const own = join(tfjsNodeWithoutAddon(modules), 'node_modules/@tensorflow');
        for (const name of ['tfjs', 'tfjs-core']) {
          mkdirSync(join(own, name, 'dist'), { recursive: true });
          cpSync(join(installed, name, 'package.json'), join(own, name, 'package.json'));
          const main = name === 'tfjs' ? 'dist/tf.node.js' : 'dist/tf-core.node.js';
          writeFileSync(join(own, name, main), '');
        }
      },
    });
    const reason = (said as { notTaken: { tensorflow: string } }).notTaken.tensorflow;
    expect(said).toMatchObject({ name: 'wasm' });
    expect(reason).toMatch(/^'@tensorflow\/tfjs-node' uses another copy of '@tensorflow\/tfjs-core' \(/);
    expect(reason).toMatch(/then run npm dedupe\.$/);
    expect(asked).toMatchObject({ code: 'BACKEND' });
    expect(asked!.message).toContain(
      "The backend 'tensorflow' cannot be loaded: '@tensorflow/tfjs-node' uses",
    );
    expect(again).toEqual(said);
  });

  it.skipIf(!hasNative)('is TensorFlow where only tfjs-node is seen, which brings the rest', async () => {
    const [said] = await answers({
      // A level that was set is heeded, so that this also holds without the addon that keeps notices back.
      code: `${tell}`,
      packages: ['tfjs-node'],
      env: hasStderrAddon ? {} : { TF_ENABLE_ONEDNN_OPTS: '0' },
    });
    expect(said).toMatchObject({ name: 'tensorflow', tfjs: '4.22.0', notTaken: {} });
    expect(said!.tensorflow).toMatch(/^2\.\d+\.\d+/);
  });
});

describe('a backend that is asked for', () => {
  it('is refused with the command that installs it', async () => {
    const code = `${tell}
      await tell(() => backend.setNeuralBackend('wasm'));
      await tell(() => backend.backendNow('Model'));`;
    const [first, asked, now] = await answers({ code, packages: core });
    expect(asked).toEqual({
      code: 'BACKEND',
      message:
        "The backend 'wasm' cannot be loaded: the package '@tensorflow/tfjs-backend-wasm' is not installed. " +
        'Install it with: npm install @tensorflow/tfjs-core @tensorflow/tfjs-layers ' +
        '@tensorflow/tfjs-backend-cpu @tensorflow/tfjs-backend-wasm',
    });
    expect(now).toEqual(first);
  });

  it('has to be waited for where nothing starts at once', async () => {
    const code = `
      try {
        backend.backendNow('Model');
      } catch (error) {
        console.log(JSON.stringify([error.code, error.message]));
      }`;
    const { stdout } = await runProgram({ code });
    const [name, message] = JSON.parse(stdout);
    expect(name).toBe('BACKEND');
    expect(message).toMatch(/^Model: no backend .* Await loadNeuralBackend\(\) first\.$/);
  });
});

describe('the wasm backend', () => {
  it('leaves to the process what happens to faults that nobody handles', async () => {
    const { stdout, stderr } = await runProgram({
      code: `
        const counts = () => ['uncaughtException', 'unhandledRejection'].map((name) => process.listenerCount(name));
        process.on('unhandledRejection', () => {});
        const before = counts();
        await backend.setNeuralBackend('wasm');
        console.log(before.join(), counts().join());`,
      packages: [...core, 'tfjs-backend-wasm'],
    });
    expect(stdout, stderr).toBe('0,1 0,1\n');
  });
});

const native = { packages: ['tfjs-node', ...core] };
const train = `
  const { tf, layers } = await backend.loadBackend();
  const model = layers.sequential();
  model.add(layers.layers.dense({ units: 4, inputShape: [2], activation: 'tanh' }));
  model.add(layers.layers.dense({ units: 1 }));
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const { history } = await model.fit(tf.ones([16, 2]), tf.ones([16, 1]), { epochs: 20, verbose: 0 });
  const fell = history.loss[19] < history.loss[0];`;

describe.skipIf(!hasNative)('the native backend', () => {
  it('runs where Node lacks what tfjs-node calls, as Node 23 and later do', async () => {
    const { stdout, stderr } = await runProgram({
      ...native,
      code: `
        import util from 'node:util';
        delete util.isNullOrUndefined;
        delete util.isArray;
        ${train}
        console.log(tf.getBackend(), fell, util.isNullOrUndefined(null), util.isArray([]));`,
    });
    expect(stdout, stderr).toBe('tensorflow true true true\n');
  });

  it('trains in a thread, alone and two at a time, and a thread that did nothing ends well', async () => {
    const { stdout, stderr, code } = await runProgram({
      ...native,
      code: `
        import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
        const start = (workerData) => new Promise((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData });
          worker.on('message', resolve).on('error', reject);
        });
        if (isMainThread) {
          console.log(await start('idle'));
          console.log(await start('train'), (await Promise.all([start('train'), start('train')])).join());
        } else if (workerData === 'idle') {
          parentPort.postMessage((await backend.loadNeuralBackend()).name);
        } else {
          ${train}
          parentPort.postMessage([tf.getBackend(), fell]);
        }`,
    });
    expect(stdout, stderr).toBe("tensorflow\n[ 'tensorflow', true ] tensorflow,true,tensorflow,true\n");
    expect(code).toBe(0);
  });

  it.skipIf(!hasStderrAddon)('is silent, and swallows nothing else', async () => {
    const { stdout, stderr } = await runProgram({
      ...native,
      packages: [...native.packages, 'tfjs-backend-wasm'],
      code: `
        console.error('before');
        ${train}
        console.warn('after', tf.getBackend());
        for (const name of ['wasm', 'cpu']) {
          await backend.setNeuralBackend(name);
          tf.add(1, 1).dataSync();
        }
        process.emitWarning('a warning of mine', 'DeprecationWarning', 'MINE1');`,
    });
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    expect(lines.slice(0, 2)).toEqual(['before', 'after tensorflow']);
    expect(lines[2]).toContain('[MINE1] DeprecationWarning: a warning of mine');
    expect(lines).toHaveLength(4);
  });

  it('says what it is asked to say', async () => {
    const { stderr } = await runProgram({
      ...native,
      code: `await backend.loadNeuralBackend(); console.log(process.env.TF_CPP_MIN_LOG_LEVEL);`,
      env: { TF_CPP_MIN_LOG_LEVEL: '0' },
    });
    expect(stderr).toContain('This TensorFlow binary is optimized');
  });
});
