import { compareLabels, type DataLike, type Label, Matrix } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue, UnsupportedError } from '../errors/index.js';
import { showLabels } from './paired-labels.js';
import type { ResponseMethod, Scorable } from './scorable.js';

/** What an estimator answered, and for scores of classes the class of each column. */
export interface ClassResponse {
  readonly response: ArrayLike<Label> | Matrix;
  /** null for predictions, which need no columns. */
  readonly labels: readonly Label[] | null;
}

/** The first of the methods that the estimator has; scores of two classes become a vector of the positive one. */
export function classResponse(
  owner: string,
  estimator: Scorable,
  methods: readonly ResponseMethod[],
  X: DataLike,
  posLabel: Label | undefined,
): ClassResponse {
  const { method, answer } = firstAnswer(owner, estimator, methods, X);
  const classes = method === 'predict' ? null : classesOf(estimator);
  if (classes === null) return { response: answer, labels: null };
  if (classes.length > 2) return { response: answer, labels: classes };
  if (classes.length < 2) {
    throw new InvalidDataError(
      `${owner}: the classifier has seen one class only (${showLabels(classes)}), so its scores tell nothing apart.`,
    );
  }
  const larger = compareLabels(classes[0]!, classes[1]!) < 0 ? 1 : 0;
  const positive = posLabel === undefined ? larger : classes.indexOf(posLabel);
  if (positive < 0) {
    throw new InvalidParameterError(
      owner,
      'posLabel',
      `${owner}: posLabel ${showValue(posLabel)} is none of the classes, which are ${showLabels(classes)}.`,
    );
  }
  return { response: ofPositive(answer, positive), labels: classes };
}

/** The classes of a classifier; null for other estimators, also where a pipeline of one throws. */
function classesOf(estimator: Scorable): readonly Label[] | null {
  try {
    return estimator.classes ?? null;
  } catch (error) {
    if (error instanceof UnsupportedError) return null;
    throw error;
  }
}

/** The answer of the first method there is. A pipeline may have a method that only its last step lacks. */
function firstAnswer(owner: string, estimator: Scorable, methods: readonly ResponseMethod[], X: DataLike) {
  let unsupported: UnsupportedError | null = null;
  for (const method of methods) {
    const respond: ((X: DataLike) => ArrayLike<Label> | Matrix) | undefined = estimator[method];
    if (typeof respond !== 'function') continue;
    try {
      return { method, answer: respond.call(estimator, X) };
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
      unsupported ??= error;
    }
  }
  throw (
    unsupported ??
    new UnsupportedError(
      `The scorer '${owner}' reads ${methods.join(' or ')}, which ${estimator.name ?? 'the estimator'} does not have.`,
    )
  );
}

/** The scores of the positive class: its column, or the decision values, which speak of the second class. */
function ofPositive(answer: ArrayLike<Label> | Matrix, positive: number): ArrayLike<number> {
  if (answer instanceof Matrix && answer.cols > 1) return answer.column(positive);
  const decisions = answer instanceof Matrix ? answer.data : Float64Array.from(answer as ArrayLike<number>);
  return positive === 1 ? decisions : decisions.map((value) => -value);
}
