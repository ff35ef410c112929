import { PipefitError } from './pipefit-error.js';

/** Where in the data the fault lies, as far as it is known. Rows and columns count from 0. */
export interface DataPlace {
  readonly row?: number;
  readonly column?: number | string;
}

/** Data that cannot be used: wrong shape, missing or infinite values, lengths that disagree. */
export class InvalidDataError extends PipefitError {
  override readonly code = 'INVALID_DATA';
  readonly place: DataPlace;

  constructor(message: string, place: DataPlace = {}, options?: ErrorOptions) {
    super(message, options);
    this.place = place;
  }
}
