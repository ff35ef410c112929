import type { TfInstance } from './backend.js';

export function addMissingKernels(_tf: TfInstance): void {}
