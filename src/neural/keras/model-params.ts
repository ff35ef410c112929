import { InvalidParameterError, nearestName } from '../../errors/index.js';
import { isDescription } from './check-layers.js';
import type { LayerDescription } from './layer-description.js';

const PREFIX = 'model__';

/** What the parameters of a model are reached in. */
interface Holder {
  readonly model: unknown;
  readonly modelParams: object;
}

/** The parameters of a model, by their names from outside: those of its function, and those of its named layers. */
export function modelEntries({ model, modelParams }: Holder): [string, unknown][] {
  const own = Object.entries(modelParams ?? {}).map(([name, value]): [string, unknown] => [
    `${PREFIX}${name}`,
    value,
  ]);
  const ofLayers = namedLayers(model).flatMap(({ layer: _, name, ...given }) =>
    Object.entries(given).map(([key, value]): [string, unknown] => [`${PREFIX}${name}__${key}`, value]),
  );
  return [...own, ...ofLayers];
}

/**
 * Changes of parameters with those of the model (`model__units`, `model__hidden__units`) put into copies of `modelParams`
 * and `model`; nothing given is changed.
 */
export function withModelParams(owner: string, holder: Holder, changes: object): object {
  const others: [string, unknown][] = [];
  const inner: [string, unknown][] = [];
  for (const [name, value] of Object.entries(changes))
    (name.startsWith(PREFIX) ? inner : others).push([name, value]);
  if (inner.length === 0) return changes;
  const next = Object.fromEntries(others) as Partial<Holder>;
  let { model, modelParams } = { ...holder, ...next };
  for (const [name, value] of inner) {
    if (value === undefined) continue;
    const rest = name.slice(PREFIX.length);
    const [layer, property] = splitOnce(rest);
    if (Object.hasOwn(modelParams, rest)) modelParams = withEntry(modelParams, rest, value);
    else if (property !== '' && namedLayers(model).some((each) => each.name === layer)) {
      model = (model as readonly LayerDescription[]).map((each) =>
        each.name === layer ? withEntry(each, property, value) : each,
      );
    } else throw unknown(owner, name, { model, modelParams });
  }
  return { ...next, model, modelParams };
}

function namedLayers(model: unknown): readonly LayerDescription[] {
  return isDescription(model) ? model.filter(({ name }) => typeof name === 'string') : [];
}

/** A copy with an entry set, whatever it is called. */
function withEntry<T extends object>(object: T, key: string, value: unknown): T {
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, value]]) as T;
}

function unknown(owner: string, name: string, holder: Holder): InvalidParameterError {
  const known = modelEntries(holder).map(([each]) => each);
  const near = nearestName(name, known);
  const hint =
    near === null
      ? 'A function given as model takes what modelParams holds; layers of a list are reached by their name.'
      : `Did you mean '${near}'?`;
  return new InvalidParameterError(owner, name, `${owner} has no parameter '${name}'. ${hint}`);
}

function splitOnce(name: string): [string, string] {
  const at = name.indexOf('__');
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 2)];
}
