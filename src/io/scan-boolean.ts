import { trimmed } from './trimmed.js';

/** 1 for true, 0 for false (also TRUE, True, ...), NaN for anything else. Yes, no, T and F are words, not booleans. */
export function scanBoolean(cell: string): number {
  switch (trimmed(cell)) {
    case 'true':
    case 'True':
    case 'TRUE':
      return 1;
    case 'false':
    case 'False':
    case 'FALSE':
      return 0;
    default:
      return Number.NaN;
  }
}
