import { PipefitError } from './pipefit-error.js';

/** A saved or foreign model that cannot be read: it is no model, it is damaged, or its parts contradict each other. */
export class ModelFileError extends PipefitError {
  override readonly code = 'MODEL_FILE';
  /** Where in the model the fault lies: the keys that lead there, such as `root.left.splitValue`. */
  readonly place: string;

  constructor(message: string, place: string, options?: ErrorOptions) {
    super(message, options);
    this.place = place;
  }
}
