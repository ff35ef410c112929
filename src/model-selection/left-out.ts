import { custom, type Param } from '../core/index.js';
import { InvalidDataError } from '../errors/index.js';

/** A number of things to leave out at a time, which must be given. */
export function leftOutParam(doc: string): Param<number> {
  return custom<number>({
    doc,
    describe: 'an integer of at least 1',
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  });
}

/** The error of splitters that leave out so many things that nothing is left to train on. */
export function leaveOutError(owner: string, count: number, thing: string, needed: number): InvalidDataError {
  return new InvalidDataError(
    `${owner} needs at least ${needed} ${thing}s, so that something is left to train on. Got ${count}.`,
  );
}
