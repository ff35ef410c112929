import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A script for the threads of a pool, from a file beside this one. */
export async function bundle(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    keepNames: true,
  });
  return outputFiles[0]!.text;
}
