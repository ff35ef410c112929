/** Methods of a fitted estimator that can be called on the promise of one. */
const forwarded = [
  'predict',
  'predictProba',
  'predictLogProba',
  'decisionFunction',
  'transform',
  'inverseTransform',
  'score',
] as const;

type Forwarded = (typeof forwarded)[number];

/**
 * The promise of a fitted estimator, which also takes the fitted estimator's own calls:
 * `await model.fit(X, y).predict(Xt)` is `(await model.fit(X, y)).predict(Xt)`.
 */
export type FitPromise<T> = Promise<T> & {
  readonly [M in Forwarded & keyof T]: T[M] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never;
};

class ForwardingPromise<T> extends Promise<T> {
  // Chained promises are promises of something else, so they are plain ones.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
}

for (const method of forwarded) {
  Object.defineProperty(ForwardingPromise.prototype, method, {
    configurable: true,
    writable: true,
    value(this: Promise<Record<string, (...args: unknown[]) => unknown>>, ...args: unknown[]) {
      return this.then((fitted) => fitted[method]!(...args));
    },
  });
}

/** Starts the work and returns its promise in the form that `fit` gives. */
export function fitPromise<T>(work: () => Promise<T>): FitPromise<T> {
  return new ForwardingPromise<T>((resolve, reject) => {
    work().then(resolve, reject);
  }) as unknown as FitPromise<T>;
}
