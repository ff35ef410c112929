import { InvalidParameterError, showValue } from '../errors/index.js';

/** How the entropies of two groupings become one number to divide by. */
export type AverageMethod = 'min' | 'geometric' | 'arithmetic' | 'max';

/** The mean of two entropies that `averageMethod` names. */
export function generalizedMean(owner: string, a: number, b: number, averageMethod: AverageMethod): number {
  switch (averageMethod) {
    case 'min':
      return Math.min(a, b);
    case 'geometric':
      return Math.sqrt(a * b);
    case 'arithmetic':
      return (a + b) / 2;
    case 'max':
      return Math.max(a, b);
    default:
      throw new InvalidParameterError(
        owner,
        'averageMethod',
        `The option 'averageMethod' of ${owner} must be 'min', 'geometric', 'arithmetic' or 'max'. ` +
          `Got ${showValue(averageMethod)}.`,
      );
  }
}
