import { Matrix } from '../data/index.js';
import type { Subject } from './check.js';
import { problemFor } from './data.js';
import { isSupervised, quiet } from './subject.js';

/** A fit that cannot succeed, or is stopped on its way. */
interface FailingFit {
  /** What goes wrong, in words. */
  readonly way: string;
  start(estimator: Subject): Promise<unknown>;
  /** Whether an estimator may get through all the same, because it is done before it is stopped. */
  readonly mayPass: boolean;
}

/** Fits of other data than the usual ones that fail early, late or in the middle. */
export function failingFits(template: Subject): FailingFit[] {
  const { X, y } = problemFor(template, { seed: 1, rows: 48 });
  const early: FailingFit[] = [
    {
      way: 'X has no rows',
      start: (estimator) => estimator.fit(Matrix.zeros(0, X.cols), y, quiet()),
      mayPass: false,
    },
    {
      way: 'the fit was cancelled half way',
      start: (estimator) => {
        const controller = new AbortController();
        const promise = estimator.fit(X, y, quiet({ signal: controller.signal }));
        controller.abort(new Error('stopped half way'));
        return promise;
      },
      mayPass: true,
    },
    {
      way: 'onProgress threw',
      start: (estimator) => {
        const onProgress = () => {
          throw new Error('thrown by onProgress');
        };
        return estimator.fit(X, y, quiet({ onProgress }));
      },
      mayPass: true,
    },
  ];
  if (!isSupervised(template)) return early;
  const short = Array.from(y as ArrayLike<number>).slice(0, -1);
  const way = 'y has one value less than X has rows';
  return [...early, { way, start: (estimator) => estimator.fit(X, short, quiet()), mayPass: false }];
}
