import { InvalidParameterError, showValue } from '../errors/index.js';
import { type Distribution, isDistribution } from './distributions.js';
import type { Candidate } from './grid-types.js';

/** One parameter and what it may be. */
export interface Axis<V> {
  readonly name: string;
  readonly values: V;
}

/** Parameters in the order of their names. */
export type Space<V> = readonly Axis<V>[];

/** A candidate of a grid or a space, whether given as an object, as a Map or as a list of them. */
export type CandidateOf<G> =
  G extends ReadonlyMap<string, infer V>
    ? Readonly<Record<string, V extends ArrayLike<infer T> ? T : V extends Distribution<infer T> ? T : never>>
    : G extends readonly (infer Each)[]
      ? CandidateOf<Each>
      : Candidate<G>;

/** Reads lists of values by parameter name, or a list of such. */
export function readGrids(owner: string, given: unknown): readonly Space<ArrayLike<unknown>>[] {
  return readSpaces(owner, given, 'an array of values', asList);
}

/** Reads lists of values and distributions by parameter name, or a list of such. */
export function readDistributions(
  owner: string,
  given: unknown,
): readonly Space<ArrayLike<unknown> | Distribution<unknown>>[] {
  return readSpaces(owner, given, 'an array of values or a distribution', (value, name) =>
    isDistribution(value) ? value : asList(value, name, owner),
  );
}

function readSpaces<V>(
  owner: string,
  given: unknown,
  wanted: string,
  read: (value: unknown, name: string, owner: string) => V | null,
): readonly Space<V>[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length === 0) {
    throw new InvalidParameterError(
      owner,
      'grid',
      `${owner}: the list of grids is empty. Give at least one grid.`,
    );
  }
  return list.map((space) => {
    const axes = entriesOf(owner, space).map(([name, value]): Axis<V> => {
      const values = read(value, name, owner);
      if (values !== null) return { name, values };
      throw new InvalidParameterError(
        owner,
        name,
        `${owner}: the values of '${name}' must be ${wanted}. Got ${showValue(value)}. ` +
          'A single value goes into an array of its own.',
      );
    });
    return axes.sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

function entriesOf(owner: string, space: unknown): (readonly [string, unknown])[] {
  if (space instanceof Map) {
    const nameless = [...space.keys()].find((name) => typeof name !== 'string');
    if (nameless === undefined) return [...space];
  } else if (
    typeof space === 'object' &&
    space !== null &&
    !Array.isArray(space) &&
    !ArrayBuffer.isView(space)
  ) {
    return Object.entries(space);
  }
  throw new InvalidParameterError(
    owner,
    'grid',
    `${owner} takes an object or a Map from parameter names to arrays of values, or a list of them. ` +
      `Got ${showValue(space)}.`,
  );
}

function asList(value: unknown, name: string, owner: string): ArrayLike<unknown> | null {
  if (!Array.isArray(value) && !(ArrayBuffer.isView(value) && 'length' in value)) return null;
  const list = value as ArrayLike<unknown>;
  if (list.length > 0) return list;
  throw new InvalidParameterError(
    owner,
    name,
    `${owner}: the array of values of '${name}' is empty. Give at least one value, or leave '${name}' out.`,
  );
}

/** A candidate from its parameters. Names come from users, so it has no prototype that they could reach. */
export function candidateOf(
  entries: Iterable<readonly [string, unknown]>,
): Readonly<Record<string, unknown>> {
  const candidate: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) candidate[name] = value;
  return candidate;
}
