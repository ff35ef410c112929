import { growthParams } from '../tree/tree-params.js';
import type { ForestParams } from './grow-forest.js';

/** The parameters that a tree has of its forest. */
export type TreeOfForestParams<C extends string> = Pick<
  ForestParams,
  keyof typeof growthParams | 'maxFeatures'
> & {
  readonly criterion: C;
};

/** The parameters that a tree of a forest has on its own. */
export function treeParamsOf<C extends string>(
  params: ForestParams & { readonly criterion: C },
  seed: number | undefined,
): TreeOfForestParams<C> {
  const own: Record<string, unknown> = { criterion: params.criterion, maxFeatures: params.maxFeatures };
  for (const name of Object.keys(growthParams)) own[name] = params[name as keyof typeof growthParams];
  if (seed !== undefined) own['randomState'] = seed;
  return own as TreeOfForestParams<C>;
}
