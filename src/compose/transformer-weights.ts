import { param } from '../core/index.js';
import { InvalidParameterError, nearestName } from '../errors/index.js';

/** What the results of some transformers are multiplied by, by their names. */
export type TransformerWeights = Readonly<Record<string, number>> | ReadonlyMap<string, number> | null;

/** The declaration of a `transformerWeights` parameter. */
export const transformerWeightsParam = param.custom<TransformerWeights>({
  default: null,
  describe: 'an object or a Map from transformer name to a number, or null',
  doc: 'What the result of each transformer is multiplied by.',
  accepts: (value) =>
    value === null ||
    (typeof value === 'object' &&
      !Array.isArray(value) &&
      entriesOf(value as TransformerWeights).every(([, weight]) => Number.isFinite(weight))),
});

/** Weights by name; a name that no transformer has is an error with the nearest one. */
export function weightsByName(
  owner: string,
  weights: TransformerWeights,
  names: readonly string[],
): ReadonlyMap<string, number> {
  const byName = new Map(entriesOf(weights));
  for (const name of byName.keys()) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    throw new InvalidParameterError(
      owner,
      'transformerWeights',
      `${owner}: transformerWeights names '${name}', which is no transformer.` +
        (near === null ? '' : ` Did you mean '${near}'?`),
    );
  }
  return byName;
}

function entriesOf(weights: TransformerWeights): [string, number][] {
  return weights instanceof Map ? [...weights] : Object.entries(weights ?? {});
}
