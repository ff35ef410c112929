import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Makes what is generated from the source, so that no test sees the kernels or the worker of an older one. */
export default function generate(): void {
  for (const script of ['kernels/assembly/build.mjs', 'threads/bundle-worker.mjs']) {
    execFileSync(process.execPath, [fileURLToPath(new URL(`../../src/${script}`, import.meta.url))]);
  }
}
