import type { ParamSpec } from '../../core/index.js';
import { InvalidDataError, InvalidParameterError } from '../../errors/index.js';

/** The parameters that a tree of ml-cart can honour (and the seed, which it does not need). */
export const HONOURED_BY_ML_CART = ['maxDepth', 'minSamplesSplit', 'ccpAlpha', 'randomState', 'engine'];

/** Refuses parameters that were changed although the engine 'ml' cannot honour them. */
export function refuseOthers(
  owner: string,
  spec: ParamSpec,
  params: object,
  honoured: readonly string[],
): void {
  for (const [name, value] of Object.entries(params)) {
    if (honoured.includes(name) || value === spec[name]?.default) continue;
    throw new InvalidParameterError(
      owner,
      name,
      `${owner}: engine 'ml' does not know the parameter '${name}'. Leave it at its default, or use engine 'fast'.`,
    );
  }
}

/** The packages learn one target. */
export function refuseSeveral(owner: string, outputs: number): void {
  if (outputs === 1) return;
  throw new InvalidDataError(
    `${owner}: engine 'ml' learns one target, but y has ${outputs} columns. Use engine 'fast'.`,
  );
}

/** The packages ask for a number of rows where scikit-learn also takes a share. */
export function wholeRows(owner: string, name: string, value: number): number {
  if (Number.isInteger(value)) return value;
  throw new InvalidParameterError(
    owner,
    name,
    `${owner}: with engine 'ml' the parameter '${name}' must be a number of rows. Got the share ${value}.`,
  );
}
