import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A function that loads packages as seen from one place. */
export type Require = ReturnType<typeof createRequire>;

/**
 * The places from which optional packages are looked for: this file; the working directory, for programs that were
 * bundled elsewhere; and tfjs-node and tfjs, which bring tfjs-core and tfjs-layers where a package manager hides them.
 */
export function places(): Require[] {
  const own = [here(), join(process.cwd(), 'package.json')].flatMap((file) => requireFrom(file));
  const above = ['@tensorflow/tfjs-node', '@tensorflow/tfjs'];
  for (const name of above) {
    const found = resolveFrom(own, `${name}/package.json`);
    if (found !== null) own.push(...requireFrom(found));
  }
  return own;
}

/** This file, in both formats in which it is built; null where a bundler knows neither. */
function here(): string | null {
  if (typeof __filename === 'string') return __filename;
  return import.meta.url ?? null;
}

function requireFrom(file: string | null): Require[] {
  try {
    return file === null ? [] : [createRequire(file)];
  } catch {
    // Code that is run as text has no file that packages could be seen from.
    return [];
  }
}

/** The file of a package, from the first place that sees it; null when none does. */
export function resolveFrom(from: readonly Require[], name: string): string | null {
  for (const require of from) {
    try {
      return require.resolve(name);
    } catch {
      // Not seen from here.
    }
  }
  return null;
}
