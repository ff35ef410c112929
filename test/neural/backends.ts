import { type BackendName, backendInfo, setNeuralBackend } from 'pipefit/neural';
import { afterAll, beforeAll, describe } from 'vitest';

/** The backends that tests run on: the native one, and the one that runs wherever Node does. */
const backends = ['tensorflow', 'wasm'] as const;

/** Why a backend cannot be had here; null for one that can. */
const obstacles = new Map<BackendName, string | null>();
for (const name of backends) obstacles.set(name, await obstacle(name));
await setNeuralBackend(null);

async function obstacle(name: BackendName): Promise<string | null> {
  try {
    await setNeuralBackend(name);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Runs the same tests on the native backend and on wasm. Where the native one cannot be had, its tests are skipped with
 * the reason in their title; wasm is never skipped.
 */
export function describeOnBackends(title: string, body: (backend: BackendName) => void): void {
  for (const name of backends) {
    const reason = obstacles.get(name) ?? null;
    if (reason !== null && name === 'tensorflow') {
      describe.skip(`${title}, on ${name} (skipped: ${reason})`, () => body(name));
      continue;
    }
    describe(`${title}, on ${name}`, () => {
      beforeAll(async () => {
        await setNeuralBackend(name);
        if (backendInfo().name !== name) throw new Error(`The backend is ${backendInfo().name}.`);
      });
      afterAll(() => setNeuralBackend(null));
      body(name);
    });
  }
}
