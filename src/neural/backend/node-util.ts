import util from 'node:util';

/**
 * Puts back what Node 23 took out of node:util and tfjs-node 4.22 calls in every operation. Must be done before the
 * first operation; what is there already stays.
 */
export function mendNodeUtil(): void {
  const known = util as unknown as Record<string, unknown>;
  known.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  known.isArray ??= Array.isArray;
  // Node 22 warns of each once, at its first call: here, where warnings of what is outdated are held back.
  for (const name of ['isNullOrUndefined', 'isArray']) (known[name] as (value: unknown) => boolean)([]);
}
