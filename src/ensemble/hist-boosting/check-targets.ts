import { InvalidDataError } from '../../errors/index.js';

/** Beyond this, derivatives have no single precision. */
const MOST = 1e37;

/** Refuses targets that a loss has no derivative at, or none that can be worked with. */
export function checkTargets(owner: string, loss: string, y: Float64Array, name: string): void {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const target = y[i]!;
    sum += target;
    if (Math.abs(target) > MOST) {
      throw new InvalidDataError(
        `${owner}: ${name} holds ${target} in row ${i}, which is too large to work with. Divide ${name} by a constant.`,
        { row: i },
      );
    }
    if ((loss === 'gamma' && !(target > 0)) || (loss === 'poisson' && !(target >= 0))) {
      const wanted = loss === 'gamma' ? 'numbers above 0' : 'numbers of at least 0';
      throw new InvalidDataError(
        `${owner}: loss '${loss}' needs ${wanted}. Row ${i} of ${name} is ${target}.`,
        {
          row: i,
        },
      );
    }
  }
  if (loss === 'poisson' && sum <= 0) {
    throw new InvalidDataError(`${owner}: loss 'poisson' needs a count above 0, but all of ${name} are 0.`);
  }
}
