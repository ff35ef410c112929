import { it } from 'vitest';
import { LinearRegression } from '../../src/linear/linear-regression.js';
import { meanAndVariance } from '../../src/math/moments.js';
import { logRelativeError, readLinearSet, readUnivariateSet } from '../nist/nist-file.js';

it('lre', async () => {
  for (const name of [
    'Norris',
    'Pontius',
    'NoInt1',
    'NoInt2',
    'Filip',
    'Longley',
    'Wampler1',
    'Wampler2',
    'Wampler3',
    'Wampler4',
    'Wampler5',
  ]) {
    const { certified, y, x } = readLinearSet(name);
    const hasI = certified.has('B0');
    const p = certified.size - (hasI ? 1 : 0);
    const X =
      x[0]!.length === p
        ? x
        : x.map(([v]) =>
            Array.from({ length: p }, (_, k) => {
              let r = v!;
              for (let i = 0; i < k; i++) r *= v!;
              return r;
            }),
          );
    const m = await new LinearRegression({ fitIntercept: hasI }).fit(X, y);
    const est = hasI ? [m.intercept, ...m.coef] : [...m.coef];
    const lres = [...certified.values()].map((c, i) => logRelativeError(est[i]!, c));
    console.log(name, certified.size, y.length, 'rank', m.rank, Math.min(...lres).toFixed(2));
  }
  for (const f of [
    'Lew.dat',
    'Lottery.dat',
    'Mavro.dat',
    'Michelso.dat',
    'NumAcc1.dat',
    'NumAcc2.dat',
    'NumAcc3.dat',
    'NumAcc4.dat',
    'PiDigits.txt',
  ]) {
    const s = readUnivariateSet(f);
    const n = s.values.length;
    const { mean, variance } = meanAndVariance(s.values);
    console.log(
      f,
      n,
      logRelativeError(mean, s.mean).toFixed(2),
      logRelativeError(Math.sqrt((variance * n) / (n - 1)), s.standardDeviation).toFixed(2),
    );
  }
});
it.skip('speed', async () => {
  const n = 200000,
    p = 100;
  const { Matrix } = await import('../../src/data/index.js');
  const X = Matrix.zeros(n, p);
  let s = 1;
  for (let i = 0; i < X.data.length; i++) {
    s = (s * 1103515245 + 12345) % 2147483648;
    X.data[i] = s / 2147483648 - 0.3;
  }
  const y = Float64Array.from({ length: n }, (_, i) => X.data[i * p]! * 2 + X.data[i * p + 5]! + 1);
  const t = performance.now();
  const m = await new LinearRegression().fit(X, y);
  console.log('200k x 100', performance.now() - t, m.rank, m.coef[0], m.coef[1], m.intercept);
}, 120000);
