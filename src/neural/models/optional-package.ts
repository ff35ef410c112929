import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MissingDependencyError } from '../../errors/index.js';

/** The places from which optional packages are looked for: this file, and the program that runs. */
function places(): ReturnType<typeof createRequire>[] {
  return [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href].flatMap((place) =>
    place ? [createRequire(place)] : [],
  );
}

/** An optional package that is written in CommonJS, or a file of it; MissingDependencyError where it is not installed. */
export function requirePackage<T>(specifier: string, purpose: string): T {
  const found = foundPackage<T>(specifier);
  if (found !== null) return found;
  throw new MissingDependencyError(packageOf(specifier), purpose);
}

/** The same, but null where it is not installed. What goes wrong while it loads is thrown as it is. */
export function foundPackage<T>(specifier: string): T | null {
  for (const require of places()) {
    try {
      require.resolve(specifier);
    } catch {
      continue;
    }
    return require(specifier) as T;
  }
  return null;
}

/** The file that a package is loaded from, for a thread to load it. */
export function packageFile(specifier: string): string {
  for (const require of places()) {
    try {
      return require.resolve(specifier);
    } catch {
      // Not seen from here.
    }
  }
  return specifier;
}

/** The same for an optional package that is an ES module, which `load` imports. */
export async function importPackage<T>(
  specifier: string,
  purpose: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new MissingDependencyError(packageOf(specifier), purpose, { cause: error });
  }
}

function isNotFound(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

/** `@scope/name/file` or `name/file` without the file. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
