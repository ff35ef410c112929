import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { packageFile } from '../optional-package.js';
import type { PlainTensor, Session } from './session.js';

/*
 * Runtimes that answer by promises only are asked in a thread of their own, for which this one waits: what it answers is
 * then there at once. A call costs some tens of microseconds more.
 */
const program = `
const { workerData } = require('node:worker_threads');
const { port, signal, file, bytes } = workerData;
let session = null;
const answer = (message) => {
  port.postMessage(message);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
};
const ready = (async () => {
  const ort = require(file);
  if (ort.env?.wasm) ort.env.wasm.numThreads = 1;
  session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  return ort;
})();
ready.then(() => answer({}), (error) => answer({ error: String(error?.message ?? error) }));
port.on('message', async ({ feeds, outputs }) => {
  try {
    const ort = await ready;
    const given = Object.fromEntries(feeds.map(([name, { type, data, dims }]) => [name, new ort.Tensor(type, data, dims)]));
    const results = await session.run(given, outputs);
    answer({ results: outputs.map((name) => ({ type: results[name].type, dims: results[name].dims, data: results[name].data })) });
  } catch (error) {
    answer({ error: String(error?.message ?? error) });
  }
});
`;

interface Answer {
  readonly error?: string;
  readonly results?: PlainTensor[];
}

/** A session of a package with onnxruntime's public interface, in a thread. */
export function threadSession(runtime: string, bytes: Uint8Array): Session {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(program, {
    eval: true,
    workerData: { port: port2, signal, file: packageFile(runtime), bytes },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  const wait = (): Answer => {
    Atomics.wait(signal, 0, 0);
    Atomics.store(signal, 0, 0);
    const { message } = receiveMessageOnPort(port1) as { readonly message: Answer };
    if (message.error !== undefined) throw new Error(message.error);
    return message;
  };
  const dispose = () => {
    port1.close();
    void worker.terminate();
  };
  try {
    wait();
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    run(feeds, outputs) {
      port1.postMessage({ feeds: [...feeds], outputs });
      return wait().results!;
    },
    dispose,
  };
}
