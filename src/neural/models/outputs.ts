import { InvalidParameterError, nearestName, UnsupportedError } from '../../errors/index.js';
import type { ReadyParams } from './ready-params.js';
import type { RawOutput } from './runners.js';

/** One output as a model's file declares it. */
export interface ModelOutput {
  readonly name: string;
  /** Whether it is one of the model's own results; others, inside of the model, are taken only when asked for. */
  readonly isResult: boolean;
  /** Whether it holds labels: text, or whole numbers, one a row. */
  readonly isLabel?: boolean;
  /** Why it cannot be taken; null for what can. */
  readonly obstacle?: string | null;
}

/** The outputs that are taken. */
export interface ChosenOutputs {
  /** Those with numbers, in the order in which they stand side by side. */
  readonly scores: readonly { readonly name: string; readonly width: number }[];
  /** The one with labels; null where there is none. */
  readonly labels: string | null;
}

/** Chooses outputs by the parameters, and finds how wide they are by trying them. */
export function chooseOutputs(
  owner: string,
  outputs: readonly ModelOutput[],
  { output, task }: ReadyParams,
  tryOut: (names: readonly string[]) => readonly RawOutput[],
): ChosenOutputs {
  const wanted = output === null ? null : typeof output === 'string' ? [output] : output;
  const chosen =
    wanted?.map((name) => findOutput(owner, outputs, name)) ?? outputs.filter(({ isResult }) => isResult);
  const labels = task === 'classifier' ? chosen.filter(({ isLabel }) => isLabel) : [];
  // Beside columns of numbers the labels of a classifier are nothing that the next step could use.
  const scores = chosen.filter(({ isLabel }) => !isLabel || (wanted !== null && task !== 'classifier'));
  const unusable = [...scores, ...labels].find(({ obstacle }) => obstacle);
  if (unusable) throw new UnsupportedError(`${owner}: the output '${unusable.name}' ${unusable.obstacle}`);
  if (task === 'classifier' && (scores.length > 1 || labels.length > 1)) {
    throw ambiguous(owner, chosen, 'one output of scores');
  }
  if (scores.length === 0 && labels.length === 0) {
    const known = outputs.map(({ name }) => name).join(', ');
    throw new UnsupportedError(`${owner}: the model has no output of numbers. Its outputs are ${known}.`);
  }
  const tried = scores.length === 0 ? [] : tryOut(scores.map(({ name }) => name));
  return {
    scores: scores.map(({ name }, k) => ({ name, width: widthOf(owner, name, tried[k]!) })),
    labels: labels[0]?.name ?? null,
  };
}

/** Names of columns: the output's name, with a number where it gives several. */
export function namesOfOutputs(scores: ChosenOutputs['scores']): string[] {
  return scores.flatMap(({ name, width }) =>
    width === 1 ? [name] : Array.from({ length: width }, (_, j) => `${name}_${j}`),
  );
}

function findOutput(owner: string, outputs: readonly ModelOutput[], name: string): ModelOutput {
  const found = outputs.find((each) => each.name === name);
  if (found !== undefined) return found;
  const results = outputs.filter(({ isResult }) => isResult).map((each) => `'${each.name}'`);
  const near = nearestName(
    name,
    outputs.map((each) => each.name),
  );
  const hint = near === null ? '' : ` Did you mean '${near}'?`;
  throw new InvalidParameterError(
    owner,
    'output',
    `${owner}: the model has no output '${name}'.${hint} Its results are ${results.join(', ')}.`,
  );
}

function ambiguous(owner: string, chosen: readonly ModelOutput[], wanted: string): InvalidParameterError {
  return new InvalidParameterError(
    owner,
    'output',
    `${owner}: a classifier takes ${wanted}, but the model has ${chosen.map(({ name }) => `'${name}'`).join(', ')}. ` +
      'Say which one with output.',
  );
}

function widthOf(owner: string, name: string, { shape, values }: RawOutput): number {
  const rows = shape[0] ?? 0;
  if (rows > 0 && values.length > 0 && values.length % rows === 0) return values.length / rows;
  throw new UnsupportedError(
    `${owner}: the model's output '${name}' has the shape [${shape.join(', ')}], whose first axis is not that of the rows.`,
  );
}
